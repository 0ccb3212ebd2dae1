"""One rule of completion: it never goes down when something is added, and every screen shows the same (PRODUCT D5)."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import CriterionAnswer, FacetAnswer, IndicatorAnswer, Standing
from assessments.progress import Condition, condition_of_facet, condition_of_indicator, progress_of
from tests.assessments import making

pytestmark = pytest.mark.django_db
TEXT = st.sampled_from(["", "text"])
STANDING = st.sampled_from(["", *Standing.values])


class Many(list):
    def all(self):
        return self


def indicator(values, criteria):
    answer = IndicatorAnswer(pk=1, **values)
    given = Many(CriterionAnswer(value=value, reason=reason) for value, reason in criteria)
    answer._prefetched_objects_cache = {"criteria": given}
    return answer


VALUES = st.fixed_dictionaries(
    {
        "standing": STANDING,
        "standing_reason": TEXT,
        "stage_id": st.sampled_from([None, 1]),
        "justification": TEXT,
        "legal_references": TEXT,
    }
)
CRITERIA = st.lists(st.tuples(st.sampled_from(["", *CriterionAnswer.Value.values]), TEXT), max_size=3)
DONE = {Condition.ANSWERED, Condition.NOTHING, Condition.NOT_APPLICABLE}


@given(values=VALUES, criteria=CRITERIA, data=st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_adding_an_answer_never_undoes_one(values, criteria, data):
    before = condition_of_indicator(indicator(values, criteria))
    empty = [name for name, value in values.items() if not value]
    added = dict(values)
    if empty:
        name = data.draw(st.sampled_from(empty))
        added[name] = data.draw(VALUES)[name] or added[name]
    if before in DONE:
        assert condition_of_indicator(indicator(added, criteria)) in DONE


def test_what_was_copied_answers_nothing_till_confirmed():
    whole = {"stage_id": 1, "justification": "text"}
    assert condition_of_indicator(indicator(whole, [])) == Condition.ANSWERED
    assert condition_of_indicator(indicator(whole | {"to_confirm": True}, [])) == Condition.BEGUN
    assert condition_of_facet(FacetAnswer(text="text")) == Condition.ANSWERED
    assert condition_of_facet(FacetAnswer(text="text", to_confirm=True)) == Condition.BEGUN


def test_empty_is_not_started_and_never_zero():
    assert condition_of_indicator(indicator({}, [("", "")])) == Condition.NOT_STARTED
    assert condition_of_facet(FacetAnswer()) == Condition.NOT_STARTED
    assert condition_of_facet(FacetAnswer(standing="nothing")) == Condition.NOTHING
    assert condition_of_facet(FacetAnswer(standing="not-applicable")) == Condition.BEGUN  # it does not say why


def test_every_screen_shows_the_same_number(serbia, editor, editor_client, focal_point_client):
    assessment = making.opened(serbia, editor)
    sent = making.as_sent(assessment, "A1", **{making.field(assessment, "A1", "text", kind="f"): "Law 1"})
    focal_point_client.post(f"/en/work/assessments/{assessment.pk}/areas/A1/", sent)

    here = f"/en/work/assessments/{assessment.pk}/"
    progress = progress_of([assessment])[assessment.pk]
    assert (progress.done, progress.total) == (1, 5)
    for page in (here, f"{here}summary/", "/en/work/"):
        assert "1 of 5 questions answered" in focal_point_client.get(page).content.decode(), page
    (row,) = csv.DictReader(io.StringIO(editor_client.get("/en/work/follow-up.csv").content.decode("utf-8-sig")))
    assert row["Answered, %"] == str(progress.percent) == "20"
