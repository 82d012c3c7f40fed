"""An amount off one bill: it stands whatever is corrected later, and goes by what each one's days come to (BIL-08)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.rules.lines import amount_of
from chalicelib.billing.rules.notes import Change, Note, debit_bill, lines_now, sum_of
from chalicelib.billing.rules.proof import proof_of
from chalicelib.billing.rules.rating import Rating, by_area, by_payer, by_waiver, waived_fen, within_waivers
from chalicelib.billing.service.notes import changes_among
from chalicelib.core.dated import Dated
from chalicelib.core.period import Period
from chalicelib.estate.rules import Unit
from tests.builders.billing import PAYER, a_unit, an_item, drafted
from tests.builders.billing import by_area as priced
from tests.builders.core import a_source
from tests.builders.notes import day, note_of

EVER = day("2020-01-01")


def a_month(unit: Unit | None = None, *, rate: str = "10") -> list[Bill]:
    """October of a unit of 120 m², as a run bills it."""
    unit = replace(unit or a_unit(), area=a_unit(area="120").area)
    return [replace(bill, run_id="run") for bill in drafted(unit, [an_item(priced(rate))]).bills]


def waiver(bill: Bill, fen: int, correction_id: str = "W") -> Rating:
    """So much off it."""
    return by_waiver((bill.period, bill.item_id), -fen, replace(a_source("减免单"), approval_id=correction_id))


def changed(rating: Rating, bill: Bill, *notes: Note, unit: Unit | None = None) -> Change | None:
    found = changes_among(unit or a_unit(), [bill], notes, rating)
    return found[0] if found else None


def waived(bill: Bill, fen: int, *notes: Note, unit: Unit | None = None, by: str = "W") -> Note:
    """The note that takes so much off it."""
    change = changed(waiver(bill, fen, by), bill, *notes, unit=unit)
    assert change
    return note_of(change, by)


def shares(change: Change | None) -> dict[str, int]:
    assert change
    return {share.party_id: share.amount_fen for share in change.shares}


def paid_by(*payers: tuple[str, str | None, str | None]) -> Unit:
    """The unit with these payers (party, from, to)."""
    facts = [
        Dated(who, a_source(), day(first) if first else None, day(last) if last else None)
        for who, first, last in payers
    ]
    return replace(a_unit(payer=None), payer=tuple(facts))


def test_a_waiver_is_a_line_of_its_own_and_is_posted_once() -> None:
    (bill,) = a_month()
    note = waived(bill, 200_00)
    assert (note.amount_fen, [line.amount_fen for line in note.after]) == (-200_00, [1_200_00, -200_00])
    assert waived_fen(note.after) == 200_00
    assert changed(waiver(bill, 200_00), bill, note) is None
    assert proof_of(bill, [note]).holds


def test_what_was_waived_is_put_back_in_parts() -> None:
    (bill,) = a_month()
    first = waived(bill, 200_00)
    back = waived(bill, -50_00, first, by="X")
    assert (back.amount_fen, waived_fen(back.after), sum_of(back.after)) == (50_00, 150_00, 1_050_00)


def test_a_waiver_survives_another_area() -> None:
    (bill,) = a_month()
    note = waived(bill, 200_00)
    change = changed(by_area(a_unit(area="100"), EVER, None), bill, note, unit=a_unit(area="100"))
    assert change
    assert (change.amount_fen, sum_of(change.after), waived_fen(change.after)) == (-200_00, 800_00, 200_00)


@pytest.mark.parametrize("parts", [[1_100_00], [100_00, 1_000_00], [1_200_00, -100_00], [1_050_00, 30_00, 20_00]])
def test_of_a_bill_that_comes_to_less_than_was_waived_no_more_is_waived_than_it_comes_to(parts: list[int]) -> None:
    (bill,) = a_month()
    notes = list[Note]()
    for n, fen in enumerate(parts):
        notes.append(waived(bill, fen, *notes, by=f"W{n}"))
    rating = by_area(a_unit(area="100"), EVER, None)
    assert sum_of(rating.right(bill, notes)) == -100_00
    after = within_waivers(rating).right(bill, notes)
    assert (sum_of(after), waived_fen(after)) == (0, 1_000_00)
    assert all(amount_of(line) == line.amount_fen for line in after)
    assert within_waivers(by_area(a_unit(area="120"), EVER, None)).right(bill, notes) == notes[-1].after


def test_what_was_waived_of_a_month_that_changes_hands_goes_by_what_the_days_come_to() -> None:
    (bill,) = a_month()
    note = waived(bill, 100_00)
    unit = paid_by((PAYER, None, "2026-10-10"), ("乙", "2026-10-11", None))
    change = changed(by_payer(EVER, None), bill, note, unit=unit)
    assert shares(change) == {PAYER: -(812_90 - 67_74), "乙": 812_90 - 67_74}
    assert change
    ((party_id, lines),) = change.missing
    assert (party_id, [line.amount_fen for line in lines]) == ("乙", [812_90, -67_74])
    theirs = debit_bill(change, party_id, lines, "A1", period=Period(2026, 12), due_on=day("2026-11-15"))
    assert proof_of(theirs, ()).holds


def test_of_a_month_that_is_waived_wholly_nobody_is_asked_for_a_fen_however_often_it_changes_hands() -> None:
    (bill,) = a_month(rate="0.0333")
    note = waived(bill, bill.total_fen)
    turns = [(f"住户 {n}", f"2026-10-{n:02}", f"2026-10-{n:02}") for n in range(1, 32)]
    change = changed(by_payer(EVER, None), bill, note, unit=paid_by(*turns))
    assert change is None
    nearly = replace(note, after=waived(bill, bill.total_fen - 1).after)
    change = changed(by_payer(EVER, None), bill, nearly, unit=paid_by(*turns))
    assert change
    right = {one.party_id: one.amount_fen for one in change.shares if one.amount_fen > 0}
    assert sum(right.values()) == 1


def test_who_lived_there_between_two_stays_of_another_has_no_part_in_what_the_other_is_waived() -> None:
    unit = paid_by(("甲", None, "2026-10-10"), ("乙", "2026-10-11", "2026-10-20"), ("甲", "2026-10-21", None))
    mine = next(bill for bill in a_month(unit) if bill.payer_id == "甲")
    assert [(line.from_on.day, line.to_on.day) for line in mine.lines] == [(1, 10), (21, 31)]
    change = changed(waiver(mine, 100_00), mine, unit=unit)
    assert shares(change) == {"甲": -100_00}
    assert change
    assert sum_of(lines_now(mine, [note_of(change)])) == mine.total_fen - 100_00
