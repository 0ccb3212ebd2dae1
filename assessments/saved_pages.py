"""What a person and the script on the page are told of a save, on the page of an area as on those of a plan."""

from datetime import date

from django import forms
from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.answer_forms import prefix_of
from assessments.saving import Fate, Sent, fates
from programme.date_format import date_format
from programme.kept_texts import Unsaved
from programme.punctuation import labelled


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


def in_words(sent, value):
    if value in (None, ""):
        return ""
    if isinstance(value, date):
        return date_format(value)
    return str(dict(getattr(sent.bound.field, "choices", ())).get(value, value))


def no_place(_sent):
    return ""


def unsaved_in(forms, *, words_of=in_words, place_of=no_place):
    """What would be changed by these bound forms, and what they say that cannot be understood: for the page of it."""
    for form in forms:
        if not form.sent("version"):
            continue
        for fate, sent in fates(form):
            if fate is not Fate.LEFT:
                place, label = place_of(sent), str(sent.bound.label)
                words = (words_of(sent, value) for value in (sent.mine, sent.theirs))
                yield Unsaved(labelled(place, label) if place else label, *words)
        values = form.answer.values()
        for name in form.answered():
            if name in form.errors and form.sent(name):
                sent = Sent(form[name], None, None, values[name], form.answer)
                yield Unsaved(str(form[name].label), str(form[name].data), words_of(sent, values[name]))


def conflict_page(request, saved, context, address, *, words_of=in_words, place_of=no_place):
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
