"""A country's own history: who reads it, what stands in it, and what never does."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from countries.access import invite
from countries.models import Country, Invitation, Mandate
from programme.histories import rows_of_country
from programme.history import acting
from programme.matrix import Role
from programme.querysets import UnrecordedWrite
from tests import factories
from tests.conftest import acting_for, person, signed_in

pytestmark = pytest.mark.django_db
PAGE, FILE = "/en/work/countries/serbia/history/", "/en/work/countries/serbia/history.csv"


def text(response):
    return response.getvalue().decode()


def table(response):
    return list(csv.DictReader(io.StringIO(text(response).removeprefix("\ufeff"))))


@pytest.fixture
def viewer(serbia):
    return acting_for(serbia, Role.VIEWER, "viewer@example.org")


@pytest.fixture(autouse=True)
def no_mail(monkeypatch):
    monkeypatch.setattr("countries.notifications.queue", lambda *_args, **_said: None)


def test_focal_point_reads_what_is_the_country_s_with_names_roles_and_country(
    serbia, focal_point, focal_point_client, contributor
):
    with acting(user=focal_point):
        factories.phase(serbia, "preparatory")
        invite(country=serbia, email="guest@example.org", role=Role.VIEWER, by=focal_point)

    page = text(focal_point_client.get(PAGE))

    assert '<span class="history-who">focal-point</span>' in page
    assert '<span class="history-role">Focal point: Serbia</span>' in page
    assert '<td data-label="After">' in page
    assert "Preparatory phase" in page
    assert "guest@example.org, Country viewer: Serbia" in page
    assert "contributor, Contributor: Serbia" in page


def test_country_is_named_in_the_reader_s_language(serbia, focal_point, focal_point_client):
    serbia.name_fr, serbia.name_ru = "Serbie", "Сербия"
    with acting(user=focal_point):
        serbia.save()

    assert "Point focal\N{NO-BREAK SPACE}: Serbie" in text(focal_point_client.get(PAGE.replace("/en/", "/fr/")))
    assert "Координатор: Сербия" in text(focal_point_client.get(PAGE.replace("/en/", "/ru/")))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR])
def test_others_of_the_country_see_roles_and_no_person(serbia, focal_point, role):
    reader = signed_in(acting_for(serbia, role, "reader@example.org"))
    with acting(user=focal_point):
        serbia.note_en = "A note of the focal point"
        serbia.save()
        invite(country=serbia, email="guest@example.org", role=Role.VIEWER, by=focal_point)

    for address in (PAGE, FILE):
        said = text(reader.get(address))
        assert "A note of the focal point" in said
        assert "Focal point: Serbia" in said
        assert "guest@example.org" not in said
        assert "Mandate" not in said
        # The reader's own name stands in the header of the page.
        assert "focal-point@example.org" not in said
        assert ">focal-point<" not in said
        assert ",focal-point," not in said


def test_what_staff_do_for_a_country_is_said_to_be_on_its_behalf(serbia, editor, focal_point_client):
    with acting(user=editor, on_behalf_of="RS"):
        serbia.note_en = "Sent by letter"
        serbia.save()

    page = text(focal_point_client.get(PAGE))

    assert '<span class="history-role">Secretariat editor</span>' in page
    assert "on behalf of: Serbia" in page


def test_history_never_shows_another_country(serbia, albania, focal_point_client, neighbour):
    albania.note_en = "Hidden by the neighbour"
    albania.save()
    invite(country=albania, email="secret@example.org", role=Role.VIEWER, by=neighbour)

    for address in (PAGE, FILE):
        said = text(focal_point_client.get(address))
        assert "Hidden" not in said
        assert "secret@example.org" not in said
        assert "neighbour" not in said


def test_record_that_moved_here_tells_nothing_of_where_it_was(serbia, albania, focal_point, focal_point_client):
    mandate = Mandate.objects.create(
        user=person("moved@example.org"),
        country=albania,
        role=Role.VIEWER,
        until=date(2031, 5, 4),
    )
    mandate.country, mandate.until = serbia, None
    mandate.save()

    said = text(focal_point_client.get(FILE))

    assert "moved, Country viewer: Serbia" in said
    assert "2031" not in said
    assert "Albania" not in said


def test_what_is_gone_stays_in_the_history(serbia, focal_point_client):
    entry = factories.phase(serbia, "preparatory")
    invitation = Invitation(
        country=serbia, email="gone@example.org", role=Role.VIEWER, invited_by=person("by@example.org")
    )
    invitation.renew_link()
    invitation.save()
    invitation.delete()
    entry.delete()

    kinds = [(row["What was done"], row["Kind of record"]) for row in table(focal_point_client.get(FILE))]

    assert ("Deleted", "phase") in kinds
    assert ("Deleted", "invitation") in kinds


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_only_the_country_s_people_and_staff_open_it(
    serbia, address, visitor, outsider_client, neighbour_client, focal_point_client, editor_client
):
    assert visitor.get(address).status_code == 302
    assert outsider_client.get(address).status_code == 404
    assert neighbour_client.get(address).status_code == 404
    assert neighbour_client.get(address.replace("serbia", "atlantis")).status_code == 404
    assert focal_point_client.get(address).status_code == 200
    assert editor_client.get(address).status_code == 200
    assert editor_client.post(address).status_code == 405


def test_ended_mandate_closes_it_at_the_next_request(focal_point, focal_point_client):
    assert focal_point_client.get(PAGE).status_code == 200
    focal_point.mandates.get().end()
    assert focal_point_client.get(PAGE).status_code == 404


def rows(client, **asked):
    return {(row["Kind of record"], row["Role"]) for row in table(client.get(FILE, asked))}


def test_history_is_filtered_by_kind_role_and_days(serbia, focal_point, focal_point_client, editor):
    with acting(user=focal_point):
        factories.phase(serbia, "preparatory")
    with acting(user=editor):
        serbia.note_en = "By the editor"
        serbia.save()
    Country.history.filter(acted_as="secretariat-editor").update(history_date=datetime(2020, 3, 1, 23, 30, tzinfo=UTC))

    assert rows(focal_point_client, kind="countries.phaseentry") == {("phase", "Focal point: Serbia")}
    assert rows(focal_point_client, role="secretariat-editor") == {("country", "Secretariat editor")}
    # The day of the secretariat, not the day of Greenwich.
    assert rows(focal_point_client, since="2020-03-02", until="2020-03-02") == {("country", "Secretariat editor")}
    assert rows(focal_point_client, until="2020-03-01") == set()


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "countries.unheard"},
        {"role": "x"},
        {"since": "yesterday"},
        {"since": "2022-01-02", "until": "2022-01-01"},
    ],
)
def test_filter_that_means_nothing_is_said(focal_point_client, asked):
    page = focal_point_client.get(PAGE, asked)

    assert page.status_code == 200
    assert "error-summary" in text(page)
    assert focal_point_client.get(FILE, asked).status_code == 400


def test_formulas_in_the_file_are_no_formulas(serbia, focal_point_client):
    serbia.note_en = "=HYPERLINK(1)"
    serbia.save()

    assert "'=HYPERLINK(1)" in [row["After"] for row in table(focal_point_client.get(FILE))]


def test_file_is_in_the_reader_s_language_to_its_last_line(serbia, focal_point_client):
    serbia.note_en = "x"
    serbia.save()

    answer = focal_point_client.get(FILE.replace("/en/", "/fr/"))
    with translation.override("ru"):  # what another request may do meanwhile
        head, *lines = csv.reader(io.StringIO(text(answer).removeprefix("\ufeff")))

    assert head[0] == "Quand"
    assert {line[5] for line in lines} <= {"Ajout", "Modification"}
    assert answer["Cache-Control"].startswith("private")


def many(serbia, number):
    """History rows as many saves would have left them."""
    row = Country.history.filter(id=serbia.pk).first()
    made = []
    for place in range(number):
        row.pk, row.note_en = None, f"note {place}"
        made.append(type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}))
    Country.history.bulk_create(made, batch_size=500)


@pytest.mark.long
def test_history_costs_the_same_at_10_and_10_000_rows(serbia, focal_point_client):
    counts = []
    many(serbia, 10)
    focal_point_client.get(PAGE)
    for _more in range(2):
        with CaptureQueriesContext(connection) as asked:
            page = text(focal_point_client.get(PAGE, {"kind": "countries.country"}))
        counts.append(len(asked))
        assert "note" in page
        many(serbia, 10_000)
    with CaptureQueriesContext(connection) as asked:
        last = focal_point_client.get(PAGE, {"kind": "countries.country", "page": "200"})
    assert "note" in text(last)
    assert counts[0] == counts[1] == len(asked)


def test_foreign_and_missing_country_take_the_same_queries(serbia, neighbour_client):
    counts = []
    neighbour_client.get("/en/work/countries/nowhere/history/")
    for address in (PAGE, "/en/work/countries/nowhere/history/"):
        with CaptureQueriesContext(connection) as asked:
            assert neighbour_client.get(address).status_code == 404
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_histories_of_a_country_are_only_what_the_reader_may_read(serbia, viewer, focal_point):
    def kinds(user):
        return {history.model.__name__ for history in rows_of_country(serbia, user)}

    assert {"HistoricalMandate", "HistoricalInvitation"} <= kinds(focal_point)
    assert not {"HistoricalMandate", "HistoricalInvitation"} & kinds(viewer)
    assert "HistoricalUser" not in kinds(focal_point)


def test_history_stays_guarded(serbia):
    with pytest.raises(UnrecordedWrite):
        Mandate.objects.update(role=Role.VIEWER)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("edge", ["since", "until"])
def test_a_day_at_the_end_of_all_days_is_refused(serbia, focal_point_client, edge, day):
    page = focal_point_client.get("/en/work/countries/serbia/history/", {edge: day})

    assert "The year must be between 1900 and 2199." in page.content.decode()
