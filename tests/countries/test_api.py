"""Countries as open data, field by field."""

from datetime import date as day

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from countries.models import BeneficiaryPeriod, CountryName, PartyStatus
from programme.models import Claim
from tests.factories import beneficiary, claim, country, date, document, group, phase

pytestmark = pytest.mark.django_db
LIST = "/api/v1/countries/"


def results(client, **query):
    answer = client.get(LIST, query)
    assert answer.status_code == 200, answer.content
    return [one["iso2"] for one in answer.json()["results"]]


def test_country_field_by_field(visitor):
    made = beneficiary(
        "Serbia", "RS", "2005-12", iso3="SRB", name_fr="Serbie", name_ru="Сербия", slug="serbia", m49="688"
    )
    group("south-eastern-europe", members=[made])
    page = document("implementation-phase")
    phase(made, since=date("2007"), source=page)
    PartyStatus.objects.create(country=made, is_party=True, in_force_on=day(2009, 10, 29))
    claim(made, source=page, source_locator="line 3", as_of=date("2021-11"), sureness="secondary")
    assert visitor.get(f"{LIST}RS/").json() == {
        "iso2": "RS",
        "iso3": "SRB",
        "name": "Serbia",
        "names": {"en": "Serbia", "fr": "Serbie", "ru": "Сербия"},
        "subregion": "south-eastern-europe",
        "beneficiary": {"current": True, "since": "2005-12", "until": None},
        "party": {"is_party": True, "since": "2009-10-29"},
        "phase": {"value": "implementation", "since": "2007", "source": "implementation-phase"},
        "claims": [
            {
                "statement": "entered-implementation",
                "value": "listed",
                "source": "implementation-phase",
                "as_of": "2021-11",
                "locator": "line 3",
                "sureness": "secondary",
            }
        ],
        "conflict": False,
        "url": "http://testserver/en/countries/serbia/",
    }


def test_what_is_unknown_is_null(visitor):
    country("Switzerland", "CH", name_fr="", name_ru="")
    assert visitor.get(f"{LIST}CH/").json() == {
        "iso2": "CH",
        "iso3": "CHX",
        "name": "Switzerland",
        "names": {"en": "Switzerland", "fr": None, "ru": None},
        "subregion": None,
        "beneficiary": {"current": False, "since": None, "until": None},
        "party": {"is_party": None, "since": None},
        "phase": {"value": None, "since": None, "source": None},
        "claims": [],
        "conflict": False,
        "url": "http://testserver/en/countries/switzerland/",
    }


def test_country_that_is_not_a_party(visitor):
    PartyStatus.objects.create(country=beneficiary("Georgia", "GE"), is_party=False, as_of=date("2024-11"))
    assert visitor.get(f"{LIST}GE/").json()["party"] == {"is_party": False, "since": None}


def test_disagreement_leaves_the_phase_null_and_says_conflict(visitor):
    made = beneficiary("Kyrgyzstan", "KG")
    claim(made, value=Claim.LISTED, source=document("introduction"))
    claim(made, value=Claim.NOT_LISTED, source=document("implementation-phase"))
    found = visitor.get(f"{LIST}KG/").json()
    assert found["phase"] == {"value": None, "since": None, "source": None}
    assert found["conflict"] is True
    assert {(one["source"], one["value"]) for one in found["claims"]} == {
        ("introduction", "listed"),
        ("implementation-phase", "not-listed"),
    }


def test_former_beneficiary_keeps_its_phase(visitor):
    made = country("Croatia", "HR")
    BeneficiaryPeriod.objects.create(country=made, since=date("2005-12"), until=date("2019"), has_ended=True)
    phase(made)
    found = visitor.get(f"{LIST}HR/").json()
    assert found["beneficiary"] == {"current": False, "since": "2005-12", "until": "2019"}
    assert found["phase"]["value"] == "implementation"


def test_claims_are_those_of_the_page(visitor):
    made = beneficiary("Bulgaria", "BG")
    sources = [document(slug) for slug in ("first-source", "second-source", "third-source")]
    claim(made, source=sources[1], source_locator="line 20")
    claim(made, value=Claim.NOT_LISTED, source=sources[2], source_locator="line 3")
    claim(made, statement="accepted-into-implementation-phase", value="2006-11", source=sources[0])
    page = visitor.get("/en/countries/bulgaria/").content.decode()
    listed = page.split('id="claims"')[1].split("</section>")[0]
    on_page = [slug for part in listed.split("/en/documents/")[1:] for slug in [part.split("/")[0]]]
    assert on_page == [one["source"] for one in visitor.get(f"{LIST}BG/").json()["claims"]]
    assert on_page == ["first-source", "second-source", "third-source"]
    assert "Accepted into the implementation phase: November 2006." in page


def test_address_takes_either_case_and_refuses_others(visitor):
    beneficiary("Serbia", "RS")
    assert visitor.get(f"{LIST}rs/").json()["iso2"] == "RS"
    answer = visitor.get(f"{LIST}XX/")
    assert (answer.status_code, answer.json()) == (404, {"error": "There is no such record."})


def test_answer_is_the_same_in_every_language(visitor):
    beneficiary("Serbia", "RS", name_fr="Serbie", name_ru="Сербия")
    answers = {visitor.get(f"{LIST}RS/", headers={"accept-language": language}).content for language in ("en", "ru")}
    assert len(answers) == 1


def test_pages_of_the_list(visitor):
    for name in ("Albania", "Belarus", "Georgia"):
        beneficiary(name, name[:2].upper())
    first = visitor.get(LIST, {"page_size": 2, "beneficiary": "current"}).json()
    assert (first["count"], [one["iso2"] for one in first["results"]]) == (3, ["AL", "BE"])
    assert first["previous"] is None
    assert first["next"] == f"http://testserver{LIST}?page_size=2&beneficiary=current&page=2"
    second = visitor.get(first["next"]).json()
    assert [one["iso2"] for one in second["results"]] == ["GE"]
    assert second["next"] is None
    assert second["previous"] == f"http://testserver{LIST}?page_size=2&beneficiary=current&page=1"


def test_fifty_countries_a_page_unless_asked_for_more(visitor):
    for number in range(51):
        country(f"Country {number}", slug=f"country-{number}", m49=f"{number:03}")
    assert len(visitor.get(LIST).json()["results"]) == 50
    assert len(visitor.get(LIST, {"page_size": 200}).json()["results"]) == 51


def test_parameters_of_the_page_filter_the_data(visitor):
    serbia, georgia = beneficiary("Serbia", "RS"), beneficiary("Georgia", "GE")
    country("Switzerland", "CH")
    phase(serbia)
    phase(georgia, "preparatory")
    group("caucasus", "Caucasus", members=[georgia])
    PartyStatus.objects.create(country=serbia, is_party=True)
    CountryName.objects.create(country=serbia, text="Югославия", language="ru", kind="former")
    assert results(visitor) == ["GE", "RS", "CH"]
    assert results(visitor, q="югославия") == ["RS"]
    assert results(visitor, phase="preparatory") == ["GE"]
    assert results(visitor, phase=["preparatory", "implementation"]) == ["GE", "RS"]
    assert results(visitor, subregion="caucasus") == ["GE"]
    assert results(visitor, party="yes") == ["RS"]
    assert results(visitor, party="unknown", beneficiary="current") == ["GE"]
    assert results(visitor, beneficiary="other") == ["CH"]


@pytest.mark.parametrize(
    ("query", "name", "allowed"),
    [
        ({"phase": "third"}, "phase", ["implementation", "preparatory", "to-be-confirmed", "unknown"]),
        ({"party": "maybe"}, "party", ["yes", "no", "unknown"]),
        ({"subregion": "atlantis"}, "subregion", ["caucasus"]),
        ({"page_size": "abc"}, "page_size", "from 1 to 200"),
        ({"page_size": "201"}, "page_size", "from 1 to 200"),
        ({"page_size": "٣"}, "page_size", "from 1 to 200"),
        ({"page": "0"}, "page", "from 1"),
        ({"page": "-1"}, "page", "from 1"),
        ({"page": "9" * 5000}, "page", "from 1"),
    ],
)
def test_bad_parameter_says_which_and_what_is_allowed(visitor, query, name, allowed):
    group("caucasus", "Caucasus", members=[beneficiary()])
    answer = visitor.get(LIST, query)
    assert answer.status_code == 400
    body = answer.json()
    assert body["error"] == f"Some parameters cannot be read: {name}."
    assert list(body["parameters"]) == [name]
    assert body["parameters"][name]["allowed"] == allowed


def test_unknown_and_overlong_parameters_are_refused(visitor):
    wrong = visitor.get(LIST, {"contry": "RS"})
    assert wrong.status_code == 400
    assert wrong.json()["parameters"]["contry"]["message"] == "There is no such parameter."
    assert "subregion" in wrong.json()["parameters"]["contry"]["allowed"]
    assert visitor.get(LIST, {"q": "x" * 201}).status_code == 400
    assert visitor.get(LIST, {"q": "\x00"}).status_code == 400


def test_page_after_the_last_is_not_found(visitor):
    beneficiary()
    answer = visitor.get(LIST, {"page": 2})
    assert (answer.status_code, answer.json()) == (404, {"error": "There is no page 2: the last one is 1."})


def test_empty_list_is_a_page_too(visitor):
    assert visitor.get(LIST).json() == {"count": 0, "next": None, "previous": None, "results": []}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", [LIST, f"{LIST}RS/"])
def test_data_is_only_read(visitor, method, path):
    beneficiary("Serbia", "RS")
    answer = getattr(visitor, method)(path)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json() == {"error": "This address is only read: use GET or HEAD."}


def test_writing_without_the_token_of_a_form_is_refused_in_json_too():
    answer = Client(enforce_csrf_checks=True).post(LIST, {"name": "Atlantis"})
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/json")
    assert answer.json() == {"error": "This address is only read: use GET or HEAD."}


def test_head_is_answered(visitor):
    beneficiary()
    answer = visitor.head(LIST)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"", "application/json")


def test_one_country_costs_few_queries(visitor, django_assert_max_num_queries):
    made = beneficiary("Serbia", "RS")
    for number in range(5):
        claim(made, source=document(f"source-{number}"))
    visitor.get(f"{LIST}RS/")
    with django_assert_max_num_queries(7) as queries:
        visitor.get(f"{LIST}RS/")
    assert isinstance(queries, CaptureQueriesContext)


def test_address_below_the_data_that_is_none_answers_in_json(visitor):
    answer = visitor.get("/api/v1/nothing-here/")
    assert (answer.status_code, answer.json()) == (404, {"error": "There is no such address."})


@pytest.mark.parametrize("address", ["/api/v1", "/api/v1/countries", "/api/v1/countries/rs"])
def test_address_of_the_data_without_its_last_slash_leads_on(visitor, address):
    answer = visitor.get(f"{address}?page_size=5")
    assert (answer.status_code, answer["Location"]) == (301, f"{address}/?page_size=5")


def test_who_has_anything_is_still_told_that_there_is_no_such_page(visitor):
    assert visitor.get(LIST, {"page": 9}, headers={"If-None-Match": "*"}).status_code == 404
