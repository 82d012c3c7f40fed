"""Runs and their periods' slots ↔ rows; the chunks of a run as its draft left them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.billing.rules.runs import Run, Slot, State, Sums
from chalicelib.billing.store.tables import DUE_SHARDS, BillingRow, community_pk
from chalicelib.core import clock
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Listing, every, get, page
from chalicelib.db.rows import Day, Instant, Packed


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
