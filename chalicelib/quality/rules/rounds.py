"""A round: after an error that moved money every unit's area is compared with its paper and signed off (REG-05).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import Conflict
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.estate.rules import Unit
from chalicelib.quality.rules.signing import Sign, holds


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class RoundOpen(Conflict):
    """The community has a round that is not over."""

    code = "quality_round_open"


class RoundClosed(Conflict):
    """It is over: every unit was signed off."""

    code = "quality_round_closed"


class NothingToVerify(Conflict):
    """The community has no units."""

    code = "quality_nothing_to_verify"


@dataclass(frozen=True)
class Round:
    """`totals` and `signed` count units by building; `differing` those whose paper says otherwise, not yet put right.

    `alone` counts those whose area one person entered and signed off, in an office of one person.

    They may lag behind areas that change while it is open; before it closes everything is counted anew.
    """

    round_id: str
    community_id: str
    opened_at: datetime
    opened_by: str
    reason: str = ""
    correction_id: str | None = None
    totals: Mapping[str, int] = field(default_factory=dict)
    signed: Mapping[str, int] = field(default_factory=dict)
    differing: int = 0
    alone: int = 0
    state: State = State.OPEN
    closed_at: datetime | None = None
    stamp: Stamp = NEW

    @property
    def total(self) -> int:
        return sum(self.totals.values())

    @property
    def done(self) -> int:
        return sum(self.signed.values())

    @property
    def looks_over(self) -> bool:
        return self.done >= self.total


@dataclass(frozen=True)
class Slot:
    """Which round of a community is open, if one is."""

    community_id: str
    round_id: str | None = None
    stamp: Stamp = NEW


def totals_of(units: Iterable[Unit]) -> dict[str, int]:
    """How many units each building has; raises NothingToVerify where there are none."""
    totals = dict(Counter(unit.building for unit in units))
    if not totals:
        raise NothingToVerify()
    return totals


def need_open(one: Round) -> None:
    """Raise RoundClosed."""
    if one.state != State.OPEN:
        raise RoundClosed()


def counted(one: Round, changes: Iterable[tuple[Sign | None, Sign]]) -> Round:
    """The round with each unit's sign as it is now instead of what it was."""
    signed, differing, alone = Counter(one.signed), one.differing, one.alone
    for before, now in changes:
        signed[now.building] += (not now.differs) - (before is not None and not before.differs)
        differing += now.differs - (before is not None and before.differs)
        alone += now.alone - (before is not None and before.alone)
    return replace(one, signed=_some(signed), differing=differing, alone=alone)


def is_to_be_counted_anew(one: Round, changes: Iterable[tuple[Sign | None, Sign]]) -> bool:
    """Whether counting on is not enough: it looks as if it were over, or an area changed since it was signed off."""
    return one.looks_over or any(
        before is not None and not before.differs and before.area != now.area for before, now in changes
    )


def counted_anew(one: Round, units: Iterable[Unit], signs: Mapping[str, Sign], *, at: datetime) -> Round:
    """The round by what is on file today: closed, once every unit is signed off with the area that it has.

    Units that came since it was opened belong to it too; one whose area changed is to be looked at again.
    """
    totals: Counter[str] = Counter()
    signed: Counter[str] = Counter()
    for unit in units:
        totals[unit.building] += 1
        signed[unit.building] += holds(signs.get(unit.unit_id), unit, at)
    differing, alone = (sum(getattr(sign, name) for sign in signs.values()) for name in ("differs", "alone"))
    now = replace(one, totals=dict(totals), signed=_some(signed), differing=differing, alone=alone)
    return replace(now, state=State.CLOSED, closed_at=at) if now.looks_over else now


def _some(counts: Mapping[str, int]) -> dict[str, int]:
    return {building: n for building, n in counts.items() if n}
