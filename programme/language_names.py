"""Names of languages as they stand inside a sentence."""

from django.utils.translation import get_language, get_language_info


def language_in_words(code):
    """The language's name in the reader's; only English writes it with a capital letter there."""
    name = str(get_language_info(code)["name_translated"])
    return name if (get_language() or "en").startswith("en") else name.lower()
