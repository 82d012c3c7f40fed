"""A new party's file, a file corrected, a unit that changes hands: what joins the verb that agrees to it (REG-02, 04).

What an approval keeps of a party meanwhile has the phone and the id number sealed, by the key of the party's own row.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from chalicelib.core import limits
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.estate.rules import Unit
from chalicelib.journal import Transaction
from chalicelib.people.rules import filing as rules
from chalicelib.people.rules import transfers
from chalicelib.people.rules.parties import NewParty, Party, party_id_of
from chalicelib.people.rules.phones import is_mobile
from chalicelib.people.rules.transfers import Decision, NewOwner, TransferTooLarge, UnitHousehold
from chalicelib.people.store import filing as store
from chalicelib.people.store import parties as party_store
from chalicelib.people.vault import Safe

Kept = Mapping[str, Any]
_SIGNS_IN = "signs_in"


def next_number(scope: Scope, unit: Unit) -> str:
    """The first number for a new owner of the unit that nobody has; raises NumberTaken where all of them are."""
    numbers = {party_id_of(unit.community_id, number): number for number in rules.numbers_for(unit)}
    taken = store.taken(scope, numbers)
    free = next((number for party_id, number in numbers.items() if party_id not in taken), None)
    if free is None:
        raise rules.NumberTaken()
    return free


def sealed_file(
    scope: Scope,
    *,
    community_id: str,
    number: str,
    name: str,
    kind: str = "person",
    phone: str | None = None,
    id_number: str | None = None,
) -> dict[str, Any]:
    """A new party as an approval may keep them: plain JSON without a bare phone or id number.

    Raises BadNumber, BadName, BadKind, BadPhone, BadIdNumber, NumberTaken.
    """
    number, kind = rules.checked_number(number), rules.checked_kind(kind)
    new = NewParty(
        party_id=party_id_of(community_id, number),
        community_id=community_id,
        number=number,
        name=rules.checked_name(name),
        kind=kind,
        phone=rules.checked_phone(phone) if phone else None,
        id_number=rules.checked_id_number(id_number, kind) if id_number else None,
    )
    if store.taken(scope, [new.party_id]):
        raise rules.NumberTaken()
    return party_store.sealed(scope, new) | {_SIGNS_IN: bool(new.phone and is_mobile(new.phone))}


def renumbered(scope: Scope, unit: Unit, kept: Kept) -> Kept:
    """A new owner as an approval kept them, under the unit's next number where another has got theirs meanwhile.

    What is sealed is sealed anew: it opens for one number alone. Raises NumberTaken where no number is left.
    """
    if not store.taken(scope, [kept["party_id"]]):
        return kept
    safe = Safe(scope.org_id, kept["party_id"], kept["key"])
    bare = {name: safe.open(name, kept[name]) for name in ("phone", "id_number") if kept[name]}
    number = next_number(scope, unit)
    party_id = party_id_of(unit.community_id, number)
    new = NewParty(party_id, unit.community_id, number, kept["name"], kept["kind"], **bare)
    return {**kept, **party_store.sealed(scope, new)}


def file_in(tx: Transaction, kept: Kept) -> Party:
    """Join the verb that agrees to a new party: they are on file, and sign in where they have a mobile.

    Raises NumberTaken where another was filed under the number meanwhile.
    """
    if store.taken(tx.scope, [kept["party_id"]]):
        raise rules.NumberTaken()
    row = party_store.sealed_row(tx.scope, kept, at=tx.cause.at)
    tx.save(row)
    if kept[_SIGNS_IN]:
        tx.save(party_store.phone_row(tx.scope, kept["phone_index"], party_id=kept["party_id"]))
    return party_store.entity(row)


def sealed_changes(
    scope: Scope, party_id: str, *, name: str | None = None, phone: str | None = None, id_number: str | None = None
) -> dict[str, Any]:
    """What is to be corrected in a party's file, as an approval may keep it. None: stays; "": is taken away.

    The caller has checked that the party is within reach. Raises NotFound, BadName, BadPhone, BadIdNumber,
    NothingChanged.
    """
    row = _party(scope, party_id)
    safe, kept = Safe(scope.org_id, party_id, row.key), dict[str, Any]()
    if name is not None:
        kept["name"] = rules.checked_name(name)
    if phone is not None:
        plain = rules.checked_phone(phone) if phone else None
        kept |= party_store.sealed_values(safe, phone=plain) | {_SIGNS_IN: bool(plain and is_mobile(plain))}
    if id_number is not None:
        plain = rules.checked_id_number(id_number, row.kind) if id_number else None
        kept |= party_store.sealed_values(safe, id_number=plain)
    _need_change(row, kept)
    return kept


def file_before_after(scope: Scope, party_id: str, kept: Kept) -> dict[str, Any]:
    """What a correction of a file changes, masked: for whoever agrees to it. Raises NotFound, NothingChanged."""
    row = _party(scope, party_id)
    changes = _need_change(row, kept)
    shown = ("name", "phone_masked", "id_number_masked")
    before = {name: getattr(row, name) for name in shown}
    return {"before": before, "after": {name: kept.get(name, before[name]) for name in shown}, "changes": changes}


def change_file_in(tx: Transaction, party_id: str, kept: Kept) -> None:
    """Join the verb that agrees to a correction of a file: the party, the phone they sign in with, their households.

    Raises NotFound, NothingChanged, TooManyUnits.
    """
    row = _party(tx.scope, party_id)
    _need_change(row, kept)
    if "phone_index" in kept:
        _change_phone_in(tx, party_id, row.phone_index, kept)
    for name in ("name", *party_store.PERSONAL):
        if name in kept:
            setattr(row, name, kept[name])
    tx.save(row)
    if "name" in kept or "phone_masked" in kept:
        for household in _homes(tx.scope, party_id):
            tx.save(store.row_of(tx.scope, _with_names(household, party_store.entity(row))))


def household_of(scope: Scope, unit: Unit) -> UnitHousehold:
    """Everybody who is tied to a loaded unit, or was, or was believed to be."""
    return store.household(scope, unit)


def transferred(
    household: UnitHousehold,
    to: NewOwner | None,
    by: Decision,
    *,
    from_on: date | None,
    also_leaving: Collection[str] = (),
    instead_of: str | None = None,
) -> UnitHousehold:
    """The household once the unit is `to`'s from a day; without those, once the transfer `instead_of` is set back.

    With all three that transfer was wrong, and is entered anew.
    Raises what `rules.transfers` refuses.
    """
    before = household.tenures
    if to and from_on and instead_of:
        after = transfers.entered_anew(before, instead_of, to, by, from_on=from_on, also_leaving=also_leaving)
    elif to and from_on:
        after = transfers.transferred(before, to, by, from_on=from_on, also_leaving=also_leaving)
    else:
        after = transfers.set_back(before, instead_of or "", by)
    return replace(household, tenures=after)


def transfer_in(tx: Transaction, before: UnitHousehold, after: UnitHousehold, *, to: Party | None) -> None:
    """Join the verb that agrees to a transfer: the household, and what each party holds, are as `after` says.

    `to` is the new owner, as on file or as just filed. All is saved at the version that was read: of two transfers at
    once the second is decided anew. Raises TransferTooLarge, NotFound where the new owner is on file no longer.
    """
    was, is_now = transfers.seen_from(before), transfers.seen_from(after)
    changed = {whose: tenures for whose, tenures in is_now.items() if was.get(whose) != tenures}
    if len(changed) > limits.TENURES_PER_CHANGE or len(after.tenures) > limits.TENURES_PER_UNIT:
        raise TransferTooLarge(most=limits.TENURES_PER_CHANGE)
    tx.save(store.row_of(tx.scope, after))
    for row in store.tenure_rows(tx.scope, after.unit_id, changed):
        tx.save(row)
    if to and to.stamp.version is not None:
        # Their file is saved as it is: a correction of it at the same time would not know of this household.
        theirs = _party(tx.scope, to.party_id)
        theirs.stamped(to.stamp)
        tx.save(theirs)


def _party(scope: Scope, party_id: str) -> party_store.PartyRow:
    row = store.party(scope, party_id)
    if row is None:
        raise NotFound()
    return row


def _need_change(row: party_store.PartyRow, kept: Kept) -> list[str]:
    told = {"name": "name", "phone": "phone_index", "id_number": "id_number_index"}
    changes = [name for name, by in told.items() if by in kept and getattr(row, by) != kept[by]]
    if not changes:
        raise rules.NothingChanged()
    return changes


def _change_phone_in(tx: Transaction, party_id: str, before: str | None, kept: Kept) -> None:
    old = store.phone(tx.scope, before, party_id) if before else None
    new = kept["phone_index"] if kept[_SIGNS_IN] else None
    if old and before != new:
        tx.delete(old)
    if new and not (old and before == new):
        tx.save(party_store.phone_row(tx.scope, new, party_id=party_id))


def _homes(scope: Scope, party_id: str) -> list[UnitHousehold]:
    holder = party_store.holder(scope, party_id)
    units = {one.unit_id for one in holder.tenures} if holder else set()
    if len(units) > limits.UNITS_PER_PARTY_CHANGE:
        raise rules.TooManyUnits(most=limits.UNITS_PER_PARTY_CHANGE)
    return list(store.households(scope, sorted(units)).values())


def _with_names(household: UnitHousehold, party: Party) -> UnitHousehold:
    tenures = (
        replace(one, name=party.name, phone_masked=party.phone_masked) if one.party_id == party.party_id else one
        for one in household.tenures
    )
    return replace(household, tenures=tuple(tenures))
