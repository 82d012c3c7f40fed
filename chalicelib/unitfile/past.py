"""A unit on any day, as it was believed on any day: the two questions of dated facts, answered for all (REG-03)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chalicelib.billing.rules.items import Charges, Discount, FeeItem, Tariff
from chalicelib.billing.service import items as billing
from chalicelib.core.dated import Dated
from chalicelib.core.dated import believed as believed_fact
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Together
from chalicelib.estate import service as estate
from chalicelib.people import service as people
from chalicelib.people.rules.parties import Tenure


@dataclass(frozen=True)
class ChargedItem:
    """A fee item that a unit is charged on the day, what it costs, what is taken off it."""

    item: FeeItem
    tariff: Dated[Tariff] | None
    discount: Dated[Discount] | None


@dataclass(frozen=True)
class OnDay:
    """What holds on `day` by what was believed at the end of `believed_on`; `payer_name` "" for who is not on file."""

    day: date
    believed_on: date
    area: Dated[Decimal] | None
    payer: Dated[str] | None
    payer_name: str
    occupancy: Dated[str] | None
    people: tuple[Tenure, ...]
    items: tuple[ChargedItem, ...]

    @property
    def facts(self) -> list[Dated[Any]]:
        """All of them."""
        items = [fact for one in self.items for fact in (one.tariff, one.discount)]
        return [fact for fact in (self.area, self.payer, self.occupancy, *items) if fact]


def on_day(scope: Scope, community_id: str, unit_id: str, *, day: date, believed_on: date) -> OnDay:
    """A unit within reach on a day; raises NotFound."""
    unit = estate.get_unit(scope, unit_id, community_id=community_id)
    ask = billing.ask_charges(scope, community_id, unit_id)
    charges = Together(ask)[ask]
    tenures = people.household_of(scope, unit).tenures
    payer = believed_fact(unit.payer, day, on=believed_on)
    party = people.existing_parties(scope, [payer.value]).get(payer.value) if payer else None
    return OnDay(
        day=day,
        believed_on=believed_on,
        area=believed_fact(unit.area, day, on=believed_on),
        payer=payer,
        payer_name=party.name if party else "",
        occupancy=believed_fact(unit.occupancy, day, on=believed_on),
        people=tuple(one for one in tenures if one.was_believed_on(believed_on) and _spans(one, day)),
        items=tuple(_charged(charges, billing.get_items(scope, community_id), day, believed_on)),
    )


def _spans(one: Tenure, day: date) -> bool:
    """Whether its days hold the day, though it may have been replaced since."""
    return (one.from_on is None or one.from_on <= day) and (one.to_on is None or day <= one.to_on)


def _charged(charges: Charges, items: dict[str, FeeItem], day: date, believed_on: date) -> Iterable[ChargedItem]:
    for item_id in dict.fromkeys(charge.value for charge in charges.items):
        own = [charge for charge in charges.items if charge.value == item_id]
        if item_id not in items or believed_fact(own, day, on=believed_on) is None:
            continue
        discount = believed_fact(charges.discounts_of(item_id), day, on=believed_on)
        yield ChargedItem(
            items[item_id],
            believed_fact(items[item_id].tariffs, day, on=believed_on),
            discount if discount and discount.value.percent else None,
        )
