"""Proposals and reports in every state, made by the services that make them in life."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from activities import proposing, reporting
from activities.models import ActivityProposal, ActivityReport
from programme.uploads import check_upload
from tests import factories
from tests.kept import kept
from tests.programme.upload_samples import pdf

SINCE = date(2020, 1, 1)


@kept
def proposal(country, by=None, **values):
    """A draft that can be submitted."""
    filled = {"title": "Training of inspectors", "need": "Nobody was trained.", "objective": "Ten inspectors trained."}
    return proposing.draft(country, by=by, **(filled | values))


@kept
def submitted(country, by=None, **values):
    made = proposal(country, by, **values)
    proposing.submit(made.pk, by=by)
    return read(made)


@kept
def joined(proposal, country, by=None):
    """The country in the proposal, joined."""
    proposing.invite(proposal.pk, country, by=by)
    partner = proposal.partners.get(country=country)
    return proposing.take_partner_step(proposal.pk, partner.pk, "join", by=by)


@kept
def accepted(proposal, by=None, **values):
    new = {"title": proposal.title, "kind": None, "start": None, "end": None, "objectives": "", "areas": []} | values
    return proposing.accept(proposal.pk, by=by, values=new)


def ended(*countries, days=10, **fields):
    """An activity of the Programme that ended so many days ago."""
    day = (timezone.localdate() - timedelta(days=days)).isoformat()
    return factories.activity(start=day, countries=countries, **({"group": "programme"} | fields))


@kept
def report(country, by=None, **values):
    """A report that can be submitted, on an activity that ended lately; needs the setting `SINCE`."""
    made = reporting.begin(values.pop("activity", None) or ended(country), country)
    filled = {name: getattr(made, name) for name in made.written}
    filled |= {"results": "Ten people know more.", "lessons": "Longer exercises."} | values
    reporting.save(made.pk, filled, seen=made.version, by=by)
    return read(made)


def with_evidence(report, title="Programme", is_public=False):
    """A file of the report, which is being written."""
    file = ContentFile(pdf(), "file.pdf")
    return reporting.add_evidence(report.pk, check_upload(file), by=None, title=title, is_public=is_public)


@kept
def submitted_report(country, by=None, **values):
    made = report(country, by, **values)
    reporting.submit(made.pk, by=by)
    return read(made)


@kept
def accepted_report(country, by=None, **values):
    return handed_in_and_accepted(report(country, by, **values), by)


def handed_in_and_accepted(report, by=None):
    reporting.submit(report.pk, by=by)
    reporting.accept(report.pk, by=None)
    return read(report)


def read(record):
    return type(record).objects.for_work().get(pk=record.pk)


def as_sent(record, **changes):
    """What a browser sends of the form of a proposal or a report."""
    data = {"version": record.version}
    for name in record.written:
        value = getattr(record, name)
        if name == "areas":
            data[name] = [area.pk for area in value.all()]
        elif isinstance(record, ActivityProposal) and name == "wanted_for":
            year, month, day = (value.year, value.month, value.day) if value else ("", "", "")
            data |= {"wanted_for_year": year, "wanted_for_month": month or "", "wanted_for_day": day or ""}
        elif isinstance(record, ActivityReport) and name == "is_publishable":
            data |= {name: "on"} if value else {}
        else:
            data[name] = "" if value is None else getattr(value, "pk", value)
    return data | changes
