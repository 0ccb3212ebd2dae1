"""What a country proposed and reported of activities, and its plans for the basic tasks."""

from django.utils.translation import gettext as _

from activities.models import ActivityProposal, ActivityReport, ReportEvidence
from countries.models import BasicTaskPlan
from programme.matrix import may
from programme.serialize import text
from reports.archives.entries import Entry, Group, as_json, by_owner, comments_of, page, steps_of, uploaded


def proposals(country, reader, _about):
    """The country's own, and those of others that it joined or is asked to join."""
    found = ActivityProposal.objects.visible_to(reader).of_country(country).for_work().order_by("pk")
    entries = [
        Entry(f"proposals/{one.pk:05}.json", one.title, page("proposal", one.pk), _proposal(one, reader))
        for one in found
    ]
    return Group(
        _("Proposals of activities"), _("Those of the country, and those of others in which it takes part."), entries
    )


def _proposal(one, reader):
    def made():
        may_see_activity = one.activity is not None and may(reader, "read", one.activity)
        may_see_report = one.follows is not None and may(reader, "read", one.follows)
        return as_json(
            {
                "country": one.country.iso2,
                "status": one.status,
                "since": one.status_since.isoformat(),
                "language": one.language,
                "title": one.title,
                **{name: getattr(one, name) for name in ("need", "objective", "with_whom", "help_wanted", "when_note")},
                "kind": one.kind.slug if one.kind else None,
                "wanted_for": text(one.wanted_for),
                "working_areas": [area.slug for area in one.areas.all()],
                "other_countries": [
                    {"country": partner.country.iso2, "status": partner.status} for partner in one.partners.all()
                ],
                "became_activity": one.activity.slug if may_see_activity else None,
                "follows_report_on": one.follows.activity.slug if may_see_report else None,
                "comments": comments_of(one.comments.all()),
                "steps": steps_of(one),
            }
        )

    return made


def reports(country, reader, _about):
    """The country's reports after activities, with their evidence."""
    found = ActivityReport.objects.visible_to(reader).of_country(country).for_work().order_by("pk")
    evidence = ReportEvidence.objects.visible_to(reader).filter(report__country=country, removed_at=None)
    given = by_owner(evidence.select_related("file", "report__country").order_by("pk"), "report_id")
    entries = []
    for report in found:
        files = given.get(report.pk, [])
        address = page("activity-report", report.pk)
        path = f"activity-reports/{report.pk:05}.json"
        entries.append(Entry(path, str(report.activity), address, _report(report, files)))
        entries += [
            uploaded(
                f"activity-reports/{report.pk:05}-evidence",
                one.pk,
                one.file,
                one.title,
                page("activity-report-evidence", report.pk, one.pk),
                about=one,
                title=one.title,
            )
            for one in files
        ]
    return Group(_("Reports after activities"), _("What the country reported, with the files it gave."), entries)


def _report(one, evidence):
    def made():
        return as_json(
            {
                "country": one.country.iso2,
                "activity": one.activity.slug,
                "status": one.status,
                "since": one.status_since.isoformat(),
                **{name: getattr(one, name) for name in one.written},
                "evidence": [
                    {"key": given.pk, "title": given.title, "file": given.file.name, "public": given.is_public}
                    for given in evidence
                ],
                "steps": steps_of(one),
            }
        )

    return made


def basic_task_plans(country, reader, _about):
    found = BasicTaskPlan.objects.visible_to(reader).filter(country=country).order_by("pk")
    entries = [
        Entry(f"basic-tasks/plan-{one.pk:05}.json", str(one), page("basic-task-plan", one.pk), _basic_task_plan(one))
        for one in found.select_related("country", "mission", "document")
    ]
    return Group(_("Plans for the basic tasks"), _("Made after an awareness-raising mission."), entries)


def _basic_task_plan(plan):
    def made():
        return as_json(
            {
                "country": plan.country.iso2,
                "status": plan.status,
                "language": plan.language,
                "prepared_on": text(plan.prepared_on),
                "bureau_told_on": text(plan.told_bureau_on),
                "tasks": [
                    {
                        "task": one.task.letter,
                        "measure": one.measure,
                        "responsible": one.responsible,
                        "due_on": text(one.due_on),
                        "progress": one.progress,
                        "progress_on": text(one.progress_on),
                    }
                    for one in plan.tasks.select_related("task")
                ],
                "steps": steps_of(plan),
            }
        )

    return made
