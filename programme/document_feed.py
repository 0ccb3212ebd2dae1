"""Documents as an Atom feed: what was entered or changed last stands first (PRODUCT B9)."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Max
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme.api import ApiError
from programme.atom import BEFORE_ANY_CHANGE, MOST, Feed, tag
from programme.conditional import kept_under_the_record
from programme.date_format import format_partial_date
from programme.filters import PROGRAMME
from programme.models import Document, DocumentVersion
from programme.open_data import chosen_documents
from programme.punctuation import labelled
from programme.templatetags.components import text_of


@login_not_required
@require_safe
def documents(request):
    response = kept_under_the_record(request, lambda: answer(request))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def answer(request):
    language = (get_language() or "en")[:2]
    try:
        found = chosen_documents(request, paging=())
    except ApiError as error:
        said = [str(error.message), *(labelled(name, one["message"]) for name, one in error.parameters.items())]
        return HttpResponse("\n".join(said), status=error.status, content_type="text/plain; charset=utf-8")
    question = request.GET.copy()
    if question.get("show") == PROGRAMME:
        del question["show"]
    asked = f"?{question.urlencode()}" if question else ""
    said = ngettext(
        "What changed last: at most {number} document.", "What changed last: at most {number} documents.", MOST
    )
    feed = Feed(
        name=labelled(_("Assistance and Cooperation Programme"), _("Documents")),
        about=said.format(number=MOST),
        language=language,
        address=request.build_absolute_uri(),
        page=request.build_absolute_uri(reverse("documents")) + asked,
        identity=tag("feed", "documents", language) + asked,
    )
    for document, changed_at in changed_last(found):
        title, title_language = text_of(document, "title")
        feed.add(
            identity=tag("document", document.pk),
            title=f"{document.symbol} – {title}" if document.symbol else title,
            title_language=title_language,
            link=request.build_absolute_uri(document.get_absolute_url()),
            changed_at=changed_at,
            summary=summary(document, language),
            categories=[str(document.get_kind_display())],
        )
    response = HttpResponse(feed.as_bytes(), content_type="application/atom+xml; charset=utf-8")
    response.headers["Content-Language"] = language
    return response


def changed_last(documents):
    """The documents with when they, or one of their language versions, were last changed; the last changed first."""
    moments = dict(Document.history.order_by().values_list("id").annotate(Max("history_date")))
    for key, moment in DocumentVersion.history.order_by().values_list("document_id").annotate(Max("history_date")):
        moments[key] = max(moment, moments.get(key, moment))
    found = [(document, moments.get(document.pk, BEFORE_ANY_CHANGE)) for document in documents]
    return sorted(found, key=lambda pair: (pair[1], pair[0].pk), reverse=True)[:MOST]


def summary(document, language):
    available = DocumentVersion.Availability.AVAILABLE
    languages = [str(one.get_language_display()) for one in document.versions.all() if one.availability == available]
    parts = [str(document.get_kind_display()), format_partial_date(document.date, language)]
    if languages:
        parts.append(_("Available in: {languages}").format(languages=", ".join(languages)))
    return ". ".join(filter(None, parts)) + "."
