"""What a person and the script on the page are told of a save, on the page of an area as on those of a plan."""

from django import forms
from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.answer_forms import prefix_of


def time_of(saved):
    return timezone.localtime(saved.at).strftime("%H:%M:%S")


def told(saved):
    """What the script is told: what was stored, when, and what was not and why."""
    return {
        "saved_at": time_of(saved),
        "versions": {prefix_of(one): one.version for one in saved.changed},
        "conflicts": [conflict.bound.html_name for conflict in saved.conflicts],
        "errors": {bound.html_name: str(message) for bound, message in saved.errors},
        "refused": [bound.html_name for bound in saved.refused],
    }


def tell_saved(request, saved, *, has_changed):
    if has_changed:
        messages.success(request, _("Saved {time}.").format(time=time_of(saved)))
    else:
        messages.info(request, _("Nothing was changed, so nothing had to be saved."))


def in_words(conflict, value):
    if value in (None, ""):
        return ""
    return str(dict(getattr(conflict.bound.field, "choices", ())).get(value, value))


def conflict_page(request, saved, context, address, *, words_of=in_words, place_of=lambda _conflict: ""):
    """Mine, theirs and the common ancestor of each field that two people changed (PRODUCT D4).

    `address` is where the decision is sent; `place_of` names the part where the label of its field does not.
    """
    conflicts = [
        {
            "bound": one.bound,
            "is_text": type(one.bound.field.widget) in (forms.Textarea, forms.TextInput),
            "version_name": f"{prefix_of(one.answer)}-version",
            "version": one.answer.version,
            "place": place_of(one),
            "answer": one.answer,
            "value": "" if one.mine is None else one.mine,
            **{name: words_of(one, getattr(one, name)) for name in ("ancestor", "mine", "theirs")},
        }
        for one in saved.conflicts
    ]
    context |= {"conflicts": conflicts, "saved": saved, "address": address}
    return render(request, "assessments/work/conflict.html", context, status=409)
