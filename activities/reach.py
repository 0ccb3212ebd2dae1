"""Keeps what an activity reached: the table `Reach`, and the keys that lists and counts use (ADR 7).

The rule (design trap 15): a country named in the activity counts as named. A group counts its members of the days of
the activity, in the widest reading, unless the participants are known: then only those took part. The venue alone
counts last. An activity was for a group if the group is its target, or if it named, or reached through a group, a
country that was a member then; a mere venue makes it no activity for the group. Signals keep all of it right on every
way of writing.
"""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from activities.fields import as_keys, key_pattern
from activities.models import Activity, AreaTag, Participation, Reach, TargetGroup
from countries.models import GroupMembership
from programme.models import Sureness

# Participants stated by a source, not concluded by us, are what overrides a group's membership.
STATED = (Sureness.OFFICIAL, Sureness.SECONDARY)
KEYS = ("countries_key", "groups_key", "areas_key", "projects_key")
NEEDED = ("first_day", "last_day", "place_country", "parent", "kind", *KEYS)
BATCH = 2000  # SQLite takes only so many values in one statement
UPDATED_AT_ONCE = 100
DEEPEST = 10  # projects within projects; more would be a circle


# Activities whose reach waits for the end of many writes.
_waiting: ContextVar[set | None] = ContextVar("waiting", default=None)


@contextmanager
def reached_at_the_end():
    """Many writes inside one transaction: what they reached is computed once, when all are done."""
    waiting: set[int] = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    refresh(Activity.objects.filter(pk__in=waiting))


def refresh(activities):
    """Computes anew what these activities reached."""
    waiting = _waiting.get()
    if waiting is not None:
        is_query = isinstance(activities, models.QuerySet)
        waiting.update(activities.values_list("pk", flat=True) if is_query else (one.pk for one in activities))
        return
    activities = list(activities)
    for start in range(0, len(activities), BATCH):
        refresh_batch(activities[start : start + BATCH])


def refresh_all():
    """Throws everything derived here away and makes it again."""
    refresh(Activity.objects.order_by("pk").only(*NEEDED))


@transaction.atomic
def refresh_batch(activities):
    keys = [activity.pk for activity in activities]
    named, known = named_in(keys)
    targets, areas = gathered(TargetGroup, "group", keys), gathered(AreaTag, "area", keys)
    projects = projects_of(activities)
    members, groups_of = defaultdict(list), defaultdict(list)
    for membership in GroupMembership.objects.all():
        members[membership.group_id].append(membership)
        groups_of[membership.country_id].append(membership)

    reaches, changed = [], []
    for activity in activities:
        days = activity.first_day, activity.last_day
        reached = dict.fromkeys(named[activity.pk], Reach.How.NAMED)
        if activity.pk not in known:
            for membership in (one for group in targets[activity.pk] for one in members[group]):
                if membership.covers(*days):
                    reached.setdefault(membership.country_id, Reach.How.GROUP)
        groups = set(targets[activity.pk])
        groups |= {one.group_id for country in reached for one in groups_of[country] if one.covers(*days)}
        if activity.place_country_id:
            reached.setdefault(activity.place_country_id, Reach.How.HELD)
        reaches += [Reach(activity=activity, country_id=country, how=how) for country, how in reached.items()]
        found = [as_keys(part) for part in (reached, groups, areas[activity.pk], projects[activity.pk])]
        if found != [getattr(activity, name) for name in KEYS]:
            for name, value in zip(KEYS, found, strict=True):
                setattr(activity, name, value)
            changed.append(activity)
    Reach.objects.filter(activity__in=keys).delete()
    Reach.objects.bulk_create(reaches)
    # Derived, so without history: past the guard of recorded models.
    models.QuerySet(Activity).bulk_update(changed, KEYS, batch_size=UPDATED_AT_ONCE)


def named_in(keys):
    """The countries that each activity names, and the activities whose participants a source states."""
    named, known = defaultdict(set), set()
    for key, country, role, sureness in Participation.objects.filter(activity__in=keys).values_list(
        "activity", "country", "role", "sureness"
    ):
        named[key].add(country)
        if role == Participation.Role.PARTICIPANT and sureness in STATED:
            known.add(key)
    return named, known


def gathered(model, field, keys):
    found = defaultdict(set)
    for key, value in model.objects.filter(activity__in=keys).values_list("activity", field):
        found[key].add(value)
    return found


def projects_of(activities):
    """For each activity the projects it is part of, itself among them if it is one or has parts."""
    keys = [activity.pk for activity in activities]
    projects = defaultdict(set)
    for key in Activity.objects.filter(pk__in=keys).projects().values_list("pk", flat=True):
        projects[key].add(key)
    above = {activity.pk: activity.parent_id for activity in activities if activity.parent_id}
    for _level in range(DEEPEST):
        if not above:
            break
        for key, parent in above.items():
            projects[key].add(parent)
        parents = dict(Activity.objects.filter(pk__in=set(above.values())).values_list("pk", "parent"))
        above = {key: parents[parent] for key, parent in above.items() if parents.get(parent)}
    return projects


@receiver(pre_save, sender=Activity)
@receiver(pre_save, sender=AreaTag)
@receiver(pre_save, sender=Participation)
@receiver(pre_save, sender=TargetGroup)
@receiver(pre_save, sender=GroupMembership)
def remember_before(sender, instance, raw=False, **kwargs):
    """A row that moves to another activity, project, group or country leaves the reach of the former one behind."""
    instance._before = sender.objects.filter(pk=instance.pk).first() if instance.pk and not raw else None


def now_and_before(instance):
    before = getattr(instance, "_before", None)
    return [instance] if before is None else [instance, before]


@receiver(post_save, sender=Activity)
def activity_saved(sender, instance, raw=False, **kwargs):
    if raw:
        return
    refresh([instance])
    # What it is part of, before and now, and what is part of it.
    parents = {one.parent_id for one in now_and_before(instance)} - {None}
    below = Activity.objects.filter(Q(parent=instance) | Q(projects_key__contains=key_pattern(instance.pk)))
    refresh(Activity.objects.filter(Q(pk__in=parents) | Q(pk__in=below.values("pk"))).exclude(pk=instance.pk))


@receiver(post_delete, sender=Activity)
def activity_deleted(sender, instance, **kwargs):
    if instance.parent_id:
        refresh(Activity.objects.filter(pk=instance.parent_id))


@receiver([post_save, post_delete], sender=AreaTag)
@receiver([post_save, post_delete], sender=Participation)
@receiver([post_save, post_delete], sender=TargetGroup)
def part_saved(sender, instance, raw=False, **kwargs):
    if not raw:
        refresh(Activity.objects.filter(pk__in={one.activity_id for one in now_and_before(instance)}))


@receiver([post_save, post_delete], sender=GroupMembership)
def membership_saved(sender, instance, raw=False, **kwargs):
    if raw:
        return
    concerned = Q()
    for membership in now_and_before(instance):
        concerned |= Q(pk__in=TargetGroup.objects.filter(group=membership.group_id).values("activity"))
        concerned |= Q(pk__in=Reach.objects.filter(country=membership.country_id).values("activity"))
    refresh(Activity.objects.filter(concerned))
