"""A unit is sold: the new owner sees, owes and pays what is of their own time, nothing of the last owner's (SEC-01).

业主乙 sold unit 201 to 业主甲 on 15 September, and paid August and September of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from chalicelib.billing.rules.bills import OpenBill
from chalicelib.billing.service import accounts
from chalicelib.core.dated import Dated
from chalicelib.core.scope import Household, Reach, Role, Scope
from chalicelib.db.reads import get
from chalicelib.edge import sessions
from chalicelib.estate.rules import unit_id_of
from chalicelib.estate.store import UnitRow
from chalicelib.people.service import party_id_of
from infra.local.wechat.simulator import Simulator
from tests.builders import ledger, transfers
from tests.builders.browsers import signed_in
from tests.builders.core import a_source, standing_clock
from tests.builders.office import Office, a_cause, an_id, an_office
from tests.builders.people import Browser
from tests.builders.workbooks import a_workbook, own_sheets
from tests.integration.payments.asks import Json, an_order, cash, owed, stored, told

BUYER, SELLER = "13900000001", "13900000002"
MONTHS = ("2026-08", "2026-09", "2026-10")
SOLD = date(2026, 9, 15)
MONTH_FEN = 60 * 250


@pytest.fixture(params=["the buyer pays from then on", "the seller still pays"])
def sold(moto_engine: None, simulator: Simulator, request: pytest.FixtureRequest) -> Iterator[Office]:
    """Whoever pays for October, it is of the new owner's time."""
    with standing_clock():
        office = an_office()
        sheets = own_sheets()
        sheets["房屋"][2][7] = "2"
        office.take_in(a_workbook(sheets))
        for month in MONTHS[:2]:
            office.bill(month)
        if request.param == "the buyer pays from then on":
            unit = get(UnitRow, f"{office.org_id}#U#{unit_id(office)}", "UNIT")
            assert unit is not None
            unit.update(actions=[UnitRow.payer.set((Dated(party(office, "1"), a_source()),))])
        office.bill(MONTHS[2])
        transfers.sell(
            office.scope, a_cause(), unit_id(office), approval_id=an_id("V"), to=party(office, "1"), from_on=SOLD
        )
        sessions.forget()
        yield office


def unit_id(office: Office) -> str:
    return unit_id_of(office.community_id, "1", "2", "201")


def party(office: Office, number: str) -> str:
    return party_id_of(office.community_id, number)


def place(office: Office) -> str:
    return f"/my/units/{unit_id(office)}"


def buyer(office: Office) -> Browser:
    return signed_in(office, BUYER)


def at_the_desk(office: Office, chosen: list[Json], name: str) -> str:
    path = f"/communities/{office.community_id}/units/{unit_id(office)}/payments"
    status, answer = signed_in(office).post(path, cash(chosen, name=name))
    assert status == 200, answer
    return str(answer["payment_id"])


def all_parts(office: Office) -> dict[str, Json]:
    """What the office sees open, by month."""
    found = accounts.open_of(office.scope, unit_id(office))
    return {
        bill.period: {"period": bill.period, "item_id": bill.item_id, "amount_fen": bill.open_fen} for bill in found
    }


def test_a_new_owner_sees_the_months_since_they_own_it_and_their_sum_is_what_they_owe(sold: Office) -> None:
    browser = buyer(sold)
    home = {one["unit_id"]: one for one in browser.get("/my/home")[1]["units"]}[unit_id(sold)]
    assert (home["relation"], home["open_fen"], home["open_bills"], home["period"]) == (
        "owner",
        MONTH_FEN,
        1,
        MONTHS[2],
    )
    months = browser.get(f"{place(sold)}/statements")[1]["rows"]
    assert [row["period"] for row in months] == [MONTHS[2]]
    bills = owed(browser, place(sold))
    assert [bill["period"] for bill in bills] == [MONTHS[2]]
    assert sum(bill["open_fen"] for bill in bills) == home["open_fen"]
    assert browser.get(f"{place(sold)}/statements/{MONTHS[2]}")[1]["previous"] is None


def test_the_last_owner_s_months_are_as_if_they_were_not(sold: Office) -> None:
    browser = buyer(sold)
    for month in (*MONTHS[:2], "2019-01"):
        for path in (f"{place(sold)}/statements/{month}", f"{place(sold)}/statements/{month}/proof"):
            status, body = browser.get(path)
            assert (status, body["code"]) == (404, "not_found")


def test_the_last_owner_reaches_the_unit_no_longer(sold: Office) -> None:
    status, body = signed_in(sold, SELLER).get(f"{place(sold)}/statements")
    assert (status, body["code"]) in {(401, "signed_out"), (403, "forbidden"), (404, "not_found")}


def test_the_office_sees_all_of_it(sold: Office) -> None:
    account = signed_in(sold).get(f"/communities/{sold.community_id}/units/{unit_id(sold)}/account")[1]
    assert (len(account["rows"]), account["open_fen"]) == (3, 3 * MONTH_FEN)


def test_the_last_owner_s_bill_is_not_paid_by_its_name(sold: Office) -> None:
    browser, of = buyer(sold), all_parts(sold)
    before = stored()
    for chosen in ([of["2026-09"]], [of["2026-10"], of["2026-08"]]):
        random = [part if part is of["2026-10"] else part | {"period": "2019-01"} for part in chosen]
        answers = [told(browser.post(f"{place(sold)}/orders", an_order(one))) for one in (chosen, random)]
        assert answers[0] == answers[1]
        assert (answers[0][0], answers[0][1]["code"]) == (404, "not_found")
    assert stored() == before
    status, order = browser.post(f"{place(sold)}/orders", an_order([of["2026-10"]]))
    assert (status, order["amount_fen"]) == (200, MONTH_FEN)


def test_what_was_paid_for_the_last_owner_s_months_is_not_shown_whenever_it_was_paid(sold: Office) -> None:
    browser, of = buyer(sold), all_parts(sold)
    paid = {month: at_the_desk(sold, [of[month]], month) for month in MONTHS}
    listed = [row["payment_id"] for row in browser.get(f"{place(sold)}/payments")[1]["rows"]]
    assert listed == [paid[MONTHS[2]]]
    for month in MONTHS:
        status, _ = browser.get(f"{place(sold)}/payments/{paid[month]}")
        assert status == (200 if month == MONTHS[2] else 404)
        status, _ = browser.post(f"{place(sold)}/payments/{paid[month]}/receipt", {})
        assert status == (200 if month == MONTHS[2] else 404)
    ledger.add_up(sold)


def test_a_payment_for_months_of_both_is_not_the_new_owner_s_to_see(sold: Office) -> None:
    of = all_parts(sold)
    paid = at_the_desk(sold, [of["2026-09"], of["2026-10"]], "both")
    # One payment is one thing: it would tell of the last owner's month.
    seen = buyer(sold).get(f"{place(sold)}/payments/{paid}")[0]
    assert seen == 404


def a_bill(period: str, payer_id: str, run_id: str = "run") -> OpenBill:
    return OpenBill("u", "c", "i", "1", "物业服务费", period, payer_id, SOLD, 100, 0, run_id)


@pytest.mark.parametrize(
    ("bill", "since", "is_seen"),
    [
        (a_bill("2026-09", "seller"), SOLD, False),
        (a_bill("2026-09", "seller"), date(2026, 9, 1), True),
        (a_bill("2026-10", "seller"), SOLD, True),
        (a_bill("2026-08", "buyer"), SOLD, True),
        (a_bill("2026-08", "seller"), None, True),
        # What a correction asks for stands in a later month than it is of.
        (a_bill("2026-11", "seller", run_id=""), SOLD, False),
        (a_bill("2026-11", "seller", run_id=""), None, True),
        (a_bill("2026-11", "buyer", run_id=""), SOLD, True),
    ],
)
def test_a_bill_is_of_the_first_day_of_its_month(bill: OpenBill, since: date | None, is_seen: bool) -> None:
    household = Household(frozenset({"buyer"}), {"u": since})
    scope = Scope("o", "P:buyer", frozenset({Role.OWNER}), Reach(units=frozenset({"u"})), household)
    assert accounts.sees(scope, bill) is is_seen
