"""Workbooks taken away and filled in, as a person does it."""

import io
from warnings import catch_warnings, simplefilter

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import load_workbook

from assessments.models import IndicatorAnswer
from assessments.offline import cells
from programme.history_words import entries
from tests.assessments import making


def page_of(assessment, language="en"):
    return f"/{language}/work/assessments/{assessment.pk}/offline/"


def taken_away(client, assessment, language="en"):
    """The workbook as bytes."""
    answer = client.get(f"{page_of(assessment, language)}self-assessment.xlsx")
    assert answer.status_code == 200
    return answer.content


def write_online(client, assessment, **answers):
    """Saves in the form, as somebody does meanwhile."""
    changes = {making.field(assessment, "A1", name): text for name, text in answers.items()}
    answer = client.post(f"/en/work/assessments/{assessment.pk}/areas/A1/", making.as_sent(assessment, "A1", **changes))
    assert answer.status_code == 302


def came_from(record, language="en"):
    """From where its last change came, as its history tells it."""
    with translation.override(language):
        return entries(record)[0][0].door


def filled(data, assessment=None, code="A1", new=(), also=None, **answers):
    """The workbook with these answers: `kind_number_name` → text, such as `i0_justification`; `also` does the rest.

    `new` is what the cells of the first new challenge say.
    """
    with catch_warnings():
        simplefilter("ignore")
        book = load_workbook(io.BytesIO(data))
    keys = {}
    for place, text in answers.items():
        kind, _, name = place.partition("_")
        keys[making.field(assessment, code, name, kind[0], int(kind[1:]))] = text
    first = next(iter(cell_of(book, "new", ends="-text")), None)
    for row, text in enumerate(new):
        first.parent.cell(first.row + row, first.column).value = text
    for key, text in keys.items():
        (cell,) = cell_of(book, key)
        cell.value = text
        if isinstance(text, str) and not text.startswith("=SUM"):
            cell.data_type = "s"
    if also:
        also(book)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cell_of(book, key, ends=""):
    """The cells to be filled in whose place begins with this."""
    return [
        sheet[f"{cells.ANSWER}{cell.row}"]
        for sheet in book.worksheets
        for cell in sheet[cells.KEY]
        if str(cell.value or "").startswith(key) and str(cell.value).split()[0].endswith(ends or key)
    ]


def uploaded(client, assessment, data, name="filled.xlsx", language="en"):
    """The page that follows."""
    file = SimpleUploadedFile(name, data)
    return client.post(page_of(assessment, language), {"file": file}, follow=True)


def confirmed(client, page, **choices):
    """What comes after “Take over”."""
    return client.post(page.request["PATH_INFO"], {"agreed": page.context["comparison"].digest, **choices}, follow=True)


def first_answer(assessment):
    return IndicatorAnswer.objects.filter(area_answer__assessment=assessment, area_answer__area__code="A1").first()


def told(page):
    """Field, what it says in the portal and in the file, of each difference."""
    return [(one.place.name, one.theirs, one.mine) for one in page.context["comparison"].differences]


def problems_of(page):
    """What is wrong, in which sheet and cell."""
    return [(one.message, one.spot and one.spot.sheet, one.spot and one.spot.cell) for one in page.context["problems"]]
