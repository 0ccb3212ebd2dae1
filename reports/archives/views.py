"""A country's complete file as one archive (PRODUCT G3, ADR 25): what is in it for this reader, and taking it away."""

import logging

from django.http import FileResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from countries.people_views import country_for
from programme.context import host_of, language_now
from programme.stored_files import note_downloads
from programme.views import error_page
from reports.archives.contents import contents_of
from reports.archives.turns import BeingMade, TooMany, a_turn
from reports.archives.writing import written

logger = logging.getLogger(__name__)

TRY_AGAIN = 30  # seconds


@never_cache
def archive(request, slug):
    """What the archive holds for this reader; sent for, it is made and handed out."""
    country = country_for(request, slug, "take-archive")
    about = {"language": language_now(), "base_url": host_of(request)}
    if request.method == "POST":
        return _handed_out(request, country, about)
    groups = contents_of(country, request.user, **about)
    context = {
        "country": country,
        "groups": groups,
        "number": sum(len(group.entries) for group in groups),
        "size": sum(group.size for group in groups),
    }
    return render(request, "reports/archives/page.html", context)


def _handed_out(request, country, about):
    try:
        with a_turn(request.user):
            groups = contents_of(country, request.user, **about)
            file, taken = written(country, groups, base_url=about["base_url"])
    except BeingMade:
        words = _(
            "One is being made for you already. If your browser does not save it soon, ask again in half a minute."
        )
        return _later(request, words)
    except TooMany:
        return _later(request, _("Archives are being made for others. Try again in half a minute."))
    except OSError:
        logger.exception("The archive of %s could not be written", country.slug)
        return _later(request, _("There is no room for it on the server now. The secretariat can help."))
    note_downloads([(one.stored, one.about) for one in taken if not one.is_public], request.user)
    response = FileResponse(file, content_type="application/zip")
    name = f"{country.slug}-{timezone.localdate():%Y-%m-%d}.zip"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Language"] = about["language"]
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _later(request, explanation):
    response = error_page(request, 503, _("The archive could not be made now"), explanation)
    response.headers["Retry-After"] = str(TRY_AGAIN)
    return response
