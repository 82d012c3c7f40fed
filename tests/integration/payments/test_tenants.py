"""Who rents a unit pays and sees what is theirs; what its owner owes and paid is to them as if it were not (SEC-01)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.core.dated import Dated
from chalicelib.db.reads import get
from chalicelib.estate.rules import unit_id_of
from chalicelib.estate.store import UnitRow
from chalicelib.people.service import party_id_of
from infra.local.wechat.simulator import Simulator
from tests.builders import ledger, payments
from tests.builders.browsers import signed_in
from tests.builders.core import a_source, standing_clock
from tests.builders.office import Office, an_id, an_office
from tests.builders.people import Browser
from tests.builders.workbooks import a_workbook, own_sheets
from tests.integration.payments.asks import Json, an_order, cash, owed, parts, stored, told

OWNER, TENANT = "13900000002", "13900000005"
OF_OWNER, OF_TENANT = "2026-09", "2026-10"
RENT_FEN = 60 * 250


@pytest.fixture
def let(moto_engine: None, simulator: Simulator) -> Iterator[Office]:
    """A unit whose owner pays for September; from October on its tenant does."""
    with standing_clock():
        office = an_office()
        sheets = own_sheets()
        sheets["房屋"][2][7] = "2"
        office.take_in(a_workbook(sheets))
        office.bill(OF_OWNER)
        stored_unit = get(UnitRow, f"{office.org_id}#U#{unit_id(office)}", "UNIT")
        assert stored_unit is not None
        stored_unit.update(actions=[UnitRow.payer.set((Dated(tenant_of(office), a_source()),))])
        office.bill(OF_TENANT)
        yield office


def unit_id(office: Office) -> str:
    return unit_id_of(office.community_id, "1", "2", "201")


def owner_of(office: Office) -> str:
    return party_id_of(office.community_id, "2")


def tenant_of(office: Office) -> str:
    return party_id_of(office.community_id, "3")


def place(office: Office) -> str:
    return f"/my/units/{unit_id(office)}"


def paid_at_the_desk(office: Office, chosen: list[Json], name: str, *, prepay_fen: int = 0) -> str:
    body = cash(chosen, name=name, prepay_fen=prepay_fen)
    status, answer = signed_in(office).post(
        f"/communities/{office.community_id}/units/{unit_id(office)}/payments", body
    )
    assert status == 200, answer
    return str(answer["payment_id"])


def test_a_tenant_may_pay_what_they_owe_and_sees_no_more(let: Office) -> None:
    tenant, owner = signed_in(let, TENANT), signed_in(let, OWNER)
    assert [(bill["period"], bill["payer_name"]) for bill in owed(tenant, place(let))] == [(OF_TENANT, "租客戊")]
    assert [bill["period"] for bill in owed(owner, place(let))] == [OF_OWNER, OF_TENANT]
    status, order = tenant.post(f"{place(let)}/orders", an_order(parts(owed(tenant, place(let)))))
    assert (status, order["amount_fen"]) == (200, RENT_FEN)


def test_the_owner_s_bill_is_to_the_tenant_as_if_it_were_not(let: Office) -> None:
    tenant, owner = signed_in(let, TENANT), signed_in(let, OWNER)
    (theirs, mine) = parts(owed(owner, place(let)))
    before = stored()
    for chosen in ([theirs], [mine, theirs], [theirs, mine]):
        random = [part | {"period": "2019-01"} if part is theirs else part for part in chosen]
        answers = [told(tenant.post(f"{place(let)}/orders", an_order(one))) for one in (chosen, random)]
        assert answers[0] == answers[1]
        assert (answers[0][0], answers[0][1]["code"]) == (404, "not_found")
    assert stored() == before


def sees(browser: Browser, office: Office, payment_id: str) -> bool:
    listed = payment_id in {row["payment_id"] for row in browser.get(f"{place(office)}/payments")[1]["rows"]}
    answers = [
        browser.get(f"{place(office)}/payments/{payment_id}"),
        browser.post(f"{place(office)}/payments/{payment_id}/receipt", {}),
    ]
    assert {status == 200 for status, _ in answers} == {listed}
    if not listed:
        assert {answer["code"] for _, answer in answers} == {"not_found"}
    return listed


def test_each_sees_their_own_payments_and_the_owner_all(let: Office) -> None:
    tenant, owner = signed_in(let, TENANT), signed_in(let, OWNER)
    of_owner, of_tenant = (paid_at_the_desk(let, [part], part["period"]) for part in parts(owed(owner, place(let))))
    assert (sees(tenant, let, of_owner), sees(tenant, let, of_tenant)) == (False, True)
    assert (sees(owner, let, of_owner), sees(owner, let, of_tenant)) == (True, True)
    ledger.add_up(let)


def test_a_payment_for_bills_of_both_is_the_owner_s_to_see_alone(let: Office, simulator: Simulator) -> None:
    tenant, owner = signed_in(let, TENANT), signed_in(let, OWNER)
    (theirs, mine) = parts(owed(owner, place(let)))
    paid = paid_at_the_desk(let, [part | {"amount_fen": 1} for part in (mine, theirs)], "together")
    assert (sees(tenant, let, paid), sees(owner, let, paid)) == (False, True)
    _, order = owner.post(f"{place(let)}/orders", an_order(parts(owed(owner, place(let)))[::-1]))
    asked = [told(tenant.get(f"{place(let)}/orders/{one}")) for one in (order["order_id"], an_id("random"))]
    assert asked[0] == asked[1]
    assert asked[0][0] == 404


def test_what_the_owner_pays_too_much_for_bills_of_both_is_kept_for_the_owner(let: Office) -> None:
    owner = signed_in(let, OWNER)
    chosen = parts(owed(owner, place(let)))[::-1]
    assert chosen[0]["period"] == OF_TENANT
    _, order = owner.post(f"{place(let)}/orders", an_order(chosen))
    payments.told_of(let, unit_id(let), order["order_id"], 2 * RENT_FEN + 7)
    found = ledger.add_up(let)
    assert {payer_id: one.prepaid_fen for (_, payer_id), one in found.balances.items()} == {owner_of(let): 7}


def test_the_owner_s_order_is_to_the_tenant_as_if_it_were_not(let: Office) -> None:
    tenant, owner = signed_in(let, TENANT), signed_in(let, OWNER)
    first = parts(owed(owner, place(let)))[:1]
    _, order = owner.post(f"{place(let)}/orders", an_order(first))
    asked = [told(tenant.get(f"{place(let)}/orders/{one}")) for one in (order["order_id"], an_id("random"))]
    assert asked[0] == asked[1]
    status, answer = tenant.post(f"{place(let)}/orders/{order['order_id']}/checkout", {"scene": "h5"})
    assert (status, answer["code"]) == (404, "not_found")


def test_a_tenant_uses_their_own_prepayment_and_not_the_owner_s(let: Office) -> None:
    tenant, owner = signed_in(let, TENANT), signed_in(let, OWNER)
    (theirs, mine) = parts(owed(owner, place(let)), 1)
    paid_at_the_desk(let, [theirs], "owner", prepay_fen=70_00)
    paid_at_the_desk(let, [mine], "tenant", prepay_fen=30_00)
    shown = tenant.get(f"{place(let)}/payable")[1]["balances"]
    assert [(one["payer_id"], one["prepaid_fen"]) for one in shown] == [(tenant_of(let), 30_00)]
    before = stored()
    answers = [
        told(tenant.post(f"{place(let)}/prepaid/use", {"payer_id": payer}))
        for payer in (owner_of(let), an_id("nobody"))
    ]
    assert answers[0] == answers[1]
    assert (answers[0][0], answers[0][1]["code"]) == (409, "nothing_prepaid")
    assert stored() == before
    status, used = tenant.post(f"{place(let)}/prepaid/use", {"payer_id": tenant_of(let)})
    assert (status, used["amount_fen"]) == (200, 30_00)
    ledger.add_up(let)


def test_a_tenant_prepays_on_their_own_account(let: Office) -> None:
    tenant = signed_in(let, TENANT)
    status, order = tenant.post(f"{place(let)}/orders", an_order([], prepay_fen=100))
    assert (status, order["amount_fen"]) == (200, 100)
