"""The lists of the open data: where each comes from and what its fields are."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from activities import api as activities
from activities.filters import ActivityFilter
from assessments import api as assessments
from assessments.plans import api as plans
from assessments.plans.published_rows import published_plan_row_as_data
from assessments.published_rows import published_row_as_data
from assessments.serialize import row_as_data
from countries import api as countries
from countries.filters import CountryFilter
from countries.serialize import country_as_data, group_as_data
from programme import open_data as programme
from programme.filters import DocumentFilter
from programme.serialize import claim_as_data, document_as_data, meeting_as_data
from reports.open_data import assessment_fields, dictionary
from reports.open_data.dictionary import Field, laid_open


@dataclass(frozen=True)
class Dataset:
    """`key` is what the address of one record names it by, where records have addresses of their own here."""

    name: str
    title: Any
    about: Any
    fields: tuple[Field, ...]
    chosen: Callable[..., Iterable[Any]]
    everything: Callable[[], Iterable[Any]]
    serializer: Callable[[], Callable[..., dict[str, Any]]]
    filters: Callable[[], Any]
    key: str = ""

    @property
    def dictionary(self):
        return list(laid_open(self.fields))


DATASETS = (
    Dataset(
        "countries",
        _("Countries"),
        _("Beneficiary countries of today and once, and other countries that activities name: phase, Party status, "
          "what sources say of them."),
        dictionary.COUNTRY,
        countries.chosen_countries,
        countries.all_countries,
        lambda: country_as_data,
        lambda: CountryFilter({}),
        key="iso2",
    ),
    Dataset(
        "groups",
        _("Groups of countries"),
        _("The subregions of the Programme and wider groupings, with the countries that belong to them."),
        dictionary.GROUP,
        countries.chosen_groups,
        countries.all_groups,
        lambda: group_as_data,
        lambda: countries.GroupFilter({}),
    ),
    Dataset(
        "activities",
        _("Activities"),
        _("Activities and projects with their dates, places, countries and sources."),
        dictionary.ACTIVITY,
        activities.chosen_activities,
        activities.all_activities,
        activities.serializer,
        lambda: ActivityFilter({}, AnonymousUser()),
        key="slug",
    ),
    Dataset(
        "documents",
        _("Documents"),
        _("Documents of the Programme; with show=sources the pages and news that are only cited."),
        dictionary.DOCUMENTS,
        programme.chosen_documents,
        programme.all_documents,
        lambda: document_as_data,
        lambda: DocumentFilter({}),
        key="slug",
    ),
    Dataset(
        "meetings",
        _("Meetings"),
        _("Meetings of the bodies of the Convention that decisions and documents refer to."),
        dictionary.MEETING,
        programme.chosen_meetings,
        programme.all_meetings,
        lambda: meeting_as_data,
        lambda: programme.MeetingFilter({}),
    ),
    Dataset(
        "claims",
        _("Claims of sources"),
        _("What each source says of a record or of the Programme, kept beside what the portal holds as current."),
        dictionary.CLAIMS,
        programme.chosen_claims,
        programme.all_claims,
        lambda: claim_as_data,
        lambda: programme.ClaimFilter({}),
    ),
    Dataset(
        "instrument",
        _("Indicators and criteria"),
        _("The instrument of the self-assessment: areas, indicators, criteria and stages of progress, each marked "
          "official or reconstructed."),
        assessment_fields.INSTRUMENT,
        assessments.chosen_rows,
        assessments.all_rows,
        lambda: row_as_data,
        lambda: assessments.InstrumentFilter({}),
    ),
    Dataset(
        "assessments",
        _("Published self-assessments"),
        _("What countries decided to publish of their self-assessments, part by part, as it was published; of a "
          "withdrawn publication its note."),
        assessment_fields.ASSESSMENT,
        assessments.chosen_published,
        assessments.all_published,
        lambda: published_row_as_data,
        lambda: assessments.PublishedAssessmentFilter({}),
    ),
    Dataset(
        "plans",
        _("Published action plans"),
        _("What countries decided to publish of their action plans: actions with what they answer to, how far they "
          "are, assistance needed; of a withdrawn publication its note."),
        assessment_fields.PLAN,
        plans.chosen_plans,
        plans.all_plans,
        lambda: published_plan_row_as_data,
        lambda: plans.PublishedPlanFilter({}),
    ),
)  # fmt: skip
BY_NAME = {dataset.name: dataset for dataset in DATASETS}
