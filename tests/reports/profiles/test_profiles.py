"""Profiles of countries and self-assessments as files: what they tell, and to whom."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from docx import Document
from pypdf import PdfReader

from assessments import publishing
from countries.models import Country, Mission
from reports.profiles.country import country_paper
from tests import factories
from tests.assessments import making, planning


def told(content):
    """All that a Word file says, cells of tables too."""
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def profile(client, format="docx", language="en", slug="serbia"):
    return client.get(f"/{language}/countries/{slug}/profile.{format}")


def paper_of(country, language="en"):
    with translation.override(language):
        return country_paper(Country.objects.for_page().get(pk=country.pk), language)


@pytest.mark.django_db
def test_a_profile_tells_what_the_page_tells(client, serbia):
    report = factories.document("mission-report", title_en="Report of the mission")
    factories.phase(serbia, source=report, source_locator="line 20", sureness="inferred")
    Mission.objects.create(country=serbia, kind="fact-finding", start="2007-06", source=report, team="Two experts")
    factories.activity("Workshop on tailings", "2015-05-02", "2015-05-04", countries=[serbia])
    response = profile(client)
    text = told(response.content)
    for piece in ("Country profile", "Implementation phase", "Report of the mission, line 20 [inferred]", "June 2007"):
        assert piece in text
    for piece in ("Two experts", "Workshop on tailings", "2–4 May 2015", "Not known"):
        assert piece in text
    assert response["Content-Disposition"] == 'attachment; filename="serbia-profile-en.docx"'


@pytest.mark.django_db
def test_sources_that_disagree_are_both_named(client, serbia):
    for value, title in (("listed", "Page of phases"), ("not-listed", "Leaflet of phases")):
        factories.claim(serbia, value=value, source=factories.document(title.lower().replace(" ", "-"), title_en=title))
    text = told(profile(client).content)
    assert "Page of phases – names it among them." in text
    assert "Leaflet of phases – does not name it among them." in text


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("fr", "Profil du pays"), ("ru", "Профиль страны")])
def test_a_profile_speaks_the_language_of_its_address(client, serbia, language, words):
    response = profile(client, "pdf", language)
    assert response["Content-Language"] == language
    pdf = PdfReader(BytesIO(response.content))
    assert pdf.root_object["/Lang"] == language
    assert words in pdf.pages[0].extract_text()


@pytest.mark.django_db
def test_a_profile_tells_nothing_that_is_not_public_whoever_asks(editor_client, serbia):
    factories.activity("Secret workshop", "2015-05", is_published=False, countries=[serbia])
    making.submitted(making.opened(serbia))
    text = told(profile(editor_client).content)
    assert "Secret workshop" not in text
    assert "Self-assessment" not in text


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_record(serbia):
    report = factories.document("report")

    def grow():
        place = {"city_en": "Belgrade", "place_country": serbia}
        held = factories.activity("Workshop", "2015-05-02", "2015-05-04", countries=[serbia], **place)
        Mission.objects.create(country=serbia, kind="fact-finding", start="2007", source=report, report=report)
        factories.claim(serbia, value="yes", statement=f"statement-{held.pk}", source=report)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            paper_of(serbia)
        return len(captured)

    grow()
    paper_of(serbia)
    before = queries()
    grow()
    grow()
    assert queries() == before


@pytest.mark.django_db
def test_a_profile_that_is_not_there_is_not_found(client, serbia):
    assert profile(client, slug="nowhere").status_code == 404
    assert client.get("/en/countries/serbia/profile.odt").status_code == 404


@pytest.mark.django_db
def test_the_page_of_a_country_leads_to_its_profile(client, serbia):
    page = client.get("/en/countries/serbia/").content.decode()
    assert "/en/countries/serbia/profile.pdf" in page
    assert "/en/countries/serbia/profile.docx" in page


# Self-assessments that were published

FILE = "/en/countries/serbia/assessments/1/self-assessment"


@pytest.mark.django_db
def test_what_a_country_published_is_a_file_with_its_plan(client, serbia):
    assessment = making.opened(serbia)
    publication = making.published(assessment)
    planning.published(planning.with_action(serbia, plan=planning.of(making.read(assessment))))
    text = told(client.get(f"{FILE}.docx").content)
    for piece in ("Stages of progress by area", "Because it is so.", "Action plan", "1. Train inspectors"):
        assert piece in text
    assert "Trainers for a week." in text
    assert f"{FILE}.pdf" in client.get("/en/countries/serbia/assessments/1/").content.decode()
    assert publication.content


@pytest.mark.django_db
def test_only_the_parts_that_were_published_are_told(client, serbia):
    making.published(making.opened(serbia), parts=("stages",))
    text = told(client.get(f"{FILE}.docx").content)
    assert "Stages of progress by area" in text
    assert "Because it is so." not in text


@pytest.mark.django_db
def test_a_publication_that_was_withdrawn_or_never_made_is_no_file(client, editor, serbia):
    assessment = making.opened(serbia)
    making.submitted(assessment)
    assert client.get(f"{FILE}.docx").status_code == 404
    other = factories.beneficiary("Albania", "AL", slug="albania")
    publication = making.published(making.opened(other))
    publishing.withdraw(publication, by=editor, note="A mistake.")
    assert client.get("/en/countries/albania/assessments/1/self-assessment.docx").status_code == 404
    assert "self-assessment.pdf" not in client.get("/en/countries/albania/assessments/1/").content.decode()
    text = told(profile(client, slug="albania").content)
    assert "A mistake." in text
    assert "Because it is so." not in text


# Versions as they were submitted


@pytest.mark.django_db
def test_a_submitted_version_says_which_it_is(focal_point_client, serbia):
    assessment = making.opened(serbia)
    submission = making.submitted(assessment)
    plan = planning.submitted(planning.with_action(serbia, plan=planning.of(making.read(assessment))))
    response = focal_point_client.get(f"/en/work/assessments/{assessment.pk}/versions/1/self-assessment.docx")
    text = told(response.content)
    for piece in ("VERSION 1", assessment.submissions.get().checksum, plan.submissions.get().checksum):
        assert piece in text
    for piece in ("Because it is so.", "1. Train inspectors", "Name, Function"):
        assert piece in text
    assert "no-cache" in response["Cache-Control"] or "no-store" in response["Cache-Control"]
    assert submission


@pytest.mark.django_db
def test_the_version_tells_the_frozen_copy_and_not_what_is_written_since(focal_point_client, serbia):
    assessment = making.opened(serbia)
    making.submitted(assessment)
    making.fill(making.read(assessment), text="Written later.")
    text = told(focal_point_client.get(f"/en/work/assessments/{assessment.pk}/versions/1/self-assessment.docx").content)
    assert "Because it is so." in text
    assert "Written later." not in text


@pytest.mark.django_db
def test_a_version_is_not_there_for_others(client, neighbour_client, focal_point_client, serbia):
    assessment = making.opened(serbia)
    making.submitted(assessment)
    path = f"/en/work/assessments/{assessment.pk}/versions/1/self-assessment.pdf"
    assert neighbour_client.get(path).status_code == 404
    assert client.get(path).status_code == 302
    assert focal_point_client.get(path).content.startswith(b"%PDF-")
    assert focal_point_client.get(path.replace("versions/1/", "versions/2/")).status_code == 404
