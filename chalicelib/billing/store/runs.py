"""Runs and their periods' slots ↔ rows. What a released run says never changes: its due day is remembered."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime
from typing import Final

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.billing.rules.runs import Run, Slot, State, Sums
from chalicelib.billing.store.tables import DUE_SHARDS, BillingRow, community_pk
from chalicelib.core import clock
from chalicelib.core.errors import NotFound
from chalicelib.core.period import Period
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Listing, every, get, get_many, page
from chalicelib.db.rows import Day, Instant, Packed

_MOST_REMEMBERED: Final = 10_000

_due: dict[tuple[str, str], date] = {}


class RunRow(BillingRow):
    period = UnicodeAttribute()
    state = UnicodeAttribute()
    by_trigger = BooleanAttribute()
    started_at = Instant()
    started_by = UnicodeAttribute()
    due_on = Day()
    total = NumberAttribute()
    sums: Packed[Sums] = Packed(Sums)
    drafted_at = Instant(null=True)
    released_at = Instant(null=True)
    released_by = UnicodeAttribute(null=True)
    discarded_at = Instant(null=True)
    reason = UnicodeAttribute(null=True)


class SlotRow(BillingRow):
    open_run = UnicodeAttribute(null=True)
    released: Packed[tuple[str, ...]] = Packed(tuple[str, ...])


_KEPT = [field.name for field in fields(Run) if field.name not in {"run_id", "community_id", "state", "stamp"}]


def run_row(scope: Scope, run: Run) -> RunRow:
    """The run's row. While a job works on it, it stands in the due index, so that a stuck one is found."""
    row = RunRow(community_pk(scope, run.community_id), f"RUN#{run.run_id}", state=str(run.state))
    for name in _KEPT:
        setattr(row, name, getattr(run, name))
    if run.is_moving:
        row.due_pk = f"DUE#{zlib.crc32(run.run_id.encode()) % DUE_SHARDS}"
        row.due_sk = f"{clock.instant(run.started_at)}#{scope.org_id}#{run.community_id}#{run.run_id}"
    row.stamped(run.stamp)
    return row


def run_stands(scope: Scope, community_id: str, run_id: str) -> bool:
    """Whether this id is taken in the community."""
    return get(RunRow, community_pk(scope, community_id), f"RUN#{run_id}") is not None


def load_run(scope: Scope, community_id: str, run_id: str) -> Run:
    """The run; raises NotFound."""
    row = get(RunRow, community_pk(scope, community_id), f"RUN#{run_id}")
    if row is None:
        raise NotFound()
    return _run(row)


def runs_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[Run], str | None]:
    """A page of the community's runs, newest first."""
    listing = Listing(RunRow, community_pk(scope, community_id), "RUN#", newest_first=True)
    found = page(scope, listing, cursor=cursor)
    return [_run(row) for row in found.rows], found.next


def due_days(scope: Scope, runs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], date]:
    """When the bills of these released runs, (community, run) pairs, are due. Reads each unknown run once."""
    asked = {one: (community_pk(scope, one[0]), f"RUN#{one[1]}") for one in runs}
    known = {key: _due[key] for key in asked.values() if key in _due}
    if unknown := asked.values() - known.keys():
        released = (row for row in get_many(RunRow, unknown) if row.state == str(State.RELEASED))
        found = {(row.pk, row.sk): row.due_on for row in released}
        if len(_due) > _MOST_REMEMBERED:
            _due.clear()
        _due.update(found)
        known |= found
    return {one: known[key] for one, key in asked.items()}


def forget() -> None:
    """Forget the due days: for a test that moves to another engine."""
    _due.clear()


def still(scope: Scope, run: Run, state: State) -> tuple[RunRow, Condition]:
    """The condition that the stored run is in `state`."""
    return RunRow(community_pk(scope, run.community_id), f"RUN#{run.run_id}"), RunRow.state == str(state)


def slot_row(scope: Scope, slot: Slot) -> SlotRow:
    row = SlotRow(community_pk(scope, slot.community_id), f"SLOT#{slot.period}", open_run=slot.open_run)
    row.released = slot.released
    row.stamped(slot.stamp)
    return row


def load_slot(scope: Scope, community_id: str, period: str) -> Slot:
    """The period's slot; an untouched one when nothing was run yet."""
    row = get(SlotRow, community_pk(scope, community_id), f"SLOT#{period}")
    if row is None:
        return Slot(community_id, period)
    return Slot(community_id, period, row.open_run, row.released, row.stamp)


def released_before(scope: Scope, community_id: str, period: Period) -> Period | None:
    """The newest month before `period` of which anything was released."""
    slots = every(Listing(SlotRow, community_pk(scope, community_id), "SLOT#", newest_first=True))
    months = (Period.parse(row.sk.removeprefix("SLOT#")) for row in slots if row.released)
    return next((month for month in months if month < period), None)


def released_periods(scope: Scope, community_id: str) -> list[Period]:
    """Every month of which anything was released, oldest first."""
    slots = every(Listing(SlotRow, community_pk(scope, community_id), "SLOT#"))
    return [Period.parse(row.sk.removeprefix("SLOT#")) for row in slots if row.released]


def moving(before: datetime) -> Iterator[tuple[str, str, str]]:
    """(organisation, community, run) of every run begun before an instant that a job still has to finish."""
    for shard in range(DUE_SHARDS):
        for row in every(Listing(RunRow, f"DUE#{shard}", index="due")):
            started_at, org_id, community_id, run_id = row.due_sk.split("#")
            if clock.from_instant(started_at) <= before:
                yield org_id, community_id, run_id


def _run(row: RunRow) -> Run:
    run_id, community_id = row.sk.removeprefix("RUN#"), row.pk.rpartition("#")[2]
    kept = {name: getattr(row, name) for name in _KEPT if name != "total"}
    return Run(
        run_id=run_id, community_id=community_id, state=State(row.state), total=int(row.total), stamp=row.stamp, **kept
    )
