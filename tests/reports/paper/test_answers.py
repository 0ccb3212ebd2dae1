"""Papers that are handed out as files."""

import pytest
from django.http import Http404

from reports.paper import answers
from reports.paper.answers import file_response
from reports.paper.typst_process import NotMade
from tests.reports.paper import papers


def test_a_pdf_says_what_it_is(rf):
    response = file_response(rf.get("/"), papers.every_block("fr"), "pdf", "report-2001-2002")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="report-2001-2002-fr.pdf"'
    assert response["Content-Language"] == "fr"
    assert response.content.startswith(b"%PDF-")


def test_a_word_file_says_what_it_is(rf):
    response = file_response(rf.get("/"), papers.every_block(), "docx", "report")
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["Content-Disposition"] == 'attachment; filename="report-en.docx"'
    assert response.content.startswith(b"PK")


def test_other_formats_are_not_found(rf):
    with pytest.raises(Http404):
        file_response(rf.get("/"), papers.every_block(), "odt", "report")


@pytest.mark.django_db
def test_a_file_that_cannot_be_made_now_is_said(rf, monkeypatch):
    def not_made(paper):
        raise NotMade("too slow")

    monkeypatch.setitem(answers.FORMATS, "pdf", ("application/pdf", not_made))
    request = rf.get("/en/x.pdf")
    response = file_response(request, papers.every_block(), "pdf", "report")
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "The file could not be made now" in response.content.decode()
