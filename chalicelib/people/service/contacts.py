"""How a party or a colleague is reached, for messages that the office sends: shown and logged nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from chalicelib.core import limits
from chalicelib.core.scope import Scope
from chalicelib.people.rules.phones import is_mobile
from chalicelib.people.store import parties as store
from chalicelib.people.store import staff as staff_store


@dataclass(frozen=True)
class Line:
    """A bare phone, and its blind index: equal for parties who share it."""

    phone: str = field(repr=False)
    phone_index: str


def message_line(scope: Scope, party_id: str) -> Line | None:
    """Where a message for the party goes; None when there is no mobile of their own.

    A phone that stands for more people than a family has is nobody's own (the office's, written where none was known).
    """
    found = store.phone_of(scope, party_id)
    if found is None or not is_mobile(found[0]):
        return None
    phone, phone_index = found
    sharing = {row.owner_id for row in store.party_phones(scope, phone_index)}
    people = {(one.name, one.id_number_index) for one in store.parties(scope, sharing).values()}
    return Line(phone, phone_index) if len(people) <= limits.PARTIES_PER_PHONE else None


def colleague_line(scope: Scope, staff_id: str) -> Line | None:
    """Where a message for a colleague goes; None for one who has left."""
    return next((Line(*found) for found in [staff_store.phone_of(scope, staff_id)] if found), None)


def units_of(scope: Scope, party_id: str, *, community_id: str) -> list[str]:
    """The units of a community that the party was ever tied to."""
    found = store.holder(scope, party_id)
    return [one.unit_id for one in found.tenures if one.community_id == community_id] if found else []
