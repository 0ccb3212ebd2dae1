"""Word forms taken away and filled in, as a person does it."""

import io

from docx import Document
from docx.oxml.ns import qn

from assessments.offline.base import identity_of
from assessments.offline.contents import contents_of
from assessments.offline.document_writing import document_of
from tests.assessments import making
from tests.assessments.offline import page_of, uploaded


def form_of(client, assessment, language="en"):
    """The document as bytes."""
    answer = client.get(f"{page_of(assessment, language)}self-assessment.docx")
    assert answer.status_code == 200
    return answer.content


def written(data, assessment=None, code="A1", also=None, **answers):
    """The document with these answers: `kind_number_name` → text, such as `i0_justification`; `also` does the rest."""
    document = Document(io.BytesIO(data))
    for place, text in answers.items():
        kind, _, name = place.partition("_")
        write(document, making.field(assessment, code, name, kind[0], int(kind[1:])), text)
    if also:
        also(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def controls(document, key="", ends=""):
    return [
        one
        for one in document.element.body.iter(qn("w:sdt"))
        if tag_of(one).startswith(key) and tag_of(one).endswith(ends or key)
    ]


def tag_of(control):
    return control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))


def write(document, key, text):
    """As Word does it: the sign that the field is empty goes, and each line is a paragraph."""
    (control,) = controls(document, key)
    properties, content = control[0], control[1]
    for hint in properties.findall(qn("w:showingPlcHdr")):
        properties.remove(hint)
    for one in list(content):
        content.remove(one)
    for line in text.split("\n"):
        paragraph = document.add_paragraph(line)._p
        content.append(paragraph)


def sent(client, assessment, data, name="filled.docx"):
    return uploaded(client, assessment, data, name)


def problems_of(page):
    return [(one.message, one.spot and str(one.spot.cell)) for one in page.context["problems"]]


def exported(assessment, reader):
    return document_of(contents_of(making.read(assessment), reader), identity_of(assessment))
