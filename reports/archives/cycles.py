"""What a country wrote in its cycles: self-assessments and action plans in every version, and what was said to them.

Which of it somebody may read is asked as the pages ask it: of each kind of record by `visible_to` and `may`.
"""

from django.utils.translation import gettext as _

from assessments import reviewing
from assessments.cycle_querysets import WRITABLE
from assessments.freezing import content_of
from assessments.models import (
    ActionPlan,
    Evidence,
    PlanSubmission,
    PlanThread,
    ReviewedStage,
    ReviewThread,
    SelfAssessment,
    Submission,
)
from assessments.plans import reviewing as plan_reviewing
from assessments.plans import tables
from assessments.plans.access import may_read_actions
from assessments.plans.freezing import content_of as plan_content_of
from assessments.plans.freezing import progress_now
from assessments.plans.shown import shown_now
from assessments.work_access import may_read_answers
from programme.spreadsheets import csv_bytes
from reports.archives.entries import Entry, Group, as_json, by_owner, comments_of, page, signed, steps_of, uploaded
from reports.paper.answers import FORMATS
from reports.profiles.composed import version_as_submitted


def self_assessments(country, reader, about):
    """Each with its submitted versions, what is being written, and what was said in the review."""
    found = SelfAssessment.objects.visible_to(reader).for_work().filter(cycle__country=country)
    submitted = Submission.objects.visible_to(reader).filter(assessment__cycle__country=country)
    submissions = by_owner(_newest_first(submitted), "assessment_id")
    entries = []
    for one in found.order_by("-cycle__number"):
        name, folder = str(one), f"self-assessments/cycle-{one.cycle.number}"
        for submission in submissions.get(one.pk, ()):
            entries += _version(one, submission, name, folder, reader, about)
        if one.status in WRITABLE and may_read_answers(reader, one):
            what = _("{record}: as it is being written").format(record=name)
            entries.append(Entry(f"{folder}/draft.json", what, page("assessment", one.pk), _draft(one)))
        if submissions.get(one.pk):
            what = _("{record}: what was said and done").format(record=name)
            address = page("assessment-review", one.pk)
            entries.append(Entry(f"{folder}/review.json", what, address, _review(one, reader)))
    return Group(
        _("Self-assessments"), _("Every version as it was submitted, and what was said in its review."), entries
    )


def _newest_first(copies):
    """Without what they hold: that is read when it is written."""
    return copies.defer("content").select_related("original").order_by("-number")


def _version(record, submission, name, folder, reader, about):
    number = submission.number
    what = _("{record}: version {number}").format(record=name, number=number)
    here = page("assessment-version", record.pk, number)
    yield Entry(f"{folder}/version-{number}.json", what, here, _content(Submission, submission.pk))
    path = f"{folder}/version-{number}-{about['language']}.pdf"
    address = page("assessment-version-file", record.pk, number, "pdf")
    yield Entry(path, what, address, _version_pdf(submission.pk, reader, about))
    if submission.original:
        what = _("{record}: the signed original of version {number}").format(record=name, number=number)
        address = page("assessment-original", record.pk, number)
        yield uploaded(f"{folder}/originals", number, submission.original, what, address, about=record)


def _content(copies, key):
    """The frozen copy with its checksum, read when it is written, so that it is in the memory no longer than needed."""

    def made():
        copy = copies.objects.get(pk=key)
        head = {"version": copy.number, "submitted_at": copy.at.isoformat(), "on_behalf": copy.on_behalf}
        return as_json(head | {"checksum_of_content": copy.checksum, "content": copy.content})

    return made


def _version_pdf(key, reader, about):
    _type, write = FORMATS["pdf"]
    related = Submission.objects.select_related("instrument", "assessment__cycle__country")
    return lambda: write(version_as_submitted(related.get(pk=key), reader, **about))


def _draft(assessment):
    return lambda: as_json({"status": assessment.status, "content": content_of(assessment)})


def _review(assessment, reader):
    def made():
        threads = reviewing.threads_of(assessment).filter(pk__in=ReviewThread.objects.visible_to(reader))
        stages = ReviewedStage.objects.visible_to(reader).filter(assessment=assessment)
        return as_json(
            {
                "status": assessment.status,
                "steps": steps_of(assessment),
                "threads": [
                    _thread(one) | {"area": one.area.code, "indicator": one.indicator.code if one.indicator else None}
                    for one in threads
                ],
                "reviewed_stages": [
                    {
                        "indicator": one.indicator.code,
                        "stage": one.stage.number,
                        "note": one.note,
                        "at": one.at.isoformat(),
                        "agreed_at": one.agreed_at.isoformat() if one.agreed_at else None,
                    }
                    | signed(one)
                    for one in stages.select_related("indicator", "stage")
                ],
            }
        )

    return made


def _thread(one):
    return {
        "version": one.submission.number,
        "resolved_at": one.resolved_at.isoformat() if one.resolved_at else None,
        "comments": comments_of(one.comments.all()),
    }


def evidence(country, reader, _about):
    """Files given as evidence, removed and replaced ones too: submitted versions name them by these keys."""
    found = Evidence.objects.visible_to(reader).filter(assessment__cycle__country=country).exclude(file=None)
    entries = [
        uploaded(
            f"evidence/cycle-{one.assessment.cycle.number}",
            one.pk,
            one.file,
            one.title,
            page("evidence-file", one.assessment_id, one.pk),
            about=one,
            title=one.title,
        )
        for one in found.select_related("file", "assessment__cycle__country").order_by(
            "assessment__cycle__number", "pk"
        )
    ]
    return Group(
        _("Evidence"), _("Files that were given as evidence. Evidence that is a link stands in the versions."), entries
    )


def action_plans(country, reader, _about):
    found = ActionPlan.objects.visible_to(reader).for_work().filter(cycle__country=country)
    submitted = PlanSubmission.objects.visible_to(reader).filter(plan__cycle__country=country)
    submissions = by_owner(_newest_first(submitted), "plan_id")
    entries = []
    for one in found.order_by("-cycle__number"):
        name, folder = _("Action plan: {cycle}").format(cycle=one), f"action-plans/cycle-{one.cycle.number}"
        for submission in submissions.get(one.pk, ()):
            entries += _plan_version(one, submission, name, folder)
        if may_read_actions(reader, one):
            what, address = _("{record}: as it stands now").format(record=name), page("plan", one.pk)
            entries.append(Entry(f"{folder}/now.json", what, address, _plan_now(one)))
            entries.append(Entry(f"{folder}/now.csv", what, page("plan-csv", one.pk), _plan_table(one)))
        if submissions.get(one.pk):
            what = _("{record}: what was said and done").format(record=name)
            entries.append(Entry(f"{folder}/review.json", what, page("plan-review", one.pk), _plan_review(one, reader)))
    return Group(_("Action plans"), _("Every version as it was submitted, and how far the actions are now."), entries)


def _plan_version(plan, submission, name, folder):
    number = submission.number
    what = _("{record}: version {number}").format(record=name, number=number)
    path = f"{folder}/version-{number}.json"
    yield Entry(path, what, page("plan-version", plan.pk, number), _content(PlanSubmission, submission.pk))
    if submission.original:
        what = _("{record}: the signed original of version {number}").format(record=name, number=number)
        address = page("plan-original", plan.pk, number)
        yield uploaded(f"{folder}/originals", number, submission.original, what, address, about=plan)


def _plan_now(plan):
    def made():
        content = plan_content_of(plan)
        progress = progress_now(plan) if plan.is_in_force else {}
        content["actions"] = [one | progress.get(one["key"], {}) for one in content["actions"]]
        head = {
            "status": plan.status,
            "approved_on": plan.approved_on.isoformat() if plan.approved_on else None,
            "evaluation": plan.evaluation,
        }
        return as_json(head | {"content": content})

    return made


def _plan_table(plan):
    def made():
        shown = shown_now(plan)
        columns = tables.columns_of(shown)
        return csv_bytes([label for _name, _width, label in columns], tables.rows_of(shown, columns))

    return made


def _plan_review(plan, reader):
    def made():
        threads = plan_reviewing.threads_of(plan).filter(pk__in=PlanThread.objects.visible_to(reader))
        said = [_thread(one) | {"action": one.action.number if one.action else None} for one in threads]
        return as_json({"status": plan.status, "steps": steps_of(plan), "threads": said})

    return made
