"""Somebody's file with the seal off, for a check that looks and forgets. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field

from chalicelib.people.rules.parties import Party


@dataclass(frozen=True)
class Opened:
    """A party and their bare numbers, None where there are none. Neither is ever shown, logged or kept."""

    party: Party
    phone: str | None = field(default=None, repr=False)
    id_number: str | None = field(default=None, repr=False)
