"""Notes: what an area that was wrong changes on a bill, whose the money is, what is missing as a bill (BIL-07)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.rules.lines import amount_before, amount_of
from chalicelib.billing.rules.notes import (
    Change,
    Share,
    changed_by_area,
    debit_bill,
    lines_now,
    shares_of,
    sum_of,
)
from chalicelib.core.dated import Dated
from chalicelib.core.period import Period
from chalicelib.estate.rules import Unit
from tests.builders.billing import OCTOBER, PAYER, a_unit, an_item, by_area, drafted, fixed
from tests.builders.core import a_source
from tests.builders.notes import TODAY, day, note_of

DUE = date(2026, 11, 15)


def a_bill(*, area: str = "120", rate: str = "10", settled_fen: int = 0) -> Bill:
    """October of a unit, by area."""
    (bill,) = drafted(a_unit(area=area), [an_item(by_area(rate))]).bills
    return replace(bill, settled_fen=settled_fen, run_id="run")


def changed_to(area: str, bill: Bill | None = None) -> Change:
    """What the right area changes on it."""
    change = changed_by_area(bill or a_bill(), [], a_unit(area=area).area_on)
    assert change
    return change


def paid_by(*payers: tuple[str, str | None, str | None]) -> Unit:
    """The unit with these payers (party, from, to)."""
    facts = [
        Dated(who, a_source(), day(first) if first else None, day(last) if last else None)
        for who, first, last in payers
    ]
    return replace(a_unit(payer=None), payer=tuple(facts))


def fen_of(shares: tuple[Share, ...]) -> dict[str, int]:
    return {share.party_id: share.amount_fen for share in shares}


def test_a_note_is_what_the_right_lines_differ_by_and_bill_and_note_come_to_them() -> None:
    change = changed_to("100")
    assert change.amount_fen == -200_00
    note = note_of(change)
    assert note.amount_fen == -200_00
    assert sum_of(lines_now(change.bill, [note])) == change.bill.total_fen + note.amount_fen == 1_000_00


def test_a_bill_that_is_right_already_is_not_changed_though_the_paper_is_another() -> None:
    bill = a_bill(area="100")
    assert changed_by_area(bill, [], a_unit(area="100.0000").area_on) is None
    assert changed_by_area(bill, [note_of(changed_to("90", bill))], a_unit(area="90").area_on) is None


def test_the_next_note_goes_on_from_the_last() -> None:
    bill = a_bill()
    first = note_of(changed_to("100", bill))
    second = changed_by_area(bill, [first], a_unit(area="110").area_on)
    assert second
    assert (second.n, second.amount_fen, second.before) == (2, 100_00, first.after)
    assert sum_of(lines_now(bill, [note_of(second), first])) == 1_100_00


def test_a_fixed_fee_and_days_without_an_area_are_left_as_they_are() -> None:
    (bill,) = drafted(a_unit(area="120"), [an_item(fixed())]).bills
    assert changed_by_area(bill, [], a_unit(area="100").area_on) is None
    assert changed_by_area(a_bill(), [], a_unit(area=None).area_on) is None


@pytest.mark.parametrize(
    ("settled_fen", "right", "taken_fen"),
    [
        (0, "100", 200_00),
        (1_000_00, "100", 200_00),
        (1_100_00, "100", 100_00),
        (1_200_00, "100", 0),
        (0, "130", 0),
        (1_200_00, "130", 0),
    ],
)
def test_what_is_open_of_a_bill_takes_its_credit_first(settled_fen: int, right: str, taken_fen: int) -> None:
    assert changed_to(right, a_bill(settled_fen=settled_fen)).settled_fen == taken_fen


def test_an_area_of_which_nothing_is_to_be_paid_leaves_nothing() -> None:
    change = changed_to("0.0001", a_bill(rate="0.01"))
    assert sum_of(change.after) == 0
    assert (change.amount_fen, change.settled_fen) == (-1_20, 1_20)


def test_an_amount_that_stays_the_same_to_the_fen_is_a_note_of_nothing() -> None:
    change = changed_to("100.0001", a_bill(area="100", rate="0.01"))
    assert (change.amount_fen, change.settled_fen) == (0, 0)
    assert change.after != change.before


@pytest.mark.parametrize(
    ("payers", "shares"),
    [
        ([(PAYER, None, None)], {PAYER: -310_01}),
        ([("甲", None, "2026-10-10"), ("乙", "2026-10-11", None)], {"甲": -100_00, "乙": -210_01}),
        ([("甲", None, "2026-10-10"), ("乙", "2026-10-21", None)], {"甲": -100_00, PAYER: -100_00, "乙": -110_01}),
        ([("甲", None, "2026-09-30"), ("乙", "2026-10-01", None)], {"乙": -310_01}),
        ([("甲", None, None), ("乙", "2026-10-16", "2026-10-16")], {"甲": -300_01, "乙": -10_00}),
        ([], {PAYER: -310_01}),
    ],
)
def test_whose_the_money_is_goes_by_days_and_adds_up_to_the_fen(
    payers: list[tuple[str, str | None, str | None]], shares: dict[str, int]
) -> None:
    assert fen_of(shares_of(paid_by(*payers), a_bill(), -310_01)) == shares


def test_who_has_no_fen_of_it_has_no_share() -> None:
    found = shares_of(paid_by(("甲", None, "2026-10-01"), ("乙", "2026-10-02", None)), a_bill(), 1)
    assert fen_of(found) == {"乙": 1}


def test_what_is_missing_is_a_bill_of_the_open_month_that_says_what_was_billed_before() -> None:
    change = changed_to("130")
    missing = debit_bill(change, Share(PAYER, 100_00), "A1", period=Period(2026, 12), due_on=DUE)
    assert (missing.period, missing.due_on, missing.payer_id, missing.run_id) == ("2026-12", DUE, PAYER, "")
    assert (missing.total_fen, missing.open_fen) == (100_00, 100_00)
    (line,) = missing.lines
    assert line.instead_of
    assert line.instead_of.area
    assert (line.area and line.area.value, line.instead_of.area.value) == (Decimal(130), Decimal(120))
    assert (amount_of(line), amount_before(line)) == (100_00, 1_200_00)
    assert line.amount_fen == amount_of(line)


def test_what_is_missing_of_several_stands_with_each_of_them_and_adds_up() -> None:
    change = changed_to("130.0010")
    unit = paid_by(("甲", None, "2026-10-10"), ("乙", "2026-10-11", None))
    shares = shares_of(unit, change.bill, change.amount_fen)
    bills = [debit_bill(change, share, "A1", period=OCTOBER, due_on=TODAY) for share in shares]
    assert [bill.payer_id for bill in bills] == ["甲", "乙"]
    assert sum(bill.total_fen for bill in bills) == change.amount_fen == 100_01
    assert len({bill.item_id for bill in bills}) == len(bills)


def test_two_corrections_of_one_bill_ask_for_what_is_missing_in_bills_of_their_own() -> None:
    change = changed_to("130")
    share = Share(PAYER, 100_00)
    ids = {debit_bill(change, share, name, period=OCTOBER, due_on=TODAY).item_id for name in ("A1", "A2")}
    assert len(ids) == 2
    assert note_of(change, correction_id="A1").note_id != note_of(change, correction_id="A2").note_id
