"""Names of languages inside a sentence."""

import pytest
from django.utils.translation import override

from programme.language_names import language_in_words


@pytest.mark.parametrize(("reader", "name"), [("en", "French"), ("fr", "français"), ("ru", "французский")])
def test_only_english_writes_languages_with_a_capital(reader, name):
    with override(reader):
        assert language_in_words("fr") == name
