"""The demonstration: what it holds, that it comes in nowhere else, and that each screen has something to show."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from assessments.demo import turn_of
from assessments.models import ApprovingBody, Cycle, Publication, SelfAssessment, Submission, Withdrawal
from countries.models import Country
from programme.accounts import people
from programme.models import BasicTask, Body, Message, RecordVersion, User
from reports.demo import load_demo
from tests import factories
from tests.conftest import signed_in

WORDS = {
    "en": "Demonstration: countries XA, XB and XC are invented",
    "fr": "Démonstration\N{NO-BREAK SPACE}: les pays XA, XB et XC sont inventés",
    "ru": "Демонстрация: страны XA, XB и XC вымышлены",
}


@pytest.fixture
def ground(db, roles, settings):
    """What the demonstration stands on."""
    settings.DEMO, settings.ACTIVITY_REPORTS_SINCE = True, date(2020, 1, 1)
    factories.published_instrument(areas=4, indicators=(2, 2, 2, 2))
    for letter in "ABCD":
        BasicTask.objects.create(letter=letter, title_en=f"Task {letter}")
    factories.beneficiary("Georgia", "GE", iso3="GEO")
    Body.objects.create(slug="working-group-on-implementation", name_en="Working Group on Implementation")
    bureau = Body.objects.create(slug="bureau", name_en="Bureau")
    ApprovingBody.objects.create(body=bureau, since=date(2010, 1, 1), sureness="inferred")


def person(key):
    return signed_in(User.objects.get(email=f"{key}@portal.test"))


def at_cycle(code, number):
    return SelfAssessment.objects.get(cycle__country__iso2=code, cycle__number=number)


@pytest.mark.long
@pytest.mark.once
def test_each_country_has_five_complete_cycles_and_one_that_goes_on(ground):
    assert load_demo()

    for code, state in (("XA", "draft"), ("XB", "under_review")):
        found = SelfAssessment.objects.filter(cycle__country__iso2=code).order_by("cycle__number")
        assert [one.status for one in found] == ["accepted"] * 5 + [state]
        assert Cycle.objects.open().filter(country__iso2=code).count() == 1
    assert (Publication.objects.count(), Withdrawal.objects.count()) == (10, 2)
    assert at_cycle("XA", 2).submissions.count() == at_cycle("XA", 5).submissions.count() == 2
    assert set(Message.objects.values_list("state", "note")) == {("suppressed", "demonstration")}
    assert Submission.objects.filter(at__gt=timezone.now()).count() == 0
    assert at_cycle("XA", 1).steps.first().at < timezone.now() - timedelta(days=4 * 365)
    assert at_cycle("XB", 6).threads.filter(resolved_at=None).count() > 1

    one_follows_the_thread_from_a_gap_to_a_report()
    stands = RecordVersion.objects.get().changed_at
    assert timezone.now() - stands < timedelta(hours=1)  # and not as of a day in the past that was told of

    steps = at_cycle("XA", 5).steps.count()
    assert not load_demo()
    assert (Publication.objects.count(), at_cycle("XA", 5).steps.count()) == (10, steps)

    everybody_sees_their_screens()
    history_costs_no_query()


def one_follows_the_thread_from_a_gap_to_a_report():
    plan = reverse("published-plan", args=[Country.objects.get(iso2="XB").slug, 5])
    visitor, activity = Client(), reverse("activity", args=["demonstration-long-ago"])
    assert f'href="{activity}"' in visitor.get(plan).content.decode()
    page = visitor.get(activity).content.decode()
    assert f'href="{plan}#action-' in page
    assert "can now judge a safety report" in page


def everybody_sees_their_screens():
    focal, editor, reviewer = person("xa-focal-point"), person("secretariat-editor"), person("working-group")
    writing, done, waiting = at_cycle("XA", 6), at_cycle("XA", 5), at_cycle("XB", 6)
    code = writing.areas.first().area.code
    pages = [(focal, name, [writing.pk]) for name in ("assessment", "assessment-check", "assessment-summary")]
    pages += [(focal, "assessment-area", [writing.pk, one.area.code]) for one in writing.areas.all()]
    pages += [(focal, "assessment-evidence", [writing.pk]), (focal, "assessment-publish", [done.pk])]
    pages += [(focal, "assessment-version", [done.pk, 1]), (focal, "assessment-review", [done.pk])]
    pages += [(who, "assessment-review", [waiting.pk]) for who in (editor, reviewer)]
    pages += [
        (editor, "follow-up", []),
        (editor, "plans", []),
        (editor, "work", []),
        (focal, "work", []),
        (editor, "admin:index", []),
    ]
    finished, begun = done.cycle.plan, waiting.cycle.plan
    assert (finished.status, begun.status, begun.actions.count()) == ("closed", "draft", 5)
    pages += [(editor, "plan", [one.pk]) for one in (finished, begun)] + [(focal, "plan-review", [finished.pk])]
    preparing = Country.objects.get(iso2="XC")
    plan = preparing.basic_task_plans.get()
    assert (plan.status, plan.tasks.count(), preparing.contact_notes.count()) == ("submitted", 3, 4)
    pages += [(editor, name, [preparing.slug]) for name in ("country-desk", "country-accept")]
    pages += [(person("xc-focal-point"), "basic-task-plan-write", [plan.pk])]
    pages += [(person("xb-country-viewer"), "assessment", [waiting.pk]), (person("xa-contributor"), "work", [])]
    pages += [(focal, "assessment-letter", [done.pk, one.pk]) for one in done.steps.filter(step="accept")]
    for client, name, args in pages:
        response = client.get(reverse(name, args=args))
        assert (response.status_code, name) == (200, name)
        assert WORDS["en"] in response.content.decode(), name
    assert focal.get(reverse("assessment-compare", args=[done.pk])).status_code == 200
    assert len(focal.get(reverse("assessment-area", args=[writing.pk, code])).content) < 150_000
    slug, visitor = Country.objects.get(iso2="XA").slug, Client()
    for language, words in WORDS.items():
        with translation.override(language):
            addresses = [reverse("published-assessment", args=[slug, number]) for number in range(1, 6)]
            addresses += [reverse("home"), reverse("countries"), reverse("country", args=[slug])]
        for address in addresses:
            response = visitor.get(address)
            assert (response.status_code, address) == (200, address)
            assert words in response.content.decode(), address


def history_costs_no_query():
    """The area page of a country with one cycle before asks as often as with five."""
    short = factories.beneficiary("Shortland", "ZZ", iso3="ZZZ")
    factories.phase(short)
    everybody = people()
    everybody |= {f"zz-{role}": everybody[f"xa-{role}"] for role in ("focal-point", "contributor")}
    now = timezone.now()
    turn_of(short, everybody, 5, now).complete()
    turn_of(short, everybody, 6, now).write_half()
    editor = person("secretariat-editor")
    counts = []
    for code, number in (("ZZ", 2), ("XA", 6)):
        one = at_cycle(code, number)
        address = reverse("assessment-area", args=[one.pk, one.areas.first().area.code])
        editor.get(address)
        with CaptureQueriesContext(connection) as asked:
            editor.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_it_is_loaded_into_its_own_database_only_and_never_in_production(ground, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("load_demo", stdout=StringIO())

    settings.DEMO, settings.DEVELOPMENT = True, False
    with pytest.raises(CommandError, match="production"):
        call_command("load_demo", stdout=StringIO())

    assert not Country.objects.filter(iso2="XA").exists()


def test_other_pages_carry_no_mark(db):
    assert 'class="demonstration"' not in Client().get("/en/").content.decode()
