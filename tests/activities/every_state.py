"""A proposal and a report for each state in which a page can find them; for the tests of rights."""

from activities import proposing
from activities.models import ActivityProposal, ActivityReport, ProposalCountry, ReportEvidence
from tests.activities import making

OF_ACTIVITIES = (ActivityProposal, ProposalCountry, ActivityReport, ReportEvidence)
# Records of pages that the neighbour's country may read as well.
JOINED_BY_NEIGHBOUR = {"activityproposal", "proposal being written", "proposalcountry"}


def in_every_state(country, joined, invited):
    """One proposal and one report of the country; each record says in which state it is to be found."""
    proposal = making.proposal(country)
    partners = [making.joined(proposal, joined)]
    proposing.invite(proposal.pk, invited, by=None)
    partners.append(proposal.partners.get(status="invited"))
    proposing.submit(proposal.pk, by=None)
    activity = making.accepted(proposal)
    step = proposal.steps.get(step="accept")
    report = making.report(country)
    evidence = making.with_evidence(report)
    making.handed_in_and_accepted(report)
    found = {"activityproposal": [], "proposalcountry": partners, "activityreport": []}
    for status in ActivityProposal.Status.values:
        one = making.read(proposal)
        one.status, one.activity = status, activity if status == "accepted" else None
        one.partner_key, one.step_key = partners[1].pk, step.pk
        found["activityproposal"].append(one)
    for status in ActivityReport.Status.values:
        one = making.read(report)
        one.status, one.step_key, one.evidence_key = status, report.steps.get(step="accept").pk, evidence.pk
        found["activityreport"].append(one)
    for partner in partners:
        partner.proposal = found["activityproposal"][0]
    found["proposal being written"] = [one for one in found["activityproposal"] if one.status == "draft"]
    found["report being written"] = [one for one in found["activityreport"] if one.is_writable]
    return found


def put_into_state(record):
    """Puts a record of those above into the state that it says; a country in a proposal finds that one a draft."""
    if isinstance(record, ProposalCountry):
        record = record.proposal
    if isinstance(record, ActivityProposal):
        ActivityProposal.objects.filter(pk=record.pk).recorded_update(status=record.status, activity=record.activity)
    if isinstance(record, ActivityReport):
        ActivityReport.objects.filter(pk=record.pk).recorded_update(status=record.status)
