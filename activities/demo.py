"""This room's part of the demonstration: what two invented countries proposed, and what they report after activities.

Everything is done by what the pages call, at the moments at which it is said to have happened: every rule holds.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile

from activities import proposing, reporting
from activities.models import Activity, ActivityKind, ActivityProposal, AreaTag, Group, Participation, Status
from countries.demo import key_of
from countries.models import Country
from programme.dates import PartialDate
from programme.demo import at, pdf
from programme.history import acting
from programme.matrix import Role
from programme.models import Sureness, User, WorkingArea
from programme.uploads import check_upload

TITLES = {
    "long-ago": {
        "en": "Demonstration: training of inspectors",
        "fr": "Démonstration : formation d’inspecteurs",
        "ru": "Демонстрация: обучение инспекторов",
    },
    "lately": {
        "en": "Demonstration: exercise at a border river",
        "fr": "Démonstration : exercice sur un fleuve frontière",
        "ru": "Демонстрация: учения на пограничной реке",
    },
    "next-year": {
        "en": "Demonstration: seminar on land-use planning",
        "fr": "Démonstration : séminaire sur l’aménagement du territoire",
        "ru": "Демонстрация: семинар по планированию землепользования",
    },
}
KINDS = {"long-ago": "training", "lately": "exercise", "next-year": "workshop"}


@dataclass
class Stage:
    """The two countries, who acts for them and for the secretariat, and today."""

    first: Country
    second: Country
    people: dict[str, User]
    now: datetime

    @contextmanager
    def ago(self, days, who):
        """So many days ago, as this person."""
        with at(self.now - timedelta(days=days)), acting(user=self.people[who]):
            yield self.people[who]

    def focal(self, country):
        return key_of(country, Role.FOCAL_POINT)


def load(countries, people, now):
    """Two activities that were held, reports on them in each state, proposals in each state."""
    first, second = countries
    # Read anew: what somebody may do is kept with the person.
    found = User.objects.in_bulk([one.pk for one in people.values()])
    stage = Stage(first, second, {key: found[one.pk] for key, one in people.items()}, now)
    long_ago, lately = held(stage, "long-ago", 95), held(stage, "lately", 25)
    accept_from_plans(stage, long_ago)
    report = reports(stage, long_ago, lately)
    proposals(stage, report)


def kind_of(key):
    return ActivityKind.objects.filter(slug=KINDS[key]).first()


def accept_from_plans(stage, activity):
    """What countries proposed for actions of their plans became this activity."""
    with stage.ago(94, Role.EDITOR.value) as by:
        for proposal in ActivityProposal.objects.filter(country__in=[stage.first, stage.second], status="submitted"):
            proposing.accept(proposal.pk, by=by, activity=activity, note="Demonstration text. Held for both countries.")


def held(stage, key, days):
    """An activity of the Programme with both countries that ended so many days ago."""
    end = (stage.now - timedelta(days=days)).date()
    start = end - timedelta(days=2)
    with at(stage.now - timedelta(days=days)):
        activity = Activity.objects.create(
            slug=f"demonstration-{key}",
            kind=kind_of(key),
            status=Status.HELD,
            group=Group.PROGRAMME,
            start=PartialDate.parse(start.isoformat()),
            end=PartialDate.parse(end.isoformat()),
            sureness=Sureness.UNCONFIRMED,
            **{f"title_{language}": title for language, title in TITLES[key].items()},
        )
        given = {"activity": activity, "sureness": Sureness.UNCONFIRMED}
        for country in (stage.first, stage.second):
            Participation.objects.create(country=country, role=Participation.Role.BENEFICIARY, **given)
        for area in WorkingArea.objects.order_by("number")[:2]:
            AreaTag.objects.create(area=area, **given)
    return activity


def write(stage, activity, country, days, **values):
    with stage.ago(days, stage.focal(country)) as by:
        report = reporting.begin(activity, country)
        reporting.save(report.pk, report.values() | values, seen=report.version, by=by)
    return report


def reports(stage, long_ago, lately):
    """One accepted and published, one overdue, one being written, one submitted; returns the accepted one."""
    accepted = write(
        stage,
        long_ago,
        stage.second,
        70,
        results="Demonstration text. Twelve inspectors of three authorities can now judge a safety report.",
        lessons="Demonstration text. Real reports teach more than slides; two days are too short for them.",
        follow_up="Demonstration text. The inspectors should inspect a site together with their neighbours.",
        women=5,
        men=7,
        is_publishable=True,
    )
    with stage.ago(69, stage.focal(stage.second)) as by:
        file = ContentFile(pdf("Demonstration programme of the training"), "programme.pdf")
        reporting.add_evidence(
            accepted.pk, check_upload(file), by=by, title="Demonstration: programme of the training", is_public=True
        )
        reporting.submit(accepted.pk, by=by)
    with stage.ago(60, Role.EDITOR.value) as by:
        reporting.accept(accepted.pk, by=by, note="Demonstration text. Thank you for the clear account.")
    begun = {"results": "Demonstration text. The alarm reached the other bank in twenty minutes.", "women": 4}
    write(stage, lately, stage.first, 10, **begun)
    submitted = write(stage, lately, stage.second, 12, lessons="Demonstration text. Rehearse the translation.", **begun)
    with stage.ago(8, stage.focal(stage.second)) as by:
        reporting.submit(submitted.pk, by=by)
    return accepted


def propose(stage, country, days, **values):
    with stage.ago(days, stage.focal(country)) as by:
        return proposing.draft(country, by=by, language="en", **values)


def submit(stage, proposal, days):
    with stage.ago(days, stage.focal(proposal.country)) as by:
        proposing.submit(proposal.pk, by=by)


def proposals(stage, report):
    """One submitted by both countries, one accepted, one declined, one that goes on from the report."""
    areas = list(WorkingArea.objects.order_by("number")[:2])
    common = propose(
        stage,
        stage.first,
        30,
        title="Demonstration: joint inspection of a tailings facility",
        need="Demonstration text. Both countries inspect the sites on their side of the river by different rules.",
        objective="Demonstration text. One checklist that the inspectors of both countries have tried at a site.",
        kind=kind_of("lately"),
        areas=areas,
        wanted_for=PartialDate(stage.now.year + 1, 5),
        when_note="Before the high water",
        with_whom="Demonstration text. The inspectorates of both countries, an expert on tailings.",
        help_wanted="Demonstration text. Finding the expert; interpretation for two days.",
    )
    with stage.ago(28, stage.focal(stage.first)) as by:
        proposing.invite(common.pk, stage.second, by=by)
    with stage.ago(26, stage.focal(stage.second)) as by:
        partner = common.partners.get()
        proposing.take_partner_step(common.pk, partner.pk, "join", by=by)
        proposing.comment(common, by=by, text="Demonstration text. We can lend a boat.")
    submit(stage, common, 20)
    with stage.ago(15, Role.EDITOR.value) as by:
        proposing.comment(common, by=by, text="Demonstration text. Would June do as well?")

    texts = {"need": "Demonstration text. A need.", "objective": "Demonstration text. An objective."}
    accepted = propose(stage, stage.second, 200, title=TITLES["next-year"]["en"], **texts)
    submit(stage, accepted, 198)
    with stage.ago(190, Role.EDITOR.value) as by:
        activity = proposing.accept(
            accepted.pk,
            by=by,
            values={
                "title": accepted.title,
                "kind": kind_of("next-year"),
                "start": PartialDate(stage.now.year + 1),
                "end": None,
                "objectives": accepted.objective,
                "areas": areas[:1],
            },
        )
        activity.is_published = True
        activity.title_fr, activity.title_ru = TITLES["next-year"]["fr"], TITLES["next-year"]["ru"]
        activity.save()
    declined = propose(stage, stage.first, 150, title="Demonstration: study visit overseas", **texts)
    submit(stage, declined, 149)
    with stage.ago(140, Role.EDITOR.value) as by:
        proposing.decline(declined.pk, by=by, reason="Demonstration text. It lies outside the workplan.")
    with stage.ago(50, stage.focal(stage.second)) as by:
        reporting.propose_what_follows(report, by=by)
