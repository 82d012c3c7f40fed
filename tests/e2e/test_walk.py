"""The whole way, by hand: an empty system is set up, a workbook imported, two months billed, and an owner sees why.

Every step is what a person sees and taps; the desk on a wide screen, the owner on a phone.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import DESK, PHONE, Tab, sign_in
from tests.e2e.conftest import Open
from tests.e2e.office import ADMIN, ADMIN_PHONE, COMMUNITY, ORGANISATION, OWNER_PHONE, months, workbook
from tests.e2e.system import System

LAST, THIS, _ = months()


def set_up(tab: Tab, path: str) -> None:
    """The first administrator, by the one-use link that the terminal printed."""
    tab.go(path)
    page = tab.page
    page.get_by_label("物业公司").fill(ORGANISATION)
    page.get_by_label("第一个小区").fill(COMMUNITY)
    page.get_by_label("管理员姓名").fill(ADMIN)
    page.get_by_label("管理员手机号").fill(ADMIN_PHONE)
    page.get_by_role("button", name="建好").click()
    page.get_by_role("link", name="去登录").click()


def import_workbook(page: Page) -> None:
    """Choose the file, read what it would bring, hand it in; nobody else is there, so one person agrees."""
    page.get_by_role("link", name="去导入").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="选择文件").first.click()
    chooser.value.set_files({"name": "青禾里.xlsx", "mimeType": "application/octet-stream", "buffer": workbook()})
    expect(page.get_by_role("heading", name="青禾里.xlsx")).to_be_visible()
    brings = page.get_by_role("table", name="会带来什么")
    expect(brings.get_by_role("row").filter(has_text="收费项目")).to_contain_text("2")
    findings = page.get_by_role("table", name="要看的地方")
    missing = findings.get_by_role("row").filter(has_text="房屋信息").filter(has_text="G 业主编号")
    expect(missing).to_contain_text("5")
    expect(page.get_by_text("现在还什么都没有写入")).to_be_visible()
    page.get_by_role("button", name="提交复核").click()
    expect(page.get_by_role("status").filter(has_text="没有别的同事可以复核")).to_be_visible()
    page.get_by_role("link", name="去设置").click()
    page.get_by_role("button", name="管理处只有我一个人").click()
    expect(page.get_by_role("button", name="恢复两个人复核")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="同意导入").click()
    expect(page.get_by_text("4 户已经写入")).to_be_visible()


def find_unit(page: Page) -> None:
    """The list, the search on `/`, the unit's page."""
    page.get_by_role("link", name="去看房屋").click()
    units = page.get_by_role("table", name="房屋")
    expect(units.get_by_role("row")).to_have_count(5)
    expect(units.get_by_role("row").filter(has_text="2 幢 1 单元 201")).to_contain_text("没有付款人")
    page.keyboard.press("/")
    search = page.get_by_role("combobox", name="找房屋")
    expect(search).to_be_focused()
    search.fill("0001")
    expect(page.get_by_role("listbox", name="找到的房屋").get_by_role("option")).to_have_count(1)
    search.press("Enter")
    expect(page.get_by_role("heading", name="1 幢 1 单元 101")).to_be_visible()
    expect(page.get_by_role("table", name="住户")).to_contain_text("业主甲")
    expect(page.get_by_text("还没有账")).to_be_visible()
    page.get_by_role("button", name="94.56").first.click()
    expect(page.get_by_role("complementary")).to_contain_text("青禾里.xlsx")


def bill(page: Page, period: str, *, yuan: str) -> None:
    """Draft, look, release."""
    page.get_by_role("navigation").get_by_role("link", name="账单").click()
    page.get_by_label("哪个月").select_option(period)
    page.get_by_role("button", name="出草稿").click()
    steps = page.get_by_role("list", name="这一批的进度")
    expect(steps).to_contain_text(yuan)
    expect(page.get_by_role("complementary")).to_contain_text("没有付款人")
    expect(page.get_by_role("complementary").get_by_role("link")).to_have_text(["2 幢 1 单元 201"])
    page.get_by_role("button", name="同意并发布").click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text(yuan)
    asked.get_by_role("button", name="发给 3 户").click()
    expect(asked).to_be_hidden()
    expect(steps).to_contain_text("已发 3 户")


def see_what_is_owed(page: Page) -> None:
    """Home: one number, until when, and the way to why."""
    owed = page.get_by_role("region", name="待缴")
    expect(owed).to_contain_text("¥487.80")
    page.get_by_role("navigation").get_by_role("link", name="账单").tap()
    page.get_by_role("link", name=re.compile("¥251.40")).tap()
    lines = page.get_by_role("region", name="每一项怎么算的")
    expect(lines).to_contain_text("94.56\u00a0㎡ × 2.50\u00a0元/㎡·月 × 1\u00a0月 = 236.40\u00a0元")


def ask_why(page: Page) -> None:
    """A figure tapped opens a slip with its paper; tapped again it closes; the months stand side by side."""
    figure = page.get_by_role("button", name="2.50\u00a0元/㎡·月")
    figure.tap()
    expect(figure).to_have_attribute("aria-expanded", "true")
    slip = page.get_by_role("group", name=re.compile("从哪里来"))
    expect(slip).to_contain_text("青禾里.xlsx")
    expect(slip).to_contain_text(ADMIN)
    figure.tap()
    expect(slip).to_be_hidden()
    against = page.get_by_role("row", name=re.compile("^垃圾清运费"))
    expect(against).to_contain_text("+15.00")
    expect(page.get_by_text("多 ¥15.00")).to_be_visible()


def change_language_and_leave(page: Page) -> None:
    """My file, masked; in English at a tap; out."""
    page.get_by_role("link", name="回到账单").tap()
    page.get_by_role("navigation").get_by_role("link", name="我的").tap()
    expect(page.get_by_text("139****0001")).to_be_visible()
    expect(page.get_by_text(ORGANISATION)).to_be_visible()
    page.get_by_role("button", name="English").tap()
    expect(page.get_by_role("heading", name="My units")).to_be_visible()
    page.get_by_role("navigation").get_by_role("link", name="Home").tap()
    expect(page.get_by_role("main")).to_contain_text("¥487.80")
    page.get_by_role("navigation").get_by_role("link", name="Me", exact=True).tap()
    page.get_by_role("button", name="Sign out", exact=True).tap()
    expect(page.get_by_role("heading", name=re.compile("Sign in"))).to_be_visible()


@pytest.fixture(scope="module")
def said() -> list[str]:
    """What the desk did, so that the owner's way is not walked without it."""
    return []


def test_an_office_is_set_up_imported_and_billed_by_hand(empty: System, open_tab: Open, said: list[str]) -> None:
    tab = open_tab(empty, DESK)
    page = tab.page
    set_up(tab, empty.setup_path)
    sign_in(page, ADMIN_PHONE)
    import_workbook(page)
    find_unit(page)
    bill(page, LAST, yuan="¥773.63")
    bill(page, THIS, yuan="¥788.63")
    expect(page.get_by_role("row", name=re.compile("^垃圾清运费"))).to_contain_text("+15.00")
    page.get_by_role("button", name=ADMIN).click()
    page.get_by_role("dialog").get_by_role("button", name="退出登录", exact=True).click()
    expect(page.get_by_label("手机号")).to_be_visible()
    said.append("released")


def test_the_owner_sees_on_a_phone_what_is_owed_and_why(empty: System, open_tab: Open, said: list[str]) -> None:
    assert said, "the desk did not get as far as the release"
    tab = open_tab(empty, PHONE)
    tab.go("/sign-in")
    sign_in(tab.page, OWNER_PHONE)
    see_what_is_owed(tab.page)
    ask_why(tab.page)
    change_language_and_leave(tab.page)
