"""Keeping what a check sees: new findings, other facts, what has gone. A person who decides meanwhile goes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from chalicelib.core import clock
from chalicelib.core.scope import Scope
from chalicelib.db.bookkeeping import Lost
from chalicelib.estate.rules import Unit
from chalicelib.quality.rules import findings
from chalicelib.quality.rules.findings import Finding, State
from chalicelib.quality.rules.found import Found
from chalicelib.quality.store import findings as store

_TRIES: Final = 4


@dataclass(frozen=True)
class Sight:
    """Something found, and the unit that leads to it."""

    found: Found
    unit: Unit

    def new(self, finding_id: str) -> Finding:
        """A finding that was never seen before."""
        found, unit = self.found, self.unit
        return Finding(
            finding_id=finding_id,
            community_id=unit.community_id,
            building_id=unit.building_id,
            unit_id=unit.unit_id,
            place=unit.label,
            sort=unit.place,
            check=found.check,
            about=found.about,
            subject_id=found.subject_id,
            found_at=clock.now(),
            digest=found.digest,
            facts=found.facts,
            beside=found.beside,
        )

    def again(self, before: Finding) -> Finding:
        """A finding that stands already, as it is seen now."""
        now, unit = findings.seen(before, self.found, at=clock.now()), self.unit
        return replace(now, building_id=unit.building_id, unit_id=unit.unit_id, place=unit.label, sort=unit.place)


def keep(scope: Scope, community_id: str, sights: Iterable[Sight], *, at: datetime) -> None:
    """Write what is new or has changed; what stands as it was is left alone.

    So is what was decided, met anew or ended since these files were looked at (`at`): a worker may have slept.
    """
    by_id = {one.found.finding_id(community_id): one for one in sights}
    stand = store.findings(scope, sorted(by_id))
    for finding_id, sight in by_id.items():
        before = stand.get(finding_id)
        if before is None or sight.again(before) != before:
            _write(scope, finding_id, partial(_again, sight, at), sight.new(finding_id))


def end_others(scope: Scope, community_id: str, found: set[str], *, begun_at: datetime) -> None:
    """What a whole check has not met any more is put right, but for what another one met since it was begun."""
    for state in (State.OPEN, State.ACCEPTED):
        for one in list(store.standing(scope, community_id, state)):
            if one.finding_id not in found:
                _write(scope, one.finding_id, partial(_vanished, begun_at))


def _again(sight: Sight, at: datetime, before: Finding) -> Finding:
    moments = (before.found_at, before.accepted_at, before.fixed_at)
    return before if any(moment and moment > at for moment in moments) else sight.again(before)


def _vanished(begun_at: datetime, one: Finding) -> Finding:
    return one if one.state == State.FIXED or one.found_at > begun_at else findings.vanished(one, at=clock.now())


def _write(scope: Scope, finding_id: str, change: Callable[[Finding], Finding], new: Finding | None = None) -> None:
    """Read, change, write; again when somebody was first. Raises Lost when they always are."""
    for attempt in range(_TRIES):
        before = store.findings(scope, [finding_id]).get(finding_id)
        after = change(before) if before else new
        if after is None or after == before:
            return
        try:
            store.put(scope, after)
        except Lost:
            if attempt == _TRIES - 1:
                raise
        else:
            return
