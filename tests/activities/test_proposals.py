"""Proposals of activities: written by a country, joined by others, decided on by the secretariat (PRODUCT E2)."""

import pytest
from django.utils import translation

from activities import proposing
from activities.deciding import NotReady, OwnEntry
from activities.models import Activity, ActivityProposal
from programme.dates import PartialDate
from programme.history_words import entries
from programme.matrix import Role
from programme.models import Message
from programme.workflow import TransitionNotAllowed
from tests import factories
from tests.activities import making
from tests.conftest import acting_for, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(serbia, focal_point):
    return making.proposal(serbia, focal_point)


@pytest.fixture
def submitted(serbia, focal_point):
    return making.submitted(serbia, focal_point)


@pytest.fixture
def viewer_client(serbia):
    return signed_in(acting_for(serbia, Role.VIEWER, "viewer@example.org"))


def at(proposal, page=""):
    return f"/en/work/proposals/{proposal.pk}/{page}"


def subjects_to(user):
    return list(Message.objects.filter(recipient=user).values_list("subject", flat=True))


def test_a_contributor_begins_and_the_focal_point_submits(serbia, contributor, focal_point, focal_point_client, editor):
    area = factories.area()
    sent = {"title": "Training", "language": "fr", "need": "N", "objective": "O", "areas": [area.pk]}
    sent |= {"wanted_for_year": "2027", "wanted_for_month": "", "wanted_for_day": "", "version": ""}
    client = signed_in(contributor)

    client.post("/en/work/proposals/add/", sent)

    made = ActivityProposal.objects.get()
    assert (made.country, made.status, str(made.wanted_for), made.saved_by) == (serbia, "draft", "2027", contributor)
    assert list(made.areas.all()) == [area]
    assert client.post(at(made, "submit/")).status_code == 403
    focal_point_client.post(at(made, "submit/"))
    assert making.read(made).status == "submitted"
    assert subjects_to(focal_point) == ["Proposal received: Training"]
    assert subjects_to(editor) == ["Activity proposed: Training"]


def test_what_nobody_could_decide_on_is_not_submitted(serbia, focal_point_client):
    made = making.proposal(serbia, need=" ", objective="")

    answer = focal_point_client.post(at(made, "submit/"), follow=True)

    assert "Not submitted: still empty are Need, Objective." in answer.content.decode()
    assert making.read(made).status == "draft"
    with pytest.raises(NotReady):
        proposing.submit(made.pk, by=None)


def test_a_second_click_submits_nothing_more(proposal, focal_point_client):
    for _click in range(2):
        answer = focal_point_client.post(at(proposal, "submit/"), follow=True)

    assert "submitted already" in answer.content.decode()
    assert proposal.steps.count() == 1
    assert Message.objects.filter(subject__startswith="Proposal received").count() == 1


def test_what_is_submitted_cannot_be_written_until_it_is_recalled(submitted, focal_point_client):
    page = focal_point_client.post(at(submitted, "edit/"), making.as_sent(submitted, need="Too late"))
    assert page.status_code == 409
    assert "Too late" in page.content.decode()  # what was sent is not lost

    focal_point_client.post(at(submitted, "recall/"))
    focal_point_client.post(at(submitted, "edit/"), making.as_sent(submitted, need="In time"))
    assert making.read(submitted).need == "In time"


def test_changes_of_different_fields_are_both_kept(proposal, focal_point_client, contributor):
    areas = [factories.area(), factories.area("response", 5, "Response")]
    before = making.as_sent(proposal)
    signed_in(contributor).post(at(proposal, "edit/"), before | {"need": "Theirs", "areas": [areas[0].pk]})

    focal_point_client.post(at(proposal, "edit/"), before | {"objective": "Mine"})

    now = making.read(proposal)
    assert (now.need, now.objective, list(now.areas.all())) == ("Theirs", "Mine", areas[:1])


def test_a_field_that_both_changed_is_shown_with_mine_and_theirs(proposal, focal_point_client, contributor):
    areas = [factories.area(), factories.area("response", 5, "Response")]
    before = making.as_sent(proposal)
    theirs = before | {"need": "Theirs", "with_whom": "Ministry", "areas": [areas[0].pk]}
    signed_in(contributor).post(at(proposal, "edit/"), theirs)

    answer = focal_point_client.post(at(proposal, "edit/"), before | {"need": "Mine", "areas": [areas[1].pk]})

    page, form = answer.content.decode(), answer.context["form"]
    assert answer.status_code == 409
    assert [one.theirs for one in answer.context["differences"]] == ["Theirs", "Prevention"]
    assert "contributor wrote" in page
    assert (form["need"].value(), form["with_whom"].value()) == ("Mine", "Ministry")
    assert making.read(proposal).need == "Theirs"  # until I decide
    now = making.read(proposal)
    focal_point_client.post(at(proposal, "edit/"), making.as_sent(now, need="Mine and theirs"))
    assert (making.read(proposal).need, making.read(proposal).with_whom) == ("Mine and theirs", "Ministry")


def test_a_mandate_that_ends_in_mid_form_loses_nothing_saved(proposal, focal_point, focal_point_client):
    focal_point.mandates.get().end()

    assert focal_point_client.post(at(proposal, "edit/"), making.as_sent(proposal, need="New")).status_code == 404
    assert making.read(proposal).need == "Nobody was trained."


# Several countries


def test_another_country_joins_by_its_own_focal_point(
    proposal, albania, focal_point_client, neighbour, neighbour_client
):
    assert neighbour_client.get(at(proposal)).status_code == 404
    focal_point_client.post(at(proposal, "countries/"), {"country": albania.pk})
    assert subjects_to(neighbour) == ["Your country is asked to join a proposal: Training of inspectors"]
    assert "Join the proposal of Serbia?" in neighbour_client.get("/en/work/").content.decode()
    partner = proposal.partners.get()
    viewer = signed_in(acting_for(albania, Role.VIEWER, "viewer@example.org"))
    assert viewer.get(at(proposal)).status_code == 200
    assert viewer.post(at(proposal, f"countries/{partner.pk}/join/")).status_code == 403
    assert focal_point_client.post(at(proposal, f"countries/{partner.pk}/join/")).status_code == 404

    neighbour_client.post(at(proposal, f"countries/{partner.pk}/join/"))

    assert making.read(proposal).countries == [proposal.country, albania]
    step = partner.steps.get(step="join")
    assert (step.by, step.acted_for, step.on_behalf) == (neighbour, "AL", False)
    assert neighbour_client.get(at(proposal, "edit/")).status_code == 403
    neighbour_client.post(at(proposal, "comment/"), {"text": "We bring two trainers."})
    assert proposal.comments.get().acted_for == "AL"


def test_who_leaves_reads_it_no_longer(proposal, albania, neighbour, neighbour_client):
    partner = making.joined(proposal, albania, neighbour)

    answer = neighbour_client.post(at(proposal, f"countries/{partner.pk}/leave/"))

    assert answer["Location"].endswith("/work/proposals/")
    assert neighbour_client.get(at(proposal)).status_code == 404
    assert making.read(proposal).countries == [proposal.country]
    assert proposing.invite(proposal.pk, albania, by=None)
    assert proposal.partners.get().status == "invited"


def test_staff_join_on_behalf_which_is_recorded(proposal, albania, editor_client):
    proposing.invite(proposal.pk, albania, by=None)
    partner = proposal.partners.get()

    editor_client.post(at(proposal, f"countries/{partner.pk}/join/"))

    step = partner.steps.get(step="join")
    assert (step.acted_for, step.on_behalf) == ("AL", True)


def test_nobody_joins_or_leaves_what_is_decided(proposal, albania, focal_point, neighbour):
    partner = making.joined(proposal, albania, neighbour)
    proposing.submit(proposal.pk, by=focal_point)
    making.accepted(making.read(proposal))

    with pytest.raises(TransitionNotAllowed):
        proposing.take_partner_step(proposal.pk, partner.pk, "leave", by=neighbour)


# Decisions


def accepting(**changes):
    sent = {"how": "new", "title": "Training", "objectives": "Ten trained", "note": ""}
    return (
        sent
        | {"start_year": "2027", "start_month": "5", "start_day": "", "end_year": "", "end_month": "", "end_day": ""}
        | changes
    )


def test_an_accepted_proposal_becomes_a_planned_activity(submitted, albania, neighbour, editor_client, focal_point):
    making.joined(submitted, albania, neighbour)
    form = editor_client.get(at(submitted, "accept/")).context["form"]
    assert (form["title"].value(), form["objectives"].value()) == (submitted.title, submitted.objective)
    area, kind = factories.area(), factories.kind()

    editor_client.post(at(submitted, "accept/"), accepting(areas=[area.pk], kind=kind.pk, note="Well done"))

    activity = making.read(submitted).activity
    assert (activity.title_en, activity.status, activity.group) == ("Training", "planned", "programme")
    assert (activity.kind, str(activity.start), activity.is_published) == (kind, "2027-05", False)
    assert [one.country.iso2 for one in activity.participations.filter(role="beneficiary")] == ["AL", "RS"]
    assert [tag.area for tag in activity.area_tags.all()] == [area]
    assert "Proposal accepted: Training of inspectors" in subjects_to(focal_point)
    assert "Proposal accepted: Training of inspectors" in subjects_to(neighbour)
    again = editor_client.post(at(submitted, "accept/"), accepting(), follow=True)
    assert "This is not possible now. State: accepted." in again.content.decode()
    assert Activity.objects.count() == 1


def test_a_proposal_is_linked_to_an_activity_that_is_there(submitted, editor_client):
    activity = factories.activity("Planned training", status="planned")

    refused = editor_client.post(at(submitted, "accept/"), accepting(how="link"))
    editor_client.post(at(submitted, "accept/"), accepting(how="link", activity=activity.pk))

    assert refused.status_code == 422
    assert making.read(submitted).activity == activity
    assert Activity.objects.count() == 1


def test_a_proposal_is_declined_with_its_reason(submitted, editor_client, focal_point, focal_point_client):
    assert editor_client.post(at(submitted, "decline/"), {"reason": " "}).status_code == 422

    editor_client.post(at(submitted, "decline/"), {"reason": "No money this year."})

    assert making.read(submitted).status == "declined"
    mail = Message.objects.get(recipient=focal_point, subject__startswith="Proposal declined")
    assert "No money this year." in mail.text
    key = submitted.steps.last().pk
    for language, words in {"en": "Decision on a proposal", "fr": "Décision", "ru": "Решение"}.items():
        letter = focal_point_client.get(at(submitted, f"letters/{key}/?in={language}")).content.decode()
        assert words in letter
        assert "No money this year." in letter
    late = focal_point_client.post(at(submitted, "recall/"), follow=True).content.decode()
    assert "This is not possible now. State: declined." in late


@pytest.mark.parametrize(("language", "subject"), [("fr", "Proposition refusée"), ("ru", "Предложение отклонено")])
def test_mails_are_in_the_reader_s_language(submitted, focal_point, language, subject):
    focal_point.language = language
    focal_point.save()

    proposing.decline(submitted.pk, by=None, reason="No.")

    assert Message.objects.filter(recipient=focal_point, subject__startswith=subject).exists()


def test_nobody_accepts_alone_what_they_wrote_on_behalf(proposal, editor, editor_client, administrator):
    editor_client.post(at(proposal, "submit/"))
    step = proposal.steps.get()
    assert (step.on_behalf, step.acted_for) == (True, "RS")

    page = editor_client.post(at(proposal, "accept/"), accepting())

    assert page.status_code == 403
    with pytest.raises(OwnEntry):
        proposing.accept(proposal.pk, by=editor, values={})
    administrator_client = signed_in(administrator)
    administrator_client.post(at(proposal, "accept/"), accepting())
    assert making.read(proposal).status == "accepted"


def test_an_administrator_overrides_with_a_reason(serbia, administrator):
    own, client = making.submitted(serbia, administrator), signed_in(administrator)

    assert client.post(at(own, "accept/"), accepting()).status_code == 422
    client.post(at(own, "accept/"), accepting(override="Nobody else is in the house."))

    assert making.read(own).steps.last().note == "Nobody else is in the house."


# Discussion, lists, the public


def test_the_discussion_reaches_the_other_side(proposal, focal_point, editor, focal_point_client, editor_client):
    focal_point_client.post(at(proposal, "comment/"), {"text": "Is May possible?"})
    editor_client.post(at(proposal, "comment/"), {"text": "Yes, it is."})

    assert subjects_to(editor) == ["New comment on the proposal: Training of inspectors"]
    assert subjects_to(focal_point) == ["New comment on the proposal: Training of inspectors"]
    page = focal_point_client.get(at(proposal)).content.decode()
    assert page.index("Is May possible?") < page.index("Yes, it is.")


def test_the_board_filters_by_state_and_country(serbia, albania, editor_client, focal_point_client):
    making.proposal(serbia, title="Ours")
    making.submitted(albania, title="Theirs")

    assert titles(editor_client, "") == {"Ours", "Theirs"}
    assert titles(editor_client, "?state=submitted") == {"Theirs"}
    assert titles(editor_client, "?country=serbia") == {"Ours"}
    assert titles(focal_point_client, "") == {"Ours"}


def titles(client, query):
    return {one.title for one in client.get(f"/en/work/proposals/{query}").context["page_obj"]}


def test_the_lists_ask_as_much_for_three_as_for_one(serbia, albania, editor_client, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    numbers = []
    for times in (1, 2):
        for _time in range(times):
            making.joined(making.proposal(serbia), albania)
        editor_client.get("/en/work/proposals/")
        with CaptureQueriesContext(connection) as seen:
            editor_client.get("/en/work/proposals/")
        numbers.append(len(seen))
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("part", ["working-group", "bureau", "outsider"])
def test_members_of_bodies_and_strangers_find_nothing(roles, serbia, albania, proposal, part):
    from tests.cast import Cast

    client = Cast(serbia, albania, factories.beneficiary("Georgia", "GE", iso3="GEO")).client(part)

    for path in (at(proposal), "/en/work/proposals/", "/en/work/proposals/add/", "/en/work/activity-reports/"):
        assert client.get(path).status_code == 404, path


def test_the_page_of_the_activity_says_who_proposed_it(submitted, albania, neighbour, visitor):
    making.joined(submitted, albania, neighbour)
    activity = making.accepted(submitted)
    assert visitor.get(activity.get_absolute_url()).status_code == 404

    activity.is_published = True
    activity.save()

    assert "Proposed by: " in visitor.get(activity.get_absolute_url()).content.decode()
    with translation.override("ru"):
        assert "Предложено" in visitor.get(activity.get_absolute_url()).content.decode()


def test_a_draft_is_filled_with_what_is_known(serbia, focal_point):
    area, kind = factories.area(), factories.kind()

    made = proposing.draft(
        serbia, by=focal_point, title="From the plan", need="N", areas=[area], kind=kind, wanted_for=PartialDate(2027)
    )

    read = making.read(made)
    assert (read.status, read.kind, list(read.areas.all()), read.language) == ("draft", kind, [area], "en")


def test_the_history_tells_what_was_done_and_changed(submitted, focal_point):
    found = entries(submitted)[0]
    assert [(one.who, one.role) for one in found if one.done == "submitted"] == [("focal-point", "Focal point: Serbia")]


def test_a_step_leaves_the_areas_in_the_history(serbia, focal_point, focal_point_client, contributor):
    area = factories.area()
    proposal = making.submitted(serbia, focal_point, areas=[area])
    proposing.recall(proposal.pk, by=focal_point)
    assert [row.areas.count() for row in proposal.history.all()] == [1, 1, 1, 0]

    before = making.as_sent(making.read(proposal))
    signed_in(contributor).post(at(proposal, "edit/"), before | {"areas": []})
    answer = focal_point_client.post(at(proposal, "edit/"), before | {"need": "Mine"})

    assert answer.status_code == 302  # one changed the areas, the other the need
    now = making.read(proposal)
    assert (now.need, list(now.areas.all())) == ("Mine", [])


def test_who_cannot_decide_is_told_who_does_and_sees_no_button_for_it(serbia, viewer_client, contributor, editor):
    draft, own = making.proposal(serbia), making.submitted(serbia, editor)
    page = viewer_client.get(at(draft)).content.decode()
    assert "People of the country write it; its focal point or a deputy submits it." in page
    page = signed_in(contributor).get(at(draft)).content.decode()
    assert "Your focal point or a deputy submits it when it is ready." in page
    assert "The secretariat decides next." in viewer_client.get(at(own)).content.decode()

    page = signed_in(editor).get(at(own)).content.decode()
    assert "somebody else of the secretariat should decide" in page
    assert at(own, "accept/") not in page
    assert at(own, "decline/") in page
