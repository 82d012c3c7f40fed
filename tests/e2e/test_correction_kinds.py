"""Every other thing that is put right: asked at the desk, agreed to by a second person, seen by the owner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.e2e.browsing import DESK, PHONE, settled, until, wrong_with
from tests.e2e.conftest import Open
from tests.e2e.correcting import CLERK, FINANCE, SUPERVISOR, a_correcting_office, signed_in, tab_of
from tests.e2e.office import Office, Person, months, new_id

KINDS: Final = ("更正面积", "换付款人", "改使用状况", "登记优惠", "过户", "更正资料")
NEWCOMER: Final = "业主新"


@pytest.fixture(scope="module")
def office(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of their own."""
    with a_correcting_office(playwright, tmp_path_factory.mktemp("kinds")) as office:
        yield office


@pytest.fixture(scope="module")
def clerk(playwright: Playwright, office: Office) -> Iterator[Person]:
    """内勤丁's line to the API."""
    yield from signed_in(playwright, office, CLERK[1])


@pytest.fixture(scope="module")
def finance(playwright: Playwright, office: Office) -> Iterator[Person]:
    """财务辛's."""
    yield from signed_in(playwright, office, FINANCE[1])


@pytest.fixture(scope="module")
def supervisor(playwright: Playwright, office: Office) -> Iterator[Person]:
    """主管戊's."""
    yield from signed_in(playwright, office, SUPERVISOR[1])


def begins(page: Page, kind: str) -> Locator:
    """The dialog of a kind, opened from the one button."""
    page.get_by_role("button", name="更正或变更").click()
    page.get_by_role("button", name=kind, exact=True).click()
    return page.get_by_role("dialog")


def sends(box: Locator, paper: str, why: str) -> None:
    """The paper, why, and off to a second person."""
    box.get_by_label("凭什么改").fill(paper)
    box.get_by_label("为什么改").fill(why)
    box.get_by_role("button", name="提交复核").click()


def sent(page: Page) -> str:
    """It waits; gives the approval's id."""
    said = page.get_by_role("status").filter(has_text="等另一个人复核")
    expect(said).to_be_visible()
    link = said.get_by_role("link").get_attribute("href")
    assert link
    return link.rpartition("/")[2]


def agreed(person: Person, office: Office, approval_id: str) -> None:
    """The second person agrees, and what follows is posted."""
    base = f"/communities/{office.community_id}"
    person.agree(base, approval_id)
    unit = person.get(f"{base}/approvals/{approval_id}")["approval"]["unit_id"]
    posted(person, office, unit)


def posted(person: Person, office: Office, unit_id: str) -> None:
    """The newest correction of a unit is on its books."""
    path = f"/communities/{office.community_id}/units/{unit_id}/corrections"
    until(lambda: person.get(path)["rows"][0]["state"] == "posted")


def of_bill(page: Page) -> Locator:
    """What was corrected on the first bill."""
    return page.get_by_role("main").locator(".corrected").first


def test_a_discount_is_entered_agreed_to_and_stands_in_the_sentence(
    open_tab: Open, office: Office, clerk: Person, supervisor: Person
) -> None:
    desk = tab_of(open_tab, office, clerk)
    desk.go(office.desk(f"units/{office.unit_id}"))
    box = begins(desk.page, "登记优惠")
    box.get_by_label("优惠多少").fill("120")
    sends(box, "教师证", "优惠登记晚了")
    expect(box.get_by_role("alert").first).to_contain_text("0 到 100")
    expect(box.get_by_label("优惠多少")).to_be_focused()
    box.get_by_label("优惠多少").fill("20")
    expect(box).to_contain_text("优惠 20%，付 80%。")
    box.get_by_label("按哪条政策").fill("教师优惠")
    box.get_by_label("从哪天起").fill(f"{months()[0]}-01")
    desk.page.keyboard.press("Control+Enter")
    approval_id = sent(desk.page)

    second = tab_of(open_tab, office, supervisor)
    second.go(office.desk(f"approvals/{approval_id}"))
    main = second.page.get_by_role("main")
    for words in ("优惠 20% · 教师优惠", "× 80%", "碰到 2 张已发的账单"):
        expect(main).to_contain_text(words)
    second.page.get_by_role("button", name="同意，退").click()
    expect(second.page.get_by_role("status").filter(has_text="同意了")).to_be_visible()

    owner = open_tab(office.system, PHONE, storage_state=office.owner)
    until(
        lambda: (
            clerk.get(f"/communities/{office.community_id}/units/{office.unit_id}/corrections")["rows"][0]["state"]
            == "posted"
        )
    )
    owner.go(f"/bills/{office.unit_id}/{months()[0]}")
    of_bill(owner.page).get_by_role("button", name="80%").click()
    for words in ("教师优惠", "教师证", SUPERVISOR[0]):
        expect(of_bill(owner.page).get_by_role("group")).to_contain_text(words)


def test_an_amount_is_waived_on_one_bill_and_can_be_put_back(
    open_tab: Open, office: Office, clerk: Person, supervisor: Person
) -> None:
    desk = tab_of(open_tab, office, clerk)
    desk.go(office.desk(f"units/{office.unit_id}"))
    desk.page.get_by_role("button", name=re.compile(months()[1] + ".*看怎么算的")).click()
    panel = desk.page.get_by_role("complementary")
    panel.get_by_role("button", name="减免").first.click()
    box = desk.page.get_by_role("dialog")
    box.get_by_label("减多少").fill("999999")
    sends(box, "停电登记表", "停电三天")
    expect(box.get_by_role("alert")).to_contain_text("最多减这么多")
    box.get_by_label("减多少").fill("5")
    box.get_by_role("button", name="提交复核").click()
    agreed(supervisor, office, sent(desk.page))

    owner = open_tab(office.system, PHONE, storage_state=office.owner)
    owner.go(f"/bills/{office.unit_id}/{months()[1]}")
    bill = owner.page.get_by_role("main")
    bill.get_by_role("button", name="减免 −5.00").last.click()
    for words in ("为什么减", "停电登记表", SUPERVISOR[0]):
        expect(bill.get_by_role("group").filter(has_text="为什么减")).to_contain_text(words)

    desk.go(office.desk(f"units/{office.unit_id}"))
    row = desk.page.get_by_role("row").filter(has_text="账单减免")
    row.get_by_role("button", name="撤回这次更正").click()
    expect(desk.page.get_by_role("dialog")).to_contain_text("放回 ¥5.00")
    sends(desk.page.get_by_role("dialog"), "停电登记表", "这一户没有停电")
    sent(desk.page)


def test_a_price_is_changed_for_everybody_and_where_it_comes_from_is_shown(
    open_tab: Open, office: Office, finance: Person, supervisor: Person
) -> None:
    desk = tab_of(open_tab, office, finance)
    desk.go(office.desk("prices"))
    desk.page.get_by_role("link", name="收费标准").wait_for()
    row = desk.page.get_by_role("row").nth(1)
    name = row.get_by_role("rowheader").inner_text()
    row.get_by_role("button", name="改价").click()
    box = desk.page.get_by_role("dialog")
    box.get_by_label("每平方米每月").fill("0")
    sends(box, "业主大会决议", "决议通过以后没有改")
    expect(box.get_by_role("alert").first).to_contain_text("大于零的数字")
    box.get_by_label("每平方米每月").fill("9.87")
    box.get_by_label("从哪天起").fill(f"{months()[0]}-01")
    box.get_by_role("button", name="提交复核").click()
    approval_id = sent(desk.page)

    second = tab_of(open_tab, office, supervisor, PHONE)
    second.go(office.desk(f"approvals/{approval_id}"))
    main = second.page.get_by_role("main")
    for words in (name, "9.87 元/㎡·月", "张已发的账单", "业主大会决议"):
        expect(main).to_contain_text(words)
    second.page.get_by_role("button", name="同意，补收").click()
    expect(second.page.get_by_role("status").filter(has_text="同意了")).to_be_visible()

    desk.page.reload()
    row = desk.page.get_by_role("row").filter(has_text="9.87")
    row.get_by_role("button", name=re.compile("9.87")).click()
    panel = desk.page.get_by_role("complementary")
    for words in ("业主大会决议", FINANCE[0], SUPERVISOR[0], "每一次登记"):
        expect(panel).to_contain_text(words)
    panel.get_by_role("button", name="撤回这次更正").click()
    expect(desk.page.get_by_role("dialog")).to_contain_text("改回更正以前的样子")


def test_a_file_is_put_right_and_the_second_person_sees_it_masked(
    open_tab: Open, office: Office, clerk: Person, supervisor: Person
) -> None:
    desk = tab_of(open_tab, office, clerk)
    desk.refusals.add(422)
    desk.go(office.desk(f"units/{office.unit_id}"))
    desk.page.get_by_role("button", name=re.compile("^更正资料 .+")).first.click()
    box = desk.page.get_by_role("dialog")
    sends(box, "身份证", "换了手机号")
    expect(box.get_by_role("alert")).to_contain_text("至少填一样")
    box.get_by_label("手机号", exact=True).fill("1390000")
    box.get_by_role("button", name="提交复核").click()
    expect(box.get_by_role("alert")).to_contain_text("电话不对")
    box.get_by_label("手机号", exact=True).fill("13900007777")
    box.get_by_role("button", name="提交复核").click()
    approval_id = sent(desk.page)
    second = tab_of(open_tab, office, supervisor)
    second.go(office.desk(f"approvals/{approval_id}"))
    main = second.page.get_by_role("main")
    expect(main.get_by_role("row").filter(has_text="有改动")).to_contain_text("139****7777")
    expect(main).not_to_contain_text("13900007777")
    expect(main.get_by_role("row").filter(has_text="姓名")).to_contain_text("不变")


def test_an_owner_says_that_the_home_was_sold_and_the_desk_begins_from_there(
    open_tab: Open, office: Office, clerk: Person, supervisor: Person
) -> None:
    owner = open_tab(office.system, PHONE, storage_state=office.owner)
    owner.go("/my-file/mend")
    owner.page.get_by_label("哪里不对").select_option("transfer")
    owner.page.get_by_label("正确的是什么").fill(f"房子卖给了{NEWCOMER}。")
    owner.page.get_by_role("button", name="提交").click()
    expect(owner.page.get_by_role("main")).to_contain_text(f"资料更正：过户：房子卖给了{NEWCOMER}。")
    (ticket,) = clerk.get(f"/communities/{office.community_id}/tickets")["rows"]

    desk = tab_of(open_tab, office, clerk)
    desk.go(office.desk(f"service/{ticket['ticket_id']}"))
    desk.page.get_by_role("link", name="去更正").click()
    box = desk.page.get_by_role("dialog")
    expect(box.get_by_role("heading", name="过户")).to_be_visible()
    expect(box).to_contain_text("业主在工单里提的")
    new = box.get_by_role("button", name="新登记的人")
    if new.count():
        new.click()
    box.get_by_label("姓名").fill(NEWCOMER)
    box.get_by_label("从哪天起归新业主").fill(f"{months()[1]}-01")
    sends(box, "新的不动产权证", "房子卖了")
    approval_id = sent(desk.page)
    second = tab_of(open_tab, office, supervisor)
    second.go(office.desk(f"approvals/{approval_id}"))
    main = second.page.get_by_role("main")
    for words in ("过户前", "过户后", NEWCOMER, f"{months()[1]}-01 起"):
        expect(main).to_contain_text(words)
    expect(second.page.get_by_label("发给业主的话")).to_have_value(re.compile("已登记过户"))
    second.page.get_by_role("button", name="同意", exact=True).click()
    expect(second.page.get_by_role("status").filter(has_text="同意了")).to_be_visible()
    desk.go(office.desk(f"units/{office.unit_id}"))
    expect(desk.page.get_by_role("rowheader", name=NEWCOMER, exact=True)).to_be_visible()


def asked_for(clerk: Person, finance: Person, office: Office) -> dict[str, str]:
    """One of each kind that waits, on another unit than the stories'."""
    base = f"/communities/{office.community_id}"
    rows = clerk.get(f"{base}/directory")["rows"]
    unit = next(one["unit_id"] for one in rows if one["unit_id"] != office.unit_id and one["holders"])
    page = clerk.get(f"{base}/units/{unit}")
    item = next(one["about_id"] for one in page["facts"] if one["kind"] == "item")
    party = page["people"][0]["party_id"]
    day = f"{months()[0]}-01"
    said = {"paper": "资料一页", "words": "登记错了"}

    def ask(who: Person, path: str, **body: Any) -> str:
        asked: str = who.post(path, {"approval_id": new_id(), **said, **body})["approval_id"]
        return asked

    of_unit = f"{base}/units/{unit}"
    let: dict[str, Any] = {"kind": "unit.occupancy", "stretches": [{"occupancy": "let", "from_on": day}]}
    off = {"percent": "10", "policy": "教师优惠", "from_on": day}
    price = {"formula": "2002", "fixed_fen": 500_00, "from_on": day}
    return {
        "occupancy": ask(clerk, f"{of_unit}/corrections", **let),
        "discount": ask(clerk, f"{of_unit}/corrections", kind="unit.discount", item_id=item, stretches=[off]),
        "transfer": ask(clerk, f"{of_unit}/transfers", from_on=day, to={"new": {"name": NEWCOMER}}),
        "file": ask(clerk, f"{of_unit}/party-files", party_id=party, name="业主改名"),
        "tariff": ask(finance, f"{base}/items/{item}/tariffs", stretches=[price]),
    }


@pytest.fixture(scope="module")
def waiting(clerk: Person, finance: Person, office: Office) -> dict[str, str]:
    """What waits, by kind."""
    return asked_for(clerk, finance, office)


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_each_kind_can_be_read_and_asked_for_by_everybody(
    open_tab: Open, office: Office, supervisor: Person, waiting: dict[str, str], *, locale: str, screen: dict[str, Any]
) -> None:
    name = f"{locale[:2]}-{screen['viewport']['width']}"
    tab = tab_of(open_tab, office, supervisor, screen, locale=locale)
    wrong = []
    for kind, approval_id in waiting.items():
        tab.go(office.desk(f"approvals/{approval_id}"))
        settled(tab.page)
        wrong += wrong_with(tab.page, f"approval-{kind}-{name}")
    tab.go(office.desk("prices"))
    settled(tab.page)
    tab.page.locator("td .fig").first.click()
    wrong += wrong_with(tab.page, f"prices-{name}")
    tab.page.locator(".panel .btn.sec").first.click()
    wrong += wrong_with(tab.page, f"ask-tariff-{name}")
    tab.go(office.desk(f"units/{office.unit_id}"))
    settled(tab.page)
    for index in range(len(KINDS)):
        tab.page.locator(".correct-menu button").first.click()
        tab.page.locator(".correct-menu .menu button").nth(index).click()
        tab.page.locator("dialog .btn.pri").click()
        wrong += wrong_with(tab.page, f"ask-{index}-{name}")
        tab.page.keyboard.press("Escape")
    assert wrong == []
