"""What every page needs to know."""

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info


def site(request):
    """The languages of this page with its address in each."""
    here = request.get_full_path()
    return {
        "page_language": (get_language() or settings.LANGUAGE_CODE)[:2],
        "page_languages": [
            {
                "code": code,
                "name": get_language_info(code)["name_local"].capitalize(),
                "url": translate_url(here, code),
            }
            for code, _name in settings.LANGUAGES
        ],
    }
