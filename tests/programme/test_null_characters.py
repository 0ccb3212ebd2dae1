"""A null character in an address: PostgreSQL refuses it in a text, so it must never reach the database."""

import pytest

from tests import pages

NULL = "%00"
PARAMETERS = ["q", "country", "subregion", "kind", "area", "project", "phase", "biennium", "from", "to", "status"]
PARAMETERS += ["source", "sort", "page", "page_size", "body", "year", "language", "subject"]
LISTS = ["search", "countries", "activities", "calendar", "documents"]
RECORDS = ["/en/countries/", "/en/activities/", "/en/documents/", "/api/v1/countries/", "/api/v1/activities/"]
MACHINES = ["/api/v1/countries/", "/api/v1/activities/"]
RECORD = "/en/admin/activities/activity/%00/"
WORKSHOP = {
    "/en/admin/countries/country/?q=%00": 400,
    "/en/admin/countries/country/?sureness__exact=%00": 400,
    "/en/admin/activities/activity/?status__exact=%00": 400,
    "/en/admin/activities/activity/?kind__id__exact=%00": 400,
    "/en/admin/search/?q=%00": 400,
    f"/en/admin/activities/activity/?id__in={'9' * 20}": 400,
    "/en/admin/autocomplete/?app_label=activities&model_name=participation&field_name=country&term=%00": 400,
    f"{RECORD}change/": 302,
    f"{RECORD}history/": 302,
}


@pytest.fixture
def record(db):
    pages.small_record()


@pytest.mark.long
@pytest.mark.parametrize("name", LISTS)
def test_no_list_fails_on_one_in_a_parameter(record, visitor, name):
    for parameter in PARAMETERS:
        response = visitor.get(f"{pages.address(name, 'en')}?{parameter}={NULL}")
        assert response.status_code in {200, 400, 404}, parameter


@pytest.mark.parametrize("address", MACHINES)
def test_open_data_refuses_one_in_a_parameter(record, visitor, address):
    for parameter in PARAMETERS:
        assert visitor.get(f"{address}?{parameter}={NULL}").status_code == 400, parameter


def test_no_record_has_one_in_its_address(record, visitor):
    for address in RECORDS:
        assert visitor.get(f"{address}{NULL}/").status_code == 404, address


def test_the_workshop_refuses_one(record, administrator_client):
    for address, status in WORKSHOP.items():
        assert administrator_client.get(address).status_code == status, address


def test_nobody_signs_in_with_one(visitor):
    response = visitor.post("/en/account/login/", {"login": "a\x00@example.org", "password": "p\x00"})
    assert response.status_code == 200
    assert "_auth_user_id" not in visitor.session
