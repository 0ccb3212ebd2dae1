"""What a page offers of a text that was kept when the session had ended."""

import html
import re

from tests.test_pages import elements, faults


def offered(client, path):
    """The words of the offer, in one line; the page that makes it is sound."""
    page = client.get(path).content.decode()
    assert list(faults(elements(page))) == []
    found = re.search(r'<section class="panel kept".*?</section>', page, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", found[0])).split()) if found else ""
