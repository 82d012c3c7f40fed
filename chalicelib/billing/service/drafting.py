"""The long part of a run: staging its bills chunk by chunk, and taking a discarded draft's bills away again.

Each chunk's fence holds what the chunk did and the running figures, so the next needs nothing but the last fence.
Any number of these may work on one run at once or one after another's death: each chunk is written once.
Units that an import brings meanwhile are drafted too: a draft is done when nobody is left who was neither billed,
skipped, nor looked at in vain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import msgspec

from chalicelib.billing.rules.bills import Bill, Drafted, Skip, draft_unit
from chalicelib.billing.rules.items import Charges, FeeItem
from chalicelib.billing.rules.runs import Run, State, Sums, add, checked
from chalicelib.billing.store import bills as bills_store
from chalicelib.billing.store import items as items_store
from chalicelib.billing.store import runs as runs_store
from chalicelib.core import limits
from chalicelib.core.period import Period
from chalicelib.core.scope import Scope
from chalicelib.db import staging
from chalicelib.db.commit import Overtaken
from chalicelib.db.reads import ahead
from chalicelib.db.rows import Row
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit

LATE: Final = "LATE"  # how far a fence reaches once the walk is over, and only units that came meanwhile are left
UNITS_PER_CHUNK = 200
SKIPS_PER_CHUNK = 200  # each stands in the fence with its reason: a fence must stay far below an item's 400 kB


@dataclass(frozen=True)
class Billed:
    """One billed unit as the run's page lists it: who pays at the month's end, and (item, fen) pairs.

    `parts` says of which item the bill of an earlier payer's days is a part.
    """

    unit_id: str
    label: str
    payer_id: str
    bills: tuple[tuple[str, int], ...]
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ChunkResult:
    """What a fence keeps: this chunk's units, and the run's figures so far. `idle` units have nothing due."""

    sums: Sums
    billed: tuple[Billed, ...] = ()
    skips: tuple[Skip, ...] = ()
    idle: tuple[str, ...] = ()

    @property
    def unit_ids(self) -> set[str]:
        """Every unit that was looked at."""
        return {*(one.unit_id for one in self.billed), *(skip.unit_id for skip in self.skips), *self.idle}


@dataclass(frozen=True)
class Batch:
    """Some drafted units, their bills, and the rows to write."""

    drafted: list[Drafted]
    bills: list[Bill]
    rows: Sequence[Row]


def result_of(fence: staging.Fence) -> ChunkResult:
    """A fence's result, typed."""
    return msgspec.convert(fence.result, ChunkResult)


def draft(scope: Scope, run: Run, *, chunks: int) -> Sums | None:
    """Stage up to `chunks` more chunks; the run's figures when every unit is done, None when there is more to do.

    Raises Overtaken when the run is no longer being drafted, or another worker keeps getting ahead.
    """
    fence = staging.last_fence(scope, run.head)
    n, upto, sums = (fence.n, fence.upto, result_of(fence).sums) if fence else (0, None, Sums())
    if fence and not upto:
        return sums
    last = n + chunks
    units = estate.every_unit(scope, run.community_id, after=upto) if upto != LATE else iter(_late(scope, run, sums))
    while n < last:
        with closing(ahead(_batches(scope, run, units))) as batches:
            for batch in islice(batches, last - n):
                n += 1
                upto = LATE if upto == LATE else batch.drafted[-1].unit.unit_id
                sums = _write(scope, run, n, batch, sums, upto=upto)
        if n == last:
            return None
        upto, late = LATE, _late(scope, run, sums)
        if not late:
            return _write(scope, run, n + 1, Batch([], [], []), sums, upto="")
        units = iter(late)
    return None


def _late(scope: Scope, run: Run, sums: Sums) -> list[Unit]:
    """The units that no chunk has looked at: brought by an import that finished while the draft was under way."""
    if estate.count_units(scope, run.community_id) <= sums.done:
        return []
    seen: set[str] = set()
    for fence in staging.fences(scope, run.head):
        seen |= result_of(fence).unit_ids
    return [unit for unit in estate.every_unit(scope, run.community_id) if unit.unit_id not in seen]


def _write(scope: Scope, run: Run, n: int, batch: Batch, sums: Sums, *, upto: str) -> Sums:
    after = add(sums, batch.drafted, running_digest(sums.digest, batch.bills))
    checked(batch.bills, after.billed_fen - sums.billed_fen)
    result = ChunkResult(
        sums=after,
        billed=tuple(
            Billed(
                one.unit.unit_id,
                one.unit.label,
                one.bills[0].payer_id,
                tuple((bill.item_id, bill.total_fen) for bill in one.bills),
                {bill.item_id: bill.part_of for bill in one.bills if bill.part_of},
            )
            for one in batch.drafted
            if one.bills
        ),
        skips=tuple(skip for one in batch.drafted for skip in one.skips),
        idle=tuple(one.unit.unit_id for one in batch.drafted if not one.bills and not one.skips),
    )
    only_if = runs_store.still(scope, run, State.DRAFTING)
    if not staging.write_chunk(scope, run.head, n, rows=batch.rows, upto=upto, result=result, only_if=only_if):
        raise Overtaken()
    return after


def _batches(scope: Scope, run: Run, units: Iterator[Unit]) -> Iterator[Batch]:
    """The units, drafted, in batches that fit a transaction."""
    items = items_store.load_items(scope, run.community_id)
    seen_before = bool(runs_store.load_slot(scope, run.community_id, run.period).released)
    batch: list[Drafted] = []
    bills = skips = 0
    while some := list(islice(units, limits.PAGE_ROWS)):
        for one in _draft_units(scope, run, _as_they_are(scope, some), items, seen_before):
            too_much = bills + len(one.bills) > limits.CHUNK_ITEMS or skips + len(one.skips) > SKIPS_PER_CHUNK
            if batch and (too_much or len(batch) == UNITS_PER_CHUNK):
                yield _batch(scope, batch)
                batch, bills, skips = [], 0, 0
            batch.append(one)
            bills += len(one.bills)
            skips += len(one.skips)
    if batch:
        yield _batch(scope, batch)


def _as_they_are(scope: Scope, units: list[Unit]) -> list[Unit]:
    """The same units read by key: the listing gives their order, and may lag behind a fact that was agreed to."""
    found = estate.get_units(scope, [unit.unit_id for unit in units])
    return [found[unit.unit_id] for unit in units if unit.unit_id in found]


def _batch(scope: Scope, drafted: list[Drafted]) -> Batch:
    """Made where the reading is, beside the writing of the batch before."""
    bills = [bill for one in drafted for bill in one.bills]
    return Batch(drafted, bills, [bills_store.bill_row(scope, bill) for bill in bills])


def _draft_units(
    scope: Scope, run: Run, units: list[Unit], items: dict[str, FeeItem], seen_before: bool
) -> Iterator[Drafted]:
    charges = items_store.load_charges(scope, run.community_id, [unit.unit_id for unit in units])
    if any(charge.value not in items for one in charges.values() for charge in one.items):
        items.update(items_store.load_items(scope, run.community_id))  # they came with units, in the same import
    period = Period.parse(run.period)
    drafted = [
        draft_unit(
            unit,
            charges.get(unit.unit_id, Charges(unit.unit_id, unit.community_id, ())),
            items,
            period=period,
            due_on=run.due_on,
        )
        for unit in units
    ]
    if not seen_before:
        return iter(drafted)
    billed = bills_store.billed_already(scope, (bill for one in drafted for bill in one.bills))
    return (_without(one, billed) for one in drafted)


def _without(one: Drafted, billed: set[str]) -> Drafted:
    """The unit without the bills that an earlier run of the period has released."""
    return Drafted(one.unit, tuple(bill for bill in one.bills if bill.bill_id not in billed), one.skips)


def running_digest(before: str, bills: list[Bill]) -> str:
    """The digest over every bill so far, in order: what was looked at is what is released."""
    each = [(bill.unit_id, bill.item_id, bill.total_fen) for bill in bills]
    return hashlib.sha256(msgspec.json.encode([before, each])).hexdigest()


def stored_figures(scope: Scope, run: Run) -> tuple[int, int, int]:
    """Units, bills and fen that the fences say were written: what the run's own figures must equal."""
    units = bills = billed_fen = 0
    for fence in staging.fences(scope, run.head):
        for one in result_of(fence).billed:
            units += 1
            bills += len(one.bills)
            billed_fen += sum(fen for _, fen in one.bills)
    return units, bills, billed_fen


def undo(scope: Scope, run: Run, *, chunks: int) -> bool:
    """Delete up to `chunks` more chunks of a discarded draft's staged bills; True when all are gone."""
    done = staging.last_fence(scope, run.undo_head)
    start = done.n if done else 0
    left = (fence for fence in staging.fences(scope, run.head) if fence.n > start)
    only_if = runs_store.still(scope, run, State.DISCARDING)
    for fence in islice(left, chunks):
        rows = [
            bills_store.never_settled(scope, one.unit_id, run.period, item_id)
            for one in result_of(fence).billed
            for item_id, _ in one.bills
        ]
        staging.write_chunk(scope, run.undo_head, fence.n, rows=(), deletes=rows, upto="", result=None, only_if=only_if)
    return next(left, None) is None
