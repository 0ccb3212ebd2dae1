"""The command that takes a published list into the record."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from activities.models import Activity
from tests.factories import country, document, group, kind

pytestmark = pytest.mark.django_db
LIST = (
    "The Programme has helped many countries since it began.\n"
    "- Workshop on safety reports for Serbia and Croatia (8 - 9 October 2014), Tirana (Albania)\n"
    "- Training session for SEE countries (December 2007)\n"
)


@pytest.fixture
def record():
    for name, iso2 in (("Serbia", "RS"), ("Croatia", "HR"), ("Albania", "AL")):
        country(name, iso2)
    group("south-eastern-europe", "South-Eastern Europe")
    for slug in ("workshop", "training"):
        kind(slug)
    return document("implementation-phase")


def run(*arguments):
    out = StringIO()
    call_command("import_published_list", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text(LIST, encoding="utf-8")
    return str(path)


def test_command_says_every_line_and_writes_nothing_when_dry(record, file):
    said = run(file, "--source", "implementation-phase", "--dry-run")
    assert "line 1: not an activity (It is a sentence, not a title.)" in said
    assert "| 8–9 October 2014 | Tirana (Albania) | Serbia, Croatia" in said
    assert "Dry run: nothing was written; 2 activities would be added." in said
    assert not Activity.objects.exists()


def test_command_writes_once(record, file):
    assert "2 activities were added." in run(file, "--source", "implementation-phase", "--publish")
    said = run(file, "--source", "implementation-phase")
    assert "line 2: already in: workshop-on-safety-reports-for-serbia-and-croatia-2014" in said
    assert "0 activities were added." in said
    assert {(one.is_published, one.history.first().door) for one in Activity.objects.all()} == {(True, "import")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.txt", "--source", "implementation-phase"), "missing.txt cannot be read: No such file"),
        (("{file}", "--source", "nowhere"), "There is no document “nowhere”."),
        (("{wrong}", "--source", "implementation-phase"), "Line 1 is not UTF-8 text."),
        (("{file}", "--source", "implementation-phase", "--first-line", "0"), "counts from 1"),
    ],
)
def test_command_says_what_is_wrong(record, file, tmp_path, arguments, said):
    wrong = tmp_path / "wrong.txt"
    wrong.write_bytes("Семинар".encode("cp1251"))
    with pytest.raises(CommandError) as refused:
        run(*(argument.format(file=file, wrong=wrong) for argument in arguments))
    assert said in str(refused.value)
