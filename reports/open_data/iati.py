"""Projects as an IATI 2.03 activity file; a project lacking what the standard demands is named with what it lacks.

Nothing is made up for the file: a project shared among countries needs shares that no source states, so it stays out
unless it was for a group of countries as a whole. The Programme is one sector, and its groups are regions, of the
reporting organisation's own lists (vocabulary 99), with this portal's data page as their address.
"""

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, Contribution, Group, Participation, Partnership, Status
from countries.models import Country
from programme.serialize import LANGUAGES

VERSION = "2.03"
OWN_LIST = "99"
MULTILATERAL, GOVERNMENT = "40", "10"
FUNDING, ACCOUNTABLE, IMPLEMENTING = "1", "2", "4"
PARENT, CHILD = "1", "2"
GENERAL, OBJECTIVES = "1", "2"
REPORTER = {
    "en": "United Nations Economic Commission for Europe",
    "fr": "Commission économique des Nations Unies pour l’Europe",
    "ru": "Европейская экономическая комиссия Организации Объединенных Наций",
}
SECTOR = "industrial-accidents"
SECTOR_NAMES = {
    "en": "Prevention of, preparedness for and response to industrial accidents",
    "fr": "Prévention des accidents industriels, préparation et intervention",
    "ru": "Предотвращение промышленных аварий, обеспечение готовности и ликвидация последствий",
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# XML has no way to write these.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

# What a status of ours is called by the standard; one that was held depends on its end.
STATUS = {Status.PLANNED: "1", Status.CANCELLED: "5", Status.POSTPONED: "6"}
UNDER_WAY, CLOSED = "2", "4"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"


@dataclass
class Project:
    """A project with all that it lacks; `record_day` is as of when the record stands."""

    activity: Activity
    record_day: object
    lacks: list = field(default_factory=list)

    def __post_init__(self):
        one = self.activity
        if one.group == Group.OTHER:
            self.lacks.append(_("It counts among other assistance, not among the Programme's own activities."))
        if not any(texts(one, "title").values()) and not one.published_title:
            self.lacks.append(_("A title."))
        if not self.descriptions:
            self.lacks.append(_("A description: its objectives or its outcome."))
        if one.start is None:
            self.lacks.append(_("When it began, at least the year."))
        if not one.status:
            self.lacks.append(_("Whether it was held, is planned, was postponed or cancelled."))
        elif one.status == Status.HELD and one.end is None:
            self.lacks.append(_("When it ended, without which nobody can say whether it goes on."))
        if not self.organisations:
            self.lacks.append(_("An organisation in a role that the standard knows: a donor or who led it."))
        if not self.countries and not self.groups:
            self.lacks.append(_("The country or region that it was for."))
        elif self.recipient is None:
            self.lacks.append(_("How it is shared among its countries, in percent."))

    @property
    def descriptions(self):
        found = ((OBJECTIVES, texts(self.activity, "objectives")), (GENERAL, texts(self.activity, "outcome")))
        return [(kind, said) for kind, said in found if said]

    @property
    def countries(self):
        parts = self.activity.participations.all()
        return list(dict.fromkeys(one.country for one in parts if one.role == Participation.Role.BENEFICIARY))

    @property
    def groups(self):
        return [target.group for target in self.activity.target_groups.all()]

    @property
    def recipient(self):
        """The one group or, where it was for no group, the one country that it was for: several would need shares."""
        if not self.groups:
            return self.countries[0] if len(self.countries) == 1 else None
        members = {membership.country_id for membership in self.groups[0].memberships.all()}
        is_whole = len(self.groups) == 1 and all(country.pk in members for country in self.countries)
        return self.groups[0] if is_whole else None

    @property
    def organisations(self):
        """(names, type or none, role, identifier or none) of each, without what was given in kind: that is no money."""
        found = []
        if self.activity.group == Group.PROGRAMME:
            found.append((REPORTER, MULTILATERAL, ACCOUNTABLE, settings.IATI_ORGANISATION_REF))
        for gift in self.activity.contributions.all():
            if gift.kind != Contribution.Kind.IN_KIND:
                found.append((texts(gift.donor, "name"), GOVERNMENT if gift.country_id else "", FUNDING, ""))
        for partnership in self.activity.partnerships.all():
            if partnership.role == Partnership.Role.LEAD:
                found.append((texts(partnership.organisation, "name"), "", IMPLEMENTING, ""))
        return [one for place, one in enumerate(found) if one[0] and one not in found[:place]]

    @property
    def dates(self):
        """(type, day, what the source states) of the start and, where it is known, the end: their widest days."""
        one = self.activity
        is_planned = one.status != Status.HELD
        found = [(PLANNED_START if is_planned else ACTUAL_START, one.start.earliest, one.start)]
        if one.end is not None:
            lies_ahead = is_planned or one.end.latest > self.record_day
            found.append((PLANNED_END if lies_ahead else ACTUAL_END, one.end.latest, one.end))
        return found

    @property
    def status(self):
        one = self.activity
        if one.status != Status.HELD:
            return STATUS[Status(one.status)]
        return UNDER_WAY if one.end.latest > self.record_day else CLOSED


def waits_for():
    """What the portal has not been told, without which there is no file; empty where it has all."""
    if settings.IATI_ORGANISATION_REF:
        return []
    return [
        format_lazy(
            _("The identifier of the reporting organisation in the IATI register (setting {name})."),
            name="IATI_ORGANISATION_REF",
        )
    ]


def projects(record_day):
    """Every published project in order of time, fit for the file or not."""
    found = Activity.objects.published().projects().for_page().oldest_first()
    found = found.prefetch_related("parts", "target_groups__group__memberships")
    return [Project(activity, record_day) for activity in found]


def as_xml(fitting, changed_at, site):
    """The file of these projects; `site.build_absolute_uri` says where the portal stands."""
    root = ElementTree.Element("iati-activities", {"version": VERSION, "generated-datetime": changed_at.isoformat()})
    identifiers = {one.activity.pk: identifier(one.activity) for one in fitting}
    for one in fitting:
        _add_project(root, one, identifiers, site.build_absolute_uri("/en/data/"))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def identifier(activity):
    return f"{settings.IATI_ORGANISATION_REF}-{activity.slug}"


def _add_project(root, project, identifiers, own_lists):
    activity = project.activity
    own_list = {"vocabulary": OWN_LIST, "vocabulary-uri": own_lists}
    element = _add(root, "iati-activity", {LANGUAGE: "en", "last-updated-datetime": activity.updated_at.isoformat()})
    _add(element, "iati-identifier").text = identifiers[activity.pk]
    _add(element, "reporting-org", {"ref": settings.IATI_ORGANISATION_REF, "type": MULTILATERAL}, REPORTER)
    title = texts(activity, "title") or {activity.published_language or "en": activity.published_title}
    _add(element, "title", {}, title)
    for kind, said in project.descriptions:
        _add(element, "description", {"type": kind}, said)
    for names, kind, role, ref in project.organisations:
        known = {"ref": ref, "type": kind, "role": role}
        _add(element, "participating-org", {name: value for name, value in known.items() if value}, names)
    _add(element, "activity-status", {"code": project.status})
    for kind, day, stated in project.dates:
        widest = (
            {"en": f"Stated as {stated}; the day is the widest reading of it."} if stated.precision != "day" else {}
        )
        _add(element, "activity-date", {"type": kind, "iso-date": day.isoformat()}, widest)
    recipient = project.recipient
    if isinstance(recipient, Country):
        _add(element, "recipient-country", {"code": recipient.iso2}, texts(recipient, "name"))
    else:
        _add(element, "recipient-region", {"code": recipient.slug} | own_list, texts(recipient, "name"))
    _add(element, "sector", {"code": SECTOR} | own_list, SECTOR_NAMES)
    for tag in activity.area_tags.all():
        _add(element, "tag", {"code": tag.area.slug} | own_list, texts(tag.area, "name"))
    if activity.parent_id in identifiers:
        _add(element, "related-activity", {"type": PARENT, "ref": identifiers[activity.parent_id]})
    for part in activity.parts.all():
        if part.pk in identifiers:
            _add(element, "related-activity", {"type": CHILD, "ref": identifiers[part.pk]})


def _add(parent, name, attributes=None, narratives=None):
    element = ElementTree.SubElement(parent, name, attributes or {})
    for language, said in (narratives or {}).items():
        ElementTree.SubElement(element, "narrative", {LANGUAGE: language}).text = UNWRITABLE.sub("", said)
    return element


def texts(record, field):
    """A text in the languages that it exists in."""
    found = ((language, getattr(record, f"{field}_{language}") or "") for language in LANGUAGES)
    return {language: said for language, said in found if said.strip()}
