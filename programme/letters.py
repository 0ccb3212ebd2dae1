"""The letter that tells a country of a decision, in the language that the address asks for, made from the record."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import translation


def letter_page(request, template, context):
    language = request.GET.get("in", request.LANGUAGE_CODE)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        return render(request, template, context | {"letter_language": language})
