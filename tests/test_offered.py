"""What a page of work offers somebody is not refused to that person: each link opens, each button is answered."""

import pytest
from django.db import transaction
from html5lib import parse

from programme.matrix import Role
from tests.in_every_state import put

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.once]  # long tables, walked once

PARTS = [Role.CONTRIBUTOR.value, Role.VIEWER.value, Role.BUREAU.value, "editor"]
PAGES = {
    "actionplan": ["/en/work/plans/{one.pk}/", "/en/work/plans/{one.pk}/review/"],
    "action": ["/en/work/plans/{one.plan_id}/actions/{one.number}/"],
    "activityproposal": ["/en/work/proposals/{one.pk}/"],
    "activityreport": ["/en/work/activity-reports/{one.pk}/"],
}
LISTS = ["/en/work/", "/en/work/plans/", "/en/work/proposals/", "/en/work/activity-reports/"]


def rights_state(record):
    return getattr(record, "status", "") if not hasattr(record, "plan") else record.plan.status


def offered(response):
    """The links of a page's main part, and its buttons: method, address, what would be sent."""
    main = next(parse(response.content.decode(), namespaceHTMLElements=False).iter("main"))
    for link in main.iter("a"):
        if "/work/" in link.get("href", ""):
            yield "get", link.get("href").partition("#")[0], {}
    for form in main.iter("form"):
        if form.get("method") == "post":
            hidden = [one for one in form.iter("input") if one.get("type") == "hidden"]
            yield "post", form.get("action", ""), {one.get("name"): one.get("value", "") for one in hidden}


def refused(client, page, tried):
    """What the page offers and the portal then refuses; what was tried already in this state is not tried again."""
    response = client.get(page)
    if response.status_code != 200:
        return []
    found = []
    for method, address, data in offered(response):
        if (method, address or page) in tried:
            continue
        tried.add((method, address or page))
        with transaction.atomic():
            answer = getattr(client, method)(address or page, data)
            transaction.set_rollback(True)
        if answer.status_code in (403, 404):
            found.append((page, method, address, answer.status_code))
        answer.getvalue()
    return found


@pytest.mark.parametrize("part", PARTS)
def test_what_a_page_offers_is_not_refused(cast, records, part):
    client, found = cast.client(part), []
    for kind, pages in PAGES.items():
        for record in records[kind]:
            put(record)
            tried = set()
            for page in pages:
                found += [(rights_state(record), *one) for one in refused(client, page.format(one=record), tried)]
    for page in LISTS:
        found += refused(client, page, set())
    assert found == []
