"""A self-assessment filled in offline as a Word document: what it holds, what is read, what is refused (PRODUCT G2)."""

import io
import re
import subprocess
import zipfile
from copy import deepcopy
from shutil import which

import pytest
from django.db import transaction
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.models import Challenge, IndicatorAnswer
from assessments.offline import document_cells as cells
from assessments.offline.applying import looked_at
from assessments.offline.base import identity_of
from assessments.offline.contents import contents_of
from assessments.offline.document_writing import document_of
from assessments.offline.formats import read_filled
from assessments.saving import store
from programme.history import Door
from programme.importing.faults import UnreadableFile
from programme.matrix import Role
from tests import factories
from tests.assessments import making
from tests.assessments.offline import confirmed, page_of, uploaded
from tests.assessments.offline_documents import controls, form_of, write, written
from tests.conftest import acting_for, signed_in

pytestmark = pytest.mark.django_db
NOTHING = "There is nothing to take over"
ODD = "First line\n\n  =1+1\tafter a tab\n\N{NO-BREAK SPACE}«Закон» & <law> _x000D_ ⟦mark⟧ \N{NON-BREAKING HYPHEN}"


@pytest.fixture
def assessment(serbia, editor):
    return making.opened(serbia, editor)


@pytest.fixture
def form(assessment, focal_point_client):
    return form_of(focal_point_client, assessment)


def sent(client, assessment, data, name="filled.docx"):
    return uploaded(client, assessment, data, name)


def told(page):
    return [(one.place.name, one.theirs, one.mine) for one in page.context["comparison"].differences]


def problems_of(page):
    return [(one.message, one.spot and str(one.spot.cell)) for one in page.context["problems"]]


def first_answer(assessment):
    return IndicatorAnswer.objects.filter(area_answer__assessment=assessment, area_answer__area__code="A1").first()


# What is taken over


def test_what_was_written_is_shown_by_its_place_and_then_taken_over(assessment, form, focal_point, focal_point_client):
    data = written(form, assessment, i0_justification="By law.\nAnd in fact.", i0_stage="2. Stage 2 en")

    page = sent(focal_point_client, assessment, data)

    assert told(page) == [("stage", "", "2. Stage 2 en"), ("justification", "", "By law.\nAnd in fact.")]
    assert "A1 – Area A1 en, A1-1 – Indicator A1-1 en, Justification" in page.content.decode()
    after = confirmed(focal_point_client, page)
    assert "2 answers were taken over." in after.content.decode()
    answer = first_answer(assessment)
    assert (answer.justification, answer.stage.number) == ("By law.\nAnd in fact.", 2)
    assert (answer.history.first().door, answer.saved_by) == (Door.IMPORT, focal_point)


def test_every_kind_of_answer_can_be_written(assessment, form, focal_point_client):
    data = written(
        form,
        assessment,
        a0_overview="The whole",
        c0_value="partly met",
        c1_value="not applicable",
        c1_reason="No such sites",
        f0_text="An act of 2019",
        i1_standing="nothing to report",
        also=lambda document: write(document, controls_of_new(document), "No staff"),
    )
    page = sent(focal_point_client, assessment, data)
    assert problems_of(page) == []
    confirmed(focal_point_client, page)
    assert Challenge.objects.get().text == "No staff"
    stored = making.as_sent(assessment, "A1")
    assert stored[making.field(assessment, "A1", "value", "c", 1)] == "not-applicable"
    assert stored[making.field(assessment, "A1", "overview", "a", 0)] == "The whole"


def controls_of_new(document):
    first = controls(document, "new", "-text")[0]
    return first.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))


def test_choice_is_taken_back(assessment, focal_point_client):
    making.fill(assessment)
    data = written(form_of(focal_point_client, assessment), assessment, c0_value="–")
    assert told(sent(focal_point_client, assessment, data)) == [("value", "met", "")]


def test_what_both_changed_is_a_conflict(assessment, form, focal_point_client, contributor):
    name = making.field(assessment, "A1", "justification")
    data = written(form, assessment, i0_justification="Mine")
    sent_online = making.as_sent(assessment, "A1", **{name: "Theirs"})
    signed_in(contributor).post(f"/en/work/assessments/{assessment.pk}/areas/A1/", sent_online)
    (one,) = sent(focal_point_client, assessment, data).context["conflicts"]
    assert (one["theirs"], one["mine"]) == ("Theirs", "Mine")


# Export, then import


def exported(assessment, reader):
    return document_of(contents_of(making.read(assessment), reader), identity_of(assessment))


def imported(assessment, data, reader):
    found = looked_at(assessment, read_filled(data, "form.docx", assessment), reader)
    return found.problems, told_of(found)


def told_of(comparison):
    return [(one.key, one.theirs, one.mine) for one in comparison.differences]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60) | st.sampled_from(
    [ODD, "–", "-", "Click here and write.", " \n ", "a\r\nb\rc", "\x0b\x0c", "⟦form x⟧", "⟦", "]]>", "=A1"]
)


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(TEXTS, min_size=3, max_size=3))
def test_export_and_import_changes_nothing(texts):
    with transaction.atomic():  # undone after each example
        serbia = factories.beneficiary("Serbia", "RS", iso3="SRB")
        reader = acting_for(serbia, Role.FOCAL_POINT, "reader@example.org")
        assessment = making.opened(serbia)
        names = ("justification", "legal_references", "authorities")
        store(first_answer(assessment), dict(zip(names, texts, strict=True)), by=None)
        Challenge.objects.create(area_answer=assessment.areas.first(), text=texts[0] or "No staff")
        assert imported(assessment, exported(assessment, reader), reader) == ([], [])
        transaction.set_rollback(True)


def test_untouched_form_of_a_filled_assessment_has_nothing_to_say(assessment, focal_point_client):
    making.fill(assessment)
    page = sent(focal_point_client, assessment, form_of(focal_point_client, assessment, "ru"))
    assert NOTHING in page.content.decode()
    assert problems_of(page) == []


# What is wrong is named by its place


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
    assert "far too large" in refusal_of(focal_point_client, assessment, bomb)


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


# What the document is


def test_document_has_headings_heads_of_tables_title_and_language(assessment, focal_point_client):
    document = Document(io.BytesIO(form_of(focal_point_client, assessment, "fr")))
    styles = [one.style.name for one in document.paragraphs if one.text]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2"} <= set(styles)
    assert document.core_properties.language == "fr-FR"
    assert document.core_properties.title.startswith("Autoévaluation\N{NO-BREAK SPACE}:")
    assert all(table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for table in document.tables)
    assert document.styles["Normal"].element.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) == "fr-FR"


def test_closed_places_are_locked(assessment, contributor, focal_point_client):
    making.submitted(assessment)
    document = Document(io.BytesIO(form_of(focal_point_client, assessment)))
    locks = {one.find(f"{qn('w:sdtPr')}/{qn('w:lock')}").get(qn("w:val")) for one in controls(document, ends="n")}
    assert locks == {"sdtContentLocked"}


def test_both_formats_are_offered_and_one_upload_takes_either(assessment, focal_point_client):
    page = focal_point_client.get(page_of(assessment)).content.decode()
    assert "self-assessment.docx" in page
    assert "self-assessment.xlsx" in page
    assert 'accept=".xlsx,.docx"' in page


# LibreOffice


@pytest.mark.formats
@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_keeps_it_readable(assessment, focal_point, tmp_path):
    """Saved there untouched it changes nothing; what was written before is there with its ends of lines."""
    making.fill(assessment)
    store(first_answer(making.read(assessment)), {"justification": ODD, "authorities": "–"}, by=None)
    data = exported(assessment, focal_point)
    assert imported(assessment, by_libreoffice(data, tmp_path, "untouched"), focal_point) == ([], [])

    changed = written(data, assessment, i0_legal_references="Act 1\n\n  Act 2", c0_value="not met", i1_justification="")
    problems, differences = imported(assessment, by_libreoffice(changed, tmp_path, "changed"), focal_point)
    assert problems == []
    assert [mine for _key, _theirs, mine in differences] == ["Act 1\n\n  Act 2", "not met", ""]


def by_libreoffice(data, folder, name):
    (folder / f"{name}.docx").write_bytes(data)
    command = (
        f"soffice -env:UserInstallation=file://{folder}/profile --headless --convert-to docx --outdir {folder}/saved"
    )
    subprocess.run([*command.split(), str(folder / f"{name}.docx")], check=True, capture_output=True, timeout=180)
    return (folder / "saved" / f"{name}.docx").read_bytes()
