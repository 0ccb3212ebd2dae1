"""What a page offers of a text that was kept when the session had ended."""

import html
import re


def offered(client, path):
    """The words of the offer, in one line."""
    found = re.search(r'<section class="panel kept".*?</section>', client.get(path).content.decode(), re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", found[0])).split()) if found else ""
