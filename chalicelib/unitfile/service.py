"""A unit's file: its facts over time, its people, its journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.billing.rules.items import Discount, FeeItem
from chalicelib.billing.service import items as billing_items
from chalicelib.core.dated import Dated
from chalicelib.core.scope import Scope
from chalicelib.db.reads import BadCursor
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import EntryView, entry_page
from chalicelib.journal.entries import community_home, unit_home
from chalicelib.people import service as people
from chalicelib.people.rules.parties import Tenure


@dataclass(frozen=True)
class UnitFile:
    """A unit, who belongs to it, who pays or paid for it (names by party), and its items (None: the item is gone)."""

    unit: Unit
    tenures: tuple[Tenure, ...]
    payers: Mapping[str, str]
    charges: tuple[tuple[Dated[str], FeeItem | None], ...]
    discounts: tuple[Dated[Discount], ...]


def get_file(scope: Scope, community_id: str, unit_id: str) -> UnitFile:
    """The file of a unit within reach; raises NotFound."""
    unit = estate.get_unit(scope, unit_id, community_id=community_id)
    items = billing_items.get_items(scope, community_id)
    charges = billing_items.get_charges(scope, community_id, [unit_id]).get(unit_id)
    payers = people.existing_parties(scope, {fact.value for fact in unit.payer})
    return UnitFile(
        unit=unit,
        tenures=people.households(scope, [unit_id]).get(unit_id, ()),
        payers={party_id: party.name for party_id, party in payers.items()},
        charges=tuple((charge, items.get(charge.value)) for charge in (charges.items if charges else ())),
        discounts=charges.discounts if charges else (),
    )


def journal_page(
    scope: Scope, community_id: str, unit_id: str, *, cursor: str | None
) -> tuple[list[EntryView], str | None]:
    """The unit's own entries, newest first; the community's where the unit has none yet.

    Those are of the whole community, so that who reaches only some buildings of it gets none. A cursor goes on in
    the journal that it was sealed for, whatever the unit got meanwhile.
    """
    estate.get_unit(scope, unit_id, community_id=community_id)
    only_own = scope.reach.buildings is not None
    try:
        own, onward = entry_page(scope, unit_home(unit_id), cursor=cursor)
    except BadCursor:
        if only_own:
            raise
        return entry_page(scope, community_home(community_id), cursor=cursor)
    if own or cursor or only_own:
        return own, onward
    return entry_page(scope, community_home(community_id), cursor=None)
