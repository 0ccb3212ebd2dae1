"""A self-assessment from the instrument to the public page, on telephones, as the people do it (PRODUCT D)."""

import re

import pytest
from playwright.sync_api import expect

from countries.models import BodyMember, Country
from programme.matrix import Role
from programme.models import Body
from programme.permissions import ADMINISTRATOR, EDITOR
from tests import factories
from tests.browser.following import follow
from tests.browser.phone import link_of
from tests.conftest import acting_for, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INSTRUMENT = """
code: SMALL-1
text: {en: A small instrument, fr: Un petit instrument, ru: Краткий вопросник}
stages:
  - {code: "1", text: {en: Begun, fr: Commencé, ru: Начато}}
  - {code: "2", text: {en: Advanced, fr: Avancé, ru: Продвинуто}}
  - {code: "3", text: {en: Nearly done, fr: Presque achevé, ru: Почти завершено}}
  - {code: "4", text: {en: Done, fr: Achevé, ru: Завершено}}
facets:
  - {code: law, text: {en: Legislation in force, fr: Législation en vigueur, ru: Действующее законодательство}}
areas:
  - code: P
    text: {en: Prevention, fr: Prévention, ru: Предотвращение}
    indicators:
      - code: P-1
        text: {en: Safety reports, fr: Rapports de sécurité, ru: Доклады по безопасности}
        guidance: {en: Say who reads them., fr: Dites qui les lit., ru: "Укажите, кто их читает."}
        criteria:
          - {code: P-1a, text: {en: Reports are asked for, fr: Des rapports sont exigés, ru: Доклады требуются}}
          - {code: P-1b, text: {en: Reports are read, fr: Les rapports sont lus, ru: Доклады рассматриваются}}
      - code: P-2
        text: {en: Inspections, fr: Inspections, ru: Инспекции}
        criteria:
          - {code: P-2a, text: {en: Every site is visited, fr: Chaque site est visité, ru: Посещаются все объекты}}
  - code: R
    text: {en: Response, fr: Intervention, ru: Реагирование}
    indicators:
      - code: R-1
        text: {en: Exercises, fr: Exercices, ru: Учения}
        criteria:
          - {code: R-1a, text: {en: Exercises are held, fr: Des exercices ont lieu, ru: Учения проводятся}}
"""


@pytest.fixture
def georgia(here):
    country = factories.beneficiary("Georgia", "GE", slug="georgia")
    factories.phase(country)
    return country


def test_self_assessment_goes_the_whole_way(phone, georgia):
    administrator = phone().enter(person("administrator@example.org", ADMINISTRATOR))
    publish_the_instrument(administrator)
    focal_point = phone().enter(acting_for(georgia, Role.FOCAL_POINT, "focal-point@example.org"))
    open_the_cycle(administrator)

    contributor = phone("ru", scripts=False)
    invite(focal_point, contributor)
    write_prevention_in_russian(contributor)
    write_response(focal_point)
    write_the_same_answer(focal_point, contributor)
    mend_what_the_check_finds(focal_point)
    submit(focal_point)

    editor = phone().enter(person("editor@example.org", EDITOR))
    comment(phone().enter(member_of_the_working_group()))
    return_two_indicators(editor)
    revise_just_those(focal_point, contributor)
    submit(focal_point, version=2)
    accept(administrator)

    preview = publish_the_stages(focal_point)
    assert public_page(phone()) == preview
    tell_the_story(focal_point)


def publish_the_instrument(administrator):
    page = administrator.page
    administrator.open("admin/assessments/instrument/import/")
    administrator.look()
    file = {"name": "small.yaml", "mimeType": "application/yaml", "buffer": INSTRUMENT.encode()}
    page.set_input_files("#id_file", file)
    administrator.press("Show what would happen")
    administrator.reads("15 parts are added")
    administrator.press("Import")
    administrator.follow("Publish")
    administrator.press("Publish")


def open_the_cycle(administrator):
    administrator.open("work/follow-up/")
    administrator.look()
    administrator.follow("Open cycles")
    administrator.press("Open the cycles")
    administrator.reads("There is a problem")
    administrator.page.check("label:has-text('Georgia')")
    administrator.page.fill("#id_due_on", "2031-05-31")
    administrator.press("Open the cycles")
    administrator.reads("Cycles opened: 1", "Georgia")


def invite(focal_point, contributor):
    focal_point.open("work/countries/georgia/people/invite/")
    focal_point.look()
    focal_point.page.fill("#id_email", "contributor@example.org")
    focal_point.page.check("input[name=role][value=contributor]")
    focal_point.page.select_option("#id_language", "ru")
    focal_point.press("Send the invitation")
    focal_point.reads("contributor@example.org")

    page = contributor.page
    page.goto(link_of("invitation", contributor))
    contributor.look()
    page.fill("#id_name", "Нино")
    page.fill("#id_password", "quiet-meadow-41")
    page.fill("#id_password_again", "quiet-meadow-41")
    contributor.press("Принять приглашение")


def answer(page, code, *, stage, justification, criteria="met"):
    """Answers an indicator: a stage by its number, all criteria alike, the justification."""
    part = page.locator(f"section[id='{code}']")
    part.locator("input[name$='-stage']").nth(stage).check()
    for criterion in part.locator("select[name$='-value']").all():
        criterion.select_option(criteria)
    part.locator("textarea[name$='-justification']").fill(justification)


def go_to_area(someone, name):
    someone.open("work/")
    someone.look()
    someone.follow("Georgia|Грузия")
    someone.follow(name)


def write_prevention_in_russian(contributor):
    page = contributor.page
    go_to_area(contributor, "P – Предотвращение")
    answer(page, "P-1", stage=3, justification="Доклады рассматривает инспекция.")
    answer(page, "P-2", stage=2, justification="Посещены не все объекты.", criteria="partly")
    page.locator("section#law textarea[name$='-text']").fill("Закон о промышленной безопасности.")
    contributor.press("Сохранить$")
    contributor.reads("Сохранено", "3 из 3")


def has_saved(page):
    """The server said when it saved the last that was written."""
    expect(page.locator("[data-save-state]")).to_have_text(re.compile(r"^Saved \d\d:\d\d:\d\d$"), timeout=10_000)


def write_response(focal_point):
    """With scripts, over a line that is cut; two answers are left as the check should find them."""
    page = focal_point.page
    go_to_area(focal_point, "R – Response")
    answer(page, "R-1", stage=4, justification="", criteria="not")
    has_saved(page)
    focal_point.context.set_offline(True)
    page.locator("section#R-1 textarea[name$='-authorities']").fill("The emergency service")
    expect(page.locator("[data-save-state]")).to_contain_text("the portal cannot be reached", timeout=10_000)
    focal_point.context.set_offline(False)
    has_saved(page)
    focal_point.complaints.clear()
    focal_point.look()
    page.reload()
    expect(page.locator("section#R-1 textarea[name$='-authorities']")).to_have_value("The emergency service")


def write_the_same_answer(focal_point, contributor):
    text = "section#P-1 textarea[name$='-justification']"
    go_to_area(focal_point, "P – Prevention")
    contributor.page.fill(text, "Доклады рассматривает новая инспекция.")
    contributor.press("Сохранить$")

    page = focal_point.page
    page.fill(text, "The inspectorate reads the reports.")
    expect(page.locator("[data-save-state]")).to_contain_text("somebody else changed", timeout=10_000)
    focal_point.press("Compare both texts")
    focal_point.reads(
        "Two people changed the same answer",
        "Доклады рассматривает инспекция.",
        "Доклады рассматривает новая инспекция.",
        "The inspectorate reads the reports.",
    )
    page.fill("fieldset.conflict textarea", "The new inspectorate reads the reports.")
    focal_point.press("Save my decision")
    expect(page.locator(text)).to_have_value("The new inspectorate reads the reports.")


def mend_what_the_check_finds(focal_point):
    page = focal_point.page
    focal_point.follow("Georgia", within=".breadcrumbs")
    focal_point.follow("Check everything")
    focal_point.reads("2 errors", "No evidence is given for this answer.")
    focal_point.follow("Give a justification for the stage")
    justification = page.locator("section#R-1 textarea[name$='-justification']")
    expect(justification).to_be_focused()
    justification.fill("Each year, with the neighbours.")
    focal_point.press("Save and check everything")

    focal_point.follow("Not answered yet")
    page.locator(":focus").fill("The law on civil protection.")
    focal_point.press("Save and check everything")
    focal_point.reads("Nothing stands in the way", "The last stage is chosen, yet a criterion is not met.")


def submit(focal_point, version=1):
    focal_point.follow("Go on to submission")
    focal_point.page.fill("#id_function", "Head of department")
    focal_point.press("Certify and submit")
    focal_point.reads("There is a problem")
    focal_point.page.check("#id_is_certified")
    focal_point.press("Certify and submit")
    focal_point.reads(f"Submitted as version {version}")


def member_of_the_working_group():
    body, _made = Body.objects.get_or_create(
        slug="working-group-on-implementation", defaults={"name_en": "Working Group on Implementation"}
    )
    member = person("member@example.org")
    BodyMember.objects.create(user=member, body=body, country=Country.objects.get(slug="sweden"))
    return member


def say(someone, code, text):
    """Opens a thread about an indicator or an area."""
    place = someone.page.locator(f"details:has(> form[action$='/review/{code}/comment/'])").last
    place.locator("summary").click()
    place.locator("textarea").fill(text)
    with someone.page.expect_navigation():
        place.get_by_role("button").click()
    someone.look()


def comment(member):
    member.open("work/follow-up/")
    member.look()
    member.follow("Georgia")
    say(member, "P-1", "Who reads the reports of the smaller sites?")
    member.reads("The comment is there", "Who reads the reports of the smaller sites?")


def return_two_indicators(editor):
    editor.open("work/follow-up/")
    editor.follow("Georgia")
    editor.press("Begin the review")
    editor.reads("Who reads the reports of the smaller sites?")
    say(editor, "R-1", "Which neighbours took part?")
    editor.follow("Return for revision")
    chosen = editor.page.locator("input[name=indicators]:checked")
    expect(chosen).to_have_count(2)
    editor.press("Return it to the country")
    editor.reads("There is a problem")
    editor.page.fill("#id_note", "Please answer the two remarks.")
    editor.press("Return it to the country")


def open_texts(page):
    """The indicators whose justification can be written."""
    return page.locator("section.answer:has(textarea[name$='-justification']:enabled)").evaluate_all(
        "found => found.map(one => one.id)"
    )


def revise_just_those(focal_point, contributor):
    page = focal_point.page
    go_to_area(focal_point, "P – Prevention")
    assert open_texts(page) == ["P-1"]
    page.fill("section#P-1 textarea[name$='-justification']", "The inspectorate reads all reports.")
    has_saved(page)
    go_to_area(contributor, "R – Реагирование")
    assert open_texts(contributor.page) == ["R-1"]
    contributor.page.fill("section#R-1 textarea[name$='-justification']", "Ежегодно, с Арменией.")
    contributor.press("Сохранить$")
    focal_point.follow("Georgia", within=".breadcrumbs")
    focal_point.follow("Check everything")


def accept(administrator):
    administrator.open("work/follow-up/")
    administrator.follow("Georgia")
    administrator.press("Begin the review")
    administrator.follow("what changed since the version before")
    administrator.reads("Ежегодно, с Арменией.", "The inspectorate reads all reports.")
    administrator.page.go_back()
    administrator.follow("Accept")
    administrator.press("Accept")
    administrator.reads("Accepted. The country was told")


def publish_the_stages(focal_point):
    """Publishes the stages and nothing else; returns what the preview showed."""
    focal_point.open("work/")
    focal_point.follow("Georgia")
    focal_point.follow("Publication")
    expect(focal_point.page.locator("input[name=parts]:checked")).to_have_count(1)
    focal_point.press("Preview as public")
    preview = focal_point.page.locator("[data-preview]").inner_html().split()
    focal_point.press("Publish it so")
    focal_point.reads("Published: everybody sees it now.")
    return preview


def public_page(visitor):
    """What the page that everybody sees tells of the country, beside its title and the files."""
    visitor.open("countries/georgia/assessments/1/")
    visitor.look()
    main = visitor.page.locator("main")
    expect(main).to_contain_text("Nearly done")
    expect(main).not_to_contain_text("inspectorate")
    return main.locator("[data-published]").inner_html().split()


def tell_the_story(focal_point):
    """The country's own history has every step in order, with who took it and why."""
    page = focal_point.page
    focal_point.open("work/countries/georgia/history/")
    focal_point.look()
    focal_point.reads("Please answer the two remarks.", "Accepted – self-assessment – Georgia, cycle 1")
    told = page.locator(".history-what").all_inner_texts()
    while page.locator("a[rel=next]").count():
        follow(page.locator("a[rel=next]"))
        told += page.locator(".history-what").all_inner_texts()
    commented = ["Commented: P-1 – Safety reports", "Commented: R-1 – Exercises"]
    steps = ["Submitted", commented[0], "Review begun", commented[1], "Returned for revision"]
    again = ["Submitted", "Review begun", "Accepted", "Published: stages of progress"]
    of_assessment = [line.partition(" – self-assessment – ")[0] for line in reversed(told)]
    assert [one for one in of_assessment if one in (*steps, *again)] == [*steps, *again]
    assert any("invitation" in line for line in told)
    assert any(line.startswith("Added – cycle") for line in told)
