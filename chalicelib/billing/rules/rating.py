"""What a corrected fact makes of a bill's lines (BIL-07). Each fact changes what it is an input of, and nothing else.

A month is billed by what holds on its last day, so that a fact touches the months whose last day it reaches; who pays
goes by days. Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.rules.items import Charges, FeeItem
from chalicelib.billing.rules.lines import Line, waiver_line, with_area, with_discount, with_tariff
from chalicelib.billing.rules.notes import Note, lines_now, sum_of
from chalicelib.core.dated import Source
from chalicelib.core.period import Period
from chalicelib.estate.rules import Unit


@dataclass(frozen=True)
class Rating:
    """`right` gives a bill's lines as they should be, from those that stand; `by_days`: who pays is what changed.

    `item_id` is the fee item that it is about; None: every one. `any_day`: a month may hang on another than its last.
    """

    first: date
    last: date | None
    right: Callable[[Bill, Sequence[Note]], tuple[Line, ...]]
    item_id: str | None = None
    by_days: bool = False
    any_day: bool = False

    def touches(self, period: str) -> bool:
        """Whether the days reach a month."""
        return reaches(Period.parse(period), self.first, self.last, any_day=self.by_days or self.any_day)

    def concerns(self, bill: Bill) -> bool:
        """Whether it may change a bill: one that a run released, of these days and of this item."""
        return bool(bill.run_id) and self.touches(bill.period) and self.item_id in {None, bill.base_item_id}


def reaches(month: Period, first: date, last: date | None, *, any_day: bool) -> bool:
    """Whether a fact of these days may change a month: on its last day, or on any of its days."""
    begun = first <= month.last_day
    return begun and (last is None or (month.first_day if any_day else month.last_day) <= last)


def by_area(unit: Unit, first: date, last: date | None) -> Rating:
    """Another area."""

    def line_of(line: Line) -> Line:
        area = unit.area_on(line.period.last_day)
        return with_area(line, area) if area else line

    return Rating(first, last, _each(line_of))


def by_payer(first: date, last: date | None) -> Rating:
    """Somebody else pays: the lines stay, and go to whom their days are."""
    return Rating(first, last, _each(lambda line: line), by_days=True)


def by_tariff(unit: Unit, item: FeeItem, first: date, last: date | None) -> Rating:
    """Another price of an item: of a month in which it ends, too, for that is billed by what held within it."""

    def line_of(line: Line) -> Line:
        tariff = item.tariff_in(line.period)
        return with_tariff(line, tariff, unit.area_on(line.period.last_day)) if tariff else line

    return Rating(first, last, _each(line_of), item.item_id, any_day=True)


def by_discount(charges: Charges, item_id: str, first: date, last: date | None) -> Rating:
    """Another discount on an item of the unit."""

    def line_of(line: Line) -> Line:
        return with_discount(line, charges.discount_on(item_id, line.period.last_day))

    return Rating(first, last, _each(line_of), item_id)


def by_waiver(bill: tuple[str, str], amount_fen: int, source: Source) -> Rating:
    """So much off one bill (period, item), or put back; once, under the approval that the source names."""
    period = Period.parse(bill[0])

    def right(found: Bill, notes: Sequence[Note]) -> tuple[Line, ...]:
        lines = lines_now(found, notes)
        is_done = any(note.correction_id == source.approval_id for note in notes)
        if (found.period, found.item_id) != bill or is_done:
            return lines
        return (*lines, waiver_line(lines[0].from_on, lines[-1].to_on, amount_fen, source))

    return Rating(period.first_day, period.last_day, right)


def within_waivers(rating: Rating) -> Rating:
    """The same, but what was waived of a bill is no more than the bill comes to.

    Such a correction is not agreed to; a bill may be waived in the very moment before a price reaches it.
    """
    return replace(rating, right=lambda bill, notes: _not_below_nothing(rating.right(bill, notes)))


def _not_below_nothing(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    below, found = min(0, sum_of(lines)), list[Line]()
    for line in reversed(lines):
        fen = max(below, line.amount_fen) if line.is_waiver and line.amount_fen < 0 else 0
        less = waiver_line(line.from_on, line.to_on, line.amount_fen - fen, line.tariff.source)
        found.append(less if fen else line)
        below -= fen
    return tuple(reversed(found))


def waived_fen(lines: Sequence[Line]) -> int:
    """How much of a bill is waived as it stands."""
    return -sum_of([line for line in lines if line.is_waiver])


def _each(line_of: Callable[[Line], Line]) -> Callable[[Bill, Sequence[Note]], tuple[Line, ...]]:
    def right(bill: Bill, notes: Sequence[Note]) -> tuple[Line, ...]:
        return tuple(line_of(line) for line in lines_now(bill, notes))

    return right
