"""The desk takes cash by keyboard alone and prints; whatever goes wrong in between, nothing is taken twice or lost."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

import pypdf
import pytest
from playwright.sync_api import Page, Playwright, Route, expect

from tests.e2e.browsing import DESK, PHONE, wrong_with
from tests.e2e.conftest import Open
from tests.e2e.office import ADMIN, Office, Person, an_office, months, new_id
from tests.e2e.system import running
from tests.e2e.till import Desk, a_book

SECONDS_PER_KEY: Final = 0.5
OFFLINE: Final = "internetdisconnected"


@pytest.fixture(scope="module")
def till(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with many flats that owe the same."""
    home = tmp_path_factory.mktemp("till")
    with running(home) as system:
        yield an_office(playwright, system, home, a_book())


@pytest.fixture
def desk(playwright: Playwright, till: Office, open_tab: Open) -> Iterator[Desk]:
    """A cashier who has just sat down."""
    admin, owner = (Person(playwright, till.system, session=session) for session in (till.admin, till.owner))
    yield Desk(open_tab(till.system, DESK, storage_state=till.admin), till, admin, owner)
    admin.line.dispose()
    owner.line.dispose()


def lose(desk: Desk, *, after: bool) -> list[str]:
    """From now on no answer about taking cash arrives; `after`: though the server does it. Gives the keys it saw."""
    desk.tab.may_be_offline = True
    keys: list[str] = []

    def handle(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if after:
            route.fetch()
        route.abort(OFFLINE)

    desk.page.route("**/payments", handle)
    return keys


def receipt_of(page: Page) -> str:
    """The paper that Enter opens in a new tab, as text."""
    expect(page.get_by_role("button", name="打印收据").get_by_text("Enter")).to_be_visible()
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    opened.value.wait_for_url("**/files/receipts/**")
    answer = page.context.request.get(opened.value.url)
    opened.value.close()
    assert answer.headers["content-type"] == "application/pdf"
    return "".join(part.extract_text() for part in pypdf.PdfReader(io.BytesIO(answer.body())).pages)


def test_the_desk_takes_cash_by_keyboard_alone_and_prints(desk: Desk) -> None:
    page = desk.page
    unit_id = desk.begin("301")
    desk.check()
    assert wrong_with(page, "cashier-take") == []
    desk.press(*"600")
    expect(desk.panel.get_by_text("¥70.00")).to_be_visible()
    desk.press("Enter")
    number = desk.done()
    assert wrong_with(page, "cashier-done") == []
    expect(page.get_by_text("这一户都缴清了")).to_be_visible()
    payment = desk.payments(unit_id)[0]
    expect(page.get_by_role("button", name="打印收据")).to_be_focused()
    text = receipt_of(page)
    for said in ("业主甲", "301", number, payment["number"], "530.00", "伍佰叁拾元整", "现金", ADMIN, "物业服务费"):
        assert said in text.replace(" ", ""), (said, text)
    page.bring_to_front()
    expect(page.get_by_role("button", name="下一户")).to_be_focused()
    desk.press("Enter")
    expect(page.get_by_label("谁来缴费")).to_be_focused()
    assert wrong_with(page, "cashier-find") == []
    assert (desk.keys + 1) * SECONDS_PER_KEY < 20
    assert (payment["paid_by"], payment["checked_by"]) == ("self", "id_card")
    assert (payment["received_fen"], payment["change_fen"], desk.open_fen(unit_id)) == (60000, 7000, 0)
    row = page.get_by_role("table", name="刚才收的").get_by_role("row").filter(has_text=number)
    expect(row).to_contain_text("¥530.00")


def test_enter_pressed_twice_takes_once(desk: Desk) -> None:
    unit_id = desk.begin("302")
    desk.check()
    desk.press("=", "Enter", "Enter")
    number = desk.done()
    assert [one["book_number"] for one in desk.payments(unit_id)] == [number]
    assert len(desk.page.context.pages) == 1
    desk.page.reload()
    assert desk.done() == number
    desk.press("Escape")
    expect(desk.page.get_by_label("谁来缴费")).to_be_focused()


def test_a_lost_answer_is_asked_for_again_under_the_same_key_and_found_after_a_reload(desk: Desk) -> None:
    unit_id = desk.begin("303")
    desk.check()
    keys = lose(desk, after=True)
    desk.press("=", "Enter")
    expect(desk.panel.get_by_text("这一笔收没收到还不知道")).to_be_visible()
    assert len(keys) == 3
    assert len(set(keys)) == 1
    assert wrong_with(desk.page, "cashier-unsure") == []
    desk.page.unroute("**/payments")
    desk.page.reload()
    desk.done()
    assert len(desk.payments(unit_id)) == 1


def test_what_never_arrived_is_looked_up_and_taken_with_all_that_was_typed(desk: Desk) -> None:
    unit_id = desk.begin("304")
    desk.check()
    desk.tab.refusals.add(404)
    lose(desk, after=False)
    desk.press(*"700", "Enter")
    again = desk.page.get_by_role("button", name="再试一次")
    expect(again).to_be_focused()
    desk.page.unroute("**/payments")
    desk.page.get_by_role("button", name="查一查收到没有").click()
    expect(desk.panel.get_by_role("status")).to_contain_text("刚才那一笔没有收")
    expect(desk.received).to_be_focused()
    expect(desk.received).to_have_value("700")
    desk.press("Control+Enter")
    desk.done()
    assert [one["change_fen"] for one in desk.payments(unit_id)] == [17000]


def test_a_bill_paid_online_meanwhile_is_refused_and_nothing_typed_is_lost(desk: Desk) -> None:
    page = desk.page
    unit_id = desk.begin("305")
    desk.check()
    desk.press(*"600")
    desk.pay_online(unit_id, desk.order(unit_id, months()[:1]))
    desk.tab.refusals.add(409)
    desk.press("Enter")
    expect(desk.panel.get_by_role("alert")).to_contain_text("已经缴清了")
    expect(page.get_by_role("status").filter(has_text="刚刚缴清了")).to_contain_text(months()[0])
    assert wrong_with(page, "cashier-refused") == []
    expect(desk.received).to_have_value("600")
    expect(page.get_by_role("radio", name="本人")).to_be_checked()
    expect(desk.panel).to_contain_text("¥265.00")
    expect(desk.panel).to_contain_text("¥335.00")
    desk.press("Enter")
    desk.done()
    assert sorted(one["amount_fen"] for one in desk.payments(unit_id)) == [26500, 26500]
    assert desk.open_fen(unit_id) == 0


def test_a_part_is_paid_and_the_rest_stays_open(desk: Desk) -> None:
    page = desk.page
    unit_id = desk.begin("306")
    desk.check()
    desk.press("F2", "Space", "ArrowDown", "Space", "ArrowDown", "Space", "ArrowDown", "Space")
    expect(desk.panel).to_contain_text("¥0.00")
    desk.fee.focus()
    desk.press(*"100.5", "Enter")
    expect(desk.received).to_be_focused()
    expect(desk.panel).to_contain_text("¥100.50")
    desk.press(*"101", "Enter")
    desk.done()
    expect(page.get_by_text("这一户还有 ¥429.50 没缴")).to_be_visible()
    assert desk.open_fen(unit_id) == 42950
    desk.begin("306")
    desk.check()
    desk.press(*"200")
    desk.press("F4")
    expect(desk.panel.get_by_role("button", name="收款 ¥200.00")).to_be_visible()
    desk.press("Enter")
    desk.done()
    assert desk.open_fen(unit_id) == 22950


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("88.555", "最多写到分"),
        ("-1", "不能是负数"),
        ("1e3", "请写数字"),
        ("0", "要缴就大于零"),
        ("251", "最多 250.00 元"),
    ],
)
def test_a_wrong_amount_is_refused_in_a_sentence(desk: Desk, typed: str, sentence: str) -> None:
    unit_id = desk.begin("307")
    desk.check()
    desk.fee.focus()
    desk.press(*typed, "Control+Enter")
    expect(desk.page.get_by_role("table", name="待缴账单").get_by_role("alert")).to_contain_text(sentence)
    assert desk.payments(unit_id) == []


def test_the_check_and_the_money_are_asked_for(desk: Desk) -> None:
    unit_id = desk.begin("307")
    expect(desk.page.get_by_role("radio", name="本人")).to_be_focused()
    desk.press("Enter")
    expect(desk.panel.get_by_role("alert")).to_contain_text("选是谁来缴的")
    desk.press("2", "Control+Enter")
    expect(desk.panel.get_by_role("alert")).to_contain_text("选怎么核对的")
    desk.press("3", *"529.99", "Enter")
    expect(desk.panel.get_by_role("alert")).to_contain_text("收到的现金不够")
    expect(desk.panel).to_contain_text("¥0.01")
    assert desk.payments(unit_id) == []


def test_what_is_prepaid_at_the_desk_is_used_with_one_step(desk: Desk) -> None:
    page = desk.page
    unit_id = desk.begin("308")
    desk.check()
    page.get_by_role("checkbox", name="全选").uncheck()
    page.get_by_label("另外预存").fill("100")
    page.get_by_label("另外预存").press("Enter")
    desk.press("=", "Enter")
    desk.done()
    desk.tab.go(desk.office.desk(f"units/{unit_id}"))
    expect(page.get_by_role("definition").filter(has_text="¥100.00")).to_be_visible()
    page.get_by_role("link", name="收费").last.click()
    page.get_by_role("button", name="用预存抵扣").click()
    expect(page.get_by_role("status").filter(has_text="用预存抵扣了 100.00 元")).to_be_visible()
    expect(desk.panel).to_contain_text("¥430.00")
    assert (desk.open_fen(unit_id), len(desk.payments(unit_id))) == (43000, 2)
    desk.tab.go(desk.office.desk(f"units/{unit_id}"))
    table = page.get_by_role("table", name="缴费记录")
    expect(table.get_by_role("row").filter(has_text="预存抵扣")).to_contain_text("100.00")
    table.get_by_role("row").filter(has_text="现金").get_by_role("button", name="看用到哪里").click()
    expect(desk.panel).to_contain_text("本人，看证件")
    assert wrong_with(page, "unit-payment") == []


def test_a_second_payment_of_the_same_bills_is_listed_and_seen_to(desk: Desk) -> None:
    page = desk.page
    unit_id = desk.unit("309")
    desk.pay_online(unit_id, *(desk.order(unit_id, months()[:2]) for _ in range(2)))
    desk.tab.go(desk.office.desk("exceptions"))
    row = page.get_by_role("row").filter(has_text="309")
    expect(row).to_contain_text("多收")
    expect(row).to_contain_text("530.00")
    row.get_by_role("button").click()
    expect(desk.panel).to_contain_text("留作这一户的预存")
    desk.panel.get_by_role("button", name="处理好了").click()
    expect(desk.panel.get_by_role("alert")).to_contain_text("请写一句")
    assert wrong_with(page, "exception") == []
    note = desk.panel.get_by_label("怎么处理的")
    note.fill("电话告知业主甲，同意留作预存")
    note.press("Control+Enter")
    expect(desk.panel).to_contain_text("已处理")
    expect(desk.panel).to_contain_text(ADMIN)
    page.reload()
    expect(page.get_by_role("heading", name="异常款")).to_be_visible()
    page.get_by_role("button", name="全部").click()
    expect(page.get_by_role("row").filter(has_text="309")).to_contain_text("已处理")


def test_too_little_paid_online_is_told_and_the_rest_stays_open(desk: Desk) -> None:
    unit_id = desk.unit("310")
    desk.pay_online(unit_id, desk.order(unit_id, months()[:1]), fen=20000)
    desk.tab.go(desk.office.desk("exceptions"))
    row = desk.page.get_by_role("row").filter(has_text="310")
    expect(row).to_contain_text("少收")
    expect(row).to_contain_text("65.00")
    assert desk.open_fen(unit_id) == 33000


def test_the_simulated_payers_page_pays_refuses_and_leads_back(desk: Desk, open_tab: Open) -> None:
    unit_id = desk.unit("311")
    phone = open_tab(desk.office.system, PHONE, storage_state=desk.office.owner)
    page, home = phone.page, desk.office.system.origin + "/my-file"
    order = desk.order(unit_id, months()[:1])
    link = f"{order[1]}&redirect_url={quote(home, safe='')}"
    page.goto(link)
    expect(page.get_by_role("main")).to_contain_text("¥265.00")
    page.get_by_role("button", name="不付了").tap()
    page.wait_for_url(home)
    page.goto(link)
    page.get_by_text("模拟异常").tap()
    page.get_by_label("多发几次").fill("2")
    page.get_by_role("button", name="照这样发").tap()
    expect(page.get_by_role("status").filter(has_text="照这样发")).to_be_visible()
    page.get_by_label("付另一个金额").fill("1e3")
    page.get_by_role("button", name="付这个金额").tap()
    expect(page.get_by_role("alert")).to_contain_text("请写数字")
    assert wrong_with(page, "local-pay") == []
    page.get_by_label("付另一个金额").fill("300")
    page.get_by_role("button", name="付这个金额").tap()
    page.wait_for_url(home)
    desk.owner.until(f"/my/units/{unit_id}/orders/{order[0]}", "paid")
    desk.owner.post("/local/wechat/behaviour", {})
    page.goto(link)
    expect(page.get_by_role("status").filter(has_text="支付成功")).to_be_visible()
    assert wrong_with(page, "local-pay-paid") == []
    assert [(one["amount_fen"], one["surplus_fen"]) for one in desk.payments(unit_id)] == [(30000, 3500)]
    phone.refusals.add(404)
    phone.go(f"/local/pay/wx{new_id()}")
    expect(page.get_by_text("没有这一单")).to_be_visible()
