"""What the list of activities shows beside the activities: chips, ways out of an empty list, how each one fits."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from activities.filter_fields import WordsField
from activities.models import Activity, Reach
from countries.models import GroupMembership
from programme.dates import Biennium, PartialDate
from programme.punctuation import labelled
from programme.templatetags.components import plainly

PAGE_SIZES = (25, 50, 100)
OF_THE_PAGE = ("page", "page_size", "view")  # how the page shows the list, and nothing of which list
CHANGED_BY_NEW_FILTERS = ("page",)
IN_ADDRESS = {"country": "iso2"}  # the other records stand in it by their slug


def page_size_of(query):
    """The size asked for and whether it is one of those that there are."""
    text = query.get("page_size", "")
    if not text:
        return PAGE_SIZES[0], True
    size = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    return (size, True) if size in PAGE_SIZES else (PAGE_SIZES[0], False)


def problems(chosen, is_size_known, size_asked):
    """What the filters leave out, in words."""
    said = [
        labelled(chosen.form.fields[name].label, error)
        for name, errors in chosen.form.errors.items()
        for error in errors
    ]
    if not is_size_known:
        sizes = ", ".join(map(str, PAGE_SIZES))
        words = _("Activities a page: “{size}” is left out; there are {sizes}.")
        said.append(words.format(size=size_asked, sizes=sizes))
    return said


def address_without(query, name, value=None):
    """The address of the list without one filter, or without one of its values."""
    left = query.copy()
    for gone in CHANGED_BY_NEW_FILTERS:
        left.pop(gone, None)
    kept = [text for text in left.getlist(name) if value is not None and text.strip().lower() != value.lower()]
    left.setlist(name, kept)
    return f"?{left.urlencode()}"


def file_query(query):
    """What of the address says which activities and in which order: files hold them all, however they are shown."""
    kept = query.copy()
    for name in OF_THE_PAGE:
        kept.pop(name, None)
    for name in list(kept):
        kept.setlist(name, [value for value in kept.getlist(name) if value])
    return f"?{kept.urlencode()}" if kept.urlencode() else ""


def chips(chosen, query, facets):
    """Each value in force with the address of the list without it."""
    labels = {(facet.name, option.value): option.label for facet in facets for option in facet.options}
    made = []
    for name, value in chosen.chosen.items():
        field = chosen.form.fields[name]
        words = dict(field.choices) if isinstance(field, WordsField) else {}
        for one in value if isinstance(value, list) else [value]:
            text = in_address(name, one)
            label = labels.get((name, text)) or words.get(text) or in_words(one)
            single = None if not isinstance(value, list) else text
            made.append(
                (_("{filter}: {value}").format(filter=field.label, value=label), address_without(query, name, single))
            )
    return made


def in_address(name, value):
    if isinstance(value, str | PartialDate | Biennium):
        return str(value)
    return getattr(value, IN_ADDRESS.get(name, "slug"))


def in_words(value):
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, PartialDate) else plainly(value, "title") or str(value)


def ways_out(chosen, query):
    """For an empty list: which filter, left out, shows how many activities."""
    found = []
    for name in chosen.chosen:
        number = chosen.narrowed(without=[name]).count()
        if number:
            words = ngettext(
                "Without the filter “{filter}”: {number} activity",
                "Without the filter “{filter}”: {number} activities",
                number,
            )
            label = words.format(filter=chosen.form.fields[name].label, number=number)
            found.append((label, address_without(query, name)))
    return found


@dataclass(frozen=True)
class Row:
    activity: Activity
    fits: list[str]


HOW = {
    Reach.How.NAMED: gettext_lazy("{country}: named"),
    Reach.How.GROUP: gettext_lazy("{country}: through its group ({groups})"),
    Reach.How.HELD: gettext_lazy("{country}: only held there"),
}
NAMED_AS = gettext_lazy("{country}: named ({roles})")


def rows(activities, countries):
    """The activities of a page, each with how it came to fit the countries asked for."""
    activities = list(activities)
    fits = how_reached(activities, countries) if countries else {}
    return [Row(activity, fits.get(activity.pk, [])) for activity in activities]


def how_reached(activities, countries):
    by_key = {country.pk: country for country in countries}
    memberships = defaultdict(list)
    for membership in GroupMembership.objects.filter(country__in=countries):
        memberships[membership.country_id].append(membership)
    reached = defaultdict(dict)
    for activity, country, how in Reach.objects.filter(activity__in=activities, country__in=countries).values_list(
        "activity", "country", "how"
    ):
        reached[activity][country] = how
    return {
        activity.pk: [
            in_words_how(activity, country, reached[activity.pk][key], memberships[key])
            for key, country in by_key.items()
            if key in reached[activity.pk]
        ]
        for activity in activities
    }


def in_words_how(activity, country, how, memberships):
    words = {"country": plainly(country, "name")}
    pattern = HOW[how]
    if how == Reach.How.NAMED:
        taking_part = [one for one in activity.taking_part if one.country_id == country.pk and one.role]
        if taking_part:
            pattern, words["roles"] = NAMED_AS, ", ".join(one.get_role_display() for one in taking_part)
    elif how == Reach.How.GROUP:
        days = activity.first_day, activity.last_day
        theirs = {one.group_id for one in memberships if one.covers(*days)}
        targets = [one.group for one in activity.aimed_at if one.group_id in theirs]
        words["groups"] = ", ".join(plainly(group, "name") for group in targets)
    return str(pattern).format(**words)
