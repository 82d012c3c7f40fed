"""A colleague is added, finds their own page and is out when they leave; with an authenticator where asked for."""

from __future__ import annotations

import pyotp
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.browsing import DESK, PHONE, Tab, sign_in, too_wide, violations
from tests.e2e.conftest import Open
from tests.e2e.office import ADMIN, ADMIN_PHONE, COMMUNITY, ORGANISATION, Office, Person, new_id
from tests.e2e.system import System

NAME = "维修员乙"
NUMBER = "13800000005"
OTHER_ADMIN = "13800000006"


def bind_authenticator(page: Page) -> None:
    """The secret is read as a person would type it; a wrong number is told, the right one lets in."""
    expect(page.get_by_role("img", name="绑定验证器用的二维码")).to_be_visible()
    assert [*violations(page), *too_wide(page)] == []
    right = pyotp.TOTP(page.locator("code").inner_text().replace(" ", "")).now()
    box = page.get_by_label("验证器上的 6 位数字")
    box.fill(f"{(int(right) + 500_000) % 1_000_000:06d}")
    expect(page.get_by_role("alert")).to_be_visible()
    box.fill(right)


def sees_own_page(phone: Tab) -> None:
    """The calm page of those whose work has no page yet."""
    expect(phone.page.get_by_role("navigation", name="主导航").get_by_role("link", name="待办")).to_be_visible()
    assert [*violations(phone.page), *too_wide(phone.page)] == []


def come_to_settings(page: Page, phone: str) -> None:
    """An administrator has to bind an authenticator too."""
    sign_in(page, phone)
    page.get_by_label("验证器上的 6 位数字").fill(pyotp.TOTP(page.locator("code").inner_text().replace(" ", "")).now())
    page.get_by_role("link", name="设置").click()


def test_a_colleague_is_added_signs_in_and_leaves(open_tab: Open, office: Office) -> None:
    desk = open_tab(office.system, DESK, storage_state=office.admin)
    phone = open_tab(office.system, PHONE)
    page = desk.page
    desk.go(office.desk("settings"))
    page.get_by_role("button", name="加一位同事").click()
    form = page.get_by_role("dialog")
    form.get_by_label("姓名").fill(NAME)
    form.get_by_label("手机号").fill(NUMBER)
    form.get_by_role("button", name="维修", exact=True).click()
    form.get_by_role("button", name="保存").click()
    row = page.get_by_role("row").filter(has_text=NAME)
    expect(row).to_contain_text("维修")
    phone.go("/sign-in")
    sign_in(phone.page, NUMBER)
    sees_own_page(phone)
    row.get_by_role("button", name="离开").click()
    leaving = page.get_by_role("dialog")
    leaving.get_by_role("textbox").fill("去了别的公司")
    leaving.get_by_role("button", name="离开").click()
    expect(row).to_contain_text("已离开")
    phone.refusals.add(401)
    phone.page.reload()
    expect(phone.page.get_by_label("手机号")).to_be_visible()


def test_the_office_asks_for_an_authenticator(playwright: Playwright, empty: System, open_tab: Open) -> None:
    admin = Person(playwright, empty)
    names = {"organisation_name": ORGANISATION, "community_name": COMMUNITY}
    admin.post(empty.setup_path, {**names, "admin_name": ADMIN, "admin_phone": ADMIN_PHONE})
    admin.sign_in(ADMIN_PHONE)
    admin.post("/staff", {"staff_id": new_id(), "name": NAME, "phone": NUMBER, "grants": [{"role": "crew"}]})
    second = {"staff_id": new_id(), "name": "管理员乙", "phone": OTHER_ADMIN, "grants": [{"role": "admin"}]}
    admin.post("/staff", second)
    desk = open_tab(empty, DESK, storage_state=admin.line.storage_state())
    desk.refusals.add(401)
    desk.go("/desk")
    desk.page.get_by_role("link", name="设置").click()
    desk.page.get_by_role("button", name="打开", exact=True).click()
    asked = desk.page.get_by_role("dialog")
    expect(asked).to_contain_text("所有同事（包括您）马上要重新登录")
    asked.get_by_role("button", name="打开，都重新登录").click()
    expect(desk.page.get_by_role("status").filter(has_text="请重新登录")).to_be_visible()
    phone = open_tab(empty, PHONE)
    phone.refusals.update({401, 422})
    phone.go("/sign-in")
    sign_in(phone.page, NUMBER)
    bind_authenticator(phone.page)
    sees_own_page(phone)
    come_to_settings(desk.page, OTHER_ADMIN)
    row = desk.page.get_by_role("row").filter(has_text=NAME)
    row.get_by_role("button", name="解绑验证器").click()
    asked.get_by_role("textbox").fill("换了手机")
    asked.get_by_role("button", name="解绑验证器").click()
    expect(asked).to_be_hidden()
    phone.page.reload()
    expect(phone.page.get_by_label("手机号")).to_be_visible()
