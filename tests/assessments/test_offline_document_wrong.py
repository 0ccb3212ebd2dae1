"""What is wrong in a Word form is named by its place, and what was not made with it is refused (PRODUCT G2)."""

import io
import re
import zipfile
from copy import deepcopy

import pytest
from docx import Document
from docx.oxml.ns import qn

from assessments.offline import document_cells as cells
from assessments.offline.formats import read_filled
from programme.importing.faults import UnreadableFile
from tests.assessments import making
from tests.assessments.offline import told
from tests.assessments.offline_documents import controls, exported, form_of, problems_of, sent, write, written

pytestmark = pytest.mark.django_db
NOTHING = "There is nothing to take over"


def key_of(assessment, name="justification", kind="i", number=0):
    return making.field(assessment, "A1", name, kind, number)


def control_of(document, assessment, *name):
    (control,) = controls(document, key_of(assessment, *name))
    return control


def row_of(element):
    return next(one for one in element.iterancestors(qn("w:tr")))


def problem_of(client, assessment, data):
    page = sent(client, assessment, data)
    assert "Take over</button>" not in page.content.decode()
    ((message, place),) = problems_of(page)
    return message, place


def test_choice_that_there_is_not(assessment, form, focal_point_client):
    message, place = problem_of(focal_point_client, assessment, written(form, assessment, c0_value="perhaps"))
    assert message.startswith("“perhaps” is none of the choices")
    assert place == "A1-1 – Indicator A1-1 en, A1-1a Criterion A1-1a en"


def test_text_outside_the_fields(assessment, form, focal_point_client):
    data = written(form, also=lambda document: document.add_paragraph("Our answer is yes."))
    message, _place = problem_of(focal_point_client, assessment, data)
    assert "“Our answer is yes.”" in message


def test_question_that_was_changed(assessment, form, focal_point_client):
    def change(document):
        row = row_of(control_of(document, assessment))
        next(row.iter(qn("w:t"))).text = "Something else"

    message, _place = problem_of(focal_point_client, assessment, written(form, also=change))
    assert message.startswith("The question was changed")


def test_row_that_was_copied(assessment, form, focal_point_client):
    def copy(document):
        row = row_of(control_of(document, assessment))
        row.addnext(deepcopy(row))

    message, place = problem_of(focal_point_client, assessment, written(form, also=copy))
    assert message == "This question stands in the document twice."
    assert place.endswith("Justification")


def test_row_that_was_deleted_is_missing_and_not_empty(assessment, focal_point_client):
    making.fill(assessment)

    def delete(document):
        row = row_of(control_of(document, assessment))
        row.getparent().remove(row)

    data = written(form_of(focal_point_client, assessment), also=delete)
    message, _place = problem_of(focal_point_client, assessment, data)
    assert message.startswith("Missing in the file:")


def test_field_that_was_deleted_is_missing_and_not_empty(assessment, focal_point_client):
    making.fill(assessment)

    def delete(document):
        control = control_of(document, assessment)
        control.getparent().remove(control)

    data = written(form_of(focal_point_client, assessment), also=delete)
    message, _place = problem_of(focal_point_client, assessment, data)
    assert message.startswith("The field was deleted")


def test_field_that_was_copied_into_another_question(assessment, form, focal_point_client):
    def copy(document):
        other = control_of(document, assessment, "authorities")
        other.addnext(deepcopy(control_of(document, assessment)))

    message, place = problem_of(focal_point_client, assessment, written(form, also=copy))
    assert message.startswith("A field of another question stands here.")
    assert place.endswith("Responsible authorities")


def test_field_or_a_picture_that_was_copied_into_an_answer(assessment, form, focal_point_client):
    def copy(document):
        control = control_of(document, assessment)
        control.addnext(deepcopy(control))
        picture = control_of(document, assessment, "authorities")
        picture[1][0].append(picture.makeelement(qn("w:drawing"), {}))

    found = problems_of(sent(focal_point_client, assessment, written(form, also=copy)))
    assert [message.split(".")[0] for message, _place in found] == [
        "This question stands in the document twice",
        "A picture, a note or a formula stands here",
    ]


def test_comments_are_not_taken_over_which_is_said(assessment, form, focal_point_client):
    def comment(document):
        answer = control_of(document, assessment)[1][0]
        answer.append(answer.makeelement(qn("w:commentReference"), {qn("w:id"): "1"}))

    page = sent(focal_point_client, assessment, written(form, also=comment))
    assert page.context["comparison"].notes == ["The document holds comments. They are not taken over."]


def test_text_beside_a_field_belongs_to_its_answer(assessment, form, focal_point_client):
    """Some programs take the control away and leave the text."""

    def unpack(document):
        write(document, key_of(assessment), "By law.")
        control = control_of(document, assessment)
        for paragraph in list(control[1]):
            control.addprevious(paragraph)
        control.getparent().remove(control)

    page = sent(focal_point_client, assessment, written(form, also=unpack))
    assert told(page) == [("justification", "", "By law.")]


# What is refused as a whole


def refusal_of(client, assessment, data, name="filled.docx"):
    page = sent(client, assessment, data, name)
    assert page.status_code == 422
    return " ".join(page.context["form"].errors["file"])


def test_tracked_changes_are_refused(assessment, form, focal_point_client):
    def track(document):
        run = document.add_paragraph("later")._p
        change = run.makeelement(qn("w:ins"), {qn("w:id"): "1", qn("w:author"): "Somebody"})
        change.extend(list(run))
        run.append(change)

    assert "tracked changes" in refusal_of(focal_point_client, assessment, written(form, also=track))


def repacked(data, change):
    """The document with each part changed by `change(name, content)`, which may give None."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


def test_macros_and_what_is_fetched_are_refused(assessment, form, focal_point_client):
    with_macros = repacked(
        form,
        lambda name, content: (
            content.replace(b"wordprocessingml.document.main+xml", b"x.macroEnabled.main+xml").replace(
                b"application/vnd.openxmlformats-officedocument.x", b"application/vnd.ms-word.document"
            )
            if name == "[Content_Types].xml"
            else content
        ),
    )
    relation = (
        b'<Relationship Id="r99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        b'Target="http://example.org/a.png" TargetMode="External"/></Relationships>'
    )
    fetching = repacked(
        form,
        lambda name, content: (
            content.replace(b"</Relationships>", relation) if name == "word/_rels/document.xml.rels" else content
        ),
    )
    assert "macro" in refusal_of(focal_point_client, assessment, with_macros)
    assert "from another place" in refusal_of(focal_point_client, assessment, fetching)
    assert "Save them as .xlsx or .docx" in refusal_of(focal_point_client, assessment, form, "filled.docm")


def test_bomb_is_refused(assessment, form, focal_point_client):
    bomb = repacked(form, lambda name, content: b" " * 200_000_000 if name == "docProps/app.xml" else content)
    assert "far more than it was made with" in refusal_of(focal_point_client, assessment, bomb)


def test_document_that_is_far_too_long_is_refused(assessment, form, focal_point_client, monkeypatch):
    monkeypatch.setattr("assessments.offline.document_reading.LONGEST", 10_000)
    assert "far more than it was made with" in refusal_of(focal_point_client, assessment, form)


def test_another_document_is_refused(assessment, serbia, albania, editor, form, focal_point_client):
    plain = io.BytesIO()
    Document().save(plain)
    assert "was not made by this portal" in refusal_of(focal_point_client, assessment, plain.getvalue())
    assert "no Word document" in refusal_of(focal_point_client, assessment, b"Dear colleagues")
    other = exported(making.opened(albania, editor), editor)
    assert "another self-assessment" in refusal_of(focal_point_client, assessment, other)

    both = written(form, also=lambda document: document.add_paragraph(identifier_of(other)))
    with pytest.raises(UnreadableFile, match="two documents"):
        read_filled(both, "filled.docx", assessment)


def identifier_of(data):
    text = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    return re.search("⟦form [^⟧]*⟧", text)[0]


def test_identifier_is_found_in_the_text_where_the_properties_are_gone(assessment, form, focal_point_client):
    without = repacked(
        form, lambda name, content: content.replace(cells.PROPERTY.encode(), b"x") if "custom.xml" in name else content
    )
    assert NOTHING in sent(focal_point_client, assessment, without).content.decode()
