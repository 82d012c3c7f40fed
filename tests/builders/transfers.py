"""Units that change hands and files that are corrected, as verbs as small as can be: what kinds of approval join."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.core import clock
from chalicelib.core.dated import Source
from chalicelib.core.scope import Cause, Scope
from chalicelib.estate import service as estate
from chalicelib.estate import store as estate_store
from chalicelib.journal import VERBS, transaction, verb
from chalicelib.journal.entries import unit_home
from chalicelib.people import service as people
from chalicelib.people.rules.transfers import Decision, NewOwner, UnitHousehold
from tests.builders.core import a_cause


@dataclass(frozen=True)
class Done:
    """What it was about."""

    subject_id: str


def decision(approval_id: str, cause: Cause) -> Decision:
    """Agreed to now."""
    on = clock.business_date(cause.at)
    return Decision(approval_id, on, Source("过户协议", "S:desk", on, "S:checker", approval_id))


@verb("test.transfer")
def sell(
    scope: Scope,
    cause: Cause,
    unit_id: str,
    *,
    approval_id: str,
    to: str | None = None,
    from_on: date | None = None,
    also_leaving: tuple[str, ...] = (),
    instead_of: str | None = None,
) -> Done:
    """The unit is the party's from a day; without one, a transfer is set back."""
    unit = estate.get_unit(scope, unit_id)
    before = people.household_of(scope, unit)
    party = people.get_party(scope, to) if to else None
    after = people.transferred(
        before,
        NewOwner(party.party_id, party.name, party.phone_masked) if party else None,
        decision(approval_id, cause),
        from_on=from_on,
        also_leaving=also_leaving,
        instead_of=instead_of,
    )
    with transaction(scope, cause) as tx:
        people.transfer_in(tx, before, after, to=party)
        subject = estate_store.unit_row(scope, unit)
        return tx.record("test.sold", subject=subject, home=unit_home(unit_id), outcome=Done(unit_id))


@verb("test.sell_to_new")
def sell_to_new(
    scope: Scope, cause: Cause, unit_id: str, *, approval_id: str, kept: Mapping[str, Any], from_on: date
) -> Done:
    """The unit is a new party's from a day."""
    unit = estate.get_unit(scope, unit_id)
    before = people.household_of(scope, unit)
    new = NewOwner(kept["party_id"], kept["name"], kept["phone_masked"])
    after = people.transferred(before, new, decision(approval_id, cause), from_on=from_on)
    with transaction(scope, cause) as tx:
        people.transfer_in(tx, before, after, to=people.file_in(tx, kept))
        subject = estate_store.unit_row(scope, unit)
        return tx.record("test.sold", subject=subject, home=unit_home(unit_id), outcome=Done(new.party_id))


def sell_as_read(scope: Scope, before: UnitHousehold, after: UnitHousehold, kept: Mapping[str, Any]) -> None:
    """The same by what was read and decided before; once."""
    unit = estate.get_unit(scope, before.unit_id)
    with transaction(scope, a_cause()) as tx:
        people.transfer_in(tx, before, after, to=people.file_in(tx, kept))
        tx.record("test.sold", subject=estate_store.unit_row(scope, unit), home="O", outcome=Done(unit.unit_id))


@verb("test.change_file")
def change_file(scope: Scope, cause: Cause, unit_id: str, *, party_id: str, kept: Mapping[str, Any]) -> Done:
    """A party's file is corrected."""
    unit = estate.get_unit(scope, unit_id)
    with transaction(scope, cause) as tx:
        people.change_file_in(tx, party_id, kept)
        subject = estate_store.unit_row(scope, unit)
        return tx.record("test.corrected", subject=subject, home=unit_home(unit_id), outcome=Done(party_id))


_VERBS = {name: VERBS.pop(name) for name in [*VERBS] if name.startswith("test.")}
