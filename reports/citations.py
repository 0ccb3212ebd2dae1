"""How much of the record rests on a document."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import ngettext

from activities.models import Activity
from programme.models import Claim, Document, Sourced


def citations_of(document):
    """What rests on this document, as (words, address or empty), without what is not published. One query."""
    models = [model for model in apps.get_models() if issubclass(model, Sourced) and model is not Document]
    counts = Document.objects.filter(pk=document.pk).values_list(*[_count(model) for model in models]).get()
    found = {model: count or 0 for model, count in zip(models, counts, strict=True)}

    def facts_of(room):
        return sum(found[model] for model in models if model._meta.app_label == room and model not in (Claim, Activity))

    return [
        (words.format(count=count), address)
        for words, count, address in (
            _taken(found[Activity], document),
            _about_countries(facts_of("countries")),
            _about_activities(facts_of("activities")),
            _claims(found[Claim]),
            _others(facts_of("programme")),
        )
        if count
    ]


def _taken(count, document):
    words = ngettext("{count} activity is taken from it", "{count} activities are taken from it", count)
    return words, count, f"{reverse('activities')}?source={document.slug}"


def _about_countries(count):
    return ngettext("{count} fact about countries", "{count} facts about countries", count), count, ""


def _about_activities(count):
    return ngettext("{count} fact about activities", "{count} facts about activities", count), count, ""


def _claims(count):
    return ngettext("{count} claim kept beside the record", "{count} claims kept beside the record", count), count, ""


def _others(count):
    return ngettext("{count} other fact", "{count} other facts", count), count, ""


def _count(model):
    rows = model._base_manager.filter(source=OuterRef("pk")).order_by()
    if model is Activity:
        rows = rows.filter(is_published=True)
    elif model is Claim:
        hidden = Activity.objects.filter(is_published=False).values("pk")
        rows = rows.exclude(Q(subject_type=ContentType.objects.get_for_model(Activity)) & Q(subject_id__in=hidden))
    elif any(field.name == "activity" for field in model._meta.fields):
        rows = rows.filter(activity__is_published=True)
    return Subquery(rows.values("source").annotate(number=Count("pk")).values("number"))
