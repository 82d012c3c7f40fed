"""Fee items and charges: what imports stage, what pages and runs read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chalicelib.billing.rules.items import Charges, FeeItem, item_id_of
from chalicelib.billing.store import items as store
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask
from chalicelib.db.rows import Row
from chalicelib.journal import Transaction

__all__ = ["item_id_of"]


def list_items(scope: Scope, community_id: str) -> dict[str, FeeItem]:
    """Every fee item of a community within reach, by id."""
    scope.need_community(community_id)
    return store.load_items(scope, community_id)


def get_items(scope: Scope, community_id: str) -> dict[str, FeeItem]:
    """Every fee item, for a caller whose reach is a unit of the community and was checked."""
    return store.load_items(scope, community_id)


def get_charges(scope: Scope, community_id: str, unit_ids: Iterable[str]) -> dict[str, Charges]:
    """What these units are charged. The caller has checked its reach."""
    return store.load_charges(scope, community_id, unit_ids)


def get_item(scope: Scope, community_id: str, item_id: str) -> FeeItem:
    """One fee item of a community within reach; raises NotFound."""
    found = list_items(scope, community_id).get(item_id)
    if found is None:
        raise NotFound()
    return found


def ask_charges(scope: Scope, community_id: str, unit_id: str) -> Ask[Charges]:
    """What one unit is charged, to be read with other things. The caller has checked its reach."""
    return store.ask_charges(scope, community_id, unit_id)


def correct_item_in(tx: Transaction, item: FeeItem) -> None:
    """Join the verb that agrees to a change of prices: the item is as given, and version-checked."""
    tx.save(store.item_row(tx.scope, item))


def correct_charges_in(tx: Transaction, charges: Charges) -> None:
    """Join the verb that agrees to a change of a unit's discounts: they are as given, and version-checked."""
    tx.save(store.charges_row(tx.scope, charges))


def rows_to_stage(scope: Scope, *, items: Sequence[FeeItem] = (), charges: Sequence[Charges] = ()) -> list[Row]:
    """The rows of new items and charges, for a long verb to stage."""
    return [*(store.item_row(scope, one) for one in items), *(store.charges_row(scope, one) for one in charges)]
