"""How a line comes about: its formula, its inputs with their sources, its amount (BIL-06).

A line keeps everything that it was computed from, so `amount_of` gives the same fen for ever.
Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from chalicelib.billing.rules.items import Discount, Formula, Tariff
from chalicelib.core.dated import Dated, Source
from chalicelib.core.limits import MOST_FEN
from chalicelib.core.money import fen_of, upto, yuan_of
from chalicelib.core.period import Period

ONE_MONTH: Final = Decimal(1)
WAIVED: Final = "waived"
"""The formula of a line that takes an amount off a bill, or puts it back: its fixed amount, for all of its days."""


@dataclass(frozen=True)
class Was:
    """From what a line was computed before it was corrected."""

    months: Decimal
    tariff: Dated[Tariff]
    area: Dated[Decimal] | None
    discount: Dated[Discount] | None = None


@dataclass(frozen=True)
class Line:
    """One dated segment of a bill. `area` in m² is None for a fixed fee; `months` is how much of a month is charged.

    Where it does not span its month, it amounts to its days' part of the month. Of a debit note's line, `instead_of`
    is what was billed before: the line amounts to what is missing from that.
    """

    from_on: date
    to_on: date
    months: Decimal
    tariff: Dated[Tariff]
    area: Dated[Decimal] | None
    amount_fen: int
    instead_of: Was | None = None
    discount: Dated[Discount] | None = None

    @property
    def period(self) -> Period:
        return Period.of(self.from_on)

    @property
    def days(self) -> int:
        return (self.to_on - self.from_on).days + 1

    @property
    def is_waiver(self) -> bool:
        return self.tariff.value.formula == WAIVED


def amount_of(line: Line) -> int:
    """Recompute a line in fen from its own inputs.

    1001: (area × rate + surcharge) × months. 2002: fixed amount × months. Less the discount; rounded once. Of a part of
    the month, what its last day comes to less what stood before its first. Less what was billed before.
    """
    whole = _of_days(line, line)
    return whole - _of_days(line.instead_of, line) if line.instead_of else whole


def amount_before(line: Line) -> int | None:
    """What was billed before a debit note's line, in fen; None of any other line."""
    return _of_days(line.instead_of, line) if line.instead_of else None


def was(line: Line) -> Was:
    """From what a line is computed, to stand beside what corrects it."""
    return Was(line.months, line.tariff, line.area, line.discount)


def again(line: Line) -> Line:
    """The line with what its inputs come to now."""
    return replace(line, amount_fen=amount_of(line))


def between(line: Line, from_on: date, to_on: date) -> Line:
    """The line's part of some of its days; the parts of stretches that follow one another add up to the line."""
    if line.is_waiver:
        before, upon = (from_on - line.from_on).days, (to_on - line.from_on).days + 1
        part = upto(line.amount_fen, upon, line.days) - upto(line.amount_fen, before, line.days)
        return replace(line, from_on=from_on, to_on=to_on, amount_fen=part)
    return again(replace(line, from_on=from_on, to_on=to_on))


def with_area(line: Line, area: Dated[Decimal]) -> Line:
    """The line computed anew with another area; as it is where it is not by area, or the area is the same."""
    if line.area is None or line.area.value == area.value:
        return line
    return again(replace(line, area=area))


def with_tariff(line: Line, tariff: Dated[Tariff], area: Dated[Decimal] | None) -> Line:
    """The line computed anew by another tariff; as it is where the price is the same, or no area is known for it."""
    by_area = tariff.value.formula == Formula.AREA
    if line.is_waiver or line.tariff.value == tariff.value or (by_area and area is None):
        return line
    return again(replace(line, tariff=tariff, area=(line.area or area) if by_area else None))


def with_discount(line: Line, discount: Dated[Discount] | None) -> Line:
    """The line computed anew with what is taken off it; as it is where that is as much as before."""
    if line.is_waiver or _percent(line.discount) == _percent(discount):
        return line
    return again(replace(line, discount=discount))


def month_line(
    period: Period, tariff: Dated[Tariff], area: Dated[Decimal] | None, discount: Dated[Discount] | None = None
) -> Line:
    """The line of one whole month at its monthly rate."""
    by_area = tariff.value.formula == Formula.AREA
    area_if_asked = area if by_area else None
    return again(Line(period.first_day, period.last_day, ONE_MONTH, tariff, area_if_asked, 0, discount=discount))


def waiver_line(from_on: date, to_on: date, amount_fen: int, source: Source) -> Line:
    """What is taken off a bill (below nothing), or put back, with the paper that says so."""
    tariff = Tariff(WAIVED, fixed_fen=amount_fen)
    return Line(from_on, to_on, ONE_MONTH, Dated(tariff, source, from_on, to_on), None, amount_fen)


def broken(tariff: Tariff) -> str | None:
    """Why a tariff cannot be billed by: a price that cannot be read or computed is never billed as ¥0."""
    if tariff.broken:
        return tariff.broken
    if tariff.formula not in set(Formula):
        return "formula_unknown"
    if tariff.formula == Formula.AREA and (tariff.rate is None or tariff.rate < 0):
        return "rate_missing"
    if min(tariff.surcharge_fen, tariff.fixed_fen) < 0 or max(tariff.surcharge_fen, tariff.fixed_fen) > MOST_FEN:
        return "amount_out_of_bounds"
    return None


def _of_days(inputs: Line | Was, line: Line) -> int:
    """What the inputs come to for the line's days."""
    month = _month_of(inputs)
    if line.is_waiver:
        return month
    of_days = line.period.last_day.day
    return upto(month, line.to_on.day, of_days) - upto(month, line.from_on.day - 1, of_days)


def _month_of(inputs: Line | Was) -> int:
    tariff = inputs.tariff.value
    if inputs.area is None:
        monthly = yuan_of(tariff.fixed_fen)
    else:
        monthly = inputs.area.value * (tariff.rate or Decimal(0)) + yuan_of(tariff.surcharge_fen)
    kept = 1 - _percent(inputs.discount).scaleb(-2)
    return fen_of(monthly * inputs.months * kept)


def _percent(discount: Dated[Discount] | None) -> Decimal:
    return discount.value.percent if discount else Decimal(0)
