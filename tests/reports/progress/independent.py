"""The same numbers as a report's, counted over the raw rows of the database by other code: no model, no queryset."""

from collections import defaultdict
from functools import cached_property

from django.db import connection

FIRST_DAYS = {4: "-01-01", 7: "-01", 10: ""}
LAST_DAYS = {4: "-12-31", 7: "-31", 10: ""}  # as texts, the 31st of a short month is late enough


def earliest(text):
    return text + FIRST_DAYS[len(text)] if text else ""


def latest(text):
    return text + LAST_DAYS[len(text)] if text else ""


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class Record:
    """The whole record, read once."""

    def __init__(self):
        self.activities = [one for one in rows("activities_activity") if one["is_published"]]
        self.kinds = {one["id"]: one["slug"] for one in rows("activities_activitykind")}
        self.countries = {one["id"]: one["iso2"] for one in rows("countries_country")}
        self.groups = {one["id"]: one["slug"] for one in rows("countries_countrygroup")}
        self.areas = {one["id"]: one["slug"] for one in rows("programme_workingarea")}
        self.organisations = {one["id"]: one["slug"] for one in rows("activities_organisation")}
        self.memberships = rows("countries_groupmembership")
        self.periods = rows("countries_beneficiaryperiod")
        self.missions = rows("countries_mission")

    @cached_property
    def named(self):
        return self._by_activity("activities_participation", lambda one: one["country_id"])

    @cached_property
    def targets(self):
        return self._by_activity("activities_targetgroup", lambda one: one["group_id"])

    @cached_property
    def tags(self):
        return self._by_activity("activities_areatag", lambda one: self.areas[one["area_id"]])

    @cached_property
    def donors(self):
        return self._by_activity(
            "activities_contribution",
            lambda one: self.countries.get(one["country_id"]) or self.organisations[one["organisation_id"]],
        )

    @cached_property
    def with_known_participants(self):
        return {
            one["activity_id"]
            for one in rows("activities_participation")
            if one["role"] == "participant" and one["sureness"] in ("official", "secondary")
        }

    def _by_activity(self, table, value):
        found = defaultdict(list)
        for one in rows(table):
            found[one["activity_id"]].append(value(one))
        return found

    def members(self, activity, group):
        return {
            one["country_id"]
            for one in self.memberships
            if one["group_id"] == group and self.may_have_stood(one, activity["start"], activity["end"])
        }

    @staticmethod
    def may_have_stood(one, start, end):
        if one["since"] and end and earliest(one["since"]) > latest(end):
            return False
        ended = one["until"] or one["ended_by"]
        return not (one["has_ended"] and ended and start and latest(ended) < earliest(start))

    def reached(self, activity):
        """Countries by their key, named or through a group; the venue alone is no reaching."""
        found = dict.fromkeys(self.named[activity["id"]], "named")
        if activity["id"] not in self.with_known_participants:
            for group in self.targets[activity["id"]]:
                for country in self.members(activity, group):
                    found.setdefault(country, "group")
        return found

    def served(self, activity):
        """Groups by their slug: its targets, and those that a country it reached was in."""
        reached = self.reached(activity)
        found = set(self.targets[activity["id"]])
        found |= {group for group in self.groups if self.members(activity, group) & set(reached)}
        return {self.groups[group] for group in found}

    def projects(self, activity):
        """The published projects that it is part of, at any depth, itself among them."""
        by_id = {one["id"]: one for one in self.activities}
        with_parts = {one["parent_id"] for one in self.activities}
        found, here = set(), activity
        while here is not None:
            if here["id"] in with_parts or self.kinds.get(here["kind_id"]) == "project":
                found.add(here["slug"])
            here = by_id.get(here["parent_id"])
        return found

    def ran(self, activity, first_year, last_year):
        """Whether it may have run in these years, in the widest reading of its dates."""
        start, end = activity["start"], activity["end"]
        if not (start or end):
            return False
        return (not start or earliest(start) <= f"{last_year}-12-31") and (
            not end or latest(end) >= f"{first_year}-01-01"
        )

    def in_biennium(self, year):
        return [one for one in self.activities if self.ran(one, year, year + 1)]

    def held(self, year):
        return [one for one in self.in_biennium(year) if one["status"] in ("held", "")]

    def beneficiaries(self, year):
        return {
            self.countries[one["country_id"]]
            for one in self.periods
            if self.may_have_stood(one, f"{year}-01-01", f"{year + 1}-12-31")
        }

    def missions_in(self, year):
        def days(one):
            first = one["start"] or one["end"] or one["took_place_by"]
            last = one["end"] or one["start"] or one["took_place_by"]
            return earliest(first), latest(last)

        return [
            one
            for one in self.missions
            if days(one)[0] and days(one)[0] <= f"{year + 1}-12-31" and days(one)[1] >= f"{year}-01-01"
        ]
