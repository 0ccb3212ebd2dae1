"""Keeps `Reach`: which countries an activity reached, and whether it named them, came through a group, or was held there.

The rule (design trap 15): a country named in the activity counts as named. A group counts its members of the days of
the activity, in the widest reading, unless the participants are known: then only those took part. The venue alone
counts last. Signals keep the table right on every way of writing (ADR 7).
"""

from collections import defaultdict

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from activities.models import Activity, Participation, Reach, TargetGroup
from countries.models import GroupMembership
from programme.models import Sureness

# Participants stated by a source, not concluded by us, are what overrides a group's membership.
STATED = (Sureness.OFFICIAL, Sureness.SECONDARY)


def refresh(activities):
    """Computes the reach of these activities anew."""
    activities = list(activities)
    keys = [activity.pk for activity in activities]
    named, known = defaultdict(set), set()
    for key, country, role, sureness in Participation.objects.filter(activity__in=keys).values_list(
        "activity", "country", "role", "sureness"
    ):
        named[key].add(country)
        if role == Participation.Role.PARTICIPANT and sureness in STATED:
            known.add(key)
    groups = defaultdict(set)
    for key, group in TargetGroup.objects.filter(activity__in=keys).values_list("activity", "group"):
        groups[key].add(group)
    members = defaultdict(list)
    for membership in GroupMembership.objects.filter(group__in=set().union(*groups.values())):
        members[membership.group_id].append(membership)

    rows = []
    for activity in activities:
        reached = {}
        if activity.place_country_id:
            reached[activity.place_country_id] = Reach.How.HELD
        if activity.pk not in known:
            for group in groups[activity.pk]:
                for membership in members[group]:
                    if membership.covers(activity.first_day, activity.last_day):
                        reached[membership.country_id] = Reach.How.GROUP
        reached |= dict.fromkeys(named[activity.pk], Reach.How.NAMED)
        rows += [Reach(activity=activity, country_id=country, how=how) for country, how in reached.items()]
    with transaction.atomic():
        Reach.objects.filter(activity__in=keys).delete()
        Reach.objects.bulk_create(rows)


@receiver(post_save, sender=Activity)
def activity_saved(sender, instance, raw=False, **kwargs):
    if not raw:
        refresh([instance])


@receiver([post_save, post_delete], sender=Participation)
@receiver([post_save, post_delete], sender=TargetGroup)
def part_saved(sender, instance, raw=False, **kwargs):
    if not raw:
        refresh(Activity.objects.filter(pk=instance.activity_id))


@receiver([post_save, post_delete], sender=GroupMembership)
def membership_saved(sender, instance, raw=False, **kwargs):
    if not raw:
        refresh(Activity.objects.filter(target_groups__group=instance.group_id))
