"""What people do to a page: tap twice, open two tabs, lose the signal, send the wrong file, guess an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.browsing import DESK, PHONE, Tab
from tests.e2e.conftest import Open
from tests.e2e.office import ADMIN, CHECKER, OTHER_PHONE, Office, Person, months, new_id, workbook

PNG: Final = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de") + b"\x00" * 60


@pytest.fixture
def admin(playwright: Playwright, office: Office) -> Iterator[Person]:
    """The administrator's view of what the server holds."""
    person = Person(playwright, office.system, session=office.admin)
    yield person
    person.line.dispose()


@pytest.fixture
def checker(playwright: Playwright, office: Office) -> Iterator[Person]:
    """The second person's."""
    person = Person(playwright, office.system, session=office.checker)
    yield person
    person.line.dispose()


@pytest.fixture
def desk(open_tab: Open, office: Office) -> Tab:
    """A tab of the administrator."""
    return open_tab(office.system, DESK, storage_state=office.admin)


@pytest.fixture
def phone(open_tab: Open, office: Office) -> Tab:
    """A tab of the owner."""
    return open_tab(office.system, PHONE, storage_state=office.owner)


@pytest.fixture
def second(open_tab: Open, office: Office) -> Tab:
    """A tab of the second person."""
    return open_tab(office.system, DESK, storage_state=office.checker)


def runs_of(admin: Person, office: Office, period: str) -> list[Any]:
    """The runs of this month that were not given up."""
    rows = admin.get(f"/communities/{office.community_id}/runs")["rows"]
    return [row for row in rows if row["period"] == period and row["state"] != "discarded"]


def free_month(tab: Tab, office: Office) -> str:
    """The earliest month offered that has no run."""
    tab.go(office.desk("runs"))
    expect(tab.page.get_by_role("table", name="每个月一批")).to_be_visible()
    free = tab.page.get_by_label("哪个月").locator("option").filter(has_not_text="已有").last.get_attribute("value")
    assert free
    return free


def choose_file(page: Page, name: str, data: bytes) -> None:
    """As the file dialog hands it over."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type] # a FilePayload


def test_double_taps_start_and_release_once(desk: Tab, second: Tab, office: Office, admin: Person) -> None:
    period = free_month(desk, office)
    desk.page.get_by_label("哪个月").select_option(period)
    desk.page.get_by_role("button", name="出草稿").dblclick()
    waits = desk.page.get_by_role("status").filter(has_text="等第二个人复核")
    expect(waits).to_contain_text(CHECKER)
    expect(desk.page.get_by_role("button", name="同意并发布")).to_have_count(0)
    second.go(desk.page.url.removeprefix(office.system.origin))
    page = second.page
    expect(page.get_by_role("status").filter(has_text="等第二个人复核")).to_contain_text(ADMIN)
    page.get_by_role("button", name="同意并发布").click()
    page.get_by_role("dialog").get_by_role("button", name="发给").dblclick()
    expect(page.get_by_role("list", name="这一批的进度")).to_contain_text("已发")
    assert [one["state"] for one in runs_of(admin, office, period)] == ["released"]
    journal = admin.get(f"/communities/{office.community_id}/units/{office.unit_id}/journal")["rows"]
    released = [one for one in journal if one["event"] == "run.released" and one["facts"]["about"]["period"] == period]
    assert len(released) == 1


def test_a_draft_that_is_not_agreed_to_is_given_up_and_says_why(second: Tab, office: Office, admin: Person) -> None:
    run_id = admin.bill(f"/communities/{office.community_id}", free_month(second, office))
    second.go(office.desk(f"runs/{run_id}"))
    second.page.get_by_role("button", name="不同意，写原因").click()
    box = second.page.get_by_role("dialog")
    box.get_by_role("button", name="不同意").click()
    expect(box.get_by_role("alert")).to_contain_text("为什么不同意")
    box.get_by_label("原因").fill("3 户面积要先更正")
    box.get_by_role("button", name="不同意").click()
    expect(second.page.get_by_role("list", name="这一批的进度")).to_contain_text("3 户面积要先更正")
    admin.until(f"/communities/{office.community_id}/runs/{run_id}", "discarded")


def test_double_taps_import_a_workbook_once_and_the_same_file_brings_nothing(
    desk: Tab, second: Tab, office: Office
) -> None:
    page = desk.page
    desk.go(office.desk("imports"))
    choose_file(page, "再来.xlsx", workbook(second_unit=True, third_unit=True))
    page.get_by_role("button", name="提交复核").dblclick()
    expect(page.get_by_role("status").filter(has_text="等第二个人复核")).to_contain_text(CHECKER)
    second.go(page.url.removeprefix(office.system.origin))
    second.page.get_by_role("button", name="同意导入").dblclick()
    expect(second.page.get_by_text("1 户已经写入")).to_be_visible()
    desk.go(office.desk("imports"))
    choose_file(page, "同一份.xlsx", workbook(second_unit=True, third_unit=True))
    expect(page.get_by_text("和系统里的完全一样，没有要写入的")).to_be_visible()
    expect(page.get_by_role("button", name="提交复核")).to_have_count(0)
    page.get_by_role("button", name="放弃").click()
    expect(page.get_by_text("放弃了，什么都没有写入")).to_be_visible()


def test_of_two_tabs_one_releases_and_the_other_is_told(desk: Tab, office: Office, checker: Person) -> None:
    run_id = checker.bill(f"/communities/{office.community_id}", free_month(desk, office))
    other = Tab(desk.page.context.new_page(), desk.origin, desk.faults, desk.refusals)
    other.watch()
    for tab in (desk, other):
        tab.page.bring_to_front()
        tab.go(office.desk(f"runs/{run_id}"))
        tab.page.get_by_role("button", name="同意并发布").click()
        expect(tab.page.get_by_role("dialog")).to_be_visible()
    desk.page.bring_to_front()
    desk.page.get_by_role("dialog").get_by_role("button", name="发给").click()
    expect(desk.page.get_by_role("list", name="这一批的进度")).to_contain_text("已发")
    desk.refusals.add(409)
    other.page.bring_to_front()
    other.page.get_by_role("dialog").get_by_role("button", name="发给").click()
    expect(other.page.get_by_role("dialog").get_by_role("alert")).to_contain_text("已经有人处理了")
    expect(other.page.get_by_role("dialog")).to_contain_text("已经发布了这一批")
    expect(other.page.get_by_role("dialog").get_by_role("button", name="发给")).to_have_count(0)
    other.page.get_by_role("dialog").get_by_role("button", name="关闭").last.click()
    expect(other.page.get_by_role("list", name="这一批的进度")).to_contain_text("已发")


def test_without_signal_a_calm_banner_says_so_and_goes_by_itself(phone: Tab) -> None:
    phone.may_be_offline = True
    phone.go("/home")
    expect(phone.page.get_by_role("region", name="待缴")).to_be_visible()
    phone.page.context.set_offline(True)
    banner = phone.page.get_by_role("status").filter(has_text="没有信号").or_(phone.page.get_by_text("没有网络"))
    expect(banner.first).to_be_visible()
    expect(phone.page.get_by_role("region", name="待缴")).to_be_visible()
    phone.page.context.set_offline(False)
    expect(banner.first).to_be_hidden()
    phone.page.get_by_role("navigation").get_by_role("link", name="我的").tap()
    expect(phone.page.get_by_text("139****0001")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("照片.xlsx", PNG, "这不是工作簿"),
        ("空.xlsx", b"", "空"),
        ("表.csv", "房号,面积\n101,94.56\n".encode(), "这不是工作簿"),
    ],
    ids=["picture", "empty", "text"],
)
def test_a_wrong_file_is_refused_in_a_sentence(
    desk: Tab, office: Office, name: str, data: bytes, sentence: str
) -> None:
    desk.refusals.update({409, 422})
    desk.go(office.desk("imports"))
    choose_file(desk.page, name, data)
    told = desk.page.get_by_role("alert")
    expect(told).to_contain_text(sentence)
    expect(told).not_to_contain_text("workbook_")


def test_five_wrong_codes_and_the_code_is_spent(open_tab: Open, office: Office) -> None:
    tab = open_tab(office.system, PHONE)
    tab.refusals.update({409, 422, 429})
    page = tab.page
    tab.go("/sign-in")
    page.get_by_label("手机号").fill(OTHER_PHONE)
    page.get_by_role("button", name="发验证码").click()
    box = page.get_by_label("6 位验证码")
    texts = []
    for attempt in range(6):
        expect(box).to_be_editable()
        with page.expect_response(re.compile("/api/sign-in$")):
            box.fill(f"00000{attempt}")
        expect(box).to_have_value("")
        texts.append(page.get_by_role("alert").inner_text())
    assert "还能试 4 次" in texts[0]
    assert "再发一次" in texts[5]
    expect(page.get_by_label("6 位验证码")).to_be_focused()


@pytest.mark.parametrize("rest", ["units/{id}", "runs/{id}", "imports/{id}", "units/not-an-id"])
def test_a_guessed_address_of_the_desk_is_not_found(desk: Tab, office: Office, rest: str) -> None:
    desk.refusals.update({400, 404})
    desk.go(office.desk(rest.format(id=new_id())))
    expect(desk.page.get_by_role("alert").first).to_contain_text(re.compile("没有找到|编号不对"))
    expect(desk.page.get_by_role("navigation")).to_be_visible()


def test_a_guessed_community_or_bill_is_not_found(desk: Tab, phone: Tab) -> None:
    desk.refusals.add(404)
    desk.go(f"/desk/{new_id()}/units")
    expect(desk.page.get_by_role("alert").first).to_contain_text("没有找到")
    phone.refusals.add(404)
    phone.go(f"/bills/{new_id()}/{months()[0]}")
    expect(phone.page.get_by_role("alert")).to_contain_text("没有找到")
    phone.page.get_by_role("link", name="回到账单").tap()
    expect(phone.page.get_by_role("link", name=re.compile("月账单")).first).to_be_visible()


def test_an_owner_at_the_desks_address_is_shown_home(phone: Tab, office: Office) -> None:
    phone.refusals.add(403)
    phone.go(office.desk("units"))
    expect(phone.page.get_by_role("region", name="待缴")).to_be_visible()


def test_a_preview_stands_a_reload_and_the_way_back(desk: Tab, office: Office) -> None:
    page = desk.page
    desk.go(office.desk("imports"))
    choose_file(page, "先看看.xlsx", workbook(second_unit=True, changed=True))
    expect(page.get_by_role("button", name="提交复核")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="提交复核")).to_be_visible()
    page.go_back()
    row = page.get_by_role("row").filter(has_text="先看看.xlsx")
    expect(row).to_contain_text("等确认")
    page.go_forward()
    page.get_by_role("button", name="放弃").click()
    expect(page.get_by_text("放弃了，什么都没有写入")).to_be_visible()


def test_a_session_that_ended_leads_to_sign_in_and_remembers_the_way(desk: Tab, office: Office) -> None:
    desk.refusals.add(401)
    desk.go(office.desk("runs"))
    expect(desk.page.get_by_role("button", name="出草稿")).to_be_visible()
    desk.page.context.clear_cookies()
    desk.page.get_by_role("navigation").get_by_role("link", name="导入").click()
    expect(desk.page.get_by_label("手机号")).to_be_visible()
    assert "to=" in desk.page.url


def test_a_used_set_up_link_says_so(open_tab: Open, office: Office) -> None:
    tab = open_tab(office.system, DESK)
    tab.refusals.update({404, 409})
    tab.go(office.system.setup_path)
    expect(tab.page.get_by_role("alert")).to_contain_text("用过或过期")
    expect(tab.page.get_by_role("button", name="建好")).to_have_count(0)
