"""Numbers that no record can have, as addresses and forms may give them."""

import pytest
from django import forms

from countries.models import Country
from programme.keys import is_key


@pytest.mark.parametrize("text", ["", "-1", "²", "٣", "1.0", "1" * 19, "1e3"])
def test_what_cannot_be_the_number_of_a_record_is_told(text):
    assert not is_key(text)
    assert is_key("7")


@pytest.mark.parametrize("number", ["9" * 19, "9" * 25, f"-{'9' * 25}"])
def test_a_number_too_large_for_any_record_is_a_wrong_choice_among_several(serbia, number):
    field = forms.ModelMultipleChoiceField(Country.objects)

    with pytest.raises(forms.ValidationError, match=number):
        field.clean([str(serbia.pk), number])
    assert list(Country.objects.filter(pk__in=[serbia.pk, int(number)])) == [serbia]
