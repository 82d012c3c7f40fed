"""Corrections ↔ rows, in their unit's collection, and which one of a unit is being posted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core import limits
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.corrections.rules.corrections import Correction, Spread, State
from chalicelib.db.reads import Ask, Listing, get, get_many, page
from chalicelib.db.rows import AggregateRow, Day, DueIndex, Instant, table_name
from chalicelib.timers import due

_POST: Final = "POST"
_SPREAD: Final = "SPREAD"
_CORRECTION: Final = "CORRECTION#"
_KEPT: Final = ("community_id", "kind", "first", "last", "agreed_at")
_COUNTS: Final = ("chunks", "notes", "credited_fen", "debited_fen", "kept_fen")


class CorrectionsRow(AggregateRow):
    """The corrections table. `due_pk` stands only on what is still to be posted."""

    class Meta:
        table_name = table_name("corrections")

    due = DueIndex()
    due_pk = UnicodeAttribute(null=True)
    due_sk = UnicodeAttribute(null=True)


class CorrectionRow(CorrectionsRow):
    community_id = UnicodeAttribute()
    kind = UnicodeAttribute()
    first = Day()
    last = Day(null=True)
    agreed_at = Instant()
    state = UnicodeAttribute()
    chunks = NumberAttribute()
    notes = NumberAttribute()
    credited_fen = NumberAttribute()
    debited_fen = NumberAttribute()
    kept_fen = NumberAttribute()


class SpreadRow(CorrectionsRow):
    """A fee item's correction, in its community's collection."""

    kind = UnicodeAttribute()
    first = Day()
    last = Day(null=True)
    agreed_at = Instant()
    moved_at = Instant()
    state = UnicodeAttribute()
    chunks = NumberAttribute()
    units = NumberAttribute()
    upto = UnicodeAttribute(null=True)


class SlotRow(CorrectionsRow):
    correction_id = UnicodeAttribute(null=True)


@dataclass(frozen=True)
class Slot:
    """Which correction of the unit is being posted, if one is."""

    unit_id: str
    correction_id: str | None = None
    stamp: Stamp = NEW


def correction_row(scope: Scope, one: Correction) -> CorrectionRow:
    row = CorrectionRow(_pk(scope, one.unit_id), f"{_CORRECTION}{one.correction_id}", state=str(one.state))
    for name in (*_KEPT, *_COUNTS):
        setattr(row, name, getattr(one, name))
    if one.state == State.POSTING:
        row.due_pk = due.due_pk(_POST, one.unit_id)
        row.due_sk = due.due_sk(one.agreed_at, scope.org_id, one.unit_id, one.correction_id)
    row.stamped(one.stamp)
    return row


def spread_row(scope: Scope, one: Spread) -> SpreadRow:
    row = SpreadRow(f"{scope.org_id}#C#{one.community_id}", f"{_CORRECTION}{one.correction_id}", state=str(one.state))
    for name in ("kind", "first", "last", "agreed_at", "moved_at", "chunks", "units", "upto"):
        setattr(row, name, getattr(one, name))
    if one.state == State.POSTING:
        row.due_pk = due.due_pk(_SPREAD, one.correction_id)
        waits_until = one.moved_at + timedelta(seconds=limits.STUCK_SECONDS)
        row.due_sk = due.due_sk(waits_until, scope.org_id, one.community_id, one.correction_id)
    row.stamped(one.stamp)
    return row


def load_spread(scope: Scope, community_id: str, correction_id: str) -> Spread:
    """How far a fee item's correction is; raises NotFound. The caller sees to the reach."""
    row = get(SpreadRow, f"{scope.org_id}#C#{community_id}", f"{_CORRECTION}{correction_id}")
    if row is None:
        raise NotFound()
    return Spread(
        correction_id=correction_id,
        community_id=community_id,
        kind=row.kind,
        first=row.first,
        last=row.last,
        agreed_at=row.agreed_at,
        moved_at=row.moved_at,
        state=State(row.state),
        chunks=int(row.chunks),
        units=int(row.units),
        upto=row.upto,
        stamp=row.stamp,
    )


def begun_among(scope: Scope, unit_ids: Sequence[str], correction_id: str) -> list[str]:
    """Those of the units that a correction was begun of, in their order."""
    found = get_many(CorrectionRow, ((_pk(scope, unit_id), f"{_CORRECTION}{correction_id}") for unit_id in unit_ids))
    begun = {str(row.pk.rpartition("#")[2]) for row in found}
    return [unit_id for unit_id in unit_ids if unit_id in begun]


def to_spread(until: datetime) -> Iterator[due.Waiting]:
    """(organisation, community, correction) of fee items' corrections on their way: for the sweep."""
    return due.waiting(SpreadRow, _SPREAD, until=until)


def slot_row(scope: Scope, slot: Slot) -> SlotRow:
    row = SlotRow(_pk(scope, slot.unit_id), "SLOT", correction_id=slot.correction_id)
    row.stamped(slot.stamp)
    return row


def ask_slot(scope: Scope, unit_id: str) -> Ask[Slot]:
    """The unit's slot, to be read with other things."""

    def meaning(row: SlotRow | None) -> Slot:
        return Slot(unit_id, row.correction_id, row.stamp) if row else Slot(unit_id)

    return Ask(SlotRow, _pk(scope, unit_id), "SLOT", meaning)


def load_correction(scope: Scope, unit_id: str, correction_id: str) -> Correction:
    """The correction of a unit within reach; raises NotFound."""
    row = get(CorrectionRow, _pk(scope, unit_id), f"{_CORRECTION}{correction_id}")
    if row is None:
        raise NotFound()
    return _correction(row)


def corrections_page(scope: Scope, unit_id: str, *, cursor: str | None) -> tuple[list[Correction], str | None]:
    """A page of the unit's corrections, newest first."""
    found = page(scope, Listing(CorrectionRow, _pk(scope, unit_id), _CORRECTION, newest_first=True), cursor=cursor)
    return [_correction(row) for row in found.rows], found.next


def to_post(until: datetime) -> Iterator[due.Waiting]:
    """(organisation, unit, correction) of those agreed to and not wholly posted: for the sweep."""
    return due.waiting(CorrectionRow, _POST, until=until)


def _correction(row: CorrectionRow) -> Correction:
    kept: dict[str, Any] = {name: getattr(row, name) for name in _KEPT}
    kept |= {name: int(getattr(row, name)) for name in _COUNTS}
    return Correction(
        correction_id=row.sk.removeprefix(_CORRECTION),
        unit_id=str(row.pk.rpartition("#")[2]),
        state=State(row.state),
        stamp=row.stamp,
        **kept,
    )


def _pk(scope: Scope, unit_id: str) -> str:
    return f"{scope.org_id}#U#{unit_id}"
