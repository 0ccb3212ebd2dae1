"""Uploads are judged by what they hold; every refusal says what is wrong and what to do."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from programme.form_fields import CheckedFileField
from programme.uploads import check_upload
from tests.programme.upload_cases import BAD, GOOD
from tests.programme.upload_samples import docx, named, pdf, png

CASES = [
    pytest.param(code, name, data, id=f"{code}-{number}")
    for code, cases in BAD.items()
    for number, (name, data) in enumerate(cases)
]


@pytest.mark.parametrize("name", GOOD)
def test_a_harmless_file_is_taken(name):
    checked = check_upload(named(name, GOOD[name]))

    assert (checked.name, checked.size) == (name, len(GOOD[name]))
    assert len(checked.sha256) == 64
    assert checked.file.read() == GOOD[name]


@pytest.mark.parametrize(("code", "name", "data"), CASES)
def test_a_bad_file_is_refused_with_the_reason(code, name, data):
    file = named(name, data() if callable(data) else data)

    with pytest.raises(ValidationError) as refusal:
        check_upload(file)

    assert refusal.value.code == code


@pytest.mark.parametrize("code", BAD)
def test_a_refusal_is_worded_in_every_language(code):
    name, data = BAD[code][-1]
    file = named(name, data() if callable(data) else data)
    said = set()
    for language in ("en", "fr", "ru"):
        with translation.override(language), pytest.raises(ValidationError) as refusal:
            check_upload(file)
        said.add(refusal.value.messages[0])

    assert len(said) == 3
    assert all(len(words) > 20 for words in said)


def test_a_file_over_the_limit_is_refused_without_reading_on(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    file = named("report.pdf", pdf() + b"\0" * 5 * 1024 * 1024)

    with pytest.raises(ValidationError, match=r"larger than 1.MB") as refusal:
        check_upload(file)

    assert refusal.value.code == "too-large"
    assert file.tell() < 2 * 1024 * 1024


def test_a_name_is_cleaned_and_never_a_path():
    assert check_upload(named("  a:b  <c>\u00ad.pdf", pdf())).name == "a_b _c_.pdf"


@given(st.binary(max_size=400), st.sampled_from(["a.pdf", "a.docx", "a.odt", "a.png", "a.jpg"]))
def test_random_bytes_are_answered_never_crash(data, name):
    with pytest.raises(ValidationError):
        check_upload(named(name, data))


@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_good_file_with_a_wrong_byte_is_answered_never_crashes(name, data):
    content = bytearray(GOOD[name])
    for _change in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        checked = check_upload(named(name, bytes(content)))
    except ValidationError:
        return
    assert checked.name == name


@given(st.text(max_size=200))
def test_any_name_is_answered_never_crashes(name):
    try:
        cleaned = check_upload(named(name, pdf())).name
    except ValidationError:
        return
    assert cleaned.lower().endswith(".pdf")
    assert not {"/", "\\", "\0"} & set(cleaned)


class UploadForm(forms.Form):
    file = CheckedFileField(label="File")


def test_the_field_hands_back_a_checked_upload():
    form = UploadForm({}, {"file": SimpleUploadedFile("report.docx", docx())})

    assert form.is_valid()
    assert form.cleaned_data["file"].name == "report.docx"


def test_the_field_ties_help_and_error_to_itself():
    form = UploadForm({}, {"file": SimpleUploadedFile("report.docx", png())})
    html = form.as_div()

    assert "PDF, DOCX, XLSX, ODT, PNG or JPEG, to 20\u00a0MB" in html or "to 20 MB" in html
    assert 'aria-describedby="id_file_helptext id_file_error"' in html or 'aria-describedby="id_file_helptext"' in html
    assert 'accept=".pdf,.docx,.xlsx,.odt,.png,.jpg,.jpeg"' in html
    assert "does not fit its name" in html
