"""Fee items and their prices over time, on the wire (BIL-03)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chalicelib.billing.rules.items import FeeItem, Tariff
from chalicelib.billing.rules.lines import broken
from chalicelib.core.dated import Dated, holding
from chalicelib.edge.wire import Gives
from chalicelib.estate.schemas import SourceView, fact_source


class PriceView(Gives):
    """A price from a day to a day: `rate` in yuan per m² and month, exact text; sums in fen.

    Believed from `known_on` until the day before `replaced_on` (None: still). `broken`: why nothing is billed by it.
    """

    formula: str
    rate: str | None
    surcharge_fen: int
    fixed_fen: int
    broken: str | None
    from_on: str | None
    to_on: str | None
    known_on: str
    replaced_on: str | None
    holds_today: bool
    approval_id: str | None
    source: SourceView


class PricedItem(Gives):
    """A fee item with its prices, oldest first."""

    item_id: str
    number: str
    name: str
    tariffs: list[PriceView]


def priced_item(item: FeeItem, names: Mapping[str, str], *, today: date) -> PricedItem:
    """A fee item; `names` are those of the actors behind its prices."""
    now = holding(item.tariffs, today)
    facts = sorted(item.tariffs, key=lambda fact: (fact.from_on or date.min, fact.known_on or fact.source.entered_on))
    return PricedItem(
        item_id=item.item_id,
        number=item.number,
        name=item.name,
        tariffs=[_price_view(fact, names, holds_today=fact is now) for fact in facts],
    )


def _price_view(fact: Dated[Tariff], names: Mapping[str, str], *, holds_today: bool) -> PriceView:
    tariff = fact.value
    return PriceView(
        formula=tariff.formula,
        rate=f"{tariff.rate:f}" if tariff.rate is not None else None,
        surcharge_fen=tariff.surcharge_fen,
        fixed_fen=tariff.fixed_fen,
        broken=broken(tariff),
        from_on=fact.from_on.isoformat() if fact.from_on else None,
        to_on=fact.to_on.isoformat() if fact.to_on else None,
        known_on=(fact.known_on or fact.source.entered_on).isoformat(),
        replaced_on=fact.replaced_on.isoformat() if fact.replaced_on else None,
        holds_today=holds_today,
        approval_id=fact.source.approval_id,
        source=fact_source(fact, names),
    )
