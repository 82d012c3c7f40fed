"""A fee item's correction on its way to the units: for each whose bills it changes, a correction of that unit (BIL-07).

In chunks, each one transaction: the units begun, and how far it is. From then on each unit is posted like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final

from chalicelib.billing.rules.rating import reaches
from chalicelib.core import limits
from chalicelib.core.period import Period
from chalicelib.core.scope import Cause, Scope, system_scope
from chalicelib.corrections import store
from chalicelib.corrections.rules.corrections import ChunkPosted, Correction, CorrectionRunning, Spread, State
from chalicelib.corrections.service import posting, tariffs
from chalicelib.corrections.service.kinds import approval_of
from chalicelib.db.reads import Together
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import transaction, verb
from chalicelib.journal.entries import community_home

SPREAD: Final = "corrections.spread"


@dataclass(frozen=True)
class CorrectionSpread:
    """What one chunk has begun; `units` are those of the whole correction so far."""

    correction_id: str
    community_id: str
    chunk: int
    state: str
    units: int


def wake(org_id: str, community_id: str, correction_id: str) -> None:
    """Give it to a worker."""
    jobs.enqueue(SPREAD, {"org_id": org_id, "community_id": community_id, "correction_id": correction_id})


def spread(org_id: str, community_id: str, correction_id: str) -> bool:
    """Begin some chunks, and post what is begun; whether there is more to do at once. Any number of workers may.

    A unit of which another correction is being posted is waited for, and so are bills that were drafted by the old
    price just before it was agreed to: the sweep comes again.
    """
    scope = system_scope(org_id, SPREAD)
    for _ in range(limits.SPREADS_PER_JOB):
        one = store.load_spread(scope, community_id, correction_id)
        if one.state == State.POSTED or _is_drafted(scope, one):
            return False
        cause = jobs.job_cause(f"spread#{correction_id}#{one.chunks}")
        try:
            begin_units(scope, cause, community_id, correction_id=correction_id, chunk=one.chunks)
        except ChunkPosted:
            continue
        except CorrectionRunning:
            return False
        for unit_id in _begun(scope, one):
            posting.post(org_id, unit_id, correction_id)
    return True


@verb("corrections.begin_units")
def begin_units(scope: Scope, cause: Cause, community_id: str, *, correction_id: str, chunk: int) -> CorrectionSpread:
    """Begin the correction of the next units. Raises ChunkPosted when another worker did, CorrectionRunning."""
    one = store.load_spread(scope, community_id, correction_id)
    if one.chunks != chunk or one.state == State.POSTED:
        raise ChunkPosted(chunk=chunk)
    units, is_last = _next(scope, one)
    after = replace(
        one,
        chunks=chunk + 1,
        units=one.units + len(units),
        upto=units[-1].unit_id if units else one.upto,
        moved_at=cause.at,
        state=State.POSTED if is_last else State.POSTING,
    )
    with transaction(scope, cause) as tx:
        for unit in units:
            ask = store.ask_slot(scope, unit.unit_id)
            tx.save(store.slot_row(scope, replace(Together(ask)[ask], correction_id=correction_id)))
            tx.save(store.correction_row(scope, _of_unit(unit, one)))
        return tx.record(
            "correction.begun",
            subject=store.spread_row(scope, after),
            home=community_home(community_id),
            outcome=CorrectionSpread(correction_id, community_id, chunk, after.state, after.units),
        )


def due_spreads(until: datetime) -> list[tuple[str, str, str]]:
    """(organisation, community, correction) of what has not reached every unit: for the sweep."""
    return [(one.place[0], one.place[1], one.place[2]) for one in store.to_spread(until)]


def _is_drafted(scope: Scope, one: Spread) -> bool:
    periods = (Period.parse(period) for period in posting.drafted_before(scope, one))
    return any(reaches(period, one.first, one.last, any_day=True) for period in periods)


def _begun(scope: Scope, before: Spread) -> list[str]:
    """The units that the last chunk has begun, behind where the spread was `before` it."""
    upto = store.load_spread(scope, before.community_id, before.correction_id).upto
    passed: list[str] = []
    for unit in estate.every_unit(scope, before.community_id, after=before.upto):
        if upto == before.upto:
            break
        passed.append(unit.unit_id)
        if unit.unit_id == upto:
            break
    return store.begun_among(scope, passed, before.correction_id)


def _next(scope: Scope, one: Spread) -> tuple[list[Unit], bool]:
    """The next units of which it changes a bill and no other correction is being posted; whether they are the last.

    Raises CorrectionRunning where the very next is waited for.
    """
    what = tariffs.on_file(scope, one, approval_of(scope, one.community_id, one.correction_id))
    found = tariffs.changed_units(scope, one.community_id, what, after=one.upto)
    some = [unit for unit, _ in islice(found, limits.UNITS_PER_SPREAD + 1)]
    asks = [store.ask_slot(scope, unit.unit_id) for unit in some]
    slots = Together(*asks)
    busy = [slots[ask].correction_id is not None for ask in asks]
    free = some[: busy.index(True)] if any(busy) else some
    if some and not free:
        raise CorrectionRunning()
    return free[: limits.UNITS_PER_SPREAD], len(free) == len(some) <= limits.UNITS_PER_SPREAD


def _of_unit(unit: Unit, one: Spread) -> Correction:
    return Correction(one.correction_id, unit.unit_id, one.community_id, one.kind, one.first, one.last, one.agreed_at)
