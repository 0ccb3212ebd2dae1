"""A published list taken into the record: what is shown before, what is written after, and never twice."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from activities.addresses import free_slug
from activities.list_import import import_lines, understand
from activities.models import Activity
from countries.models import CountryName
from programme.dates import PartialDate
from programme.models import Claim, OldAddress
from tests.factories import activity, country, document, group, kind
from tests.programme.forms import open_form, send

pytestmark = pytest.mark.django_db
PAGE = "/en/admin/activities/activity/import-list/"
FIRST = "- Workshop on safety reports for Serbia and Croatia (8 - 9 October 2014), Tirana (Albania)"
SECOND = "- Training session for SEE countries (December 2007)"
LIST = f"The Programme has helped many countries since it began.\n{FIRST}\n{SECOND}\n"


@pytest.fixture
def source():
    return document("implementation-phase", title_en="The published list")


@pytest.fixture
def record(source):
    for name, iso2 in (("Serbia", "RS"), ("Croatia", "HR"), ("Albania", "AL")):
        country(name, iso2)
    group("south-eastern-europe", "South-Eastern Europe")
    for slug in ("workshop", "training"):
        kind(slug)
    return source


def form(source, text=LIST, **fields):
    return {"text": text, "source": source.pk, "language": "en", "first_line": 1} | fields


def agreed(page):
    return re.search(r'name="agreed" value="(\w+)"', page.content.decode())[1]


def look(client, source, text=LIST, **fields):
    return client.post(PAGE, form(source, text, **fields))


def confirm(client, source, page, numbers, text=LIST, **fields):
    sent = form(source, text, confirm="1", agreed=agreed(page), line=numbers, **fields)
    return client.post(PAGE, sent, follow=True)


def test_form_offers_the_usual_source(editor_client, source):
    page = editor_client.get(PAGE).content.decode()
    assert f'<option value="{source.pk}" selected>' in page
    assert PAGE in editor_client.get("/en/admin/activities/activity/").content.decode()


def test_every_line_is_shown_as_it_is_understood_and_nothing_is_written(editor_client, record):
    page = look(editor_client, record)
    text = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    assert "2 activities can be added" in text
    assert "1 line is not an activity" in text
    assert "Dates 8–9 October 2014 Place Tirana, Albania" in text
    assert "Countries, as beneficiaries (inferred) Serbia, Croatia" in text
    assert "Groups of countries South-Eastern Europe" in text
    assert "It is a sentence, not a title." in text
    assert page.content.decode().count('name="line"') == page.content.decode().count(" checked>") == 2
    assert not Activity.objects.exists()


def test_line_that_reads_as_no_activity_is_taken_in_by_hand(editor_client, record):
    text = f"{FIRST}\n- Advice to the authorities of Serbia\n"
    page = look(editor_client, record, text).content.decode()
    address = html.unescape(re.search(r'<a href="([^"]+)">Add line 2 as an activity', page)[1])

    form = open_form(editor_client, address, "activity")
    answer = send(editor_client, address, form, is_published="on")

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    made = Activity.objects.get()
    assert (made.title_en, made.published_title, made.published_language) == (
        "Advice to the authorities of Serbia",
        "Advice to the authorities of Serbia",
        "en",
    )
    assert (made.source, made.source_locator, made.source_position) == (record, "line 2", 2)
    assert (made.source_text, made.sureness) == ("Advice to the authorities of Serbia", "official")
    assert made.kind is None
    assert made.start is None
    again = look(editor_client, record, text).content.decode()
    assert f'Already in as <a href="/en/admin/activities/activity/{made.pk}/change/">' in again
    assert "Add line 2 as an activity" not in again


def test_confirmed_lines_are_written_with_their_source(editor, editor_client, record):
    done = confirm(editor_client, record, look(editor_client, record), ["2", "3"])
    assert "2 activities were added from “The published list”" in done.content.decode()
    first, second = Activity.objects.order_by("source_position")
    assert (first.published_title, first.published_language, first.title_en) == (
        "Workshop on safety reports for Serbia and Croatia",
        "en",
        "Workshop on safety reports for Serbia and Croatia",
    )
    assert (first.kind.slug, first.status, first.is_published) == ("workshop", "", False)
    assert (first.start, first.end) == (PartialDate(2014, 10, 8), PartialDate(2014, 10, 9))
    assert (first.city_en, first.place_country.iso2, first.place_text) == ("Tirana", "AL", "Tirana (Albania)")
    assert (first.source, first.source_locator, first.source_text) == (record, "line 2", FIRST.removeprefix("- "))
    assert first.sureness == "official"
    assert sorted((one.country.iso2, one.role, one.sureness) for one in first.participations.all()) == [
        ("HR", "beneficiary", "inferred"),
        ("RS", "beneficiary", "inferred"),
    ]
    assert [(one.group.slug, one.sureness) for one in second.target_groups.all()] == [
        ("south-eastern-europe", "official")
    ]
    assert second.start == second.end == PartialDate(2007, 12)
    for made in (first, second):
        last = made.history.first()
        assert (last.door, last.history_user) == ("import", editor)


def test_only_chosen_lines_are_written_and_published_if_asked(editor_client, record):
    confirm(editor_client, record, look(editor_client, record), ["3"], publish="on")
    assert [(one.source_position, one.is_published) for one in Activity.objects.all()] == [(3, True)]


def test_nothing_chosen_is_said(editor_client, record):
    answer = confirm(editor_client, record, look(editor_client, record), [])
    assert "Choose at least one line to import." in answer.content.decode()
    assert not Activity.objects.exists()


def test_second_import_of_the_same_list_adds_nothing(editor_client, record):
    confirm(editor_client, record, look(editor_client, record), ["2", "3"])
    page = look(editor_client, record)
    text = page.content.decode()
    assert "2 activities are in the record already" in text
    assert "Every activity of the list is in the record already." in text
    assert 'name="line"' not in text
    confirm(editor_client, record, page, ["2", "3"])
    assert Activity.objects.count() == 2


@pytest.mark.parametrize(
    "known",
    [
        {"source_text": "Workshop on safety reports  for Serbia and Croatia\n(8 - 9 October 2014), Tirana (Albania)"},
        {
            "published_title": "Workshop on safety reports for Serbia and Croatia",
            "start": "2014-10-08",
            "end": "2014-10-09",
        },
    ],
)
def test_line_is_recognised_by_its_text_or_by_title_and_dates(record, known):
    made = activity("Something else", **known)
    lines = {line.number: line for line in understand(LIST).activities}
    assert (lines[2].already, lines[3].already) == (made, None)


def test_same_title_with_other_dates_is_doubted(record):
    made = activity("x", "2015", published_title="Workshop on safety reports for Serbia and Croatia")
    line = understand(LIST).activities[0]
    assert (line.can_be_taken, line.similar) == (True, (made,))
    assert "The record has an activity with this title and other dates." in map(str, line.doubts)


def test_line_that_stands_twice_is_taken_once(record):
    result = import_lines(LIST + FIRST, None, source=record)
    assert [one.source_position for one in result.created] == [2, 3]
    assert result.published.activities[-1].repeats == 2


def test_record_that_changed_after_the_preview_is_shown_anew(editor_client, record):
    page = look(editor_client, record)
    activity("x", source_text=FIRST.removeprefix("- "))
    answer = confirm(editor_client, record, page, ["2", "3"])
    assert "The record has changed since you looked at the list, and nothing was written." in answer.content.decode()
    assert Activity.objects.count() == 1
    confirm(editor_client, record, answer, ["2", "3"])
    assert Activity.objects.count() == 2


def test_text_that_changed_after_the_preview_is_shown_anew(editor_client, record):
    page = look(editor_client, record)
    answer = confirm(editor_client, record, page, ["2"], text=LIST.replace("October", "November"))
    assert "nothing was written" in answer.content.decode()
    assert not Activity.objects.exists()


def test_doubts_are_shown_and_the_line_stays_chosen(editor_client, record):
    activity("Held there", "2010", city_en="Belgrade", place_country=country("Far", "FA"))
    page = look(editor_client, record, "- Workshop on pipelines (May 2015), Belgrade\n")
    text = page.content.decode()
    assert "1 of them is unsure" in text
    assert "it is where the record has the city" in text
    assert '<a href="#item-1">line 1</a>' in text
    assert re.search(r'value="1" id="line-1"[^>]* checked', text)


def test_country_that_the_record_adds_to_a_city_is_a_claim_of_ours(record):
    activity("Held there", "2010", city_en="Belgrade", place_country=country("Far", "FA"))
    (made,) = import_lines("- Workshop on pipelines (May 2015), Belgrade\n", None, source=record).created
    (claim,) = Claim.objects.about(made)
    assert (claim.statement, claim.value, claim.sureness, claim.source_text) == (
        "place",
        "Belgrade, Far",
        "inferred",
        "Belgrade",
    )


def test_country_that_the_record_lacks_is_said_and_left_out(record):
    text = "- Workshop for Austria and Serbia (1 May 2016), Vienna, Austria\n"
    (line,) = understand(text).activities
    assert "AT is not in the record: add the country first, or the line is taken without it." in map(str, line.doubts)
    (made,) = import_lines(text, None, source=record).created
    assert [one.country.iso2 for one in made.participations.all()] == ["RS"]
    assert (made.city_en, made.place_country) == ("Vienna", None)


def test_line_that_the_record_would_refuse_is_blocked_with_the_reason(editor_client, record):
    text = f"- Workshop on {'x' * 520} (May 2015)\n{SECOND}\n"
    (long, good) = understand(text).activities
    assert (long.can_be_taken, good.can_be_taken) == (False, True)
    page = look(editor_client, record, text).content.decode()
    assert "cannot be taken" in page
    assert "at most 500 characters" in page
    assert page.count('name="line"') == 1


def test_hybrid_activity_keeps_its_place(record):
    (made,) = import_lines("- Workshop on pipelines (May 2021), hybrid, Tirana, Albania\n", None, source=record).created
    assert (made.city_en, made.is_online) == ("Tirana", False)


def test_online_activity_has_no_place(record):
    (made,) = import_lines("- Workshop on pipelines (May 2021), online\n", None, source=record).created
    assert (made.is_online, made.city_en or "", made.place_country) == (True, "", None)


def test_part_of_a_document_is_cited_by_the_documents_lines(editor_client, record):
    page = look(editor_client, record, first_line=101)
    confirm(editor_client, record, page, ["102"], first_line=101)
    assert Activity.objects.get().source_locator == "line 102"


def test_russian_list_fills_the_russian_texts(record):
    CountryName.objects.create(country=country("Georgia", "GE"), text="Грузия", language="ru", kind="variant")
    text = "- Семинар по отчетам о безопасности для Грузии (5 мая 2015 года), Тбилиси, Грузия\n"
    (made,) = import_lines(text, None, source=record, language="ru").created
    assert (made.title_ru, made.title_en or "", made.published_language) == (
        "Семинар по отчетам о безопасности для Грузии",
        "",
        "ru",
    )
    assert (made.city_ru, made.slug) == ("Тбилиси", "implementation-phase-line-1")


def test_addresses_are_never_taken_twice(record):
    activity("x", slug="workshop-on-reports-2015")
    OldAddress.objects.create(record=activity("y"), slug="workshop-on-reports-2015-2")
    assert free_slug("Workshop on reports", PartialDate(2015), "otherwise") == "workshop-on-reports-2015-3"


# What comes in


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Мероприятия\nСеминар".encode("cp1251"), "Line 1 is not UTF-8 text."),
        (b"one\ntwo \xff\n", "Line 2 is not UTF-8 text."),
        (b"a\0b", "holds no text"),
        (b" \n" * 50, "The list holds nothing."),
        (b"", "The list holds nothing."),
        (b"x" * (1024 * 1024 + 1), "longer than 1 MB"),
        (b"- a line\n" * 1001, "more than 1000 lines"),
    ],
)
def test_file_that_is_no_list_is_refused_in_words(editor_client, record, data, said):
    answer = editor_client.post(PAGE, form(record, "", file=SimpleUploadedFile("list.txt", data)))
    assert said in answer.content.decode()
    assert "Nothing was written." in answer.content.decode()


def test_uploaded_file_is_read_like_pasted_text(editor_client, record):
    file = SimpleUploadedFile("list.txt", b"\xef\xbb\xbf" + LIST.replace("\n", "\r\n").encode())
    page = editor_client.post(PAGE, form(record, "", file=file))
    assert "2 activities can be added" in page.content.decode()
    confirm(editor_client, record, page, ["2", "3"])
    assert Activity.objects.count() == 2


def test_markup_in_the_text_stays_text(editor_client, record):
    text = '- Workshop <script>alert("1")</script> for Serbia (May 2015), Tirana, Albania\n<img src=x onerror=y>.\n'
    page = look(editor_client, record, text)
    assert "<script>alert" not in page.content.decode()
    assert "<img src=x" not in page.content.decode()
    done = confirm(editor_client, record, page, ["1"], text=text)
    assert "<script>alert" not in done.content.decode()
    assert Activity.objects.count() == 1


@rules(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_any_text_can_be_posted(editor_client, record, text):
    answer = look(editor_client, record, text)
    assert answer.status_code == 200
    assert not Activity.objects.exists()


@rules(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(st.one_of(st.text(max_size=8), st.integers()), max_size=5))
def test_no_choice_of_lines_crashes_or_writes_what_is_none(editor_client, record, numbers):
    text = "Only prose stands here, and nothing that was held anywhere.\n"
    answer = confirm(editor_client, record, look(editor_client, record, text), numbers, text=text)
    assert answer.status_code == 200
    assert not Activity.objects.exists()


def test_only_the_secretariat_may(visitor, outsider_client, record):
    assert visitor.get(PAGE).status_code == 302
    assert visitor.post(PAGE, form(record)).status_code == 302
    assert outsider_client.post(PAGE, form(record)).status_code == 403


def test_staff_without_the_right_to_add_are_refused(editor_client, record, without_right):
    without_right("activities.activity", "add")
    assert editor_client.get(PAGE).status_code == 403
    assert look(editor_client, record).status_code == 403
    assert PAGE not in editor_client.get("/en/admin/activities/activity/").content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_page_speaks_every_language_without_scripts_of_its_own(editor_client, record, language):
    address = PAGE.replace("/en/", f"/{language}/")
    for page in (editor_client.get(address), editor_client.post(address, form(record))):
        text = page.content.decode()
        assert f'<html lang="{language}"' in text
        assert "<style" not in text
        assert "style=" not in text
