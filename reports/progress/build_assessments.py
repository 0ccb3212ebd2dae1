"""What countries published of self-assessments and action plans by the last day of a report, and nothing else.

What a country took back since is not in a report made now, even though it was public on that day; nor is a part that
it left out when it published anew.
"""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone

from assessments.models import InstrumentArea, PlanPublication, ProgressStage, Publication
from assessments.needs import is_needed
from reports.progress.contents import AreaStage, AssessmentEntry, NeedEntry
from reports.progress.texts import texts_of, without_language


class Published:
    """The publications that count: of each cycle the last one by the day, in the parts that are still public."""

    def __init__(self, last_day):
        self.until = timezone.make_aware(datetime.combine(last_day, time.max))
        assessments = Publication.objects.select_related(
            "submission__assessment__cycle__country", "submission__instrument", "withdrawal"
        )
        plans = PlanPublication.objects.select_related("plan__cycle__country", "plan__cycle__instrument", "withdrawal")
        self.assessments = self._by_cycle(assessments, lambda one: one.submission.assessment.cycle)
        self.plans = self._by_cycle(plans, lambda one: one.plan.cycle)
        instruments = {one.submission.instrument_id for one, _parts in self.assessments.values()}
        instruments |= {cycle.instrument_id for cycle in self.plans}
        areas = InstrumentArea.objects.filter(instrument__in=instruments).select_related("working_area")
        self.areas = {(one.instrument_id, one.code): one for one in areas} if instruments else {}
        stages = ProgressStage.objects.filter(instrument__in=instruments).values_list("instrument", "number")
        self.stages = list(stages.order_by("number")) if instruments else []

    def _by_cycle(self, publications, cycle_of):
        newest, found = {}, {}
        for one in publications.order_by("-at", "-pk"):
            cycle = cycle_of(one)
            newest.setdefault(cycle, one)
            if any(hasattr(publication, "withdrawal") for publication in (one, newest[cycle])):
                continue
            if one.at <= self.until and cycle not in found:
                found[cycle] = (one, set(one.parts) & set(newest[cycle].parts))
        return found

    def scale_of(self, publication):
        """The numbers of the stages on which the country saw itself."""
        if publication is None:
            return ()
        instrument = publication.submission.instrument_id
        return tuple(number for key, number in self.stages if key == instrument)

    def latest_by_country(self):
        """The cycles of which something is public, each country's latest first."""
        found = {}
        for cycle in {**self.assessments, **self.plans}:
            found.setdefault(cycle.country.iso2, []).append(cycle)
        return {iso2: sorted(found[iso2], key=lambda one: -one.number) for iso2 in sorted(found)}


def assessments_of(published):
    """Of each country the latest cycle of which anything was public."""
    return tuple(_entry(cycles, published) for cycles in published.latest_by_country().values())


def _entry(cycles, published):
    cycle = cycles[0]
    assessment, _parts = published.assessments.get(cycle, (None, ()))
    plan, _plan_parts = published.plans.get(cycle, (None, ()))
    return AssessmentEntry(
        country=cycle.country.iso2,
        cycle=cycle.number,
        published_on=_day(assessment),
        plan_published_on=_day(plan),
        stages=_stages(cycles, published),
        scale=published.scale_of(assessment),
        actions=len(plan.content["actions"]) if plan else None,
        page=without_language(reverse("published-assessment", args=[cycle.country.slug, cycle.number])),
    )


def _day(publication):
    return timezone.localdate(publication.at).isoformat() if publication else ""


def _stages(cycles, published):
    """The stage of each indicator, and the one of the cycle before where the same scale makes them comparable."""
    with_stages = [
        published.assessments[cycle][0]
        for cycle in cycles
        if cycle in published.assessments and Publication.Part.STAGES in published.assessments[cycle][1]
    ]
    if not with_stages or with_stages[0].submission.assessment.cycle_id != cycles[0].pk:
        return ()
    newest, earlier = with_stages[0], {}
    if len(with_stages) > 1 and with_stages[1].submission.instrument_id == newest.submission.instrument_id:
        earlier = {code: stage for _area, code, stage in _stages_in(with_stages[1])}
    found = []
    for code, indicator, stage in _stages_in(newest):
        area = published.areas[newest.submission.instrument_id, code]
        key = area.working_area.slug if area.working_area else f"{newest.submission.instrument.code}:{code}"
        name = texts_of(area.working_area or area, "name")
        found.append(AreaStage(key, name, stage, earlier.get(indicator), indicator))
    return tuple(found)


def _stages_in(publication):
    for area in publication.content["areas"]:
        for one in area["indicators"]:
            yield area["code"], one["code"], one.get("stage")


def needs_of(published):
    """What countries asked for in the latest plan that they published, as far as that is not done."""
    found = []
    for cycles in published.latest_by_country().values():
        cycle = next((one for one in cycles if one in published.plans), None)
        if cycle is None or PlanPublication.Part.NEEDS not in published.plans[cycle][1]:
            continue
        for entry in published.plans[cycle][0].content["actions"]:
            if is_needed(entry):
                area = published.areas[cycle.instrument_id, entry["area"]]
                found.append(
                    NeedEntry(
                        country=cycle.country.iso2,
                        area=texts_of(area.working_area or area, "name"),
                        title=entry["title"],
                        language="",
                        kind=entry["assistance_kind"],
                        words=entry["assistance_words"],
                    )
                )
    return tuple(found)
