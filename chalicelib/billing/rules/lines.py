"""How a line comes about: its formula, its inputs with their sources, its amount (BIL-06).

A line keeps everything that it was computed from, so `amount_of` gives the same fen for ever.
Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from chalicelib.billing.rules.items import Formula, Tariff
from chalicelib.core.dated import Dated
from chalicelib.core.limits import MOST_FEN
from chalicelib.core.money import fen_of, yuan_of
from chalicelib.core.period import Period

ONE_MONTH: Final = Decimal(1)


@dataclass(frozen=True)
class Was:
    """From what a line was computed before it was corrected."""

    months: Decimal
    tariff: Dated[Tariff]
    area: Dated[Decimal] | None


@dataclass(frozen=True)
class Line:
    """One dated segment of a bill. `area` in m² is None for a fixed fee; `months` is how much of a month it spans.

    Of a debit note's line, `instead_of` is what was billed before: the line amounts to what is missing from that.
    """

    from_on: date
    to_on: date
    months: Decimal
    tariff: Dated[Tariff]
    area: Dated[Decimal] | None
    amount_fen: int
    instead_of: Was | None = None


def amount_of(line: Line) -> int:
    """Recompute a line in fen from its own inputs, rounding once.

    1001: area × rate × months + surcharge × months. 2002: fixed amount × months. Less what was billed before.
    """
    whole = _whole_of(line)
    return whole - _whole_of(line.instead_of) if line.instead_of else whole


def amount_before(line: Line) -> int | None:
    """What was billed before a debit note's line, in fen; None of any other line."""
    return _whole_of(line.instead_of) if line.instead_of else None


def was(line: Line) -> Was:
    """From what a line is computed, to stand beside what corrects it."""
    return Was(line.months, line.tariff, line.area)


def with_area(line: Line, area: Dated[Decimal]) -> Line:
    """The line computed anew with another area; as it is where it is not by area, or the area is the same."""
    if line.area is None or line.area.value == area.value:
        return line
    again = replace(line, area=area)
    return replace(again, amount_fen=amount_of(again))


def _whole_of(line: Line | Was) -> int:
    tariff = line.tariff.value
    if line.area is None:
        return fen_of(yuan_of(tariff.fixed_fen) * line.months)
    rate = tariff.rate or Decimal(0)
    return fen_of((line.area.value * rate + yuan_of(tariff.surcharge_fen)) * line.months)


def month_line(period: Period, tariff: Dated[Tariff], area: Dated[Decimal] | None) -> Line:
    """The line of one whole month at its monthly rate."""
    by_area = tariff.value.formula == Formula.AREA
    line = Line(period.first_day, period.last_day, ONE_MONTH, tariff, area if by_area else None, 0)
    return replace(line, amount_fen=amount_of(line))


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
