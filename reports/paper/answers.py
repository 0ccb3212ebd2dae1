"""A paper as a file that is handed out; the caller has checked who may have it."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from programme.views import error_page
from reports.paper.pdf import as_pdf
from reports.paper.typst_process import NotMade
from reports.paper.word import as_docx

FORMATS = {
    "pdf": ("application/pdf", as_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
}
TRY_AGAIN = 60  # seconds


def file_response(request, paper, format, name):
    """`name` without ending; the language of the paper is added to it, since files lie beside each other."""
    if format not in FORMATS:
        raise Http404
    content_type, written = FORMATS[format]
    try:
        content = written(paper)
    except NotMade:
        return _not_now(request)
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}-{paper.language}.{format}"
    )
    response.headers["Content-Language"] = paper.language
    return response


def _not_now(request):
    response = error_page(
        request,
        503,
        _("The file could not be made now"),
        _("Try again in a minute. The same is told on the page."),
    )
    response.headers["Retry-After"] = str(TRY_AGAIN)
    return response
