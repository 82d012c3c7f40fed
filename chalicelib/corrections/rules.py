"""What a correction asks for, and how far it is (REG-03, BIL-07). Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

from chalicelib.core.area import MOST_M2, PLACES
from chalicelib.core.dated import Dated, Source, corrected, holding, overlap, standing
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.stamp import NEW, Stamp

AREA: Final = "unit.area"


class State(StrEnum):
    POSTING = "posting"
    POSTED = "posted"


class BadFact(Invalid):
    """An area or a bill beyond belief, an area of nothing, days that end before they begin, stretches that overlap."""

    code = "correction_bad_fact"


class NothingToCorrect(Invalid):
    """What is asked is what is on file already."""

    code = "nothing_to_correct"


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
class Stretch:
    """An area in m² from a day to a day, both included; without an end it holds on."""

    area: Decimal
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class Correction:
    """One correction of a unit: what was agreed to, and what was posted so far, in fen."""

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


def stretches_of(request: Mapping[str, Any]) -> tuple[Stretch, ...]:
    """The stretches that are asked for, in their order; raises BadFact."""
    try:
        found = [
            Stretch(Decimal(one["area"]), date.fromisoformat(one["from_on"]), _day(one.get("to_on")))
            for one in request["stretches"]
        ]
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise BadFact(why="unreadable") from error
    found.sort(key=lambda one: one.from_on)
    if not found:
        raise BadFact(why="unreadable")
    for one in found:
        if not one.area.is_finite() or not 0 < one.area <= MOST_M2 or -int(one.area.as_tuple().exponent) > PLACES:
            raise BadFact(why="area", most_m2=str(MOST_M2))
        if one.to_on and one.to_on < one.from_on:
            raise BadFact(why="ends_before")
    for before, after in pairwise(found):
        if before.to_on is None or before.to_on >= after.from_on:
            raise BadFact(why="overlap")
    return tuple(found)


def with_stretches(
    facts: Sequence[Dated[Decimal]], stretches: Iterable[Stretch], source: Source, *, on: date
) -> tuple[Dated[Decimal], ...]:
    """The facts once the stretches are known; raises NothingToCorrect when they say what stood before."""
    after = tuple(facts)
    for one in stretches:
        after = corrected(after, Dated(one.area, source, one.from_on, one.to_on), on=on)
    if all(_value(facts, day) == _value(after, day) for day in _turns((*facts, *after))):
        raise NothingToCorrect()
    return after


def undoing(facts: Sequence[Dated[Decimal]], approval_id: str) -> tuple[Stretch, ...]:
    """The stretches that set what an approval changed back to what stood before it; nothing when it changed nothing.

    Days about which nothing was known before cannot be unknown again: they keep what the approval said. Of several
    stretches, a later one took the place of what an earlier one had left of the same fact: that is found once.
    """
    theirs = [fact for fact in standing(facts) if fact.source.approval_id == approval_id and fact.from_on]
    found: set[Stretch] = set()
    for one in theirs:
        before = [fact for fact in facts if fact.replaced_by == approval_id and overlap(fact, one)]
        for fact in before:
            first = max(one.from_on or date.min, fact.from_on or date.min)
            ends = [day for day in (one.to_on, fact.to_on) if day]
            found.add(Stretch(fact.value, first, min(ends, default=None)))
    return tuple(sorted(found, key=lambda one: one.from_on))


def span_of(stretches: Sequence[Stretch]) -> tuple[date, date | None]:
    """The first and the last day that the stretches speak about."""
    ends = [one.to_on for one in stretches]
    return min(one.from_on for one in stretches), None if None in ends else max(day for day in ends if day)


def posted(
    one: Correction, *, notes: int, credited_fen: int, debited_fen: int, kept_fen: int, is_last: bool
) -> Correction:
    """The correction after one more chunk."""
    return replace(
        one,
        chunks=one.chunks + 1,
        notes=one.notes + notes,
        credited_fen=one.credited_fen + credited_fen,
        debited_fen=one.debited_fen + debited_fen,
        kept_fen=one.kept_fen + kept_fen,
        state=State.POSTED if is_last else State.POSTING,
    )


def _turns(facts: Iterable[Dated[Decimal]]) -> set[date]:
    """The days on which something begins to hold, or does not hold any more: between them nothing changes."""
    ends = {fact.to_on + timedelta(days=1) for fact in facts if fact.to_on and fact.to_on < date.max}
    return ends | {fact.from_on for fact in facts if fact.from_on}


def _value(facts: Iterable[Dated[Decimal]], day: date) -> Decimal | None:
    found = holding(facts, day)
    return found.value if found else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
