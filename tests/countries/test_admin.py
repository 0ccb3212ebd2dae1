"""Countries in the workshop: phases that move, conflicts that wait, filters that find."""

import pytest
from django.urls import reverse

from countries import models
from countries.models import Commitment, Country, PhaseEntry
from programme.models import BasicTask
from tests import factories
from tests.kept import kept
from tests.programme.forms import open_form, send

pytestmark = pytest.mark.django_db
LIST = "/en/admin/countries/country/"


def url_of(country):
    return reverse("admin:countries_country_change", args=[country.pk])


def save(client, country, **changes):
    return send(client, url_of(country), open_form(client, url_of(country)), **changes)


@pytest.fixture
@kept
def two_phases():
    """A country with a preparatory phase that is current and an implementation phase that is not, in this order."""
    country = factories.beneficiary()
    factories.phase(country, phase="preparatory", since=factories.date("2006"))
    factories.phase(country, phase="implementation", is_current=False, since=factories.date("2012"))
    return country


def current(country):
    return [entry.phase for entry in PhaseEntry.objects.filter(country=country, is_current=True)]


def test_current_phase_moves_down_in_one_save(editor_client, two_phases):
    moves = {"phase_entries-0-is_current": None, "phase_entries-1-is_current": "on"}

    assert save(editor_client, two_phases, **moves).status_code == 302

    assert current(two_phases) == ["implementation"]


def test_current_phase_moves_up_in_one_save(editor_client, two_phases):
    first, second = two_phases.phase_entries.order_by("first_day")
    first.is_current = False
    first.save()
    second.is_current = True
    second.save()
    moves = {"phase_entries-0-is_current": "on", "phase_entries-1-is_current": None}

    assert save(editor_client, two_phases, **moves).status_code == 302

    assert current(two_phases) == ["preparatory"]


def test_current_phase_moves_to_a_new_entry_and_from_one_deleted(editor_client, two_phases):
    moves = {
        "phase_entries-0-DELETE": "on",
        "phase_entries-2-phase": "implementation",
        "phase_entries-2-is_current": "on",
        "phase_entries-2-reason": "Both published lists name it.",
    }

    assert save(editor_client, two_phases, **moves).status_code == 302

    assert current(two_phases) == ["implementation"]
    assert two_phases.phase_entries.count() == 2


def test_two_current_phases_are_refused_beside_the_tick(editor_client, two_phases):
    answer = save(editor_client, two_phases, **{"phase_entries-1-is_current": "on"})

    assert answer.status_code == 200
    formset = next(one.formset for one in answer.context["inline_admin_formsets"] if one.formset.model is PhaseEntry)
    assert [form.errors for form in formset.forms] == [
        {},
        {"is_current": ["Another phase of this country is current. Untick that one first."]},
        {},
    ]
    assert current(two_phases) == ["preparatory"]


def test_implementation_phase_needs_its_requirements_or_a_reason(editor_client, two_phases):
    moves = {"phase_entries-0-is_current": None, "phase_entries-1-is_current": "on"}

    answer = save(editor_client, two_phases, **moves, **{"phase_entries-1-requirements_met": None})

    assert "Tick that they are, or state the reason." in answer.content.decode()
    assert current(two_phases) == ["preparatory"]
    moves["phase_entries-1-reason"] = "Both published lists name it."
    assert save(editor_client, two_phases, **moves, **{"phase_entries-1-requirements_met": None}).status_code == 302
    assert current(two_phases) == ["implementation"]


def test_second_current_phase_is_refused_in_the_list_of_phases_too(editor_client, two_phases):
    entry = two_phases.phase_entries.get(phase="implementation")
    url = reverse("admin:countries_phaseentry_change", args=[entry.pk])

    answer = send(editor_client, url, open_form(editor_client, url, "phaseentry"), is_current="on")

    assert "Another phase of this country is current." in answer.content.decode()
    assert current(two_phases) == ["preparatory"]


def test_editing_the_phase_changes_the_public_page(editor_client, visitor, two_phases):
    before = visitor.get(two_phases.get_absolute_url()).content.decode()
    assert "Preparatory phase" in before

    save(editor_client, two_phases, **{"phase_entries-0-is_current": None, "phase_entries-1-is_current": "on"})

    country = visitor.get(two_phases.get_absolute_url())
    assert country.context["country"].current_phase.phase == "implementation"


def test_change_of_a_part_counts_as_a_change_of_the_country(editor_client, two_phases):
    before = Country.objects.get(pk=two_phases.pk).updated_at

    save(editor_client, two_phases, **{"phase_entries-0-is_current": None, "phase_entries-1-is_current": "on"})

    assert Country.objects.get(pk=two_phases.pk).updated_at > before


def test_list_says_where_sources_disagree(editor_client):
    decided, undecided, agreed = (factories.country(name) for name in ("Azerbaijan", "Romania", "Serbia"))
    for country in (decided, undecided):
        factories.claim(country, value="listed")
        factories.claim(country, value="not-listed")
    factories.claim(agreed)
    factories.phase(decided)

    rows = editor_client.get(LIST).content.decode()

    assert rows.count("yes, undecided") == 1
    assert rows.count("yes, decided") == 1


@pytest.fixture
@kept
def record():
    serbia = factories.beneficiary("Serbia")
    factories.phase(serbia)
    factories.group(members=[serbia])
    croatia = factories.beneficiary("Croatia")
    period = croatia.beneficiary_periods.get()
    period.has_ended = True
    period.save()
    factories.phase(croatia, phase="preparatory")
    germany = factories.country("Germany", name_fr="", source=factories.document())
    factories.claim(germany, value="listed")
    factories.claim(germany, value="not-listed")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("conflict=undecided", ["Germany"]),
        ("phase=implementation", ["Serbia"]),
        ("phase=preparatory", ["Croatia"]),
        ("phase=none", ["Germany"]),
        ("beneficiary=now", ["Serbia"]),
        ("beneficiary=once", ["Croatia"]),
        ("beneficiary=never", ["Germany"]),
        ("group=south-eastern-europe", ["Serbia"]),
        ("missing=fr", ["Germany"]),
        ("sourced=yes", ["Germany"]),
        ("sourced=no", ["Croatia", "Serbia"]),
        ("q=сербия", []),
        ("q=SERB", ["Serbia"]),
    ],
)
def test_filters_of_the_list(editor_client, record, query, found):
    page = editor_client.get(f"{LIST}?{query}")

    assert [country.name_en for country in page.context["cl"].queryset] == found


def test_result_of_a_task_offers_the_missions_of_its_country_alone(editor_client):
    serbia, croatia = factories.country("Serbia"), factories.country("Croatia")
    for country in (serbia, croatia):
        country.missions.create(kind="fact-finding")

    page = editor_client.get(url_of(serbia)).content.decode()
    select = page[page.index('<select name="basic_task_results-0-mission"') :]
    select = select[: select.index("</select>")]

    assert "Fact-finding mission: Serbia" in select
    assert "Croatia" not in select


@pytest.mark.parametrize(
    "model",
    ["mission", "basictaskresult", "partystatus", "beneficiaryperiod", "commitment", "countrygroup", "phaseentry"],
)
def test_other_lists_open_their_forms(editor_client, model):
    serbia = factories.beneficiary()
    factories.phase(serbia)
    mission = serbia.missions.create(kind="fact-finding")
    factories.group(members=[serbia])
    models.BasicTaskResult.objects.create(country=serbia, task=BasicTask.objects.create(letter="A"), mission=mission)
    models.PartyStatus.objects.create(country=serbia, is_party=True)
    models.Commitment.objects.create(signatory="Serbia", meeting=factories.meeting()).countries.add(serbia)
    record = {name.lower(): getattr(models, name) for name in models.__all__}[model].objects.get()
    url = reverse(f"admin:countries_{model}_change", args=[record.pk])

    answer = send(editor_client, url, open_form(editor_client, url, model))

    assert answer.status_code == 302


def test_commitment_names_the_countries_of_today(editor_client):
    serbia, montenegro = factories.country("Serbia"), factories.country("Montenegro")
    signed = Commitment.objects.create(signatory="Serbia and Montenegro", meeting=factories.meeting())
    url = reverse("admin:countries_commitment_change", args=[signed.pk])

    form = open_form(editor_client, url, "commitment")
    send(editor_client, url, form, countries=[str(serbia.pk), str(montenegro.pk)])

    assert set(signed.countries.all()) == {serbia, montenegro}
    page = editor_client.get(reverse("admin:countries_commitment_changelist")).content.decode()
    assert "Montenegro, Serbia" in page
    told = editor_client.get(reverse("admin:countries_commitment_history", args=[signed.pk])).content.decode()
    assert '<td data-label="After">Montenegro; Serbia</td>' in told


def test_a_new_fact_counts_as_not_confirmed_until_an_editor_says_otherwise(editor_client):
    serbia = factories.country("Serbia")

    fields = open_form(editor_client, url_of(serbia))
    alone = open_form(editor_client, reverse("admin:countries_phaseentry_add"), "phaseentry")

    assert fields["phase_entries-0-sureness"] == ["unconfirmed"]
    assert alone["sureness"] == ["unconfirmed"]
