"""A bill's line on the wire: its sentence in parts, each with where it comes from (BIL-06)."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.billing.rules.items import Discount
from chalicelib.billing.rules.lines import Line, amount_before
from chalicelib.core.dated import Dated
from chalicelib.edge.wire import Gives
from chalicelib.estate.schemas import SourceView, fact_source


class Quantity(Gives):
    """A number of a line, with where it comes from; exact decimal text."""

    value: str
    unit: str
    source: SourceView


class Amount(Gives):
    """A sum of a line, with where it comes from."""

    value_fen: int
    source: SourceView


class DiscountOff(Gives):
    """So many percent off, exact text, under a named policy."""

    percent: str
    policy: str
    source: SourceView


class LineView(Gives):
    """A line's sentence in parts: quantity × rate × months + surcharge, or a fixed amount × months; less a discount.

    Of a part of the month, `days` of `of_days`. The formula `waived` is an amount taken off, or put back.

    Of a debit note's line `was_area` and `was_fen` are what was billed before; the amount is what is missing from that.
    """

    formula: str
    amount_fen: int
    from_on: str
    to_on: str
    months: str
    quantity: Quantity | None
    rate: Quantity | None
    surcharge: Amount | None
    fixed: Amount | None
    discount: DiscountOff | None
    days: int
    of_days: int
    was_area: str | None
    was_fen: int | None


def line_view(line: Line, names: Mapping[str, str]) -> LineView:
    """A line in the parts of its sentence; a surcharge of nothing is left out."""
    tariff, source = line.tariff.value, fact_source(line.tariff, names)
    by_area = line.area is not None
    return LineView(
        formula=tariff.formula,
        amount_fen=line.amount_fen,
        from_on=line.from_on.isoformat(),
        to_on=line.to_on.isoformat(),
        months=str(line.months),
        quantity=Quantity(value=f"{line.area.value:f}", unit="m2", source=fact_source(line.area, names))
        if line.area
        else None,
        rate=Quantity(value=f"{tariff.rate:f}", unit="yuan_per_m2_month", source=source) if by_area else None,
        surcharge=Amount(value_fen=tariff.surcharge_fen, source=source) if by_area and tariff.surcharge_fen else None,
        fixed=None if by_area else Amount(value_fen=tariff.fixed_fen, source=source),
        discount=_discount(line.discount, names) if line.discount else None,
        days=line.days,
        of_days=line.period.last_day.day,
        was_area=f"{line.instead_of.area.value:f}" if line.instead_of and line.instead_of.area else None,
        was_fen=amount_before(line),
    )


def _discount(discount: Dated[Discount], names: Mapping[str, str]) -> DiscountOff:
    return DiscountOff(
        percent=f"{discount.value.percent:f}", policy=discount.value.policy, source=fact_source(discount, names)
    )
