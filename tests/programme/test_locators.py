"""Places in a source in the reader's language."""

import pytest
from django.utils import translation

from programme.locators import place_in_source


@pytest.mark.parametrize(
    ("language", "locator", "words"),
    [
        ("en", "line 23", "line 23"),
        ("fr", "line 23", "ligne 23"),
        ("ru", "line 23", "строка 23"),
        ("fr", "lines 12 and 15", "lignes 12 et 15"),
        ("ru", "lines 12 and 15", "строки 12 и 15"),
        ("fr", "section 1.3", "section 1.3"),
        ("fr", "", ""),
        ("en", "UNTERM columns", "UNTERM columns"),
        ("fr", "UNTERM columns", '<span lang="en">UNTERM columns</span>'),
        ("ru", "<b>", '<span lang="en">&lt;b&gt;</span>'),
    ],
)
def test_a_place_in_a_source_reads_in_the_reader_s_language(language, locator, words):
    with translation.override(language):
        assert place_in_source(locator) == words
