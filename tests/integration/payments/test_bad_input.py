"""What nobody can pay and no body may say: a code, nothing changed, nothing revealed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalicelib.core.limits import BILLS_PER_PAYMENT, MOST_FEN
from chalicelib.payments.service import receipts
from tests.builders import payments
from tests.builders.browsers import signed_in
from tests.builders.office import Office, an_id
from tests.builders.payments import FIRST
from tests.builders.people import Browser
from tests.integration.payments.asks import (
    Answer,
    Json,
    an_order,
    cash,
    mine,
    owed,
    owner,
    parts,
    stored,
    there,
    told,
)

ITEM = an_id("no such item")
NOT_THERE = {"period": "2026-10", "item_id": ITEM, "amount_fen": 1}

Change = Callable[[Json], object]
Bad = tuple[str, Change, int, str]


def fen(amount: object) -> Change:
    """The first part's amount replaced."""
    return lambda body: body["parts"][0].update(amount_fen=amount)


def field(name: str, value: object) -> Change:
    return lambda body: body.update({name: value})


BAD: list[Bad] = [
    ("nothing", field("parts", []), 422, "nothing_to_pay"),
    ("no fen", fen(0), 422, "amount_out_of_bounds"),
    ("below nothing", fen(-1), 422, "amount_out_of_bounds"),
    ("one part below nothing", lambda body: body["parts"][1].update(amount_fen=-1), 422, "amount_out_of_bounds"),
    ("more than anybody pays", fen(MOST_FEN + 1), 422, "amount_out_of_bounds"),
    ("more than a machine counts", fen(10**30), 422, "amount_out_of_bounds"),
    ("a fraction of a fen", fen(1.5), 400, "malformed"),
    ("a whole number written as a fraction", fen(1.0), 400, "malformed"),
    ("a number as text", fen("100"), 400, "malformed"),
    ("not a number", fen("NaN"), 400, "malformed"),
    ("true", fen(True), 400, "malformed"),
    ("no amount", fen(None), 400, "malformed"),
    ("more than is open", fen(250_01), 409, "more_than_open"),
    ("a prepayment below nothing", field("prepay_fen", -1), 422, "amount_out_of_bounds"),
    ("a prepayment beyond belief", field("prepay_fen", MOST_FEN), 422, "amount_out_of_bounds"),
    ("a prepayment in fractions", field("prepay_fen", 0.1), 400, "malformed"),
    ("the same bill twice", lambda body: body["parts"].append(body["parts"][0]), 422, "bill_named_twice"),
    ("too many bills", lambda body: body["parts"].extend([NOT_THERE] * (BILLS_PER_PAYMENT - 3)), 422, "too_many_bills"),
    ("far too many", lambda body: body["parts"].extend([NOT_THERE] * BILLS_PER_PAYMENT), 400, "malformed"),
    ("no such bill", lambda body: body["parts"].append(NOT_THERE), 404, "not_found"),
    ("a month that was never billed", lambda body: body["parts"][0].update(period="2019-01"), 404, "not_found"),
    ("no month", lambda body: body["parts"][0].update(period="2026-13"), 400, "malformed"),
    ("an item that is no id", lambda body: body["parts"][0].update(item_id="#BILL"), 400, "malformed"),
    ("a field nobody knows", field("total_fen", 1), 400, "malformed"),
    ("parts that are no list", field("parts", {}), 400, "malformed"),
]  # fmt: skip


def test_what_cannot_be_paid_is_refused_on_the_portal_and_at_the_desk_alike(office: Office) -> None:
    payer, cashier = owner(office), signed_in(office)
    chosen = parts(owed(payer, mine(office)))
    before = stored()
    for name, change, status, code in BAD:
        order, at_desk = an_order(chosen), cash(chosen, received_fen=MOST_FEN)
        for body in (order, at_desk):
            body["parts"] = [dict(part) for part in chosen]
            change(body)
        answers = [payer.post(f"{mine(office)}/orders", order), cashier.post(f"{there(office)}/payments", at_desk)]
        assert [(found, body["code"]) for found, body in answers] == [(status, code)] * 2, name
    assert stored() == before


BAD_CASH: list[Bad] = [
    ("a fen too little", field("received_fen", 529_99), 422, "too_little_cash"),
    ("below nothing", field("received_fen", -530_00), 422, "too_little_cash"),
    ("more than anybody has", field("received_fen", MOST_FEN + 1), 422, "amount_out_of_bounds"),
    ("more than a machine counts", field("received_fen", 10**30), 422, "amount_out_of_bounds"),
    ("fractions", field("received_fen", 530_00.5), 400, "malformed"),
    ("paid by no known kind", field("paid_by", "the neighbour"), 400, "malformed"),
    ("checked by nothing", field("checked_by", ""), 400, "malformed"),
    ("an id that is none", field("payment_id", "1"), 400, "malformed"),
    ("not said who paid", lambda body: body.pop("paid_by"), 400, "malformed"),
    ("not said what was handed over", lambda body: body.pop("received_fen"), 400, "malformed"),
]


def test_cash_that_does_not_cover_it_or_is_not_noted_is_not_taken(office: Office) -> None:
    cashier = signed_in(office)
    chosen = parts(owed(cashier, there(office)))
    before = stored()
    for name, change, status, code in BAD_CASH:
        body = cash(chosen)
        change(body)
        found, answer = cashier.post(f"{there(office)}/payments", body)
        assert (found, answer["code"]) == (status, code), name
    assert stored() == before


def same_for_a_random(browser: Browser, path: str, of_a_foreign: Json, of_a_random: Json) -> Answer:
    """What both get, which must not differ."""
    foreign, random = told(browser.post(path, of_a_foreign)), told(browser.post(path, of_a_random))
    assert foreign == random
    return foreign


def test_a_bill_that_is_not_released_answers_like_one_that_is_not_there(office: Office) -> None:
    payer, cashier = owner(office), signed_in(office)
    (bill, *_) = owed(payer, mine(office))
    office.draft("2026-11")
    drafted = [{"period": "2026-11", "item_id": bill["item_id"], "amount_fen": 1}]
    never = [{"period": "2026-12", "item_id": bill["item_id"], "amount_fen": 1}]
    before = stored()
    for browser, path, body in (
        (payer, f"{mine(office)}/orders", an_order),
        (cashier, f"{there(office)}/payments", cash),
    ):
        answer = same_for_a_random(browser, path, body(drafted), body(never))
        assert (answer[0], answer[1]["code"], answer[1]["facts"]) == (404, "not_found", {})
    assert stored() == before


def test_a_neighbour_s_unit_answers_like_one_that_is_not_there(office: Office) -> None:
    payer, neighbour = owner(office), payments.unit_of(office, FIRST + 1)
    chosen = parts(owed(owner(office, FIRST + 1), mine(office, FIRST + 1)))
    paid = payments.pay_cash(office, FIRST + 1, parts=payments.all_of(office, FIRST + 1)[:1])
    before = stored()
    for unit_id in (neighbour, an_id("random unit")):
        place = f"/my/units/{unit_id}"
        answers = [
            payer.post(f"{place}/orders", an_order(chosen)),
            payer.post(f"{place}/prepaid/use", {"payer_id": payments.owner_of(office, FIRST + 1)}),
            payer.get(f"{place}/payable"),
            payer.get(f"{place}/payments"),
            payer.get(f"{place}/payments/{paid.payment_id}"),
            payer.post(f"{place}/payments/{paid.payment_id}/receipt", {}),
            payer.get(f"{mine(office)}/payments/{paid.payment_id}"),
        ]
        assert [(status, body["code"]) for status, body in answers] == [(404, "not_found")] * 7
    assert stored() == before


def test_a_stranger_s_prepayment_answers_like_that_of_nobody(office: Office) -> None:
    payments.pay_cash(office, FIRST + 1, parts=(), prepay_fen=100_00)
    foreign = {"payer_id": payments.owner_of(office, FIRST + 1)}
    for browser, place in ((owner(office), mine(office)), (signed_in(office), there(office))):
        answer = same_for_a_random(browser, f"{place}/prepaid/use", foreign, {"payer_id": an_id("nobody")})
        assert (answer[0], answer[1]["code"]) == (409, "nothing_prepaid")


def test_a_unit_of_another_community_is_not_found_in_this_one(office: Office) -> None:
    cashier = signed_in(office)
    chosen = parts(owed(cashier, there(office)))
    status, _ = cashier.post("/communities", {"community_id": an_id("second"), "name": "二号院"})
    assert status == 200
    elsewhere = f"/communities/{an_id('second')}/units/{payments.unit_of(office)}"
    before = stored()
    assert cashier.post(f"{elsewhere}/payments", cash(chosen))[0] == 404
    assert cashier.get(f"{elsewhere}/payable")[0] == 404
    assert stored() == before


def test_a_guessed_receipt_code_is_not_found_and_reveals_nothing(office: Office) -> None:
    payments.pay_cash(office)
    for code in ("a", "a" * 80, "A" * 79 + "=", "%E6%94%B6", "..", "a" * 4_000, "🧾"):
        status, answer = Browser().get(f"/receipts/{code}")
        assert (status, answer["code"], answer["facts"]) == (404, "not_found", {}), code


def test_no_letter_of_a_receipt_s_code_can_be_another(office: Office) -> None:
    posted = payments.pay_cash(office)
    code = receipts.code_of(office.org_id, posted.unit_id, posted.payment_id)
    assert Browser().get(f"/receipts/{code}")[0] == 200
    for place in range(len(code)):
        bent = code[:place] + ("B" if code[place] != "B" else "C") + code[place + 1 :]
        assert Browser().get(f"/receipts/{bent}")[0] == 404


def test_nobody_who_is_not_signed_in_pays_or_sees_anything(office: Office) -> None:
    chosen: list[Any] = parts(owed(owner(office), mine(office)))
    before, nobody = stored(), Browser()
    answers = [
        nobody.get(f"{mine(office)}/payable"),
        nobody.post(f"{mine(office)}/orders", an_order(chosen)),
        nobody.post(f"{there(office)}/payments", cash(chosen)),
        nobody.get(f"/communities/{office.community_id}/exceptions"),
    ]
    assert [(status, body["code"]) for status, body in answers] == [(401, "signed_out")] * 4
    assert stored() == before
