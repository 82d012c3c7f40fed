"""The cashier's desk over HTTP: cash and change, numbered receipts, exception items, and who may do what (PAY-03)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.core import clock
from chalicelib.core.scope import Role
from chalicelib.edge import jobs
from chalicelib.payments import jobs as payments_jobs
from chalicelib.people.service import Grant
from infra.local.wechat.simulator import Simulator
from tests.builders import ledger, payments
from tests.builders.billing import a_small_workbook
from tests.builders.browsers import colleague, signed_in
from tests.builders.core import AT
from tests.builders.office import Office, an_id
from tests.builders.payments import FIRST
from tests.builders.people import Browser
from tests.integration.payments.asks import MONTH_FEN, an_order, cash, mine, owed, owner, parts, stored, there, told

SECOND, UNTIL_MIDNIGHT = timedelta(seconds=1), timedelta(hours=14)
CASHIER_PHONE, OTHER_PHONE = "13800000002", "13800000003"


@pytest.fixture
def desk(office: Office) -> Browser:
    """Somebody at the front desk of this community."""
    return colleague(office, Grant(Role.DESK, (office.community_id,)), phone=CASHIER_PHONE, name="前台乙")


def test_cash_is_taken_with_change_and_the_receipt_is_numbered_at_once(office: Office, desk: Browser) -> None:
    body = cash(parts(owed(desk, there(office))), prepay_fen=100, received_fen=600_00)
    status, posted = desk.post(f"{there(office)}/payments", body)
    assert status == 200
    assert (posted["amount_fen"], posted["change_fen"]) == (2 * MONTH_FEN + 100, 600_00 - 2 * MONTH_FEN - 100)
    assert (posted["book_number"], posted["waiting"]) == ("D00001-0001", 0)
    payment = desk.get(f"{there(office)}/payments/{posted['payment_id']}")[1]
    assert (payment["by_name"], payment["payer_name"], payment["book_number"]) == ("前台乙", "业主 101", "D00001-0001")
    assert (payment["received_fen"], payment["paid_by"], payment["checked_by"]) == (600_00, "family", "phone")
    status, link = desk.post(f"{there(office)}/payments/{posted['payment_id']}/receipt", {})
    assert status == 200
    assert office.files.kept[link["url"].removeprefix("memory:")].startswith(b"%PDF")
    assert owner(office).get(f"{mine(office)}/payments")[1]["rows"] == [payment]
    ledger.add_up(office)


def test_each_cashier_s_day_is_a_book_of_its_own(office: Office, desk: Browser) -> None:
    other = colleague(office, Grant(Role.FINANCE), phone=OTHER_PHONE)

    def take(browser: Browser, name: str) -> str:
        body = cash([], prepay_fen=1, name=name)
        number: str = browser.post(f"{there(office)}/payments", body)[1]["book_number"]
        return number

    assert [take(desk, "1"), take(other, "2"), take(desk, "3")] == ["D00001-0001", "D00002-0001", "D00001-0002"]
    for name, after, number in (("4", UNTIL_MIDNIGHT - SECOND, "D00001-0003"), ("5", UNTIL_MIDNIGHT, "D00003-0001")):
        clock.use(lambda after=after: AT + after)  # type: ignore[misc]
        assert take(signed_in(office, CASHIER_PHONE), name) == number
    ledger.add_up(office)


def test_cash_sent_again_gets_the_first_answer_whatever_was_paid_meanwhile(office: Office, desk: Browser) -> None:
    chosen, key = parts(owed(desk, there(office))), an_id("tap")
    place = f"{there(office)}/payments"
    first = desk.post(place, cash(chosen), key=key)
    assert first[0] == 200
    before = stored()
    assert desk.post(place, cash(chosen), key=key) == first
    refusals = [
        desk.post(place, cash(chosen, received_fen=999_99), key=key),
        desk.post(place, cash(chosen)),
        desk.post(place, cash(chosen, name="another")),
    ]
    assert [(status, body["code"]) for status, body in refusals] == [
        (422, "key_reused"),
        (409, "payment_exists"),
        (409, "bill_paid"),
    ]
    assert stored() == before


def test_a_unit_that_nobody_pays_for_takes_no_prepayment(office: Office, desk: Browser) -> None:
    office.take_in(a_small_workbook(1, first=301), name="empty.xlsx")
    status, refused = desk.post(f"{there(office, 301)}/payments", cash([], prepay_fen=100))
    assert (status, refused["code"]) == (422, "no_payer")


def test_the_office_uses_a_household_s_prepayment(office: Office, desk: Browser) -> None:
    payments.pay_cash(office, parts=(), prepay_fen=300_00)
    status, used = desk.post(f"{there(office)}/prepaid/use", {"payer_id": payments.owner_of(office)})
    assert (status, used["amount_fen"], used["book_number"]) == (200, 300_00, None)
    assert desk.get(f"{there(office)}/payable")[1]["balances"] == []
    ledger.add_up(office)


def test_an_exception_item_is_seen_to_once(office: Office, simulator: Simulator) -> None:
    payments.pay_online(office, simulator, amount_fen=2 * MONTH_FEN + 7)
    payments.pay_online(office, simulator, FIRST + 1, amount_fen=1)
    finance = colleague(office, Grant(Role.FINANCE))
    items = f"/communities/{office.community_id}/exceptions"
    rows = finance.get(items)[1]["rows"]
    assert sorted((row["kind"], row["amount_fen"], row["unit_label"], row["handled_by"]) for row in rows) == [
        ("short", 2 * MONTH_FEN - 1, "1 幢 1 单元 102", None),
        ("surplus", 7, "1 幢 1 单元 101", None),
    ]
    surplus = next(row["exception_id"] for row in rows if row["kind"] == "surplus")
    place, key = f"{items}/{surplus}/handle", an_id("handle")
    first = finance.post(place, {"note": "已电话告知业主"}, key=key)
    assert first[0] == 200
    before = stored()
    assert finance.post(place, {"note": "已电话告知业主"}, key=key) == first
    refusals = [
        finance.post(place, {"note": "退还"}, key=key),
        finance.post(place, {"note": "退还"}),
        finance.post(place, {"note": " "}),
        finance.post(f"{items}/{an_id('no such')}/handle", {"note": "退还"}),
    ]
    assert [(status, body["code"]) for status, body in refusals] == [
        (422, "key_reused"),
        (409, "exception_handled"),
        (400, "malformed"),
        (404, "not_found"),
    ]
    assert stored() == before
    handled = next(row for row in finance.get(items)[1]["rows"] if row["exception_id"] == surplus)
    assert (handled["handled_by"], handled["note"]) == ("财务丙", "已电话告知业主")


READ, TAKE, LOOK, HANDLE = "payments.read", "payments.take", "exceptions.read", "exceptions.handle"
MAY: dict[Role, set[str]] = {
    Role.DESK: {READ, TAKE},
    Role.FINANCE: {READ, TAKE, LOOK, HANDLE},
    Role.SUPERVISOR: {READ, TAKE, LOOK, HANDLE},
    Role.MANAGER: {READ, TAKE, LOOK, HANDLE},
    Role.ADMIN: {READ, TAKE, LOOK, HANDLE},
    Role.REGIONAL_MANAGER: {READ, LOOK},
    Role.AUDITOR: {READ, LOOK},
    Role.COMPLAINT_HANDLER: {READ},
    Role.CREW: set(),
    Role.STEWARD: set(),
    Role.GATE_GUARD: set(),
}


def test_who_may_not_is_refused_and_nothing_changes(office: Office, simulator: Simulator) -> None:
    posted = payments.pay_online(office, simulator, FIRST + 1, amount_fen=1)
    (item,) = payments.odd_ones(office)
    chosen = parts(owed(signed_in(office), there(office)))
    items = f"/communities/{office.community_id}/exceptions"
    people = {role: colleague(office, Grant(role), phone=f"1380000{n:04}") for n, role in enumerate(MAY, 10)}
    before = stored()
    for role, browser in people.items():
        asked = [
            (READ, browser.get(f"{there(office)}/payable")),
            (READ, browser.get(f"{there(office)}/payments")),
            (READ, browser.get(f"{there(office, FIRST + 1)}/payments/{posted.payment_id}")),
            (LOOK, browser.get(items)),
        ]
        if TAKE not in MAY[role]:
            asked += [
                (TAKE, browser.post(f"{there(office)}/payments", cash(chosen))),
                (TAKE, browser.post(f"{there(office)}/prepaid/use", {"payer_id": payments.owner_of(office)})),
            ]
        if HANDLE not in MAY[role]:
            asked.append((HANDLE, browser.post(f"{items}/{item.exception_id}/handle", {"note": "已看过"})))
        asked.append(("own.pay", browser.post(f"{mine(office)}/orders", an_order(chosen))))
        for permission, (status, answer) in asked:
            wanted = (200, None) if permission in MAY[role] else (403, "forbidden")
            assert (status, answer.get("code")) == wanted, (role, permission, answer)
    assert stored() == before


def test_an_owner_reaches_nothing_of_the_desk(office: Office) -> None:
    payer = owner(office)
    chosen = parts(owed(payer, mine(office)))
    answers = [
        payer.get(f"{there(office)}/payable"),
        payer.get(f"{there(office)}/payments"),
        payer.post(f"{there(office)}/payments", cash(chosen)),
        payer.get(f"/communities/{office.community_id}/exceptions"),
    ]
    assert [told(answer)[1]["code"] for answer in answers] == ["forbidden"] * 4


def test_the_level_checks_find_nothing_where_all_is_done(office: Office, simulator: Simulator) -> None:
    payments.pay_online(office, simulator)
    clock.use(lambda: AT + timedelta(minutes=40))
    office.queue.drain()
    before = stored()
    for sweep in (payments_jobs.SETTLE, payments_jobs.RESUME, payments_jobs.USE_PREPAID_SWEEP):
        jobs.run(sweep)
        office.queue.drain()
    assert stored() == before
