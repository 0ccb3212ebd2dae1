"""A plan as a table to take away: the same actions in the same order as on the page."""

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.plans.access import written_plan
from assessments.plans.freezing import LABELS, in_words
from assessments.plans.shown import shown_now
from programme.spreadsheets import add_explanation, add_table, csv_bytes, new_workbook, text_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXTS = ("objective", "kind", "result", "measure", "lead", "others", "starts_on", "due_on", "priority")
NEEDS = ("resources", "assistance", "assistance_kind", "assistance_words", "assistance_estimate", "assistance_partner")


def columns_of(plan):
    """The columns that this copy has something for: (key, width, heading)."""
    entries = [one.entry for one in plan.actions]
    wanted = [("number", 8, _("Number")), ("area", 8, _("Area")), ("title", 40, _("Action"))]
    wanted += [("indicators", 16, _("Indicators that it answers")), ("challenges", 40, LABELS["challenges"])]
    wanted += [(name, 30 if name not in ("starts_on", "due_on") else 12, LABELS[name]) for name in TEXTS]
    wanted += [("stage_aimed", 20, LABELS["stage_aimed"]), ("neighbours", 16, LABELS["neighbours"])]
    wanted += [(name, 30, LABELS[name]) for name in NEEDS]
    wanted += [("status", 14, _("Status")), ("status_on", 12, _("Since")), ("overdue", 10, _("Overdue"))]
    wanted += [("outcome", 30, _("What came of it")), ("stage_reached", 20, _("Stage reached"))]
    always = {"number", "area", "title"}
    has = {name for entry in entries for name in entry}
    has |= {"overdue"} if "status" in has else set()
    return [(name, width, str(label)) for name, width, label in wanted if name in always | has]


def rows_of(plan, columns):
    return [[_cell(plan, one, name) for name, _width, _label in columns] for one in plan.actions]


def _cell(plan, one, name):
    if name == "overdue":
        return _("yes") if one.is_overdue else ""
    if name in ("stage_aimed", "stage_reached"):
        stage = getattr(one, name)
        return str(stage) if stage else ""
    if name == "area":
        return one.area.code
    return in_words(name, one.entry.get(name, ""))


def as_csv(plan, name):
    columns = columns_of(plan)
    data = csv_bytes([label for _name, _width, label in columns], rows_of(plan, columns))
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_xlsx(plan, name, title, request):
    columns = [(label, width, label) for _name, width, label in columns_of(plan)]
    rows = rows_of(plan, columns_of(plan))
    book = new_workbook(title, (get_language() or "en")[:2])
    add_table(book, _("Action plan"), columns, lambda sheet: [[text_cell(sheet, one) for one in row] for row in rows])
    add_explanation(book, title, request, [], columns)
    response = HttpResponse(content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    book.save(response)
    return response


def _name(plan):
    return f"action-plan-{plan.country.slug}-{plan.cycle.number}"


@require_safe
def plan_csv(request, pk):
    plan = written_plan(request, pk)
    return as_csv(shown_now(plan), _name(plan))


@require_safe
def plan_xlsx(request, pk):
    plan = written_plan(request, pk)
    return as_xlsx(shown_now(plan), _name(plan), _("Action plan: {cycle}").format(cycle=plan), request)
