"""The page of an area: where a country writes (PRODUCT D3, D4)."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments import presence, saving
from assessments.answer_forms import forms_of, prefix_of
from assessments.before import earlier_of
from assessments.check import findings_of
from assessments.models import AreaAnswer, CriterionAnswer, FacetAnswer, IndicatorAnswer
from assessments.progress import CONDITION_NAMES, MARKS
from assessments.saved_pages import conflict_page, in_words, tell_saved, told, unsaved_in
from assessments.sheet import is_open, sheet_with_tabs, sheets_of
from assessments.signed_out import decided, shows_what_was_sent
from assessments.work_access import area_for
from programme import kept_texts
from programme.permissions import may
from programme.signed_out import keep_for_later, sent_or_kept, wants_json
from programme.work_requests import acts_on_behalf, in_name_of


@login_not_required  # what is sent when the session has ended is kept, see `signed_out`
@shows_what_was_sent
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def area(request, pk, code):
    if not request.user.is_authenticated:
        return keep_for_later(request, _written(request, pk, code))
    answer = area_for(request, pk, code)
    if request.method != "POST":
        return _show(request, answer)
    if not may(request.user, "change", answer):
        return _closed(request, answer)
    data = sent_or_kept(request, answer)
    if data is None:
        return redirect("assessment-area", pk, code)
    return _save(request, answer, decided(data))


def _written(request, pk, code):
    """The answer that was being written when the session ended."""
    found = AreaAnswer.objects.select_related(
        "area__working_area", "assessment__cycle__country", "assessment__cycle__instrument"
    )
    return found.filter(assessment=pk, area__code=code).first() if request.method == "POST" else None


def _save(request, answer, data):
    try:
        with in_name_of(request, answer.assessment):
            saved = saving.save_area(answer, data, by=request.user)
            confirmed = _confirmed(request, answer)
    except saving.NotWritable:
        return _closed(request, answer)
    presence.note(request.user, answer)
    if wants_json(request):
        return JsonResponse(_told(saved, answer))
    if saved.conflicts:
        return _conflict(request, answer, saved)
    kept_texts.forget(request.user, answer)
    if saved.errors or saved.refused:
        return _show(request, answer, saved=saved, status=422)
    tell_saved(request, saved, has_changed=bool(saved.changed or confirmed))
    return redirect(_next_page(request, answer))


def _confirmed(request, answer):
    """The text of the cycle before that somebody just confirmed, by the button beside it."""
    name = request.POST.get("confirm", "")
    if not name:
        return False
    (sheet,) = sheets_of(answer.assessment, answer.area.code)
    for _part, given in sheet.answers():
        if prefix_of(given) == name and hasattr(given, "to_confirm"):
            return saving.confirm(given, by=request.user)
    return False


def _next_page(request, answer):
    """Where a button leads that saves on the way: only to pages of this site."""
    target = request.POST.get("then", "")
    if target and url_has_allowed_host_and_scheme(target, None) and target.startswith("/"):
        return target
    return reverse("assessment-area", args=[answer.assessment_id, answer.area.code])


def _told(saved, answer):
    """What the script on the page is told: of the save, and how far the area now is."""
    (sheet,) = sheets_of(answer.assessment, answer.area.code)
    progress = sheet.progress
    return told(saved) | {
        "conditions": {
            item.indicator.code: {"mark": MARKS[item.condition], "words": str(CONDITION_NAMES[item.condition])}
            for item in sheet.indicators
        },
        "progress": _progress_words(progress),
        "done": progress.done,
        "total": progress.total,
    }


def _progress_words(progress):
    return _("{done} of {total} questions answered").format(done=progress.done, total=progress.total)


def _closed(request, answer):
    """The country cannot write now, or this person cannot: said, with what was sent still on the page."""
    if not may(request.user, "change", answer) and answer.assessment.is_writable:
        raise PermissionDenied
    if wants_json(request):
        return JsonResponse({"closed": True}, status=409)
    saved = None
    if request.method == "POST":
        (sheet,) = sheets_of(answer.assessment, answer.area.code)
        saved = saving.Saved(forms_of(sheet, request.POST), timezone.now())
    return _show(request, answer, saved=saved, status=409, not_taken=True)


def _show(request, answer, *, saved=None, status=200, not_taken=False):
    assessment = answer.assessment
    sheet, tabs = sheet_with_tabs(assessment, answer.area.code)
    earlier = earlier_of(assessment)
    forms = forms_of(sheet, before=earlier) if saved is None else _bound(saved, sheet, earlier)
    may_change = may(request.user, "change", answer)
    here = [one.area.code for one in tabs].index(sheet.area.code)
    kept = kept_texts.offered(request.user, answer) if may_change else None
    context = {
        "assessment": assessment,
        "sheet": sheet,
        "tabs": tabs,
        "forms": forms,
        "earlier": earlier,
        "may_write": may_change and any(is_open(one) for _part, one in sheet.answers()),
        "on_behalf": acts_on_behalf(request),
        "writer": kept_texts.writer_mark(request.user),
        "others": presence.note(request.user, answer) if may_change else [],
        "kept": kept,
        "unsaved": _unsaved(answer, sheet, kept),
        "notes": answer.notes.select_related("by") if may(request.user, "read-notes", answer) else None,
        "findings": findings_of(assessment, [sheet], earlier) if "check" in request.GET else None,
        "progress_words": _progress_words(sheet.progress),
        "previous": tabs[here - 1] if here else None,
        "following": tabs[here + 1] if here + 1 < len(tabs) else None,
        "saved": saved,
        "not_taken": not_taken,
    }
    return render(request, "assessments/work/area.html", context, status=status)


def _bound(saved, sheet, earlier):
    """The forms as they were sent, beside the cycle before: what was not taken is still there to be copied."""
    for one in saved.forms.indicators:
        one.before = earlier.with_actions(one.item.indicator) if earlier else None
    for form in saved.forms.every():
        for name, field in form.fields.items():
            if field.disabled and form.sent(name):
                field.disabled = False  # a disabled field would show the stored value
                field.widget.attrs["readonly"] = True
    return saved.forms


def _conflict(request, answer, saved):
    context = {"assessment": answer.assessment, "area": answer.area}
    address = reverse("assessment-area", args=[answer.assessment_id, answer.area.code])
    return conflict_page(request, saved, context, address, words_of=_words_of(answer), place_of=_place_of)


def _words_of(answer):
    stages = {stage.pk: stage for stage in answer.assessment.instrument.stages.all()}

    def words_of(sent, value):
        return str(stages.get(value, value)) if sent.bound.name == "stage" and value else in_words(sent, value)

    return words_of


def _unsaved(answer, sheet, kept):
    """What the kept text would change in the area."""
    if kept is None:
        return []
    forms = forms_of(sheet, decided(kept_texts.data_of(kept))).every()
    return list(unsaved_in(forms, words_of=_words_of(answer), place_of=_place_of))


def _place_of(sent):
    """The part that is answered, as people know it, where the name of the field does not say it already."""
    answer = sent.answer
    if isinstance(answer, CriterionAnswer):
        return "" if sent.bound.name == "value" else answer.criterion.code
    if isinstance(answer, FacetAnswer):
        return "" if sent.bound.name == "text" else answer.facet.name
    return answer.indicator.code if isinstance(answer, IndicatorAnswer) else answer.area.code
