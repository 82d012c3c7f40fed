"""Notes: what an area that was wrong changes on a bill, whose the money is, what is missing as a bill (BIL-07)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.rules.lines import amount_before, amount_of
from chalicelib.billing.rules.notes import Change, Note, debit_bill, lines_now, sum_of
from chalicelib.billing.rules.rating import by_area, by_payer
from chalicelib.billing.service.notes import changes_among
from chalicelib.core.dated import Dated
from chalicelib.core.period import Period
from chalicelib.estate.rules import Unit
from tests.builders.billing import PAYER, a_unit, an_item, drafted, fixed
from tests.builders.billing import by_area as priced
from tests.builders.core import a_source
from tests.builders.notes import day, note_of

DUE = date(2026, 11, 15)


def a_bill(*, area: str = "120", rate: str = "10", settled_fen: int = 0) -> Bill:
    """October of a unit, by area."""
    (bill,) = drafted(a_unit(area=area), [an_item(priced(rate))]).bills
    return replace(bill, settled_fen=settled_fen, run_id="run")


def changed(unit: Unit, bill: Bill, *notes: Note, debits: tuple[Bill, ...] = ()) -> Change | None:
    """What the unit's area changes on a bill."""
    found = changes_among(unit, [bill, *debits], notes, by_area(unit, day("2020-01-01"), None))
    return found[0] if found else None


def changed_to(area: str, bill: Bill | None = None, unit: Unit | None = None) -> Change:
    """What the right area changes on it."""
    change = changed(replace(unit or a_unit(), area=a_unit(area=area).area), bill or a_bill())
    assert change
    return change


def handed_over(unit: Unit, bill: Bill, *notes: Note, debits: tuple[Bill, ...] = ()) -> Change | None:
    """What the unit's payers change on a bill."""
    found = changes_among(unit, [bill, *debits], notes, by_payer(day("2020-01-01"), None))
    return found[0] if found else None


def paid_by(*payers: tuple[str, str | None, str | None]) -> Unit:
    """The unit with these payers (party, from, to)."""
    facts = [
        Dated(who, a_source(), day(first) if first else None, day(last) if last else None)
        for who, first, last in payers
    ]
    return replace(a_unit(payer=None), payer=tuple(facts))


def shares(change: Change | None) -> dict[str, int]:
    assert change
    return {share.party_id: share.amount_fen for share in change.shares}


def missing(change: Change, party_id: str, correction_id: str = "A1") -> Bill:
    """The bill that asks a party for what is missing."""
    lines = dict(change.missing)[party_id]
    return debit_bill(change, party_id, lines, correction_id, period=Period(2026, 12), due_on=DUE)


def test_a_note_is_what_the_right_lines_differ_by_and_bill_and_note_come_to_them() -> None:
    change = changed_to("100")
    assert change.amount_fen == -200_00
    note = note_of(change)
    assert note.amount_fen == -200_00
    assert sum_of(lines_now(change.bill, [note])) == change.bill.total_fen + note.amount_fen == 1_000_00


def test_a_bill_that_is_right_already_is_not_changed_though_the_paper_is_another() -> None:
    bill = a_bill(area="100")
    assert changed(a_unit(area="100.0000"), bill) is None
    assert changed(a_unit(area="90"), bill, note_of(changed_to("90", bill))) is None


def test_the_next_note_goes_on_from_the_last() -> None:
    bill = a_bill()
    first = note_of(changed_to("100", bill))
    second = changed(a_unit(area="110"), bill, first)
    assert second
    assert (second.n, second.amount_fen, second.before) == (2, 100_00, first.after)
    assert sum_of(lines_now(bill, [note_of(second), first])) == 1_100_00


def test_a_fixed_fee_and_days_without_an_area_are_left_as_they_are() -> None:
    (bill,) = drafted(a_unit(area="120"), [an_item(fixed())]).bills
    assert changed(a_unit(area="100"), replace(bill, run_id="run")) is None
    assert changed(a_unit(area=None), a_bill()) is None


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


TENTH = [("甲", None, "2026-10-10"), ("乙", "2026-10-11", None)]
"""甲 has ten days of October, 乙 twenty-one."""


@pytest.mark.parametrize(
    ("payers", "right"),
    [
        ([(PAYER, None, None)], {PAYER: -200_00}),
        (TENTH, {"甲": 322_58, "乙": 677_42, PAYER: -1_200_00}),
        ([("甲", None, "2026-10-10"), ("乙", "2026-10-21", None)], {"甲": 322_58, "乙": 677_42, PAYER: -1_200_00}),
        ([("甲", None, "2026-10-10")], {"甲": 322_58, PAYER: -522_58}),
        ([("甲", None, "2026-09-30"), ("乙", "2026-10-01", None)], {"乙": 1_000_00, PAYER: -1_200_00}),
        ([("甲", None, None), ("乙", "2026-10-16", "2026-10-16")], {"甲": 967_74, "乙": 32_26, PAYER: -1_200_00}),
        ([], {PAYER: -200_00}),
    ],
)
def test_whose_the_money_is_goes_by_days_and_adds_up_to_the_fen(
    payers: list[tuple[str, str | None, str | None]], right: dict[str, int]
) -> None:
    change = changed_to("100", a_bill(), paid_by(*payers))
    assert shares(change) == right
    assert sum(right.values()) == change.amount_fen == -200_00


def test_a_month_that_changed_hands_goes_to_each_by_days_and_both_come_to_what_was_billed() -> None:
    bill = a_bill(settled_fen=1_000_00)
    change = handed_over(paid_by((PAYER, None, "2026-10-10"), ("乙", "2026-10-11", None)), bill)
    assert change
    assert (change.amount_fen, shares(change)) == (0, {PAYER: -812_90, "乙": 812_90})
    assert (change.settled_fen, change.kept) == (200_00, {PAYER: 612_90})
    theirs = missing(change, "乙")
    (line,) = theirs.lines
    assert (line.from_on, line.to_on, line.days, line.instead_of) == (day("2026-10-11"), day("2026-10-31"), 21, None)
    assert theirs.total_fen == amount_of(line) == 812_90


def test_the_next_area_is_shared_by_what_each_was_asked_for() -> None:
    unit = paid_by((PAYER, None, "2026-10-10"), ("乙", "2026-10-11", None))
    bill = a_bill()
    moved = handed_over(unit, bill)
    assert moved
    note, debit = note_of(moved), missing(moved, "乙")
    left = replace(bill, settled_fen=moved.settled_fen)
    then = changed(replace(unit, area=a_unit(area="100").area), left, note, debits=(debit,))
    assert then
    assert shares(then) == {PAYER: -64_52, "乙": -135_48}
    assert {one.bill_id: fen for one, fen in then.settled} == {bill.bill_id: 64_52, debit.bill_id: 135_48}
    assert then.kept == {}


def test_a_day_of_handing_over_that_was_wrong_is_set_back_to_the_fen() -> None:
    first = paid_by((PAYER, None, "2026-10-10"), ("乙", "2026-10-11", None))
    bill = a_bill(settled_fen=1_200_00)
    moved = handed_over(first, bill)
    assert moved
    back = handed_over(a_unit(), bill, note_of(moved), debits=(missing(moved, "乙"),))
    assert back
    assert shares(back) == {PAYER: 812_90, "乙": -812_90}
    assert (back.settled_fen, back.kept) == (812_90, {})
    assert sum(line.amount_fen for line in dict(back.missing)[PAYER]) == 812_90


def test_who_has_no_fen_of_it_has_no_share() -> None:
    unit = paid_by(("甲", None, "2026-10-01"), (PAYER, "2026-10-02", None))
    assert handed_over(unit, a_bill(area="0.01", rate="1")) is None


def test_what_is_missing_is_a_bill_of_the_open_month_that_says_what_was_billed_before() -> None:
    change = changed_to("130")
    bill = missing(change, PAYER)
    assert (bill.period, bill.due_on, bill.payer_id, bill.run_id) == ("2026-12", DUE, PAYER, "")
    assert (bill.total_fen, bill.open_fen) == (100_00, 100_00)
    (line,) = bill.lines
    assert line.instead_of
    assert line.instead_of.area
    assert (line.area and line.area.value, line.instead_of.area.value) == (Decimal(130), Decimal(120))
    assert (amount_of(line), amount_before(line)) == (100_00, 1_200_00)
    assert line.amount_fen == amount_of(line)


def test_what_is_missing_of_several_stands_with_each_of_them_and_adds_up() -> None:
    unit = paid_by(*TENTH)
    parts = drafted(replace(unit, area=a_unit(area="120").area), [an_item(priced("10"))]).bills
    right = replace(unit, area=a_unit(area="130.0010").area)
    changes = [changed(right, replace(bill, run_id="run")) for bill in parts]
    bills = [missing(change, party_id) for change in changes if change for party_id, _ in change.missing]
    assert {bill.payer_id for bill in bills} == {"甲", "乙"}
    assert sum(bill.total_fen for bill in bills) == 100_01
    assert len({bill.item_id for bill in bills}) == len(bills)
    assert all(amount_of(line) == line.amount_fen for bill in bills for line in bill.lines)


def test_two_corrections_of_one_bill_ask_for_what_is_missing_in_bills_of_their_own() -> None:
    change = changed_to("130")
    assert len({missing(change, PAYER, name).item_id for name in ("A1", "A2")}) == 2
    assert note_of(change, correction_id="A1").note_id != note_of(change, correction_id="A2").note_id
