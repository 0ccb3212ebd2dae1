"""Settings: what is refused, and how clearly."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from programme import environment
from tests import factories

PRODUCTION = {"PORTAL_ENV": "production", "SECRET_KEY": "abcdefgh" * 8, "ALLOWED_HOSTS": "portal.example.org"}


def manage(*arguments, **variables):
    """Runs a command in a process of its own with these variables only."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PORTAL_VAR") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.long
@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({}, "Set SECRET_KEY in the environment"),
        ({"SECRET_KEY": "x" * 60}, "Set ALLOWED_HOSTS"),
        (PRODUCTION | {"DEBUG": "1"}, "DEBUG needs PORTAL_ENV=development"),
        (PRODUCTION | {"DEMO": "1"}, "DEMO needs PORTAL_ENV=development"),
        (PRODUCTION | {"DEBUG": "perhaps"}, "DEBUG must be 1 or 0"),
        ({"PORTAL_ENV": "live"}, "PORTAL_ENV must be one of production, development"),
        (PRODUCTION | {"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL must start with postgresql://"),
        (PRODUCTION | {"DATABASE_URL": "postgresql://localhost"}, "DATABASE_URL names no database"),
        (PRODUCTION | {"SECURE_HSTS_SECONDS": "long"}, "SECURE_HSTS_SECONDS must be a whole number"),
    ],
)
def test_wrong_settings_fail_with_what_to_do(variables, message):
    run = manage("check", **variables)

    assert run.returncode != 0
    assert message in run.stderr


@pytest.mark.long
def test_production_settings_pass_the_deployment_check(tmp_path):
    asked = ("check", "--deploy", "--fail-level", "WARNING")
    run = manage(*asked, **PRODUCTION, STATIC_ROOT=str(tmp_path))

    assert run.returncode != 0
    assert "Run manage.py collectstatic" in run.stderr

    (tmp_path / "staticfiles.json").touch()
    run = manage(*asked, **PRODUCTION, STATIC_ROOT=str(tmp_path))

    assert run.returncode == 0, run.stderr


@pytest.mark.long
def test_a_database_without_its_folder_is_told_before_it_fails(tmp_path):
    run = manage("migrate", **PRODUCTION, PORTAL_VAR=str(tmp_path / "nowhere"))

    assert run.returncode != 0
    assert "The folder of the database is not there" in run.stderr


@pytest.mark.long
def test_production_settings_make_no_account_to_try_with():
    run = manage("prepare_run", **PRODUCTION)

    assert run.returncode != 0
    assert "PORTAL_ENV=development" in run.stderr


def test_a_postgresql_address_is_taken_apart(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://portal:p%40ss@db.example.org:5433/portal?sslmode=require")

    database = environment.database("DATABASE_URL", Path("unused"))

    assert (database["NAME"], database["USER"], database["PASSWORD"]) == ("portal", "portal", "p@ss")
    assert (database["HOST"], database["PORT"]) == ("db.example.org", "5433")
    assert database["OPTIONS"]["sslmode"] == "require"


def test_sqlite_takes_its_write_lock_at_once_and_waits_for_others(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    database = environment.database("DATABASE_URL", Path("var/portal.sqlite3"))

    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] >= 5
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_a_list_of_words_leaves_out_what_is_empty(monkeypatch):
    monkeypatch.setenv("WORDS", " a, ,b ,")

    assert environment.words("WORDS") == ["a", "b"]


@pytest.mark.django_db
def test_accounts_are_made_for_each_role_and_refused_in_production(settings, roles, serbia):
    from programme.accounts import code_of, make_accounts
    from programme.matrix import Role
    from programme.models import Body, User

    factories.beneficiary("Georgia", "GE", iso3="GEO")
    for slug in ("bureau", "working-group-on-implementation"):
        Body.objects.create(slug=slug, name_en=slug)

    accounts = make_accounts()

    assert {account["role"] for account in accounts} == {role.value for role in Role if role != Role.PUBLIC}
    for account in accounts:
        browser = Client()
        browser.post("/en/account/login/", {"login": account["email"], "password": account["password"]})
        if "second_factor" in account:
            browser.post("/en/account/2fa/authenticate/", {"code": code_of(account["email"])})
        page = browser.get("/en/account/signed-in/", follow=True)
        assert page.status_code == 200
        standings = User.objects.get(email=account["email"]).standings
        assert account["role"] in {one.role.value for one in standings}
    settings.DEVELOPMENT = False
    with pytest.raises(ImproperlyConfigured):
        make_accounts()


@pytest.mark.django_db
def test_a_new_run_gives_new_passwords_and_no_new_accounts(roles, client):
    from programme.accounts import make_accounts
    from programme.models import User

    old = make_accounts()
    new = make_accounts()

    assert User.objects.count() == len(new)
    assert not client.login(username=old[0]["email"], password=old[0]["password"])
    assert client.login(username=new[0]["email"], password=new[0]["password"])


def test_accounts_are_written_for_the_owner_alone(settings, tmp_path):
    from programme.accounts import write_accounts

    settings.VAR_DIR = tmp_path
    path = write_accounts([{"role": "x", "email": "x@portal.test", "password": "y"}], "http://127.0.0.1:8123/")

    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text())["sign_in"] == "http://127.0.0.1:8123/en/account/login/"


@pytest.mark.long
def test_limits_on_tries_live_where_all_processes_see_them():
    code = "from django.conf import settings; print(settings.CACHES['default']['BACKEND'])"
    answer = manage("shell", "--no-imports", "-c", code, **PRODUCTION)

    assert answer.stdout.strip() == "django.core.cache.backends.db.DatabaseCache"
