"""A self-assessment filled in offline as a Word document: what it holds, what is read, what is refused (PRODUCT G2)."""

import io
import subprocess
from shutil import which

import pytest
from django.db import transaction
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.models import Challenge
from assessments.offline.applying import looked_at
from assessments.offline.formats import read_filled
from assessments.saving import store
from programme.history import Door
from programme.matrix import Role
from tests import factories
from tests.assessments import making
from tests.assessments.offline import came_from, confirmed, first_answer, page_of, told
from tests.assessments.offline_documents import (
    controls,
    exported,
    form_of,
    problems_of,
    sent,
    write,
    written,
)
from tests.conftest import acting_for, signed_in

pytestmark = pytest.mark.django_db
NOTHING = "There is nothing to take over"
ODD = "First line\n\n  =1+1\tafter a tab\n\N{NO-BREAK SPACE}«Закон» & <law> _x000D_ ⟦mark⟧ \N{NON-BREAKING HYPHEN}"


# What is taken over


def test_what_was_written_is_shown_by_its_place_and_then_taken_over(assessment, form, focal_point, focal_point_client):
    data = written(form, assessment, i0_justification="By law.\nAnd in fact.", i0_stage="2. Stage 2 en")

    page = sent(focal_point_client, assessment, data)

    assert told(page) == [("stage", "", "2. Stage 2 en"), ("justification", "", "By law.\nAnd in fact.")]
    shown = page.content.decode()
    assert "A1-1: Indicator A1-1 en<br>Justification</th>" in shown
    assert shown.count("Indicator A1-1 en") == 2  # once for each answer: the place in the document is the question
    after = confirmed(focal_point_client, page)
    assert "2 answers were taken over." in after.content.decode()
    answer = first_answer(assessment)
    assert (answer.justification, answer.stage.number) == ("By law.\nAnd in fact.", 2)
    assert (answer.history.first().door, answer.saved_by) == (Door.IMPORT, focal_point)
    assert came_from(answer) == "a Word form that was filled in offline"
    assert came_from(answer, "ru") == "форма Word, заполненная без подключения"


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
