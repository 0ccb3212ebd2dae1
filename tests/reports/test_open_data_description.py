"""The OpenAPI description: valid, of every address, and true of what addresses answer."""

import re

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from programme.models import Claim
from reports.api_urls import urlpatterns
from reports.open_data.datasets import DATASETS
from reports.open_data.dictionary import laid_open
from tests.factories import beneficiary, claim, country
from tests.pages import small_record

pytestmark = pytest.mark.django_db
NAMES = [dataset.name for dataset in DATASETS]


@pytest.fixture
def described(visitor):
    answer = visitor.get("/api/v1/openapi.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    return answer.json()


def faults(described, name, data):
    schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


def test_description_is_valid(described):
    assert described["openapi"] == "3.1.0"
    validate(described, cls=OpenAPIV31SpecValidator)


def test_every_address_is_described(described):
    routes = {re.sub(r"<slug:(\w+)>", r"{\1}", str(route.pattern)) for route in urlpatterns if route.name}
    assert set(described["paths"]) == {f"/api/v1/{route}" for route in routes}


def test_only_what_answers_is_described(described):
    for path, item in described["paths"].items():
        assert set(item) == {"get"}, path
    keys = [item["get"]["operationId"] for item in described["paths"].values()]
    assert len(keys) == len(set(keys))


def test_first_address_names_all_others(described, visitor):
    answer = visitor.get("/api/v1/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    found = answer.json()
    assert faults(described, "index", found) == []
    assert [one["name"] for one in found["lists"]] == NAMES
    addresses = [found["description"], *(one[key] for one in found["lists"] for key in ("url", "csv"))]
    assert {visitor.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_described(described, visitor, name):
    """The refusal of a parameter that there is none of names all there are."""
    for path, query in ((f"/api/v1/{name}/", "there_is_none"), (f"/api/v1/{name}.csv", "there_is_none")):
        allowed = visitor.get(path, {query: "x"}).json()["parameters"][query]["allowed"]
        said = described["paths"][path]["get"]["parameters"]
        assert [parameter["name"] for parameter in said] == allowed
        assert all(parameter["description"] for parameter in said)


@pytest.mark.parametrize("name", NAMES)
def test_every_described_value_of_a_parameter_is_taken(described, visitor, name):
    for parameter in described["paths"][f"/api/v1/{name}/"]["get"]["parameters"]:
        schema = parameter["schema"].get("items", parameter["schema"])
        for value in schema.get("enum", []):
            answer = visitor.get(f"/api/v1/{name}/", {parameter["name"]: value})
            assert answer.status_code == 200, (parameter["name"], value)


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_as_described(described, visitor, name):
    small_record()
    claim(None, "beneficiaries", "17")
    page = visitor.get(f"/api/v1/{name}/").json()
    assert page["results"]
    assert faults(described, f"{name}-page", page) == []
    dataset = next(one for one in DATASETS if one.name == name)
    if dataset.key:
        key = page["results"][0][dataset.key]
        assert faults(described, name, visitor.get(f"/api/v1/{name}/{key}/").json()) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_wrong_is_seen(described, visitor, name):
    """The description is strict: a field too many, one too few and a wrong kind are faults."""
    small_record()
    good = visitor.get(f"/api/v1/{name}/").json()["results"][0]
    first = next(iter(good))
    for bad in (good | {"more": 1}, {key: value for key, value in good.items() if key != first}, good | {first: []}):
        assert faults(described, name, bad)


def test_fields_are_in_the_order_of_the_answer(visitor):
    small_record()
    for dataset in DATASETS:
        answered = visitor.get(f"/api/v1/{dataset.name}/").json()["results"][0]
        assert list(answered) == [field.name for field in dataset.fields], dataset.name


def test_errors_are_as_described(described, visitor):
    for path in ("countries/?page=0", "countries/?nonsense=1", "countries/XX/", "countries/?page=9", "nothing/"):
        assert faults(described, "error", visitor.get(f"/api/v1/{path}").json()) == []


def test_every_field_says_what_it_means():
    for dataset in DATASETS:
        for name, field in laid_open(dataset.fields):
            assert str(field.about).endswith("."), (dataset.name, name)


def test_statements_of_phases_are_claims_as_described(described, visitor):
    made = beneficiary("Kyrgyzstan", "KG")
    claim(made, value=Claim.LISTED)
    country("Switzerland", "CH")
    assert faults(described, "countries-page", visitor.get("/api/v1/countries/").json()) == []


def test_description_that_the_reader_has_is_not_sent_again(visitor):
    first = visitor.get("/api/v1/openapi.json")
    again = visitor.get("/api/v1/openapi.json", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_description_is_english_for_everybody(visitor):
    answers = {
        visitor.get("/api/v1/openapi.json", headers={"accept-language": code}).content for code in ("en", "fr", "ru")
    }
    assert len(answers) == 1
