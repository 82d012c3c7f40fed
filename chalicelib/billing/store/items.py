"""Fee items and charges ↔ rows."""

from __future__ import annotations

from collections.abc import Iterable

from pynamodb.attributes import UnicodeAttribute

from chalicelib.billing.rules.items import Charges, Discount, FeeItem, Tariff
from chalicelib.billing.store.tables import BillingRow, community_pk
from chalicelib.core.dated import Dated
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask, Listing, every, get_many
from chalicelib.db.rows import Packed
from chalicelib.db.staging import visible
from chalicelib.estate.rules import sort_key


class ItemRow(BillingRow):
    number = UnicodeAttribute()
    name = UnicodeAttribute()
    tariffs: Packed[tuple[Dated[Tariff], ...]] = Packed(tuple[Dated[Tariff], ...])


class ChargesRow(BillingRow):
    items: Packed[tuple[Dated[str], ...]] = Packed(tuple[Dated[str], ...])
    discounts: Packed[tuple[Dated[Discount], ...]] = Packed(tuple[Dated[Discount], ...], null=True)


def item_row(scope: Scope, item: FeeItem) -> ItemRow:
    row = ItemRow(community_pk(scope, item.community_id), f"ITEM#{item.item_id}", number=item.number, name=item.name)
    row.tariffs = item.tariffs
    row.stamped(item.stamp)
    return row


def load_items(scope: Scope, community_id: str) -> dict[str, FeeItem]:
    """Every fee item of the community, by id, in the order of their numbers."""
    rows = visible(scope, every(Listing(ItemRow, community_pk(scope, community_id), "ITEM#")))
    items = [
        FeeItem(row.sk.removeprefix("ITEM#"), community_id, row.number, row.name, row.tariffs, row.stamp)
        for row in rows
    ]
    return {item.item_id: item for item in sorted(items, key=lambda item: sort_key(item.number))}


def charges_row(scope: Scope, charges: Charges) -> ChargesRow:
    row = ChargesRow(community_pk(scope, charges.community_id), f"CHARGES#{charges.unit_id}", items=charges.items)
    row.discounts = charges.discounts or None
    row.stamped(charges.stamp)
    return row


def load_charges(scope: Scope, community_id: str, unit_ids: Iterable[str]) -> dict[str, Charges]:
    """The charges of those units that have any: 100 units a request."""
    keys = ((community_pk(scope, community_id), f"CHARGES#{unit_id}") for unit_id in unit_ids)
    found = visible(scope, get_many(ChargesRow, keys))
    return {one.unit_id: one for one in map(_charges, found)}


def ask_charges(scope: Scope, community_id: str, unit_id: str) -> Ask[Charges]:
    """One unit's charges, to be read with other things; none where it is charged nothing."""

    def meaning(row: ChargesRow | None) -> Charges:
        shown = visible(scope, [row] if row else [])
        return _charges(shown[0]) if shown else Charges(unit_id, community_id, ())

    return Ask(ChargesRow, community_pk(scope, community_id), f"CHARGES#{unit_id}", meaning)


def _charges(row: ChargesRow) -> Charges:
    return Charges(
        unit_id=row.sk.removeprefix("CHARGES#"),
        community_id=row.pk.rpartition("#")[2],
        items=row.items,
        discounts=row.discounts or (),
        stamp=row.stamp,
    )
