"""An owner pays on the portal, over HTTP: bills chosen, the provider paid, its notice taken, a receipt (PAY-01)."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from pypdf import PdfReader

from chalicelib.core import clock
from chalicelib.journal import entry_page
from chalicelib.journal.entries import unit_home
from chalicelib.payments.service import receipts
from infra.local.wechat.notices import Notification
from infra.local.wechat.simulator import Simulator
from tests.builders import ledger, payments
from tests.builders.core import AT
from tests.builders.office import Office, an_id
from tests.builders.people import Browser, gateway
from tests.integration.payments.asks import MONTH_FEN, an_order, mine, owed, owner, parts, stored, told

NOTIFY = "/payments/wechat/notify"


def notify(notice: Notification) -> tuple[int, bytes]:
    """What the provider sends, as it sends it: no page of ours, no cookie, no key."""
    answer = gateway().call("POST", NOTIFY, notice.headers, notice.raw, address="198.51.100.9")
    return answer.status, answer.body


def ordered(office: Office, browser: Browser, **given: Any) -> str:
    """An order for all that is owed; gives its place."""
    body = an_order(parts(owed(browser, mine(office))), **given)
    status, answer = browser.post(f"{mine(office)}/orders", body)
    assert status == 200, answer
    return f"{mine(office)}/orders/{answer['order_id']}"


def trade_no(office: Office, place: str) -> str:
    return payments.trade_no(office, place.rpartition("/")[2])


def test_an_owner_pays_all_with_one_order_and_holds_a_receipt(office: Office, simulator: Simulator) -> None:
    browser = owner(office)
    place = ordered(office, browser)
    order = browser.get(place)[1]
    assert (order["state"], order["amount_fen"], order["payment"]) == ("open", 2 * MONTH_FEN, None)
    status, way = browser.post(f"{place}/checkout", {"scene": "h5"})
    assert (status, way["qr_svg"]) == (200, None)
    assert "/local/pay/" in way["url"]
    assert notify(simulator.pay(trade_no(office, place))) == (200, b'{"code":"SUCCESS"}')
    order = browser.get(place)[1]
    payment = order["payment"]
    assert (order["state"], payment["amount_fen"], payment["book_number"]) == ("paid", 2 * MONTH_FEN, None)
    assert payment["number"].startswith("P20261031-")
    assert [part["amount_fen"] for part in payment["parts"]] == [250_00, 15_00, 250_00, 15_00]
    assert owed(browser, mine(office)) == []
    clock.use(lambda: AT + timedelta(seconds=3))
    office.queue.drain()
    (row,) = browser.get(f"{mine(office)}/payments")[1]["rows"]
    assert (row["book_number"], row["payer_name"], row["by_name"]) == ("W-0000001", "业主 101", "")
    assert browser.get(f"{mine(office)}/payments/{row['payment_id']}")[1] == row
    ledger.add_up(office, simulator.statement())


def test_the_receipt_is_drawn_and_its_code_confirms_it_without_naming_anybody(
    office: Office, simulator: Simulator
) -> None:
    posted = payments.pay_online(office, simulator)
    browser = owner(office)
    status, link = browser.post(f"{mine(office)}/payments/{posted.payment_id}/receipt", {})
    assert status == 200
    drawn = office.files.kept[link["url"].removeprefix("memory:")]
    assert drawn.startswith(b"%PDF")
    code = receipts.code_of(office.org_id, payments.unit_of(office), posted.payment_id)
    status, found = Browser().get(f"/receipts/{code}")
    assert (status, found["number"], found["amount_fen"]) == (200, posted.number, 2 * MONTH_FEN)
    assert (found["months"], found["method"]) == (["2026-09", "2026-10"], "wechat")
    assert "业主" not in str(found)
    assert "101" not in str(found)


def test_a_code_to_scan_comes_as_a_picture(office: Office, simulator: Simulator) -> None:
    browser = owner(office)
    place = ordered(office, browser)
    _, way = browser.post(f"{place}/checkout", {"scene": "native"})
    assert way["qr_svg"].startswith("<svg")
    assert "/local/pay/" in way["url"]


def test_part_of_a_bill_may_be_paid_and_the_rest_stays_open(office: Office, simulator: Simulator) -> None:
    browser = owner(office)
    first = owed(browser, mine(office))[:1]
    _, order = browser.post(f"{mine(office)}/orders", an_order(parts(first, 100_00)))
    notify(payments.taken(office, simulator, order["order_id"]))
    assert [bill["open_fen"] for bill in owed(browser, mine(office))] == [150_00, 15_00, 250_00, 15_00]
    (home,) = browser.get("/my/home")[1]["units"]
    assert home["open_fen"] == 2 * MONTH_FEN - 100_00
    ledger.add_up(office, simulator.statement())


def test_what_is_paid_for_later_settles_the_next_month_when_it_is_released(
    office: Office, simulator: Simulator
) -> None:
    browser = owner(office)
    place = ordered(office, browser, prepay_fen=MONTH_FEN + 100)
    browser.post(f"{place}/checkout", {"scene": "h5"})
    notify(simulator.pay(trade_no(office, place)))
    balances = browser.get(f"{mine(office)}/payable")[1]["balances"]
    assert [(one["payer_name"], one["prepaid_fen"]) for one in balances] == [("业主 101", MONTH_FEN + 100)]
    clock.use(lambda: AT + timedelta(minutes=1))
    office.bill("2026-11")
    office.queue.drain()
    payable = browser.get(f"{mine(office)}/payable")[1]
    assert (payable["bills"], [one["prepaid_fen"] for one in payable["balances"]]) == ([], [100])
    used, first = browser.get(f"{mine(office)}/payments")[1]["rows"]
    assert (used["method"], used["amount_fen"], used["has_receipt"]) == ("prepaid", MONTH_FEN, False)
    assert (first["prepaid_fen"], first["surplus_fen"]) == (MONTH_FEN + 100, 0)
    status, refused = browser.post(f"{mine(office)}/payments/{used['payment_id']}/receipt", {})
    assert (status, refused["code"]) == (409, "no_receipt")
    ledger.add_up(office, simulator.statement())


def test_an_owner_uses_what_was_prepaid_once(office: Office, simulator: Simulator) -> None:
    payments.pay_online(office, simulator, parts=(), prepay_fen=260_00)
    browser, payer = owner(office), {"payer_id": payments.owner_of(office)}
    first = browser.post(f"{mine(office)}/prepaid/use", payer, key=an_id("use"))
    assert (first[0], first[1]["amount_fen"], first[1]["settled_fen"]) == (200, 260_00, 260_00)
    before = stored()
    assert browser.post(f"{mine(office)}/prepaid/use", payer, key=an_id("use")) == first
    status, refused = browser.post(f"{mine(office)}/prepaid/use", payer)
    assert (status, refused["code"]) == (409, "nothing_prepaid")
    assert stored() == before


def test_a_tap_sent_again_gets_the_first_answer_and_another_request_under_its_key_is_refused(
    office: Office, simulator: Simulator
) -> None:
    browser, key = owner(office), an_id("tap")
    body = an_order(parts(owed(browser, mine(office))))
    first = browser.post(f"{mine(office)}/orders", body, key=key)
    before = stored()
    assert browser.post(f"{mine(office)}/orders", body, key=key) == first
    status, refused = browser.post(f"{mine(office)}/orders", body | {"prepay_fen": 1}, key=key)
    assert (status, refused["code"]) == (422, "key_reused")
    status, refused = browser.post(f"{mine(office)}/orders", body)
    assert (status, refused["code"]) == (409, "order_exists")
    assert stored() == before
    notify(payments.taken(office, simulator, body["order_id"]))
    assert browser.post(f"{mine(office)}/orders", body, key=key) == first


def test_an_order_that_was_paid_closed_or_ran_out_leads_nowhere(office: Office, simulator: Simulator) -> None:
    browser = owner(office)
    place = ordered(office, browser)
    clock.use(lambda: AT + timedelta(minutes=30))
    status, refused = browser.post(f"{place}/checkout", {"scene": "h5"})
    assert (status, refused["code"], refused["facts"]["state"]) == (409, "order_refused", "expired")
    clock.use(lambda: AT)
    browser.post(f"{place}/checkout", {"scene": "h5"})
    notify(simulator.pay(trade_no(office, place)))
    status, refused = browser.post(f"{place}/checkout", {"scene": "h5"})
    assert (status, refused["facts"]["state"]) == (409, "paid")


def test_two_orders_for_the_same_bills_may_both_be_paid_and_nothing_is_lost(
    office: Office, simulator: Simulator
) -> None:
    browser = owner(office)
    places = [ordered(office, browser, name=name) for name in ("one", "other")]
    for place in places:
        browser.post(f"{place}/checkout", {"scene": "h5"})
        assert notify(simulator.pay(trade_no(office, place)))[0] == 200
    first, second = (browser.get(place)[1]["payment"] for place in places)
    assert (first["settled_fen"], first["surplus_fen"]) == (2 * MONTH_FEN, 0)
    assert (second["settled_fen"], second["surplus_fen"]) == (0, 2 * MONTH_FEN)
    found = ledger.add_up(office, simulator.statement())
    assert (found.prepaid_fen, list(found.odd.values())) == (2 * MONTH_FEN, [2 * MONTH_FEN])


def test_paying_a_bill_that_is_paid_is_refused_before_any_money_moves(office: Office, simulator: Simulator) -> None:
    browser = owner(office)
    chosen = parts(owed(browser, mine(office)))
    payments.pay_cash(office)
    before = stored()
    answer = told(browser.post(f"{mine(office)}/orders", an_order(chosen)))
    assert (answer[0], answer[1]["code"]) == (409, "bill_paid")
    assert answer[1]["facts"] == {"item": "物业服务费", "period": "2026-09"}
    assert stored() == before


def test_the_household_s_journal_tells_of_the_order_and_of_the_payment(office: Office, simulator: Simulator) -> None:
    order_id = payments.an_order(office)
    clock.use(lambda: AT + timedelta(minutes=1))
    payments.tell(payments.taken(office, simulator, order_id))
    told_of, _ = entry_page(office.scope, unit_home(payments.unit_of(office)), cursor=None)
    assert [entry.event for entry in told_of] == ["payment.posted", "order.opened"]
    assert [entry.actor for entry in told_of] == ["wechat", f"P:{payments.owner_of(office)}"]


def test_the_drawn_receipt_says_what_was_paid(office: Office, simulator: Simulator) -> None:
    posted = payments.pay_online(office, simulator)
    _, link = owner(office).post(f"{mine(office)}/payments/{posted.payment_id}/receipt", {})
    pages = PdfReader(io.BytesIO(office.files.kept[link["url"].removeprefix("memory:")])).pages
    text = "".join(page.extract_text() for page in pages)
    for words in ("伍佰叁拾元整", "物业服务费", "业主 101", posted.number):
        assert words in text
