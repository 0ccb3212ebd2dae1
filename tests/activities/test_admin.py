"""Activities in the workshop: what is missing, what belongs to them, what may not be said."""

import pytest
from django.urls import reverse

from activities.models import Activity, Contribution, Participation, Reach
from tests import factories
from tests.programme.forms import open_form, send

pytestmark = pytest.mark.django_db
LIST = "/en/admin/activities/activity/"


def url_of(activity):
    return reverse("admin:activities_activity_change", args=[activity.pk])


def save(client, activity, **changes):
    return send(client, url_of(activity), open_form(client, url_of(activity), "activity"), **changes)


def titles(client, query):
    return [activity.title_en for activity in client.get(f"{LIST}?{query}").context["cl"].queryset]


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_list_finds_what_is_missing_in_every_language(editor_client, language):
    serbia = factories.country()
    factories.activity("Whole", start="2012", place_country=serbia, outcome_en="A plan")
    factories.activity("No place", start="2011", outcome_ru="План")
    factories.activity("Online", start="2010", is_online=True, outcome_en="A plan")
    factories.activity("No date", city_fr="Genève", outcome_en="A plan")
    factories.activity("No outcome", start="2009", place_text="Geneva")
    factories.activity("Planned", start="2008", place_text="Geneva", status="planned")
    factories.activity("Project", start="2007", kind=factories.kind("project"), outcome_en="A plan")

    def found(what):
        page = editor_client.get(f"/{language}/admin/activities/activity/?without={what}")
        return [activity.title_en for activity in page.context["cl"].queryset]

    assert found("place") == ["No place"]
    assert found("date") == ["No date"]
    assert found("outcome") == ["No outcome"]


def test_list_filters_by_group_area_and_status(editor_client):
    group, area = factories.group(), factories.area()
    wanted = factories.activity("Wanted", groups=[group], status="planned")
    wanted.area_tags.create(area=area)
    factories.activity("Other")

    for query in ("for=south-eastern-europe", "area=prevention", "status__exact=planned", "q=WANT"):
        assert titles(editor_client, query) == ["Wanted"], query


def test_list_shows_dates_place_and_countries_in_words(editor_client):
    serbia, croatia = factories.country("Serbia"), factories.country("Croatia")
    group = factories.group()
    factories.activity("A", "2021-10-27", "2021-10-29", city_en="Belgrade", place_country=serbia, groups=[group])
    factories.activity("B", "2017-12", countries=[serbia, croatia], is_online=True)

    page = editor_client.get(LIST).content.decode()

    for words in (
        "27–29 October 2021",
        "Belgrade, Serbia",
        "South-Eastern Europe",
        "December 2017",
        "online",
        "Croatia, Serbia",
    ):
        assert words in page, words


def test_participation_with_its_source_is_entered_with_the_activity(editor_client):
    activity, serbia, source = factories.activity(), factories.country(), factories.document()

    answer = save(
        editor_client,
        activity,
        **{
            "participations-0-country": str(serbia.pk),
            "participations-0-role": "host",
            "participations-0-source": str(source.pk),
            "participations-0-source_locator": "line 53",
            "participations-0-sureness": "secondary",
        },
    )

    assert answer.status_code == 302
    one = Participation.objects.get()
    assert (one.activity, one.country, one.role) == (activity, serbia, "host")
    assert (one.source, one.source_locator, one.sureness) == (source, "line 53", "secondary")
    assert list(Reach.objects.values_list("country", flat=True)) == [serbia.pk]


def test_country_takes_part_in_one_role_once(editor_client):
    serbia = factories.country()
    activity = factories.activity(countries=[serbia])

    answer = save(
        editor_client,
        activity,
        **{"participations-1-country": str(serbia.pk), "participations-1-role": "beneficiary"},
    )

    assert answer.status_code == 200
    assert Participation.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"start_year": "2021", "end_year": "2020"}, "The last day lies before the first."),
        ({"start_month": "3"}, "Enter the year as well, or clear the month and the day."),
        ({"is_online": "on", "city_en": "Geneva"}, "An online activity has no city and no country"),
        ({"participants": "3", "women": "2", "men": "2"}, "Women and men together are more than all participants."),
        (
            {"contributions-0-amount": "10", "contributions-0-currency": ""},
            "Give the amount with its currency, or neither.",
        ),
    ],
)
def test_what_cannot_be_true_is_refused_in_words(editor_client, changes, said):
    activity = factories.activity()

    answer = save(editor_client, activity, **changes)

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert Activity.objects.get().start is None
    assert not Contribution.objects.exists()


def test_date_is_entered_as_far_as_it_is_known(editor_client):
    activity = factories.activity()

    save(editor_client, activity, start_year="2017", start_month="12", end_year="2018")

    activity.refresh_from_db()
    assert (str(activity.start), str(activity.end)) == ("2017-12", "2018")
    assert str(activity.last_day) == "2018-12-31"


def test_unpublished_activity_leads_to_the_page_only_staff_see(editor_client, visitor):
    activity = factories.activity()

    save(editor_client, activity, is_published=None)

    assert visitor.get(activity.get_absolute_url()).status_code == 404
    assert editor_client.get(activity.get_absolute_url()).status_code == 200


def test_derived_rows_have_no_page(administrator_client):
    assert administrator_client.get("/en/admin/activities/reach/").status_code == 404


def test_same_mark_of_a_text_twice_is_refused(editor_client):
    activity = factories.activity()
    form = open_form(editor_client, url_of(activity), "activity")
    prefix = next(name for name in form if name.endswith("-mark")).removesuffix("0-mark")
    mark = {"field": "title", "language": "fr", "mark": "translation"}
    total = {f"{prefix}TOTAL_FORMS": "2"}
    rows = {f"{prefix}{row}-{name}": value for row in (0, 1) for name, value in mark.items()}

    answer = send(editor_client, url_of(activity), form, **rows, **total, **{f"{prefix}1-id": ""})

    assert answer.status_code == 200
    assert "This stands here already: change or delete one of the two." in answer.content.decode()
    assert not activity.marks.exists()


def test_row_deleted_and_entered_anew_in_one_go_is_no_double(editor_client):
    serbia = factories.country()
    activity = factories.activity(countries=[serbia])

    answer = save(
        editor_client,
        activity,
        **{
            "participations-0-DELETE": "on",
            "participations-1-country": str(serbia.pk),
            "participations-1-role": "beneficiary",
        },
    )

    assert answer.status_code == 302
    assert Participation.objects.count() == 1
