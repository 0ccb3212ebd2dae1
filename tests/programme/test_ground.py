"""What stands under every page: languages in the address, headers, health, logs."""

import json
import logging

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from programme.logs import JsonFormatter


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "accepts", "target"),
    [
        ("/", "fr-CH,fr;q=0.9,en;q=0.8", "/fr/"),
        ("/", "ru", "/ru/"),
        ("/", "de", "/en/"),
        ("/countries/", "fr", "/fr/countries/"),
        ("/activities/?country=RS&kind=workshop", "ru", "/ru/activities/?country=RS&kind=workshop"),
        ("/admin/", "fr", "/fr/admin/"),
    ],
)
def test_a_bare_address_leads_to_the_reader_s_language(visitor, address, accepts, target):
    response = visitor.get(address, headers={"accept-language": accepts})

    assert (response.status_code, response["Location"]) == (302, target)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_a_language_without_its_slash_leads_to_its_home_page(visitor, language):
    response = visitor.get(f"/{language}")

    assert (response.status_code, response["Location"]) == (301, f"/{language}/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nothing-here/", "/en/nothing-here/", "/de/", "/en//example.org/"])
def test_an_unknown_address_is_not_found_and_leads_nowhere_else(visitor, address):
    response = visitor.get(address)

    assert response.status_code == 404
    assert "Location" not in response


@pytest.mark.django_db
def test_every_answer_carries_the_strict_policy(visitor):
    for address in ("/en/", "/en/nothing-here/", "/health/live", "/en/admin/login/"):
        policy = visitor.get(address)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_health_says_that_the_process_answers(client):
    response = client.get("/health/live")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_health_says_whether_the_database_answers(client, monkeypatch):
    assert client.get("/health/ready").json()["database"] == "ok"

    def unreachable(*args, **kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", unreachable)
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["database"]) == (503, "unreachable")


@pytest.mark.django_db
def test_a_portal_whose_database_lacks_a_migration_is_not_ready(client):
    """New code before `migrate` was run: its pages would fail."""
    MigrationRecorder.Migration.objects.filter(app="reports").delete()

    response = client.get("/health/ready")

    assert (response.status_code, response.json()["database"]) == (503, "migrations missing")


def test_a_log_line_is_one_json_object_with_what_the_caller_added():
    record = logging.makeLogRecord({"name": "portal", "levelname": "INFO", "msg": "loaded %s", "args": ("all",)})
    record.country = "RS"

    line = JsonFormatter().format(record)

    assert "\n" not in line
    found = json.loads(line)
    assert (found["message"], found["level"], found["country"]) == ("loaded all", "info", "RS")


@pytest.mark.parametrize(
    ("logger", "level", "is_traced"),
    [
        ("portal", logging.WARNING, True),
        ("django.request", logging.ERROR, True),
        ("django.request", logging.WARNING, False),  # a page that was refused
    ],
)
def test_a_log_line_of_a_fault_carries_the_traceback(logger, level, is_traced):
    try:
        raise ValueError("wrong\nline")
    except ValueError as error:
        came_from = (ValueError, error, error.__traceback__)
    record = logging.makeLogRecord({"name": logger, "levelno": level, "msg": "failed", "exc_info": came_from})

    found = json.loads(JsonFormatter().format(record))

    assert ("ValueError: wrong" in found.get("traceback", "")) is is_traced
