"""Fee items and their dated tariffs; which items a unit is charged from when (BIL-01, BIL-03).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from chalicelib.core import ids
from chalicelib.core.dated import Dated, holding, standing
from chalicelib.core.period import Period
from chalicelib.core.stamp import NEW, Stamp


class Formula(StrEnum):
    """How an item is computed; the numbers are the field's (and the peer workbook's) own."""

    AREA = "1001"  # area × price + surcharge
    FIXED = "2002"  # a fixed amount


@dataclass(frozen=True)
class Tariff:
    """One month's price. `rate` in yuan per m² and month; `broken` is why it cannot be billed by (None: it can)."""

    formula: str
    rate: Decimal | None = None
    surcharge_fen: int = 0
    fixed_fen: int = 0
    broken: str | None = None


@dataclass(frozen=True)
class Discount:
    """So many percent off one item of a unit, under a policy that is named (BIL-04); 0 where none is given."""

    item_id: str
    percent: Decimal
    policy: str


@dataclass(frozen=True)
class FeeItem:
    """A fee item (收费项目) with its dated tariffs; `number` is the office's own, by which items are listed."""

    item_id: str
    community_id: str
    number: str
    name: str
    tariffs: tuple[Dated[Tariff], ...]
    stamp: Stamp = NEW

    @property
    def newest(self) -> Dated[Tariff]:
        """The tariff that was set last."""
        return standing(self.tariffs)[-1]

    def tariff_in(self, period: Period) -> Dated[Tariff] | None:
        """The tariff that holds at the end of the period, or last held within it; None when the item is not due."""
        within = [tariff for tariff in standing(self.tariffs) if _touches(tariff, period)]
        ends = max((min(tariff.to_on or period.last_day, period.last_day) for tariff in within), default=None)
        return holding(within, ends) if ends else None


@dataclass(frozen=True)
class Charges:
    """The fee items of one unit: each `value` is an item's id; and what is taken off them."""

    unit_id: str
    community_id: str
    items: tuple[Dated[str], ...]
    discounts: tuple[Dated[Discount], ...] = ()
    stamp: Stamp = NEW

    def discounts_of(self, item_id: str) -> tuple[Dated[Discount], ...]:
        """Everything that was ever said about one item's discount."""
        return tuple(one for one in self.discounts if one.value.item_id == item_id)

    def discount_on(self, item_id: str, day: date) -> Dated[Discount] | None:
        """What is taken off an item on `day`; None where that is nothing."""
        found = holding(self.discounts_of(item_id), day)
        return found if found and found.value.percent else None

    def due_in(self, period: Period) -> Iterator[Dated[str]]:
        """The charges that hold on some day of the period: each item once, however often it began and ended."""
        seen = set()
        for charge in standing(self.items):
            if charge.value not in seen and _touches(charge, period):
                seen.add(charge.value)
                yield charge


def item_id_of(community_id: str, number: str) -> str:
    """An item is the same wherever its number is written: imported twice, it is one (REG-07)."""
    return ids.derived(community_id, "item", number)


def _touches(fact: Dated[Any], period: Period) -> bool:
    begun = fact.from_on is None or fact.from_on <= period.last_day
    ended = fact.to_on is not None and fact.to_on < period.first_day
    return begun and not ended
