"""A country's deadlines in one's own calendar: a private address that ends with the right to read (PRODUCT E5)."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from assessments import cycles
from assessments.models import CalendarAddress
from countries.models import Mandate
from programme.matrix import Role
from tests import factories
from tests.assessments import making
from tests.conftest import acting_for, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/en/work/countries/serbia/calendar/"


def new_address(client):
    page = client.post(PAGE).content.decode()
    return re.search(r"http://testserver(/calendar/[^<]+\.ics)", page).group(1)


def events(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return {str(one["uid"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_the_address_is_shown_once_and_kept_nowhere(focal_point_client, visitor, assessment):
    path = new_address(focal_point_client)
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    assert secret not in focal_point_client.get(PAGE).content.decode()
    assert secret not in str(CalendarAddress.objects.values())
    answer = visitor.get(path)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"


def test_it_holds_what_is_due_and_no_person(focal_point, focal_point_client, visitor, assessment):
    until = timezone.localdate() + timedelta(days=40)
    Mandate.objects.all().recorded_update(until=until)
    path = new_address(focal_point_client)
    found = events(visitor, path)
    due = found[f"self-assessment-{assessment.pk}@assistance-portal"]
    assert due["summary"] == "Serbia: Self-assessment, cycle 1"
    assert due["dtstart"].dt == assessment.cycle.due_on
    ends = found[f"mandate-{focal_point.mandates.get().pk}@assistance-portal"]
    assert (ends["summary"], ends["dtstart"].dt) == ("Serbia: Mandate ends: Focal point", until)
    text = visitor.get(path).content.decode()
    assert focal_point.email not in text
    assert str(focal_point) not in text.replace("Focal point", "")


def test_a_moved_day_keeps_its_uid_and_raises_the_sequence(focal_point_client, visitor, assessment, editor):
    path = new_address(focal_point_client)
    (uid, before), *_none = events(visitor, path).items()
    later = assessment.cycle.due_on + timedelta(days=20)
    cycles.extend_cycle(assessment.cycle, by=editor, reason="Elections.", due_on=later)
    after = events(visitor, path)[uid]
    assert (before["sequence"], after["sequence"], after["dtstart"].dt) == (0, 1, later)


def test_a_mandate_that_is_moved_raises_the_sequence(focal_point, focal_point_client, visitor):
    path = new_address(focal_point_client)
    mandates = Mandate.objects.filter(user=focal_point)
    for sequence, until in ((1, date(2099, 1, 1)), (2, date(2099, 2, 1))):
        mandates.recorded_update(until=until)
        (event,) = events(visitor, path).values()
        assert (event["sequence"], event["dtstart"].dt) == (sequence, until)


def test_what_is_filed_is_gone(focal_point_client, visitor, assessment):
    path = new_address(focal_point_client)
    making.submitted(assessment)
    assert events(visitor, path) == {}


def test_it_speaks_the_language_of_its_owner(focal_point, focal_point_client, visitor, assessment):
    path = new_address(focal_point_client)
    focal_point.language = "ru"
    focal_point.save()
    answer = visitor.get(path)
    assert answer["Content-Language"] == "ru"
    assert "/ru/work/assessments/" in answer.content.decode().replace("\r\n ", "")


def test_it_ends_with_the_mandate_the_account_and_by_hand(focal_point, focal_point_client, visitor, assessment):
    path = new_address(focal_point_client)
    mandate = focal_point.mandates.get()
    Mandate.objects.filter(pk=mandate.pk).recorded_update(since=date(2020, 1, 1), until=date(2020, 2, 1))
    assert visitor.get(path).status_code == 410
    Mandate.objects.filter(pk=mandate.pk).recorded_update(until=None)
    assert visitor.get(path).status_code == 200
    focal_point.is_active = False
    focal_point.save()
    assert visitor.get(path).status_code == 410
    focal_point.is_active = True
    focal_point.save()
    signed_in(focal_point).post(f"{PAGE}revoke/")
    assert visitor.get(path).status_code == 410


def test_a_new_address_ends_the_old_one(focal_point_client, visitor, assessment):
    first, second = new_address(focal_point_client), new_address(focal_point_client)
    assert (visitor.get(first).status_code, visitor.get(second).status_code) == (410, 200)


def test_each_sees_the_deadlines_that_concern_them(serbia, focal_point, visitor, assessment):
    Mandate.objects.all().recorded_update(until=timezone.localdate() + timedelta(days=40))
    client = signed_in(acting_for(serbia, Role.VIEWER, "viewer@example.org"))
    assert list(events(visitor, new_address(client))) == [f"self-assessment-{assessment.pk}@assistance-portal"]
    page = client.get(PAGE).content.decode()
    assert "Self-assessment, cycle 1" in page
    assert "Mandate ends" not in page


def test_the_home_leads_to_it(focal_point_client, outsider_client, assessment):
    assert PAGE in focal_point_client.get("/en/work/").content.decode()
    assert "/calendar/" not in outsider_client.get("/en/work/").content.decode().replace("/en/calendar/", "")


def test_each_deadline_leads_to_where_it_is_filed(serbia, focal_point_client, assessment, settings):
    settings.ACTIVITY_REPORTS_SINCE = date(2000, 1, 1)
    day = (timezone.localdate() - timedelta(days=3)).isoformat()
    factories.activity("Without a report", "2001-01-01")  # so that no two records share their key
    factories.activity("Workshop", day, day, countries=[serbia], group="programme")

    page = focal_point_client.get(PAGE).content.decode()
    links = re.findall(r'<a href="(/en/work/[^"]+)">(?:Self-assessment|Report after)', page)

    assert len(links) == 2
    assert [focal_point_client.get(link).status_code for link in links] == [200, 200]


def test_what_is_due_first_stands_first(serbia, focal_point_client, assessment, settings):
    settings.ACTIVITY_REPORTS_SINCE = date(2000, 1, 1)
    day = (timezone.localdate() - timedelta(days=80)).isoformat()
    factories.activity("Workshop", day, day, countries=[serbia], group="programme")

    page = focal_point_client.get(PAGE).content.decode()

    days = re.findall(r'<time datetime="([0-9-]+)">', page)
    assert (len(days), days) == (2, sorted(days))
