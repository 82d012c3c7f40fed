"""A bill, and what one unit is billed in a period: bills for what can be billed, a reason for what cannot (BIL-05).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from chalicelib.billing.rules.items import Charges, FeeItem, Formula, Tariff
from chalicelib.billing.rules.lines import Line, broken, month_line
from chalicelib.billing.rules.payers import parts_of
from chalicelib.core import ids
from chalicelib.core.dated import Dated
from chalicelib.core.errors import Fact
from chalicelib.core.limits import MOST_FEN
from chalicelib.core.period import Period
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.estate.rules import Unit


@dataclass(frozen=True)
class Bill:
    """One fee item of one unit for one period. Its lines and total never change; only what is settled does.

    `due_on` is its run's: what the draft proposes until the release sets it. Where who pays changes within the month,
    whoever paid before has a bill of their own days; `part_of` is the item of which that is a part. So has what a
    correction asks for more.
    """

    unit_id: str
    community_id: str
    item_id: str
    item_number: str
    item_name: str
    period: str
    payer_id: str
    due_on: date
    lines: tuple[Line, ...]
    settled_fen: int = 0
    run_id: str = ""
    part_of: str | None = None
    stamp: Stamp = NEW

    @property
    def base_item_id(self) -> str:
        """The fee item that it charges."""
        return self.part_of or self.item_id

    @property
    def bill_id(self) -> str:
        return ids.derived(self.unit_id, self.item_id, self.period)

    @cached_property
    def total_fen(self) -> int:
        return sum(line.amount_fen for line in self.lines)

    @property
    def open_fen(self) -> int:
        return self.total_fen - self.settled_fen


@dataclass(frozen=True)
class OpenBill:
    """A bill of which something is still open, without its lines: what a payer chooses from."""

    unit_id: str
    community_id: str
    item_id: str
    item_number: str
    item_name: str
    period: str
    payer_id: str
    due_on: date
    total_fen: int
    settled_fen: int
    run_id: str = ""
    part_of: str | None = None
    """Not known of an open bill: the index does not hold it."""

    @property
    def open_fen(self) -> int:
        return self.total_fen - self.settled_fen


def settle(bill: Bill, amount_fen: int) -> Bill:
    """The bill with so much more of it settled; never more than is open (PAY-02)."""
    assert 0 < amount_fen <= bill.open_fen, (bill.bill_id, amount_fen, bill.open_fen)  # noqa: S101
    return replace(bill, settled_fen=bill.settled_fen + amount_fen)


@dataclass(frozen=True)
class Skip:
    """A unit (or one item of it) that was not billed, and why: no_payer, no_area, broken_price."""

    unit_id: str
    label: str
    reason: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True)
class Drafted:
    """What a run makes of one unit."""

    unit: Unit
    bills: tuple[Bill, ...]
    skips: tuple[Skip, ...]


def draft_unit(unit: Unit, charges: Charges, items: Mapping[str, FeeItem], *, period: Period, due_on: date) -> Drafted:
    """Bill each due item of the unit for the month. Facts are those that hold on the period's last day."""
    due = []
    for charge in charges.due_in(period):
        item = items.get(charge.value)
        tariff = item.tariff_in(period) if item else None
        if item and tariff:
            due.append((item, tariff))
    if not due:
        return Drafted(unit, (), ())
    payer = unit.payer_on(period.last_day)
    if payer is None:
        return Drafted(unit, (), (Skip(unit.unit_id, unit.label, "no_payer", {}),))
    bills: list[Bill] = []
    skips = []
    for item, tariff in due:
        line = _line(unit, charges, item, tariff, period)
        if isinstance(line, Line):
            bills += _bills(unit, item, line, payer.value, due_on)
        else:
            reason, why = line
            skips.append(Skip(unit.unit_id, unit.label, reason, {"item": item.name, "why": why}))
    return Drafted(unit, tuple(bills), tuple(skips))


def part_item_id(item_id: str, party_id: str) -> str:
    """The item of a bill of one's own days of a month that ended with another payer."""
    return ids.derived("part", item_id, party_id)


def _bills(unit: Unit, item: FeeItem, line: Line, payer_id: str, due_on: date) -> list[Bill]:
    """The month's line as a bill of who pays at its end, and of each who paid before, by their days."""
    whose: dict[str, list[Line]] = {payer_id: []}
    for party_id, part in parts_of(unit, line, otherwise=payer_id):
        whose.setdefault(party_id, []).append(part)
    return [
        Bill(
            unit_id=unit.unit_id,
            community_id=unit.community_id,
            item_id=item.item_id if party_id == payer_id else part_item_id(item.item_id, party_id),
            item_number=item.number,
            item_name=item.name,
            period=str(line.period),
            payer_id=party_id,
            due_on=due_on,
            lines=tuple(lines),
            part_of=None if party_id == payer_id else item.item_id,
        )
        for party_id, lines in whose.items()
    ]


def _line(unit: Unit, charges: Charges, item: FeeItem, tariff: Dated[Tariff], period: Period) -> Line | tuple[str, str]:
    """The month's line, or why there is none (reason, detail). One of which all is taken off is a line of nothing.

    So its bill is there to be set right, should the discount turn out to be wrong.
    """
    why = broken(tariff.value)
    if why:
        return "broken_price", why
    area = unit.area_on(period.last_day)
    if area is None and tariff.value.formula == Formula.AREA:
        return "no_area", "area_missing"
    discount = charges.discount_on(item.item_id, period.last_day)
    line = month_line(period, tariff, area, discount)
    if not (0 if discount else 1) <= line.amount_fen <= MOST_FEN:
        return "broken_price", "amount_out_of_bounds"
    return line
