"""The list of countries and the page of each, as visitors see them."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from countries.models import Authority, BasicTaskResult, BeneficiaryPeriod, Country, CountryName, Mission, PartyStatus
from programme.models import BasicTask, Claim, OldAddress
from tests.factories import activity, beneficiary, claim, country, date, document, group, phase

pytestmark = pytest.mark.django_db


def text_of(response):
    """What is read on the page: no markup, single spaces."""
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", plain)


def main_of(response):
    return response.content.decode().split("<main", 1)[1].split("</main>")[0]


def names_in(response, language="en"):
    return re.findall(rf'href="/{language}/countries/([a-z-]+)/"', main_of(response))


def disagree_on(made):
    """Two pages, one of which names the country."""
    names = document("introduction", title_en="Introduction page")
    leaves_out = document("implementation-phase", title_en="Implementation phase page")
    claim(made, value=Claim.LISTED, source=names, source_locator="line 20")
    claim(made, value=Claim.NOT_LISTED, source=leaves_out, source_locator="line 3")
    return names, leaves_out


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
@pytest.mark.parametrize("path", ["countries/", "countries/serbia/"])
def test_pages_are_open_to_everybody(visitor, language, path):
    beneficiary()
    assert visitor.get(f"/{language}/{path}").status_code == 200


def test_phase_is_shown_with_source_and_date(visitor):
    source = document("press-release", title_en="Press release of December 2008")
    phase(beneficiary("North Macedonia", "MK"), since=date("2008-11"), source=source)
    for path in ("/en/countries/", "/en/countries/north-macedonia/"):
        page = visitor.get(path)
        assert "Implementation phase" in main_of(page)
        assert "November 2008" in main_of(page)
        assert "/en/documents/press-release/" in main_of(page)


def test_phase_says_on_the_page_as_in_the_table_that_the_requirements_are_met(visitor):
    phase(beneficiary("Serbia", "RS"), requirements_met=True)
    phase(beneficiary("Albania", "AL"), "preparatory", requirements_met=False)

    said = "Requirements recorded as met"
    pages = [visitor.get(f"/en/countries/{slug}/").content.decode() for slug in ("serbia", "albania")]

    assert [page.count(said) for page in pages] == [1, 0]


def test_disagreement_names_both_sources_and_picks_neither(visitor):
    disagree_on(beneficiary("Kyrgyzstan", "KG"))
    listing, page = visitor.get("/en/countries/"), visitor.get("/en/countries/kyrgyzstan/")
    for response in (listing, page):
        assert "To be confirmed: sources disagree" in text_of(response)
        assert "/en/documents/introduction/" in main_of(response)
        assert "/en/documents/implementation-phase/" in main_of(response)
        assert 'class="phase phase--implementation"' not in main_of(response)
    assert re.search(r"Names it: Introduction page .*Does not name it: Implementation phase page", text_of(listing))
    said = text_of(page)
    assert "Sources disagree on the phase" in said
    assert re.search(r"Introduction page , line 20 – names it among them", said)
    assert re.search(r"Implementation phase page , line 3 – does not name it among them", said)


def test_decided_phase_still_says_that_sources_disagree(visitor):
    made = beneficiary("Kyrgyzstan", "KG")
    disagree_on(made)
    phase(made)
    page = text_of(visitor.get("/en/countries/kyrgyzstan/"))
    assert "To be confirmed" not in page
    assert "The secretariat holds the phase above as current." in page


def test_phase_that_no_source_states_is_not_to_be_confirmed(visitor):
    beneficiary("Tajikistan", "TJ")
    page = text_of(visitor.get("/en/countries/tajikistan/"))
    assert "Phase not stated" in page
    assert "No source that we have read says which phase the country is in." in page
    assert "To be confirmed" not in page


def test_former_beneficiary_keeps_its_phase(visitor):
    croatia = country("Croatia", "HR")
    BeneficiaryPeriod.objects.create(country=croatia, since=date("2005-12"), has_ended=True)
    phase(croatia)
    listing = text_of(visitor.get("/en/countries/"))
    assert re.search(r"Former beneficiaries 1 .*Croatia .*Implementation phase", listing)
    assert "ended, when is not known" in listing
    page = text_of(visitor.get("/en/countries/croatia/"))
    assert "Former beneficiary country" in page
    assert "Implementation phase" in page


def test_party_status_says_since_not_and_unknown(visitor):
    from datetime import date as day

    PartyStatus.objects.create(country=beneficiary("Albania", "AL"), is_party=True, in_force_on=day(2000, 4, 19))
    PartyStatus.objects.create(country=beneficiary("Georgia", "GE"), is_party=False, as_of=date("2024-11"))
    beneficiary("Ukraine", "UA")
    listing = text_of(visitor.get("/en/countries/"))
    assert "Party since 19 April 2000" in listing
    assert re.search(r"Not a Party \(as of November 2024 ?\)", listing)
    assert "No source that we have read says it." in text_of(visitor.get("/en/countries/ukraine/"))


def test_other_countries_stand_apart(visitor):
    beneficiary("Serbia", "RS")
    country("Switzerland", "CH")
    page = main_of(visitor.get("/en/countries/"))
    assert page.index("Beneficiaries today") < page.index("/countries/serbia/") < page.index('id="other"')
    assert page.index('id="other"') < page.index("/countries/switzerland/")
    assert "Country that activities name" in text_of(visitor.get("/en/countries/switzerland/"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Молдавия", "moldova"),
        ("молдавии", "moldova"),
        ("MOLDOVA", "moldova"),
        ("Kyrgyztan", "kyrgyzstan"),
        ("kyrgyz republic", "kyrgyzstan"),
        ("the former Yugoslav Republic of Macedonia", "north-macedonia"),
        ("macédoine", "north-macedonia"),
        ("mk", "north-macedonia"),
    ],
)
def test_search_finds_by_any_known_name(visitor, typed, found):
    made = {
        "moldova": beneficiary("Moldova", "MD", name_ru="Республика Молдова"),
        "kyrgyzstan": beneficiary("Kyrgyzstan", "KG", formal_name_en="the Kyrgyz Republic"),
        "north-macedonia": beneficiary("North Macedonia", "MK", name_fr="Macédoine du Nord"),
    }
    for slug, language, name in (
        ("moldova", "ru", "Молдавия"),
        ("kyrgyzstan", "en", "Kyrgyztan"),
        ("north-macedonia", "en", "the former Yugoslav Republic of Macedonia"),
    ):
        CountryName.objects.create(country=made[slug], text=name, language=language, kind="former")
    assert set(names_in(visitor.get("/en/countries/", {"q": typed}))) == {found}


def test_search_without_a_result_says_what_to_do(visitor):
    beneficiary()
    page = visitor.get("/en/countries/", {"q": "Atlantis"})
    assert names_in(page) == []
    assert "No country fits" in text_of(page)
    assert '<a href="/en/countries/">Show all countries</a>' in main_of(page)


def test_long_search_costs_no_product_of_names(visitor):
    made = beneficiary("North Macedonia", "MK")
    for number in range(16):
        CountryName.objects.create(country=made, text=f"The former Republic of Macedonia {number}", kind="variant")
    page = visitor.get("/en/countries/", {"q": "the former republic of macedonia the former republic macedonia of"})
    assert set(names_in(page)) == {"north-macedonia"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"phase": "to-be-confirmed"}, {"kyrgyzstan"}),
        ({"phase": "unknown"}, {"tajikistan"}),
        ({"phase": "implementation"}, {"serbia", "croatia"}),
        ({"phase": ["implementation", "preparatory"]}, {"serbia", "croatia", "montenegro"}),
        ({"phase": "implementation", "beneficiary": "current"}, {"serbia"}),
        ({"beneficiary": "former"}, {"croatia"}),
        ({"beneficiary": "other"}, {"switzerland"}),
        ({"subregion": "central-asia"}, {"kyrgyzstan", "tajikistan"}),
        ({"party": "yes"}, {"serbia"}),
        ({"party": "no"}, {"tajikistan"}),
        ({"party": "unknown", "subregion": "central-asia"}, {"kyrgyzstan"}),
    ],
)
def test_filters(visitor, query, found):
    serbia, montenegro = beneficiary("Serbia", "RS"), beneficiary("Montenegro", "ME")
    kyrgyzstan, tajikistan = beneficiary("Kyrgyzstan", "KG"), beneficiary("Tajikistan", "TJ")
    croatia = country("Croatia", "HR")
    country("Switzerland", "CH")
    BeneficiaryPeriod.objects.create(country=croatia, has_ended=True)
    for one in (serbia, croatia):
        phase(one)
    phase(montenegro, "preparatory")
    disagree_on(kyrgyzstan)
    group("central-asia", "Central Asia", members=[kyrgyzstan, tajikistan])
    PartyStatus.objects.create(country=serbia, is_party=True)
    PartyStatus.objects.create(country=tajikistan, is_party=False)
    assert set(names_in(visitor.get("/en/countries/", query))) == found


def test_unknown_filter_value_is_said_and_the_rest_shown(visitor):
    beneficiary()
    page = visitor.get("/en/countries/", {"phase": "third", "q": "serbia"})
    assert "There is a problem" in text_of(page)
    assert set(names_in(page)) == {"serbia"}


def test_names_sort_by_the_language_of_the_reader(visitor):
    beneficiary("Egypt", "EG", name_fr="Égypte", name_ru="Египет")
    beneficiary("Spain", "ES", name_fr="Espagne", name_ru="Испания")
    beneficiary("Austria", "AT", name_en="Österreich", name_fr="Autriche", name_ru="Ёстеррайх")
    beneficiary("Oman", "OM", name_fr="Oman", name_ru="Оман")
    assert names_in(visitor.get("/en/countries/")) == ["egypt", "oman", "austria", "spain"]
    assert names_in(visitor.get("/fr/countries/"), "fr") == ["austria", "egypt", "spain", "oman"]
    assert names_in(visitor.get("/ru/countries/"), "ru") == ["egypt", "austria", "spain", "oman"]


def test_sorting_by_subregion_groups_the_rows(visitor):
    kazakhstan, _albania, armenia = (beneficiary(name) for name in ("Kazakhstan", "Albania", "Armenia"))
    group("caucasus", "Caucasus", members=[armenia])
    group("central-asia", "Central Asia", members=[kazakhstan])
    page = visitor.get("/en/countries/", {"sort": "subregion"})
    assert names_in(page) == ["armenia", "kazakhstan", "albania"]
    assert re.search(r'scope="rowgroup"[^>]*>Caucasus<.*scope="rowgroup"[^>]*>Central Asia<', main_of(page), re.DOTALL)
    assert "Subregion not known" in text_of(page)


def test_missing_language_is_said(visitor):
    beneficiary("Serbia", "RS", name_fr="", name_ru="Сербия")
    page = main_of(visitor.get("/fr/countries/serbia/"))
    assert '<span lang="en">Serbia</span>' in page


def test_names_are_escaped(visitor):
    attack = "<script>alert(1)</script>"
    made = beneficiary("Serbia", "RS", name_en=attack, formal_name_en=attack)
    CountryName.objects.create(country=made, text=attack, kind="variant")
    claim(made, statement="name", value=attack, source=document(title_en=attack))
    Authority.objects.create(country=made, name_en=attack)
    for path in ("/en/countries/", "/en/countries/serbia/", f"/en/countries/?q={attack}", "/en/"):
        page = visitor.get(path).content.decode()
        assert attack not in page
        assert "&lt;script&gt;" in page


def test_unknown_results_are_shown_as_unknown(visitor):
    made = beneficiary()
    task = BasicTask.objects.create(letter="A", title_en="Identification", sureness="reconstructed")
    assert "How far the country carried out" in text_of(visitor.get("/en/countries/serbia/"))
    BasicTaskResult.objects.create(country=made, task=task)
    page = text_of(visitor.get("/en/countries/serbia/"))
    assert re.search(r"A\. Identification .*reconstructed unknown not stated date not stated", page)


def test_mission_with_unknown_dates_says_so(visitor):
    Mission.objects.create(country=beneficiary(), kind="fact-finding", took_place_by=date("2006-11-15"))
    page = text_of(visitor.get("/en/countries/serbia/"))
    assert "Fact-finding mission , dates not known, before or on 15 November 2006" in page


def test_no_known_mission_is_not_none_held(visitor):
    beneficiary()
    assert "That does not mean that there was none" in text_of(visitor.get("/en/countries/serbia/"))


def test_sureness_is_shown_unless_official(visitor):
    made = beneficiary()
    PartyStatus.objects.create(country=made, is_party=True, sureness="inferred")
    page = main_of(visitor.get("/en/countries/serbia/"))
    assert page.count('href="#sureness-inferred"') == 2  # at the status and at its source


def test_old_address_leads_to_the_record_it_was_merged_into(visitor):
    made = beneficiary("North Macedonia", "MK")
    kind = ContentType.objects.get_for_model(Country)
    OldAddress.objects.create(record_type=kind, slug="macedonia", record_id=made.pk)
    response = visitor.get("/fr/countries/macedonia/")
    assert (response.status_code, response["Location"]) == (301, "/fr/countries/north-macedonia/")
    asked = visitor.get("/fr/countries/macedonia/?claim=1&q=Skopje")
    assert (asked.status_code, asked["Location"]) == (301, "/fr/countries/north-macedonia/?claim=1&q=Skopje")


def test_unknown_country_is_not_found(visitor):
    assert visitor.get("/en/countries/atlantis/").status_code == 404


def test_title_and_description(visitor):
    beneficiary()
    page = visitor.get("/en/countries/serbia/").content.decode()
    assert "<title>Serbia – Assistance and Cooperation Programme</title>" in page
    assert '<meta name="description" content="Serbia in the Assistance and Cooperation Programme:' in page


def with_everything(name, number):
    """A beneficiary with one of everything that pages show."""
    from datetime import date as day

    made = beneficiary(name)
    source = document(f"source-{number}", symbol=f"ECE/CP.TEIA/{number}")
    phase(made, source=source)
    claim(made, source=source)
    claim(made, value=Claim.NOT_LISTED, source=document(f"other-{number}"))
    PartyStatus.objects.create(country=made, is_party=True, in_force_on=day(2000, 4, 19), source=source)
    CountryName.objects.create(country=made, text=f"Name {number}", kind="variant", source=source)
    mission = Mission.objects.create(country=made, kind="fact-finding", report=source, source=source)
    task = BasicTask.objects.get_or_create(letter="A", defaults={"title_en": "Identification"})[0]
    BasicTaskResult.objects.create(country=made, task=task, mission=mission, source=source)
    Authority.objects.create(country=made, name_en="Ministry", source=source)
    made.documents.add(source)
    return made


def queries_of(visitor, path):
    visitor.get(path)  # content types and the like are asked once
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert visitor.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", ["/en/countries/", "/en/countries/?sort=subregion", "/en/", "/api/v1/countries/"])
def test_lists_cost_the_same_for_one_country_and_for_ten(visitor, path):
    subregion = group()
    counts = []
    for number in range(10):
        made = with_everything(f"Country {number}", number)
        subregion.memberships.create(country=made)
        if number in (0, 2, 9):
            counts.append(queries_of(visitor, path))
    assert counts[0] == counts[1] == counts[2]


def test_page_costs_the_same_for_one_of_everything_and_for_three(visitor):
    made = with_everything("Serbia", 0)
    few = queries_of(visitor, "/en/countries/serbia/")
    for number in range(1, 4):
        source = document(f"more-{number}")
        claim(made, statement="joined-programme", value="2005-12", source=source)
        phase(made, "preparatory", is_current=False, source=source)
        Mission.objects.create(country=made, kind="awareness-raising", report=source, source=source)
        CountryName.objects.create(country=made, text=f"More {number}", kind="misspelling", source=source)
        BeneficiaryPeriod.objects.create(country=made, source=source, since=date("2010"))
        made.documents.add(source)
    assert queries_of(visitor, "/en/countries/serbia/") == few


def test_pages_are_found_in_the_language_of_the_address(visitor):
    beneficiary("Serbia", "RS", name_fr="Serbie", name_ru="Сербия")
    with translation.override("en"):
        assert "<h1>Сербия</h1>" in main_of(visitor.get("/ru/countries/serbia/"))


def test_the_contents_of_a_page_lead_to_what_stands_on_it(visitor):
    made = beneficiary("Serbia", "RS")
    activity(start="2020-05-04", countries=[made])

    page = main_of(visitor.get("/en/countries/serbia/"))
    contents = page.split('aria-label="On this page"')[1].split("</nav>")[0]
    anchors = re.findall(r'href="#([a-z-]+)"', contents)

    assert {"standing", "timeline", "preparation", "activities", "profile-files"} <= set(anchors)
    assert all(f'id="{anchor}"' in page for anchor in anchors)


def test_only_the_secretariat_is_led_to_the_file_of_a_country(visitor, editor_client):
    beneficiary("Serbia", "RS")

    assert "/work/countries/serbia/" not in main_of(visitor.get("/en/countries/serbia/"))
    assert 'href="/en/work/countries/serbia/"' in main_of(editor_client.get("/en/countries/serbia/"))
