"""What an activity reached, kept right on every way of writing (ADR 7)."""

import random

import pytest

from activities.models import Activity, AreaTag, Participation, Reach, TargetGroup
from activities.reach import refresh_all
from countries.models import GroupMembership
from tests.activities.record_by_chance import make
from tests.factories import activity, area, country, date, group, kind

pytestmark = pytest.mark.django_db

NAMED, GROUP, HELD = Reach.How.NAMED, Reach.How.GROUP, Reach.How.HELD


@pytest.fixture
def serbia():
    return country("Serbia", "RS")


@pytest.fixture
def see(serbia):
    return group(members=[serbia])


def reach(one):
    return dict(Reach.objects.filter(activity=one).values_list("country__iso2", "how"))


def test_a_country_is_reached_by_name_through_its_group_or_as_the_venue(serbia, see):
    assert reach(activity(countries=[serbia], groups=[see], place_country=serbia)) == {"RS": NAMED}
    assert reach(activity(groups=[see], place_country=serbia)) == {"RS": GROUP}
    assert reach(activity(place_country=serbia)) == {"RS": HELD}


def test_known_participants_stand_for_the_whole_group(serbia, see):
    croatia = country("Croatia", "HR")
    GroupMembership.objects.create(group=see, country=croatia)
    one = activity(groups=[see])
    assert reach(one) == {"RS": GROUP, "HR": GROUP}
    taking_part = Participation.objects.create(activity=one, country=croatia, role="participant", sureness="official")
    assert reach(one) == {"HR": NAMED}
    taking_part.sureness = "inferred"  # a conclusion of ours overrides no group
    taking_part.save()
    assert reach(one) == {"RS": GROUP, "HR": NAMED}


@pytest.mark.parametrize(
    ("start", "end", "is_reached"),
    [
        ("2013-06-30", "2013-06-30", True),
        ("2013-07-01", "2013-07-01", False),
        ("2013", "2013", True),  # the widest reading
        (None, None, True),
        ("2014", "2014", False),
    ],
)
def test_a_group_has_its_members_of_the_time(see, start, end, is_reached):
    croatia = country("Croatia", "HR")
    GroupMembership.objects.create(group=see, country=croatia, until=date("2013-06"), has_ended=True)
    one = activity(start=start, end=end, groups=[see])
    assert ("HR" in reach(one)) is is_reached


def test_a_group_is_served_as_a_target_and_through_its_countries_but_not_by_a_venue(serbia, see):
    targeted, named, held = activity(groups=[see]), activity(countries=[serbia]), activity(place_country=serbia)
    assert set(Activity.objects.for_groups([see])) == {targeted, named}
    assert held in Activity.objects.reaching([serbia])


def test_a_wider_group_serves_the_subregions_of_its_members():
    kazakhstan = country("Kazakhstan", "KZ")
    central_asia = group("central-asia", "Central Asia", members=[kazakhstan])
    eecca = group("eecca", "EECCA", kind="grouping", members=[kazakhstan])
    one = activity(groups=[eecca])
    assert list(Activity.objects.for_groups([central_asia])) == [one]


def test_what_moves_leaves_nothing_behind(serbia, see):
    croatia = country("Croatia", "HR")
    one, other = activity(countries=[serbia]), activity()
    participation = one.participations.get()
    participation.activity = other
    participation.save()
    assert (reach(one), reach(other)) == ({}, {"RS": NAMED})
    target = TargetGroup.objects.create(activity=one, group=see)
    target.activity = other
    target.save()
    assert (reach(one), reach(other)) == ({}, {"RS": NAMED})
    membership = GroupMembership.objects.get()
    for_see = activity(groups=[see])
    membership.country = croatia
    membership.save()
    assert reach(for_see) == {"HR": GROUP}
    membership.delete()
    assert reach(for_see) == {}


def test_a_changed_day_changes_who_belonged_to_the_group(see):
    croatia = country("Croatia", "HR")
    GroupMembership.objects.create(group=see, country=croatia, until=date("2013-06"), has_ended=True)
    one = activity(start="2012", groups=[see])
    assert "HR" in reach(one)
    one.start = one.end = date("2014")
    one.save()
    assert "HR" not in reach(one)


def test_parts_belong_to_all_projects_above_them():
    project = activity("Project", kind=kind("project"))
    phase = activity("Phase", parent=project)
    event = activity("Event", parent=phase)
    assert set(Activity.objects.of_projects([project])) == {project, phase, event}
    assert set(Activity.objects.of_projects([phase])) == {phase, event}
    phase.parent = None
    phase.save()
    assert set(Activity.objects.of_projects([project])) == {project}
    event.delete()
    assert set(Activity.objects.of_projects([phase])) == set()  # no project any more: it has no parts


def test_a_circle_of_projects_ends_somewhere():
    one = activity("One", kind=kind("project"))
    other = activity("Other", parent=one)
    one.parent = other
    one.save()
    assert set(Activity.objects.of_projects([one])) == {one, other}


def test_area_tags_are_kept_too():
    prevention = area()
    one = activity()
    tag = AreaTag.objects.create(activity=one, area=prevention)
    assert list(Activity.objects.in_areas([prevention])) == [one]
    tag.delete()
    assert list(Activity.objects.in_areas([prevention])) == []


def test_an_old_copy_in_memory_does_not_overwrite_what_is_kept(serbia):
    one = activity()
    Participation.objects.create(activity=one, country=serbia)
    one.status = "planned"
    one.save()  # this copy has never heard of Serbia
    assert list(Activity.objects.reaching([serbia])) == [one]


def test_everything_derived_can_be_thrown_away_and_made_again():
    make(random.Random(7), 15)
    keys = ("pk", "countries_key", "groups_key", "areas_key", "projects_key")

    def derived():
        rows = set(Reach.objects.values_list("activity", "country", "how"))
        return rows, set(Activity.objects.rewrite(False).values_list(*keys))

    kept = derived()
    Reach.objects.all().delete()
    refresh_all()
    assert derived() == kept
    assert len(kept[0]) > 10
