"""What pages tell machines about themselves, in the words of schema.org: JSON-LD and the preview that others draw.

JSON-LD stands in a `<script>` of a type that no browser executes, so the content security policy has nothing to say
about it. It states only what the page states; what is not known is left out.
"""

import json

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe

# What could end the element or, in older parsers of JavaScript, a line.
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
PREVIEW_SIZE = (1200, 630)


def json_ld(data):
    """The element that holds this data; nothing where there is none."""
    if not data:
        return ""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, separators=(",", ":"))
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text.translate(_ESCAPES)))


def known(**values):
    """What is known of these; names of JSON-LD that are none of Python's are written with `at_` for `@`."""
    return {name.replace("at_", "@"): value for name, value in values.items() if value not in (None, "", [], {})}


def breadcrumbs(steps):
    """Where a page stands; steps: (name, absolute address or none for the page itself)."""
    items = [
        known(at_type="ListItem", position=place, name=str(name), item=address)
        for place, (name, address) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items} if len(items) > 1 else {}


def website(name, address, language, search_address):
    return {
        "@type": "WebSite",
        "name": str(name),
        "url": address,
        "inLanguage": language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search_address}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def preview_image(language):
    """The address, below this host, of the picture that others show beside a link to the portal."""
    return static(f"img/social-{language}.png")
