"""Tags that write what a page tells machines (see programme/structured_data.py)."""

import re

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from programme.context import host_of
from programme.structured_data import PREVIEW_SIZE, breadcrumbs, json_ld, preview_image, website
from programme.templatetags.components import page_language

register = template.Library()

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="(.*?)">', re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n]+")  # but no space that holds two words together
_LOCALES = {"en": "en_GB", "fr": "fr_FR", "ru": "ru_RU"}


@register.simple_block_tag(takes_context=True, end_name="end_preview")
def preview(context, content):
    """The title and description inside, and the same once more for those who draw a preview of a link."""
    title, description = (_attribute(pattern.search(content)) for pattern in (_TITLE, _DESCRIPTION))
    language = page_language()
    name = _("Assistance and Cooperation Programme")
    width, height = PREVIEW_SIZE
    properties = {
        "og:type": "website",
        "og:site_name": name,
        "og:locale": _LOCALES[language],
        "og:url": context.get("page_address", ""),
        "og:title": title,
        "og:description": description,
        "og:image": _absolute(context, preview_image(language)),
        "og:image:width": width,
        "og:image:height": height,
        "og:image:alt": _("The mark of the portal and the name of the Programme"),
    }
    tags = [format_html('<meta property="{}" content="{}">', *pair) for pair in properties.items() if pair[1]]
    tags.append(mark_safe('<meta name="twitter:card" content="summary_large_image">'))
    return mark_safe("\n    ".join([content.strip(), *tags]))  # the content comes from the template, escaped


def _attribute(match):
    """What stands between the tags, as the template escaped it, fit for an attribute as well."""
    text = _SPACE.sub(" ", match[1]).strip() if match else ""
    return mark_safe(text.replace('"', "&quot;"))


@register.simple_tag(takes_context=True)
def site_data(context):
    """What the site is and how it is searched; on the home page only."""
    request = context.get("request")
    home = reverse("home")
    if request is None or request.path != home:
        return ""
    search = _absolute(context, reverse("search"))
    name = _("Assistance and Cooperation Programme")
    return json_ld(website(name, _absolute(context, home), page_language(), search))


@register.simple_tag(takes_context=True)
def breadcrumb_data(context):
    """The way to the page, from what components/breadcrumbs.html was given."""
    steps = [(_("Home"), reverse("home"))]
    if context.get("is_work"):
        steps.append((_("My work"), reverse("work")))
    steps += context.get("items") or ()
    if context.get("parent"):
        steps.append((context["parent"], context.get("parent_url")))
    steps = [(label, _absolute(context, url)) for label, url in steps]
    if context.get("current"):
        steps.append((context["current"], None))
    return json_ld(breadcrumbs(steps))


def _absolute(context, url):
    # A component that is included with `only` still knows the request that the page answers.
    request = context.get("request") or getattr(context, "request", None)
    return f"{host_of(request)}{url}" if request is not None and url else url
