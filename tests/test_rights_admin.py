"""Every page of the admin answers the secretariat as the matrix says, and is closed to everybody else."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from countries.models import Country
from programme.matrix import may
from programme.models import User
from tests import factories
from tests.in_every_state import OPEN, REFUSED, SIGN_IN, answer

pytestmark = [pytest.mark.django_db, pytest.mark.long]

ADMIN_ACTIONS = {"changelist": "read", "add": "add", "change": "read", "history": "read", "delete": "delete"}
# Those that show one record.
OF_A_RECORD = ("history", "history_csv", "merge", "delete", "change")
# Pages of the admin beside Django's own five, with the actions that each needs. `None`: for the secretariat as a whole.
OTHER_ADMIN_PAGES = {
    "import": ("add", "change"),
    "import_progress": ("add", "change"),
    "process_import": ("add", "change"),
    "import_list": ("add", "change"),
    "export": ("read",),
    "history_csv": ("read",),
    "merge": ("change", "delete"),
}
# `permissions` is tried in tests/programme/test_matrix_page.py.
ADMIN_WITHOUT_MODEL = {
    "permissions",
    "permissions-csv",
    "index",
    "search",
    "autocomplete",
    "jsi18n",
    "view_on_site",
    "app_list",
    "logout",
    "login",
}

# Marks are made beside the text, invitations on the country's page of people, parts of a version in the version.
MADE_ELSEWHERE = {
    "programme_textmark_add",
    "countries_invitation_add",
    "assessments_instrumentarea_add",
    "assessments_indicator_add",
    # Cycles are opened for several countries at once, on a page of their own.
    "assessments_cycle_add",
    # What a country proposes and reports is written on its own pages.
    "activities_activityproposal_add",
    "activities_activityreport_add",
    # Notes of contacts are written one by one.
    "countries_contactnote_import",
    "countries_contactnote_import_progress",
    "countries_contactnote_process_import",
}

# Pages of a version of the instrument, with what stands in their addresses.
PAGES_OF_A_VERSION = {
    "assessments_instrument_copy": [1],
    "assessments_instrument_correct": [1, "indicator", "x", "title"],
    "assessments_instrument_errata": [1],
    "assessments_instrument_export": [1, "yaml"],
    "assessments_instrument_mapping": [1],
    "assessments_instrument_preview": [1],
    "assessments_instrument_preview_area": [1, "x"],
    "assessments_instrument_publish": [1],
    "assessments_instrument_retire": [1],
}
PAGES_OF_A_RECORD = {
    *PAGES_OF_A_VERSION,
    "password_change",
    "password_change_done",
    "auth_user_password_change",
    "programme_user_second_factor",
    "programme_user_erase",
    "programme_message_resend",
}


def admin_pages():
    """Every address of the admin that belongs to a model: model, page, name."""
    labels = {f"{m._meta.app_label}_{m._meta.model_name}": m for m in admin.site._registry}
    found, unknown = [], []
    for name in sorted(filter(None, admin_names(admin.site.urls[0]))):
        label = next((one for one in sorted(labels, key=len, reverse=True) if name.startswith(f"{one}_")), None)
        page = name.removeprefix(f"{label}_") if label else name
        if name not in PAGES_OF_A_RECORD and label and (page in ADMIN_ACTIONS or page in OTHER_ADMIN_PAGES):
            found.append((labels[label], page, name))
        elif name not in ADMIN_WITHOUT_MODEL | PAGES_OF_A_RECORD:
            unknown.append(name)
    return found, unknown


def admin_names(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from admin_names(pattern.url_patterns)
        else:
            yield pattern.name


def test_every_page_of_the_admin_is_in_the_table():
    assert admin_pages()[1] == []


def admin_path(name, page):
    args = [999_999] if page in OF_A_RECORD else ["0" * 32] if page == "import_progress" else []
    return reverse(f"admin:{name}", args=args)


def test_the_admin_is_closed_to_everybody_but_the_secretariat(cast):
    paths = ["/en/admin/", *(admin_path(name, page) for _model, page, name in admin_pages()[0])]
    paths += [reverse(f"admin:{name}", args=args) for name, args in PAGES_OF_A_VERSION.items()]
    wrong = []
    for part in cast.parts:
        if part in ("editor", "administrator"):
            continue
        # Refused before any page is looked at: a few pages stand for all, a neighbour and a visitor ask all.
        some = paths if part in ("neighbour", "visitor") else paths[::25]
        wanted = SIGN_IN if part == "visitor" else REFUSED
        wrong += [(part, path) for path in some if answer(cast.client(part).get(path)) != wanted]
    assert wrong == []


@pytest.mark.parametrize("part", ["editor", "administrator"])
def test_the_admin_opens_to_the_secretariat_as_the_matrix_says(cast, part):
    user, client = User.objects.get(pk=cast.people[part].pk), cast.client(part)
    wrong = []
    for model, page, name in admin_pages()[0]:
        if page in OF_A_RECORD:
            continue  # of a record: below
        actions = OTHER_ADMIN_PAGES.get(page) or (ADMIN_ACTIONS[page],)
        allowed = all(may(user, action, model) for action in actions) and name not in MADE_ELSEWHERE
        wanted = OPEN if allowed else REFUSED
        ask = client.post if page == "process_import" else client.get
        given = answer(ask(admin_path(name, page)))
        if given != wanted:
            wrong.append(f"{name}: {given} instead of {wanted}")
    assert wrong == []


def _request(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.mark.parametrize("part", ["editor", "administrator"])
def test_records_open_to_the_secretariat_as_the_matrix_says(cast, records, part):
    user, client = User.objects.get(pk=cast.people[part].pk), cast.client(part)
    factories.activity(countries=[Country.objects.get(iso2="RS")])
    factories.document()
    wrong = []
    for model, page, name in admin_pages()[0]:
        record = model._default_manager.order_by("pk").first()
        if record is None or page not in OF_A_RECORD:
            continue
        actions = OTHER_ADMIN_PAGES.get(page) or (ADMIN_ACTIONS[page],)
        wanted = OPEN if all(may(user, action, model) for action in actions) else REFUSED
        if page == "delete" and not admin.site._registry[model].has_delete_permission(_request(user), record):
            wanted = REFUSED
        given = answer(client.get(reverse(f"admin:{name}", args=[record.pk])))
        if given != wanted:
            wrong.append(f"{name}: {given} instead of {wanted}")
    assert wrong == []
