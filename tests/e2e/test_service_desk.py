"""The service desk: a report taken down by keyboard alone, the queue by promise, one ticket worked on by several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Playwright, Route, expect

from tests.builders.media import a_picture
from tests.e2e.browsing import DESK, PHONE, settled, too_wide, wrong_with
from tests.e2e.conftest import Open
from tests.e2e.office import ADMIN, Office, Person, an_office, new_id
from tests.e2e.service import assign, at, call, desk_of, open_tickets, panel, row, states, work
from tests.e2e.system import running

CREW: Final = ("维修员己", "13800000006", "crew")
OTHER: Final = ("维修员庚", "13800000007", "crew")
CLERK: Final = ("内勤丁", "13800000004", "desk")
PICTURE: Final = a_picture("PNG", wide=640, high=480)
NUMBER: Final = re.compile(r"^T\d{8}-\w{8}$")

Report = Callable[[str], str]


@pytest.fixture(scope="module")
def office(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of their own, with a clerk and a crew."""
    home = tmp_path_factory.mktemp("service")
    with running(home) as system:
        office = an_office(playwright, system, home)
        admin = Person(playwright, system, session=office.admin)
        for name, phone, role in (CREW, OTHER, CLERK):
            admin.post("/staff", {"staff_id": new_id(), "name": name, "phone": phone, "grants": [{"role": role}]})
        admin.line.dispose()
        yield office


@pytest.fixture(scope="module")
def clerk(playwright: Playwright, office: Office) -> Iterator[Person]:
    """内勤丁's line to the API."""
    yield from signed_in(playwright, office, CLERK[1])


@pytest.fixture(scope="module")
def crew(playwright: Playwright, office: Office) -> Iterator[Person]:
    """维修员己's."""
    yield from signed_in(playwright, office, CREW[1])


@pytest.fixture(scope="module")
def other(playwright: Playwright, office: Office) -> Iterator[Person]:
    """A colleague's."""
    yield from signed_in(playwright, office, OTHER[1])


def signed_in(playwright: Playwright, office: Office, phone: str) -> Iterator[Person]:
    """Somebody of the office."""
    person = Person(playwright, office.system)
    person.sign_in(phone)
    yield person
    person.line.dispose()


@pytest.fixture
def report(clerk: Person, office: Office) -> Report:
    """Takes a report down through the API; gives the ticket's id."""

    def reported(words: str) -> str:
        body = {"ticket_id": new_id(), "unit_id": office.unit_id, "words": words, "files": []}
        ticket_id: str = clerk.post(f"/communities/{office.community_id}/tickets", body)["ticket_id"]
        return ticket_id

    return reported


def test_a_clerk_takes_a_report_by_keyboard_alone_and_gives_it_away(
    open_tab: Open, office: Office, clerk: Person
) -> None:
    desk = desk_of(open_tab, office, clerk)
    page, words = desk.page, "厨房水管爆管了"
    call(desk, office)
    expect(panel(page).get_by_role("radio", name="业主甲")).to_be_checked()
    page.keyboard.type(words)
    kind, priority = page.get_by_label("分类"), page.get_by_label("急不急")
    expect(kind).to_have_value("repair")
    expect(priority).to_have_value("emergency")
    expect(page.get_by_role("main")).to_contain_text("请先关水阀")
    assert wrong_with(page, "service-intake") == []
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    number = page.get_by_role("main").get_by_text(NUMBER)
    expect(number).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("10 分钟内有人接单")
    assert wrong_with(page, "service-taken") == []
    (ticket,) = open_tickets(clerk, office, words)
    assert ticket["number"] == number.inner_text(), "pressed twice, it is one ticket"
    expect(page.get_by_role("link", name="派单")).to_be_focused()
    page.keyboard.press("Enter")
    assign(page, CREW[0])
    expect(panel(page)).to_contain_text(CREW[0])
    expect(panel(page).get_by_role("list").last).to_contain_text(f"{CLERK[0]} 派给{CREW[0]}")
    expect(row(page, words)).to_contain_text(CREW[0])
    assert page.url.endswith(ticket["ticket_id"])


def test_the_suggestion_follows_the_words_until_a_hand_has_chosen(
    open_tab: Open, office: Office, clerk: Person
) -> None:
    desk = desk_of(open_tab, office, clerk)
    page = desk.page
    call(desk, office)
    page.keyboard.type("楼道灯不亮")
    kind, priority = page.get_by_label("分类"), page.get_by_label("急不急")
    expect(kind).to_have_value("repair")
    expect(priority).to_have_value("normal")
    priority.select_option("high")
    page.get_by_label("怎么了").fill("想问问停车，账单")
    expect(kind).to_have_value("fee")
    expect(priority).to_have_value("high")
    expect(page.get_by_role("main")).to_contain_text("看内容像是：收费 · 一般")
    page.get_by_label("拍照或选照片").set_input_files({"name": "灯.png", "mimeType": "image/png", "buffer": PICTURE})
    expect(page.get_by_role("button", name="去掉第 1 张照片")).to_be_visible()
    page.reload()
    expect(page.get_by_label("怎么了")).to_have_value("想问问停车，账单")
    expect(priority).to_have_value("high")
    expect(page.get_by_role("main")).to_contain_text("先前传的 1 张照片")
    page.get_by_role("button", name="照这个").click()
    expect(priority).to_have_value("normal")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("main").get_by_text(NUMBER)).to_be_visible()
    (ticket,) = open_tickets(clerk, office, "想问问停车，账单")
    assert (ticket["kind"], ticket["priority"]) == ("fee", "normal")
    (opened,) = clerk.get(f"{at(office, ticket['ticket_id'])}/steps")["rows"]
    assert len(opened["files"]) == 1
    page.keyboard.press("n")
    expect(page.get_by_label("谁来电")).to_be_focused()


def test_a_report_whose_answer_is_lost_is_saved_once(open_tab: Open, office: Office, clerk: Person) -> None:
    desk = desk_of(open_tab, office, clerk)
    desk.may_be_offline = True
    page, words, keys = desk.page, "阳台门关不上", list[str]()
    pattern = re.compile(r"/api/communities/\w+/tickets$")

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        keys.append(route.request.headers["idempotency-key"])
        route.fetch()
        return route.abort("internetdisconnected")

    page.route(pattern, lose)
    call(desk, office)
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("存没存好还不知道")
    expect(page.get_by_label("怎么了")).to_be_disabled()
    page.unroute(pattern)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("存没存好还不知道")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("main").get_by_text(NUMBER)).to_be_visible()
    assert len(keys) == 3
    assert len(set(keys)) == 1
    assert len(open_tickets(clerk, office, words)) == 1


def test_who_calls_about_what_is_open_already_is_shown_it(
    open_tab: Open, office: Office, clerk: Person, report: Report
) -> None:
    ticket_id = report("客厅吊灯一闪一闪")
    desk = desk_of(open_tab, office, clerk)
    call(desk, office)
    expect(panel(desk.page)).to_contain_text(re.compile(r"已有 \d+ 件未完"))
    panel(desk.page).get_by_role("link", name="客厅吊灯").click()
    expect(panel(desk.page).get_by_role("heading", level=2)).to_have_text("客厅吊灯一闪一闪")
    assert desk.page.url.endswith(f"/service/{ticket_id}")


def test_the_queue_is_in_the_order_in_which_promises_break(
    open_tab: Open, office: Office, clerk: Person, crew: Person, report: Report
) -> None:
    working, done, fresh = report("书房窗户漏风"), report("厨房下水道堵了"), report("门铃不响")
    work(crew, office, working, "accept", "arrive")
    work(crew, office, done, "accept", "finish")
    desk = desk_of(open_tab, office, clerk)
    page = desk.page
    desk.go(office.desk("service"))
    settled(page)
    shown = page.locator("tbody th").all_inner_texts()
    places = [shown.index(words) for words in ("门铃不响", "书房窗户漏风", "厨房下水道堵了")]
    assert places == sorted(places)
    page.get_by_role("searchbox").fill("书房")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("heading", level=2)).to_have_text("书房窗户漏风")
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="没人接的").click()
    expect(row(page, "书房")).to_have_count(0)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("j")
    first = panel(page).get_by_role("heading", level=2)
    expect(first).to_have_text(page.locator("tbody th").first.inner_text())
    page.keyboard.press("ArrowDown")
    expect(first).to_have_text(page.locator("tbody th").nth(1).inner_text())
    expect(page.locator("tbody th a").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_have_text(page.locator("tbody th").first.inner_text())
    desk.go(office.desk(f"service/{fresh}"))
    expect(first).to_have_text("门铃不响")
    desk.go(office.desk(f"service/{done}"))
    expect(panel(page)).to_contain_text("一天内要回访")
    expect(panel(page).get_by_role("link", name="去回访")).to_be_visible()


def test_a_ticket_at_work_is_followed_answered_held_and_given_to_another(
    open_tab: Open, office: Office, clerk: Person, crew: Person, report: Report
) -> None:
    ticket_id = report("卫生间水龙头关不紧")
    desk = desk_of(open_tab, office, clerk)
    page = desk.page
    desk.go(office.desk(f"service/{ticket_id}"))
    panel(page).get_by_role("button", name="派单").click()
    assign(page, CREW[0])
    work(crew, office, ticket_id, "accept")
    page.reload()
    expect(panel(page)).to_contain_text("已接单")
    panel(page).get_by_role("button", name="回复").click()
    page.keyboard.type("师傅十分钟到")
    page.keyboard.press("Control+Enter")
    expect(panel(page).get_by_role("list").last).to_contain_text("师傅十分钟到")
    panel(page).get_by_role("button", name="回复").click()
    page.keyboard.type("钥匙在前台")
    page.get_by_role("button", name="只有同事").click()
    page.get_by_role("button", name="记下备注").click()
    note = panel(page).get_by_role("listitem").filter(has_text="钥匙在前台")
    expect(note).to_contain_text("业主看不到")
    panel(page).get_by_role("button", name="暂停").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("等配件")
    page.get_by_role("dialog").get_by_role("button", name="暂停").click()
    expect(panel(page)).to_contain_text("暂停：等配件")
    expect(row(page, "水龙头")).to_contain_text("暂停中")
    panel(page).get_by_role("button", name="继续").click()
    expect(row(page, "水龙头")).to_contain_text("已接单")
    panel(page).get_by_role("button", name="改分类").click()
    page.get_by_role("dialog").get_by_label("急不急").select_option("high")
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    expect(row(page, "水龙头")).to_contain_text("优先")
    panel(page).get_by_role("button", name="改派").click()
    assign(page, OTHER[0])
    expect(row(page, "水龙头")).to_contain_text(OTHER[0])
    ticket = clerk.get(at(office, ticket_id))
    assert (ticket["status"], ticket["worker_name"], ticket["priority"]) == ("assigned", OTHER[0], "high")


def test_of_two_desks_the_second_is_told_what_the_first_did(
    open_tab: Open, office: Office, clerk: Person, other: Person, report: Report
) -> None:
    ticket_id = report("单元门禁刷不开")
    first, second = desk_of(open_tab, office, clerk), open_tab(office.system, DESK, storage_state=office.admin)
    for desk in (first, second):
        desk.go(office.desk(f"service/{ticket_id}"))
        panel(desk.page).get_by_role("button", name="派单").click()
    assign(first.page, CREW[0])
    second.refusals.add(409)
    assign(second.page, OTHER[0])
    told = panel(second.page)
    expect(told.get_by_role("alert")).to_contain_text("这张工单在别的同事手里")
    expect(told).to_contain_text(f"最近一步：{CLERK[0]} 派给{CREW[0]}")
    assert clerk.get(at(office, ticket_id))["worker_name"] == CREW[0]
    told.get_by_role("button", name="改派").click()
    assign(second.page, OTHER[0])
    expect(told.get_by_role("list").last).to_contain_text(f"{ADMIN} 派给{OTHER[0]}")
    panel(second.page).get_by_role("button", name="改派").click()
    work(other, office, ticket_id, "accept", "finish")
    assign(second.page, CREW[0])
    expect(told.get_by_role("alert")).to_contain_text("工单现在不能这样办")
    expect(told).to_contain_text(f"最近一步：{OTHER[0]} 办好了")
    expect(told).to_contain_text("一天内要回访")


def test_a_clerk_who_takes_a_question_answers_it_to_the_end(
    open_tab: Open, office: Office, clerk: Person, report: Report
) -> None:
    ticket_id = report("请问装修押金怎么退")
    desk = desk_of(open_tab, office, clerk)
    page = desk.page
    desk.go(office.desk(f"service/{ticket_id}"))
    panel(page).get_by_role("button", name="接单").click()
    expect(panel(page)).to_contain_text(CLERK[0])
    panel(page).get_by_role("button", name="完成").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("告诉了要带的材料")
    page.get_by_role("dialog").get_by_role("button", name="完成").click()
    expect(panel(page)).to_contain_text("一天内要回访")
    expect(row(page, "装修押金")).to_contain_text("等回访")


@pytest.fixture
def at_work(office: Office, crew: Person, report: Report) -> None:
    """Tickets in the states that the pages draw."""
    report("信箱锁坏了")
    on_site, done = report("车库门卡住"), report("消防栓玻璃碎了")
    work(crew, office, on_site, "accept", "arrive")
    work(crew, office, done, "accept", "finish")


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_the_service_desk_is_accessible(open_tab: Open, office: Office, clerk: Person, language: str) -> None:
    desk = desk_of(open_tab, office, clerk, locale=language)
    wrong = []
    for name in states(desk.page, office, clerk):
        settled(desk.page)
        wrong += wrong_with(desk.page, f"service-{name}-{language[:2]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("at_work")
def test_the_service_desk_fits_a_phone(open_tab: Open, office: Office, clerk: Person) -> None:
    phone = open_tab(office.system, PHONE, storage_state=clerk.line.storage_state())
    wrong = []
    for name in states(phone.page, office, clerk):
        settled(phone.page)
        wrong += [f"{name}: {one}" for one in too_wide(phone.page)]
    assert not wrong, "\n".join(wrong)
