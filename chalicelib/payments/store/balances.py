"""Balances ↔ rows. Those with something prepaid stand in the work index of their community."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action

from chalicelib.core import clock
from chalicelib.core.scope import Scope
from chalicelib.db.bookkeeping import bookkeeping
from chalicelib.db.reads import Ask, Listing, every, get
from chalicelib.db.rows import SCHEMA, Instant
from chalicelib.payments.rules.balances import Balance
from chalicelib.payments.store.tables import PaymentsRow, community_pk, unit_pk

_PREPAID: Final = "PREPAID#"
_FOLLOWED: Final = "FOLLOWED#"


class BalanceRow(PaymentsRow):
    community_id = UnicodeAttribute()
    prepaid_fen = NumberAttribute()


class FollowedRow(PaymentsRow):
    """A released run on which what was prepaid has been used."""

    at = Instant()


def balance_row(scope: Scope, balance: Balance) -> BalanceRow:
    row = BalanceRow(unit_pk(scope, balance.unit_id), f"{_PREPAID}{balance.payer_id}")
    row.community_id, row.prepaid_fen = balance.community_id, balance.prepaid_fen
    if balance.prepaid_fen:
        row.work_pk = f"{community_pk(scope, balance.community_id)}#{_PREPAID}"
        row.work_sk = f"{balance.unit_id}#{balance.payer_id}"
    row.stamped(balance.stamp)
    return row


def ask_balance(scope: Scope, unit_id: str, *, community_id: str, payer_id: str) -> Ask[Balance]:
    """What the party has prepaid on the unit, to be read with other things; nothing where there is no row."""

    def meaning(row: BalanceRow | None) -> Balance:
        return _balance(row) if row else Balance(unit_id, community_id, payer_id)

    return Ask(BalanceRow, unit_pk(scope, unit_id), f"{_PREPAID}{payer_id}", meaning)


def balances(scope: Scope, unit_id: str) -> list[Balance]:
    """What each party has prepaid on the unit."""
    return [_balance(row) for row in every(Listing(BalanceRow, unit_pk(scope, unit_id), _PREPAID))]


def prepaid_in(scope: Scope, community_id: str) -> Iterator[tuple[str, str]]:
    """(unit, party) of every balance in the community that is not empty."""
    listing = Listing(BalanceRow, f"{community_pk(scope, community_id)}#{_PREPAID}", index="work")
    for row in every(listing):
        unit_id, payer_id = row.work_sk.split("#")
        yield unit_id, payer_id


def is_followed(scope: Scope, community_id: str, run_id: str) -> bool:
    """Whether what was prepaid has been used on a released run."""
    return get(FollowedRow, community_pk(scope, community_id), f"{_FOLLOWED}{run_id}") is not None


def mark_followed(scope: Scope, community_id: str, run_id: str) -> None:
    """Note that it has been; twice is once."""
    row = FollowedRow(community_pk(scope, community_id), f"{_FOLLOWED}{run_id}")
    said: list[Action] = [FollowedRow.at.set(clock.now()), FollowedRow.v.set(SCHEMA)]
    bookkeeping("releases followed up").update(row, said)


def _balance(row: BalanceRow) -> Balance:
    return Balance(
        unit_id=row.pk.rpartition("#")[2],
        community_id=row.community_id,
        payer_id=row.sk.removeprefix(_PREPAID),
        prepaid_fen=int(row.prepaid_fen),
        stamp=row.stamp,
    )
