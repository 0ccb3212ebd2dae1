"""The Programme explained, and about the site: prose of our own with what the record says in its place."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme import texts
from programme.dates import PartialDate
from programme.models import (
    BasicTask,
    Claim,
    CrossCuttingArea,
    Document,
    Meeting,
    ProgrammeName,
    Sureness,
    WorkingArea,
)
from programme.sections import sections_on

LONGEST_ADDRESS = 300

# The names of the addresses of each part, its first page first; each is also the name of the page's text.
PARTS = {
    "programme": (
        _("The Programme explained"),
        (
            "programme",
            "programme-phases",
            "programme-approach",
            "programme-areas",
            "programme-history",
            "programme-terms",
        ),
    ),
    "about": (
        _("About the site"),
        ("about", "about-record", "about-use", "about-contact", "about-privacy", "about-accessibility"),
    ),
}

DATES = {"programme-began", "programme-adopted"}
# What sources say of the Programme as a whole; the page that shows it names the statements, in this order.
STATEMENTS = {
    "programme-adopted": _("Programme adopted"),
    "programme-began": _("Programme began"),
    "commitment-meeting-attendance": _("Countries at the commitment meeting"),
    "commitment-signatories": _("Countries that adopted the declaration"),
    "beneficiaries": _("Beneficiary countries"),
    "fact-finding-missions": _("Fact-finding missions"),
    "fact-finding-team-size": _("Experts on a fact-finding mission"),
    "awareness-raising-missions": _("Awareness-raising missions"),
    "awareness-raising-team-size": _("Experts on an awareness-raising mission"),
    "countries-in-implementation-phase": _("Countries that entered the implementation phase"),
}
MISSIONS = (
    "fact-finding-missions",
    "fact-finding-team-size",
    "awareness-raising-missions",
    "awareness-raising-team-size",
)
BEGINNINGS = (
    "programme-adopted",
    "programme-began",
    "commitment-meeting-attendance",
    "commitment-signatories",
    "beneficiaries",
)


@dataclass(frozen=True)
class Stated:
    """Something that is stated once or more often, with each claim and what it says as a date, a number or words."""

    label: str
    claims: list[tuple[Claim, Any]]


@dataclass
class Moment:
    """A meeting with what other accounts say of it."""

    meeting: Meeting
    otherwise: list[tuple[str, Claim, Any]] = field(default_factory=list)


@login_not_required
def page(request, name):
    """A page of either part: its prose, with what it shows of the record."""
    language = get_language()[:2]
    part, (title, _names) = next((key, value) for key, value in PARTS.items() if name in value[1])
    context = {
        "text": texts.text(name, language),
        "part_title": title,
        "part_url": reverse(part),
        "is_first": name == part,
        "pages": pages_of(part, name),
    }
    gather = RECORD.get(name)
    return render(request, "programme/explained/page.html", context | (gather(request) if gather else {}))


def pages_of(part, here=""):
    """The pages of a part: address, text, and whether it is the one that is shown."""
    _title, names = PARTS[part]
    return [(reverse(one), texts.text(one, get_language()[:2]), one == here) for one in names]


def sections_of(page, request):
    """What other rooms have to say on this page."""
    return [render_to_string(one.template, one.context, request) for one in sections_on(page, request)]


def phases(request):
    return {
        "basic_tasks": BasicTask.objects.select_related("source").prefetch_related("marks"),
        "missions": stated(MISSIONS),
        "standings": stated(("countries-in-implementation-phase",)),
        "sections": sections_of("programme-phases", request),
    }


def areas(request):
    return {
        "working_areas": WorkingArea.objects.select_related("source").prefetch_related("marks"),
        "inferred": Sureness.INFERRED.label,
        "cross_cutting_areas": CrossCuttingArea.objects.select_related("source").prefetch_related("marks"),
        "sections": sections_of("programme-areas", request),
    }


def approach(request):
    return {"cycle": texts.cycle(get_language()[:2])}


def history(request):
    return {"moments": moments(), "names": names(), "beginnings": stated(BEGINNINGS)}


def overview(request):
    return {"names": names()}


def terms(request):
    found = texts.terms(get_language()[:2])
    cited = {slug for term in found for slug in term.sources}
    documents = {document.slug: document for document in Document.objects.filter(slug__in=cited)}
    return {"terms": [(term, [documents[slug] for slug in term.sources if slug in documents]) for term in found]}


def contact(request):
    """The address to write to, and the page that the reader came from, as the footer's link names it."""
    path = request.GET.get("page", "")
    languages = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
    is_ours = path.startswith(languages) and len(path) <= LONGEST_ADDRESS and path.isprintable()
    address = request.build_absolute_uri(path) if is_ours else ""
    subject = quote(str(_("Error on %(page)s") % {"page": address} if address else _("Error in the portal")), safe="")
    return {"contact_email": settings.CONTACT_EMAIL, "page_with_error": address, "subject": subject}


RECORD = {
    "programme": overview,
    "programme-phases": phases,
    "programme-approach": approach,
    "programme-areas": areas,
    "programme-history": history,
    "programme-terms": terms,
    "about-contact": contact,
}


def names():
    return ProgrammeName.objects.select_related("source").prefetch_related("marks")


def stated(statements):
    """What sources say of the Programme as a whole, one entry for each of these statements that any of them makes."""
    claims = list(Claim.objects.of_the_programme().with_source().filter(statement__in=statements))
    entries = [
        Stated(
            STATEMENTS[statement],
            [(one, said(one, statement in DATES)) for one in claims if one.statement == statement],
        )
        for statement in statements
    ]
    return [entry for entry in entries if entry.claims]


def moments():
    """Every meeting in order, with how many documents came of it and where other accounts of it differ."""
    documents = Count("documents", filter=Q(documents__is_reference=False))
    found = {
        meeting.pk: Moment(meeting)
        for meeting in Meeting.objects.in_order().select_related("body", "source").annotate(document_count=documents)
    }
    fields = {one.name: one.verbose_name for one in Meeting._meta.concrete_fields}
    claims = Claim.objects.with_source().filter(subject_type=ContentType.objects.get_for_model(Meeting))
    for claim in claims:
        if claim.subject_id in found:
            value = said(claim, claim.statement in {"start", "end"})
            found[claim.subject_id].otherwise.append((fields.get(claim.statement, claim.statement), claim, value))
    return list(found.values())


def said(claim, is_date):
    """The claim's value as a date where it is one, else as it stands."""
    if not is_date:
        return claim.value
    try:
        return PartialDate.parse(claim.value)
    except ValueError:  # "between October 2021 and September 2023"
        return claim.value
