"""Published action plans as open data: one row for each part, read from the published copies only (PRODUCT D12)."""

from django.urls import reverse

from assessments.published_rows import PublishedRow

KINDS = ("plan", "action", "indicator", "challenge", "status")
# Fields of an action that keep their names; those of parts that were not published are not in the copy.
TEXTS = ("objective", "result", "measure", "lead", "others", "resources", "outcome")
CHOICES = ("priority", "assistance", "assistance_kind", "status", "decision")
NEEDS = ("assistance_words", "assistance_estimate", "assistance_partner")
DAYS = ("starts_on", "due_on", "status_on")


def rows_of(publication):
    """The plan itself, and below it what was published; of a withdrawn one only that it was."""
    if hasattr(publication, "withdrawal"):
        yield PublishedRow(publication, "plan", str(publication.plan.cycle.number))
        return
    content = publication.content
    head = {"text": content.get("overview", "")}
    yield PublishedRow(publication, "plan", str(publication.plan.cycle.number), entry=head)
    for one in content["actions"]:
        yield from _rows_of_action(publication, one)


def _rows_of_action(publication, action):
    number, stages = str(action["number"]), action.get("stages_now", {})
    yield PublishedRow(publication, "action", number, action["area"], action | {"text": action["title"]})
    for code in action["indicators"]:
        yield PublishedRow(publication, "indicator", code, number, {"stage": stages.get(code)})
    for place, one in enumerate(action.get("challenges", ()), start=1):
        yield PublishedRow(publication, "challenge", f"{number}-{place}", number, {"text": one["text"]})
    for place, one in enumerate(action.get("changes", ()), start=1):
        said = {"text": one["note"], "status": one["status"], "status_on": one["on"]}
        yield PublishedRow(publication, "status", f"{number}-{place}", number, said)


def published_plan_row_as_data(row, request):
    publication, entry = row.publication, row.entry or {}
    cycle, withdrawal = publication.plan.cycle, getattr(publication, "withdrawal", None)
    page = reverse("published-plan", args=[cycle.country.slug, cycle.number])
    return {
        "country": cycle.country.iso2,
        "cycle": cycle.number,
        "instrument": cycle.instrument.code,
        "kind": row.kind,
        "code": row.code,
        "part_of": row.part_of or None,
        "text": entry.get("text") or None,
        **{name: entry.get(name) or None for name in (*TEXTS, *CHOICES, *NEEDS, *DAYS)},
        "kind_of_action": entry.get("kind") or None,
        "stage": entry.get("stage"),
        "stage_aimed": entry.get("stage_aimed"),
        "stage_reached": entry.get("stage_reached"),
        "neighbours": list(entry.get("neighbours", ())),
        "published_at": publication.at.isoformat(),
        "withdrawn_at": withdrawal.at.isoformat() if withdrawal else None,
        "withdrawal_note": withdrawal.note if withdrawal else None,
        "url": request.build_absolute_uri(page),
    }
