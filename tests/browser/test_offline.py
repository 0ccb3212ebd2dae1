"""The way of a workbook in a real browser: on a phone, by keyboard, without scripts (PRODUCT G1)."""

import pytest
from playwright.sync_api import expect

from assessments.models import IndicatorAnswer
from countries.models import Country
from programme.matrix import Role
from tests.assessments import making
from tests.assessments.offline import filled
from tests.browser.axe import violations
from tests.conftest import acting_for, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 800}


@pytest.fixture
def writer(own_portal):
    return acting_for(Country.objects.get(iso2="KG"), Role.FOCAL_POINT, "writer@example.org")


def opened(chromium, portal, user, **window):
    context = chromium.new_context(viewport=PHONE, accept_downloads=True, **window)
    context.add_cookies(
        [{"name": name, "value": one.value, "url": portal} for name, one in signed_in(user).cookies.items()]
    )
    return context.new_page()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_workbook_goes_out_and_comes_back(chromium, own_portal, writer, tmp_path, scripts):
    assessment = making.opened(writer.mandates.get().country)
    page = opened(chromium, own_portal, writer, java_script_enabled=scripts)
    page.goto(f"{own_portal}/ru/work/assessments/{assessment.pk}/")
    page.get_by_role("link", name="Заполнить без подключения").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Книга Excel (Русский)").click()
    data = download.value.path().read_bytes()
    answer = IndicatorAnswer.objects.filter(area_answer__assessment=assessment).first()
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled(data, assessment, i0_justification="Из книги", i0_authorities="Министерство"))
    write_online(writer, assessment)

    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Загрузить и посмотреть").press("Enter")
    expect(page.get_by_text("Требуется решение").first).to_be_visible()
    page.get_by_role("button", name="Перенести").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Выберите, какой текст остается")
    if scripts:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("radio", name="Взять собственный текст").press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Ваш текст, который можно изменить или объединить")).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" и с портала")
    page.get_by_role("button", name="Перенести").press("Enter")

    expect(page.get_by_text("Перенесены 2 ответа.")).to_be_visible()
    answer.refresh_from_db()
    assert (answer.justification, answer.authorities) == ("Из книги и с портала", "Министерство")


def write_online(user, assessment):
    changed = making.as_sent(
        assessment, "A1", **{making.field(assessment, "A1", "justification"): "Written in the portal"}
    )
    signed_in(user).post(f"/en/work/assessments/{assessment.pk}/areas/A1/", changed)
