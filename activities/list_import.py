"""Takes a published list of activities into the record: understood line by line, then confirmed (PRODUCT A7)."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from activities.addresses import free_slug
from activities.gazetteer import build_gazetteer
from activities.models import Activity, ActivityKind, Participation, TargetGroup
from activities.published_list import ParsedLine, Verdict, parse_list
from activities.published_list.names import NameFinder
from activities.reach import reached_at_the_end
from countries.models import Country, CountryGroup
from programme.folding import fold
from programme.history import Door, acting
from programme.models import Claim, Document, Sureness
from programme.punctuation import labelled

LARGEST_TEXT = 1024 * 1024
MOST_LINES = 1000


class UnreadableList(Exception):
    """The text cannot be read as a list, because of this."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class ListedLine:
    """A line of the list beside the record: what it would become, what is unsure, why it cannot be taken."""

    parsed: ParsedLine
    number: int
    activity: Activity | None = None
    countries: tuple[Country, ...] = ()
    groups: tuple[CountryGroup, ...] = ()
    already: Activity | None = None
    repeats: int | None = None
    similar: tuple[Activity, ...] = ()
    doubts: tuple = ()
    blocks: tuple = ()
    is_country_ours: bool = False

    @property
    def is_activity(self):
        return self.parsed.verdict == Verdict.ACTIVITY

    @property
    def is_blank(self):
        return self.parsed.verdict == Verdict.BLANK

    @property
    def is_known(self):
        """In the record already, or once before in the same list."""
        return bool(self.already or self.repeats)

    @property
    def can_be_taken(self):
        return self.is_activity and not self.is_known and not self.blocks

    @property
    def understood(self):
        """Everything that would be written, as text: it changes when the record changes what is understood."""
        return repr(
            (
                self.number,
                self.parsed.verdict,
                self.already and self.already.pk,
                self.repeats,
                len(self.blocks),
                replace(self.parsed, reason="", doubts=()),
                self.activity and (self.activity.kind_id, self.activity.place_country_id),
                [country.iso2 for country in self.countries],
                [group.slug for group in self.groups],
            )
        )


@dataclass(frozen=True)
class PublishedList:
    lines: tuple[ListedLine, ...]

    @property
    def activities(self):
        return [line for line in self.lines if line.is_activity]

    @property
    def others(self):
        return [line for line in self.lines if not line.is_activity and not line.is_blank]

    @property
    def to_take(self):
        return [line for line in self.lines if line.can_be_taken]

    @property
    def digest(self):
        said = "\n".join(line.understood for line in self.lines)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass
class Imported:
    """What an import did; `is_stale` where the record changed since the preview, so that nothing was done."""

    published: PublishedList
    created: list[Activity] = field(default_factory=list)
    is_stale: bool = False


def decode_list(data: bytes) -> str:
    """The text of an uploaded list."""
    if len(data) > LARGEST_TEXT:
        raise UnreadableList(_("The list is longer than 1 MB. Import it in parts."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = _("Line {line} is not UTF-8 text. Save the file as text in UTF-8 and upload it again.")
        raise UnreadableList(format_lazy(message, line=line)) from error
    if "\0" in text:
        raise UnreadableList(_("The file holds no text but bytes of something else."))
    return text


def understand(text, *, language="en", first_line=1) -> PublishedList:
    """Every line of the text beside the record; writes nothing."""
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST_TEXT:
        raise UnreadableList(_("The list is longer than 1 MB. Import it in parts."))
    if not text.strip():
        raise UnreadableList(_("The list holds nothing."))
    if sum(1 for line in text.splitlines() if line.strip()) > MOST_LINES:
        message = _("The list has more than {limit} lines. Import it in parts.")
        raise UnreadableList(format_lazy(message, limit=MOST_LINES))
    record = KnownRecord(language)
    return PublishedList(
        tuple(record.compare(parsed, parsed.number + first_line - 1) for parsed in parse_list(text, record.gazetteer))
    )


def import_lines(text, numbers, *, source, language="en", first_line=1, publish=False, user=None, agreed=None):
    """Writes these lines as activities, all in one transaction; those that are in already add nothing.

    `agreed` is the digest of the list that was looked at: where the list is understood otherwise by now, nothing is
    written. Without numbers every line that can be taken is.
    """
    with transaction.atomic(), acting(Door.IMPORT, user), reached_at_the_end():
        # Two who confirm the same list at once: the second waits here and then finds the lines in the record.
        Document.objects.select_for_update().get(pk=source.pk)
        result = Imported(understand(text, language=language, first_line=first_line))
        if agreed is not None and agreed != result.published.digest:
            result.is_stale = True
            return result
        for line in result.published.to_take:
            if numbers is None or line.number in numbers:
                result.created.append(_write(line, source, language, publish))
    return result


class KnownRecord:
    """What the record knows, read once for all lines."""

    def __init__(self, language):
        self.language = language
        self.gazetteer = build_gazetteer()
        self.names = NameFinder(self.gazetteer)
        self.countries = {country.iso2: country for country in Country.objects.all()}
        self.groups = {group.slug: group for group in CountryGroup.objects.all()}
        self.kinds = {kind.slug: kind for kind in ActivityKind.objects.all()}
        self.by_text, self.by_title, self.read = {}, defaultdict(list), {}
        for activity in Activity.objects.defer("search_text", "objectives", "outcome"):
            if activity.source_text.strip():
                self.by_text.setdefault(fold(activity.source_text), activity)
            titles = {fold(title or "") for title in (activity.published_title, activity.title_en, activity.title)}
            for title in titles - {""}:
                self.by_title[title].append(activity)

    def compare(self, parsed, number):
        line = ListedLine(parsed, number, doubts=tuple(doubt.message for doubt in parsed.doubts))
        if not line.is_activity:
            return line
        already, similar = self.find(parsed)
        same = (fold(parsed.title), parsed.start, parsed.end, parsed.city)
        repeats = None if already else self.read.get(same)
        self.read.setdefault(same, number)
        countries, groups, notes = self.named(parsed)
        activity, more = self.make(parsed)
        is_country_ours = bool(
            activity.place_country and parsed.country not in self.names.find(parsed.place_printed).countries
        )
        if similar and not already:
            notes.append(_("The record has an activity with this title and other dates."))
        return replace(
            line,
            activity=activity,
            countries=countries,
            groups=groups,
            already=already,
            repeats=repeats,
            similar=() if already else tuple(similar),
            doubts=(*line.doubts, *notes, *more),
            blocks=_faults(activity),
            is_country_ours=is_country_ours,
        )

    def find(self, parsed):
        """The activity that the line is, and those that may be the same."""
        with_title = self.by_title.get(fold(parsed.title), [])
        same = (one for one in with_title if (one.start, one.end) == (parsed.start, parsed.end))
        already = self.by_text.get(fold(parsed.text)) or next(same, None)
        return already, with_title

    def named(self, parsed):
        notes = []
        for iso2 in dict.fromkeys((*parsed.countries, parsed.country)):
            if iso2 and iso2 not in self.countries:
                message = _("{iso2} is not in the record: add the country first, or the line is taken without it.")
                notes.append(format_lazy(message, iso2=iso2))
        countries = tuple(self.countries[iso2] for iso2 in parsed.countries if iso2 in self.countries)
        groups = tuple(self.groups[slug] for slug in parsed.groups if slug in self.groups)
        return countries, groups, notes

    def make(self, parsed):
        """The activity that the line states, not saved, and what is unsure beside the parser's own doubts."""
        notes = []
        if parsed.kind and parsed.kind not in self.kinds:
            message = _("The kind “{kind}” is not in the record: the kind stays empty.")
            notes.append(format_lazy(message, kind=parsed.kind))
        place_country = self.countries.get(parsed.country)
        is_somewhere = bool(parsed.city or place_country)
        if parsed.is_online and is_somewhere:
            notes.append(_("It is printed as online and with a place: it is taken as held at the place."))
        activity = Activity(
            published_title=parsed.title,
            published_language=self.language,
            kind=self.kinds.get(parsed.kind),
            start=parsed.start,
            end=parsed.end,
            place_text=parsed.place_printed,
            place_country=place_country,
            is_online=parsed.is_online and not is_somewhere,
            source_text=parsed.text,
        )
        setattr(activity, f"title_{self.language}", parsed.title)
        setattr(activity, f"city_{self.language}", parsed.city)
        return activity, notes


def _faults(activity):
    """Why the record would refuse the activity: a title too long, an end before its start."""
    try:
        activity.full_clean(exclude={"slug", "title", "city", "source"}, validate_unique=False)
    except ValidationError as error:
        return tuple(
            message if name == NON_FIELD_ERRORS else labelled(Activity._meta.get_field(name).verbose_name, message)
            for name, messages in error.message_dict.items()
            for message in messages
        )
    return ()


def _write(line, source, language, publish):
    activity = line.activity
    activity.slug = free_slug(
        activity.published_title, activity.start or activity.end, f"{source.slug}-line-{line.number}"
    )
    place = f"line {line.number}"
    activity.source, activity.source_locator, activity.source_position = source, place, line.number
    activity.sureness, activity.is_published = Sureness.OFFICIAL, publish
    activity.save()
    stated = {"source": source, "source_locator": place}
    for group in line.groups:
        TargetGroup.objects.create(activity=activity, group=group, sureness=Sureness.OFFICIAL, **stated)
    for country in line.countries:
        Participation.objects.create(
            activity=activity,
            country=country,
            role=Participation.Role.BENEFICIARY,
            sureness=Sureness.INFERRED,
            **stated,
        )
    if line.is_country_ours:
        # The list prints the city alone: that it lies in this country is what the record adds.
        Claim.objects.create(
            subject=activity,
            statement="place",
            value=f"{line.parsed.city}, {activity.place_country.name_en}",
            source_text=line.parsed.place_printed,
            sureness=Sureness.INFERRED,
            **stated,
        )
    return activity
