"""The permission matrix: roles × things × states × actions as data, and the one place that answers from it (ADR 14).

Each room lists its rows in `permissions.py`. What no row allows is refused. A record tells where it stands by three
paths on its model: `rights_country`, `rights_state` and `rights_area`; the same paths narrow querysets, so that a list
shows just what its records' own pages would.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(StrEnum):
    """What somebody is. The order is that of the matrix in DESIGN.md, the weakest first."""

    PUBLIC = "public"
    VIEWER = "country-viewer"
    CONTRIBUTOR = "contributor"
    DEPUTY = "deputy"
    FOCAL_POINT = "focal-point"
    WORKING_GROUP = "working-group"
    BUREAU = "bureau"
    EDITOR = "secretariat-editor"
    ADMINISTRATOR = "secretariat-administrator"


ROLE_NAMES = {
    Role.PUBLIC: pgettext_lazy("role", "Public"),
    Role.VIEWER: _("Country viewer"),
    Role.CONTRIBUTOR: _("Contributor"),
    Role.DEPUTY: _("Deputy focal point"),
    Role.FOCAL_POINT: _("Focal point"),
    Role.WORKING_GROUP: _("Member of the Working Group on Implementation"),
    Role.BUREAU: _("Member of the Bureau"),
    Role.EDITOR: _("Secretariat editor"),
    Role.ADMINISTRATOR: _("Secretariat administrator"),
}
SECRETARIAT = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
FOCAL_POINTS = frozenset({Role.FOCAL_POINT, Role.DEPUTY})
COUNTRY_ROLES = FOCAL_POINTS | {Role.CONTRIBUTOR, Role.VIEWER}
BODIES = frozenset({Role.WORKING_GROUP, Role.BUREAU})
EVERYBODY = frozenset(Role)


class Scope(StrEnum):
    """Whose records a right is for."""

    ALL = "all"
    OWN = "own"  # of the country of the mandate
    OWN_AREAS = "own-areas"  # … and of a working area of the mandate, where it names any
    OTHERS = "others"  # of any country but one's own
    JOINED = "joined"  # of another country, but the own one joined the record or is asked to (`keys_joined_by`)


SCOPE_NAMES = {
    Scope.ALL: _("all countries"),
    Scope.OWN: _("own country"),
    Scope.OWN_AREAS: _("own country, own working areas"),
    Scope.OTHERS: _("never the own country"),
    Scope.JOINED: _("what the own country joined or is asked to join"),
}


@dataclass(frozen=True)
class Standing:
    """What a person is now: a role, for a country and perhaps only some of its working areas.

    The country of a member of a body is the one that must be kept out of the member's hands.
    """

    role: Role
    country: int | None = None
    iso2: str = ""
    areas: frozenset[int] | None = None


@dataclass(frozen=True)
class Right:
    """A row of the matrix: these roles may take this action on this thing in these states."""

    thing: str
    action: str
    roles: frozenset[Role]
    states: frozenset[Hashable] | None = None
    scope: Scope = Scope.ALL

    def covers(self, standing, record, own_countries):
        """Whether it lets somebody of this standing at this record; `own_countries` are all that the person has."""
        if standing.role not in self.roles:
            return False
        if self.states is not None and fact(record, "state") not in self.states:
            return False
        if self.scope is Scope.ALL:
            return True
        if self.scope is Scope.JOINED:
            return standing.country in record.joined_countries()
        country = fact(record, "country")
        if self.scope is Scope.OTHERS:
            return country not in own_countries
        if country is None or country != standing.country:
            return False
        if self.scope is Scope.OWN or standing.areas is None:
            return True
        return fact(record, "area") in standing.areas

    def narrowed(self, standing, model, own_countries):
        """The same as a condition for a queryset."""
        found = Q()
        if self.states is not None:
            found &= _one_of(model.rights_state, self.states)
        if self.scope is Scope.OTHERS:
            found &= ~Q(**{f"{model.rights_country}__in": own_countries}) if own_countries else Q()
        elif self.scope is Scope.JOINED:
            # By the name of the key, so that it holds for rows of the history too.
            found &= Q(**{f"{model._meta.pk.attname}__in": model.keys_joined_by(standing.country).query})
        elif self.scope is not Scope.ALL:
            found &= Q(**{model.rights_country: standing.country})
            if self.scope is Scope.OWN_AREAS and standing.areas is not None:
                found &= Q(**{f"{model.rights_area}__in": standing.areas})
        return found


def _one_of(path, values):
    """A single value is asked for as itself, which lets an index on it serve."""
    return Q(**{path: next(iter(values))}) if len(values) == 1 else Q(**{f"{path}__in": sorted(values)})


_matrix: dict[tuple[str, str], list[Right]] = defaultdict(list)
_standing_sources: list = []


def register(*rights: Right):
    for right in rights:
        if right not in _matrix[right.thing, right.action]:
            _matrix[right.thing, right.action].append(right)


def rights(things: str | Iterable[str], actions: str | Iterable[str], roles, states=None, scope=Scope.ALL):
    """Rows for several things and actions at once; names are separated by spaces."""
    things = things.split() if isinstance(things, str) else things
    actions = actions.split() if isinstance(actions, str) else actions
    roles = frozenset({roles} if isinstance(roles, Role) else roles)
    states = None if states is None else frozenset(states)
    return [Right(thing, action, roles, states, scope) for thing in things for action in actions]


def all_rights():
    """Every row, in the order of registration."""
    return [right for found in _matrix.values() for right in found]


def standing_source(function):
    """Registers a function that yields the standings of a person from what its room knows."""
    _standing_sources.append(function)
    return function


def standings_from_sources(user):
    """Everything this person is now, read anew: nothing of it is kept in a session."""
    found = [Standing(Role.PUBLIC)]
    if getattr(user, "is_authenticated", False) and user.is_active and user.pk:
        for source in _standing_sources:
            found += source(user)
    return tuple(found)


def standings_of(user):
    return getattr(user, "standings", None) or (Standing(Role.PUBLIC),)


def own_countries(user):
    return frozenset(one.country for one in standings_of(user) if one.country is not None)


def countries_as(user, roles=COUNTRY_ROLES):
    """The keys of the countries for which this person has one of these roles."""
    return frozenset(one.country for one in standings_of(user) if one.role in roles and one.country is not None)


def has_role(user, *roles):
    return any(one.role in roles for one in standings_of(user))


def may(user, action, thing):
    """Whether this person may take this action on a record; on a model: whether on any record of it at all."""
    is_model = isinstance(thing, type)
    found = _matrix.get(((thing if is_model else type(thing))._meta.label_lower, action), ())
    if not found:
        return False
    standings, own = standings_of(user), own_countries(user)
    if is_model:
        return any(one.role in right.roles for right in found for one in standings)
    return any(right.covers(one, thing, own) for right in found for one in standings)


def condition(model, user, action="read"):
    """On which records of the model this person may take the action: empty for all of them, None for none."""
    own, conditions = own_countries(user), []
    for right in _matrix.get((model._meta.label_lower, action), ()):
        for standing in standings_of(user):
            if standing.role in right.roles:
                narrowed = right.narrowed(standing, model, own)
                if not narrowed:
                    return narrowed
                conditions.append(narrowed)
    # Sorted, so that the same rights always make the same statement.
    return Q(*sorted(set(conditions), key=repr), _connector=Q.OR) if conditions else None


def within(queryset, user, action="read"):
    """The records of the queryset on which this person may take the action."""
    allowed = condition(queryset.model, user, action)
    if allowed is None:
        return queryset.none()
    return queryset.filter(allowed) if allowed else queryset


def of_label(label):
    """The rows about a thing, by action."""
    return {action: found for (thing, action), found in _matrix.items() if thing == label}


def fact(record, kind):
    """The record's `country` (key), `state` or `area` (key), by the path that its model names, or None."""
    path = getattr(record, f"rights_{kind}", "")
    value = record if path else None
    for step in path.split("__") if path else ():
        value = getattr(value, step, None)
    return value.pk if isinstance(value, Model) else value


def signature_of(user, record=None):
    """In which role and for which country (ISO code) this person acts: for the record's own country where possible."""
    held = [one for one in standings_of(user) if one.role is not Role.PUBLIC]
    country = None if record is None else fact(record, "country")
    of_country = [one for one in held if country is not None and one.country == country]
    strongest = max(of_country or held, key=lambda one: list(Role).index(one.role), default=None)
    if strongest is None:
        return "", ""
    return strongest.role.value, "" if strongest.role in SECRETARIAT else strongest.iso2
