"""Fee items and charges: what imports stage, what pages and runs read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chalicelib.billing.rules.items import Charges, FeeItem, item_id_of
from chalicelib.billing.store import items as store
from chalicelib.core.scope import Scope
from chalicelib.db.rows import Row

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


def rows_to_stage(scope: Scope, *, items: Sequence[FeeItem] = (), charges: Sequence[Charges] = ()) -> list[Row]:
    """The rows of new items and charges, for a long verb to stage."""
    return [*(store.item_row(scope, one) for one in items), *(store.charges_row(scope, one) for one in charges)]
