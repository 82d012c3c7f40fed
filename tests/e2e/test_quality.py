"""Data quality by hand: a check, a finding taken and found right, units signed off by keyboard, one that differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.browsing import DESK, PHONE, Tab, settled, wrong_with
from tests.e2e.conftest import Open
from tests.e2e.office import Office, Person, an_office, new_id
from tests.e2e.system import running

CLERK: Final = ("内勤丁", "13800000004", "desk")
PAPER: Final = "产权证原件"


@pytest.fixture(scope="module")
def office(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of their own, whose files the administrator brought in; a clerk compares them."""
    home = tmp_path_factory.mktemp("quality")
    with running(home) as system:
        office = an_office(playwright, system, home)
        admin = Person(playwright, system, session=office.admin)
        name, phone, role = CLERK
        admin.post("/staff", {"staff_id": new_id(), "name": name, "phone": phone, "grants": [{"role": role}]})
        admin.line.dispose()
        yield office


@pytest.fixture(scope="module")
def clerk(playwright: Playwright, office: Office) -> Iterator[Person]:
    """内勤丁's line to the API."""
    person = Person(playwright, office.system)
    person.sign_in(CLERK[1])
    yield person
    person.line.dispose()


def tab_of(open_tab: Open, office: Office, person: Person, screen: dict[str, Any] = DESK, **more: Any) -> Tab:
    """A tab of the clerk."""
    return open_tab(office.system, screen, storage_state=person.line.storage_state(), **more)


def checks(page: Page) -> None:
    """Nothing is known; one tap, and it is."""
    expect(page.get_by_role("region", name="资料准确率")).to_contain_text("还没查过")
    page.get_by_role("button", name="现在检查").click()
    expect(page.get_by_role("region", name="资料准确率")).to_contain_text(re.compile(r"\d\s%.*目标 ≥ 99 %"))
    expect(page.get_by_role("region", name="资料准确率")).to_contain_text("查过")


def takes_and_accepts(page: Page) -> None:
    """A unit without a payer: whose it is, and why it is right so."""
    page.get_by_role("button", name=re.compile("^没有付款人")).first.click()
    table = page.get_by_role("table", name="资料问题")
    expect(table.get_by_role("row")).to_have_count(2)
    table.get_by_role("button", name="看 2 幢 1 单元 201 的没有付款人").click()
    side = page.get_by_role("complementary", name="没有付款人")
    expect(side).to_contain_text("这户今天没有付款人，出不了账。")
    side.get_by_role("button", name="我来处理").click()
    expect(side).to_contain_text(f"我（{CLERK[0]}）")
    expect(table.get_by_role("row").nth(1)).to_contain_text(CLERK[0])
    side.get_by_role("button", name="确认无误").click()
    expect(side.get_by_role("alert")).to_contain_text("为什么没错")
    side.get_by_label("原因").fill("开发商的房，不收费")
    side.get_by_label("原因").press("Control+Enter")
    expect(side).to_contain_text("确认过，没有错")
    page.get_by_role("group", name="看哪些").get_by_role("button", name="确认无误").click()
    expect(table.get_by_role("row").nth(1)).to_contain_text("2 幢 1 单元 201")


def opens_a_round(page: Page) -> None:
    """Why, and then the list."""
    card = page.get_by_role("region", name="全面核对")
    card.get_by_role("button", name="开始全面核对").click()
    box = page.get_by_role("dialog")
    box.get_by_role("button", name="开始", exact=True).click()
    expect(box.get_by_role("alert")).to_contain_text("为什么")
    box.get_by_label("为什么要核对").fill("101 的面积录错了")
    box.get_by_role("button", name="开始", exact=True).click()
    expect(card).to_contain_text("已签 0 / 5 户")
    card.get_by_role("link", name="去核对").click()


def signs_off(page: Page) -> None:
    """Two units by keyboard alone; the paper is not forgotten."""
    page.get_by_role("checkbox", name="选 1 幢 1 单元 101").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="核对无误，签 2 户")).to_be_visible()
    page.keyboard.press("Control+Enter")
    bar = page.get_by_role("form", name="签字")
    expect(bar.get_by_role("alert")).to_contain_text("哪份资料")
    page.keyboard.type(PAPER)
    page.keyboard.press("Control+Enter")
    expect(bar.get_by_role("status")).to_contain_text("签好 2 户")
    expect(page.get_by_role("region", name="进度")).to_contain_text("已签 2 / 5 户")
    expect(page.get_by_role("table", name="逐户核对").get_by_role("row")).to_have_count(4)


def notes_a_difference(page: Page) -> None:
    """A paper that says otherwise leads to a correction."""
    row = page.get_by_role("table", name="逐户核对").get_by_role("row").nth(1)
    row.get_by_role("button").click()
    side = page.get_by_role("complementary")
    side.get_by_role("button", name="记下不符").click()
    expect(side.get_by_role("alert").first).to_contain_text("资料上的面积")
    side.get_by_label("资料上的面积").fill("66.6")
    side.get_by_label("对的是哪份资料").fill(PAPER)
    side.get_by_role("button", name="记下不符").click()
    expect(side).to_contain_text("资料上是 66.60 ㎡")
    expect(side.get_by_role("link", name="去更正")).to_be_visible()
    expect(row).to_contain_text("跟资料不符")
    expect(page.get_by_role("region", name="进度")).to_contain_text("1 户跟资料不符")


def test_files_are_checked_doubts_decided_and_areas_signed_off(open_tab: Open, office: Office, clerk: Person) -> None:
    desk = tab_of(open_tab, office, clerk)
    desk.go(office.desk("units"))
    desk.page.get_by_role("navigation").get_by_role("link", name="资料核对").click()
    checks(desk.page)
    takes_and_accepts(desk.page)
    opens_a_round(desk.page)
    signs_off(desk.page)
    notes_a_difference(desk.page)
    desk.page.get_by_role("button", name="全部", exact=True).click()
    expect(desk.page.get_by_role("row").filter(has_text="核对无误")).to_have_count(2)


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_of_data_quality_can_be_read_by_everybody(
    open_tab: Open, office: Office, clerk: Person, *, locale: str, screen: dict[str, Any]
) -> None:
    name = f"{locale[:2]}-{screen['viewport']['width']}"
    tab = tab_of(open_tab, office, clerk, screen, locale=locale)
    wrong = []
    for page, path in (("quality", office.desk("quality")), ("round", office.desk("quality/round"))):
        tab.go(path)
        settled(tab.page)
        wrong += wrong_with(tab.page, f"{page}-{name}")
        tab.page.locator("tbody .fig").first.click()
        expect(tab.page.get_by_role("complementary")).to_be_visible()
        wrong += wrong_with(tab.page, f"{page}-side-{name}")
    assert wrong == []
