"""A correction's life: agreed to, posted chunk by chunk (BIL-07). Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from chalicelib.billing.rules.notes import Change
from chalicelib.core.errors import Conflict
from chalicelib.core.stamp import NEW, Stamp


class State(StrEnum):
    POSTING = "posting"
    POSTED = "posted"


class CorrectionRunning(Conflict):
    """Another correction of this unit is still being posted."""

    code = "correction_running"


class DraftStands(Conflict):
    """Bills were drafted by what is to be corrected, and are not out: released now, they would be wrong at once."""

    code = "correction_draft_stands"


class ChunkPosted(Conflict):
    """Another worker has posted this chunk."""

    code = "correction_chunk_posted"


@dataclass(frozen=True)
class Correction:
    """One correction of a unit: what was agreed to, and what was posted so far, in fen.

    `credited_fen` is what parties were billed too much, `debited_fen` too little; `kept_fen` of it went to accounts.
    """

    correction_id: str
    unit_id: str
    community_id: str
    kind: str
    first: date
    last: date | None
    agreed_at: datetime
    state: State = State.POSTING
    chunks: int = 0
    notes: int = 0
    credited_fen: int = 0
    debited_fen: int = 0
    kept_fen: int = 0
    stamp: Stamp = NEW


@dataclass(frozen=True)
class Spread:
    """A correction of a fee item, on its way to every unit that it changes a bill of; `upto` is the last one begun,
    `moved_at` when.
    """

    correction_id: str
    community_id: str
    kind: str
    first: date
    last: date | None
    agreed_at: datetime
    moved_at: datetime
    state: State = State.POSTING
    chunks: int = 0
    units: int = 0
    upto: str | None = None
    stamp: Stamp = NEW


def posted(one: Correction, changes: Sequence[Change], *, is_last: bool) -> Correction:
    """The correction after one more chunk."""
    return replace(
        one,
        chunks=one.chunks + 1,
        notes=one.notes + len(changes),
        credited_fen=one.credited_fen + sum(change.credited_fen for change in changes),
        debited_fen=one.debited_fen + sum(change.debited_fen for change in changes),
        kept_fen=one.kept_fen + sum(sum(change.kept.values()) for change in changes),
        state=State.POSTED if is_last else State.POSTING,
    )
