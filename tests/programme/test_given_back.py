"""What was written in a form that cannot be taken is given back (PRODUCT D4, H5)."""

import pytest
from django.test import Client

from tests.conftest import signed_in

pytestmark = pytest.mark.django_db
FORM = "/en/work/proposals/add/"
NEED = "Two countries inspect the same river by different rules."
HERE, ELSEWHERE = {"referer": f"http://testserver{FORM}"}, {"referer": "https://elsewhere.example/form"}


def sent(client, need=NEED, headers=HERE, **values):
    return client.post(FORM, {"title": "Inspection", "need": need, **values}, headers=headers)


def test_who_was_signed_out_meanwhile_reads_what_was_written_and_goes_on(visitor):
    answer = sent(visitor, need=f"{NEED}\n<script>", password="a pass phrase of many words, never shown again")

    page = answer.content.decode()
    assert (answer.status_code, NEED in page) == (403, True)
    assert "<script>" not in page.partition("<main")[2]
    assert "pass phrase" not in page
    assert f"/en/account/login/?next={FORM.replace('/', '%2F')}" in page
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("need", "headers"), [("Too short.", HERE), ("a" * 64, HERE), (NEED, ELSEWHERE), (NEED, {})])
def test_nothing_is_shown_of_keys_of_a_few_words_and_of_other_sites(visitor, need, headers):
    answer = sent(visitor, need=need, headers=headers)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/account/login/")


def test_a_form_that_has_grown_too_old_is_given_back_too(serbia, focal_point):
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(focal_point).cookies

    answers = [sent(client, headers=headers, csrfmiddlewaretoken="a" * 64) for headers in (HERE, ELSEWHERE)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert [NEED in answer.content.decode() for answer in answers] == [True, False]
    assert f'href="{FORM}"' in answers[0].content.decode()


def test_the_workshop_gives_back_as_well(visitor):
    path = "/en/admin/programme/document/add/"

    answer = visitor.post(path, {"note_en": NEED}, headers={"referer": f"http://testserver{path}"})

    assert NEED in answer.content.decode()
