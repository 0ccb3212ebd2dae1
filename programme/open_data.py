"""Open data of this room: documents, meetings, and what sources claim of any record."""

import django_filters as filters
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programme.addresses import Moved, find
from programme.api import PAGING, api_view, check_parameters, paged
from programme.filters import PROGRAMME, DocumentFilter
from programme.models import Body, Claim, Document, Meeting, Sureness
from programme.serialize import claim_as_data, document_as_data, meeting_as_data

PUBLIC = AnonymousUser()
OF_THE_PROGRAMME = "programme"


def bodies():
    return [(body.slug, str(body)) for body in Body.objects.order_by("slug")]


def statements():
    used = Claim.objects.order_by("statement").values_list("statement", flat=True).distinct()
    return [(statement, statement) for statement in used]


def sources():
    cited = Document.objects.filter(pk__in=Claim.objects.order_by().values("source")).order_by("slug")
    return [(slug, slug) for slug in cited.values_list("slug", flat=True)]


def subjects():
    """The kinds of record that claims speak of."""
    return [(OF_THE_PROGRAMME, OF_THE_PROGRAMME), *((one.model, one.model) for one in kinds_of_subject())]


def kinds_of_subject():
    used = Claim.objects.order_by().exclude(subject_type=None).values("subject_type").distinct()
    return list(ContentType.objects.filter(pk__in=used).order_by("model"))


class MeetingFilter(filters.FilterSet):
    body = filters.MultipleChoiceFilter(
        field_name="body__slug", label=_("Body"), choices=bodies, distinct=False, help_text=_("The body that met.")
    )

    class Meta:
        model = Meeting
        fields: list[str] = []


class ClaimFilter(filters.FilterSet):
    subject = filters.ChoiceFilter(
        method="by_subject",
        label=_("Kind of record"),
        choices=subjects,
        help_text=_("Claims of records of this kind, such as country; “programme” for those of the Programme itself."),
    )
    statement = filters.MultipleChoiceFilter(
        label=_("Statement"), choices=statements, distinct=False, help_text=_("What the source speaks of.")
    )
    source = filters.MultipleChoiceFilter(
        field_name="source__slug",
        label=_("Source"),
        choices=sources,
        distinct=False,
        help_text=_("The document that says so."),
    )
    sureness = filters.MultipleChoiceFilter(label=_("How sure"), choices=Sureness.choices, distinct=False)

    class Meta:
        model = Claim
        fields: list[str] = []

    def by_subject(self, claims, name, kind):
        if kind == OF_THE_PROGRAMME:
            return claims.of_the_programme()
        return claims.filter(subject_type__in=[one for one in kinds_of_subject() if one.model == kind])


@api_view
def documents(request):
    return paged(request, chosen_documents(request), document_as_data)


@api_view
def document(request, slug):
    try:
        found = find(all_documents(), slug)
    except Moved as moved:
        found = moved.record
    return document_as_data(found, request)


@api_view
def meetings(request):
    return paged(request, chosen_meetings(request), meeting_as_data)


@api_view
def claims(request):
    return paged(request, chosen_claims(request), claim_as_data)


def chosen_documents(request, paging=PAGING):
    """Those of one list, as on the page: what the Programme issued, or what is only cited."""
    chosen = DocumentFilter(request.GET, all_documents(), request=request)
    check_parameters(request, chosen.form, paging=paging)
    found = chosen.qs.published() if chosen.shown == PROGRAMME else chosen.qs.references()
    return found.in_order(chosen.order, chosen.query)


def chosen_meetings(request, paging=PAGING):
    chosen = MeetingFilter(request.GET, all_meetings(), request=request)
    check_parameters(request, chosen.form, paging=paging)
    return chosen.qs


def chosen_claims(request, paging=PAGING):
    chosen = ClaimFilter(request.GET, all_claims(), request=request)
    check_parameters(request, chosen.form, paging=paging)
    return chosen.qs


def all_documents():
    return Document.objects.for_listing().select_related("meeting", "source").newest_first()


def all_meetings():
    return Meeting.objects.select_related("body", "source").in_order()


def all_claims():
    """Claims of the Programme and of every record that everybody may see.

    Rooms further left have records that not everybody sees: those know `visible_to`.
    """
    seen = Q(subject_type=None)
    for kind in kinds_of_subject():
        if model := kind.model_class():
            records = model._default_manager.all()
            visible = records.visible_to(PUBLIC) if hasattr(records, "visible_to") else records
            seen |= Q(subject_type=kind, subject_id__in=visible.order_by().values("pk"))
    return Claim.objects.filter(seen).with_source().prefetch_related("subject").order_by("pk")
