"""The billing run as a state machine: draft → look → release, or discard (BIL-05).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from chalicelib.billing.rules.bills import Bill, Drafted
from chalicelib.core import clock
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.period import Period
from chalicelib.core.stamp import NEW, Stamp

DAYS_TO_PAY: Final = 15
MONTHS_AHEAD: Final = 12
MONTHS_MISSED: Final = 12


class State(StrEnum):
    DRAFTING = "drafting"
    DRAFT = "draft"
    RELEASED = "released"
    DISCARDING = "discarding"
    DISCARDED = "discarded"


class Verb(StrEnum):
    FINISH_DRAFT = "finish_draft"
    RELEASE = "release"
    DISCARD = "discard"
    FINISH_DISCARD = "finish_discard"


TRANSITIONS: Final = {
    (State.DRAFTING, Verb.FINISH_DRAFT): State.DRAFT,
    (State.DRAFT, Verb.RELEASE): State.RELEASED,
    (State.DRAFTING, Verb.DISCARD): State.DISCARDING,
    (State.DRAFT, Verb.DISCARD): State.DISCARDING,
    (State.DISCARDING, Verb.FINISH_DISCARD): State.DISCARDED,
}


class RunRefused(Conflict):
    """The run is in a state that does not allow this."""

    code = "run_refused"


class RunOpen(Conflict):
    """Another run of the same period is still open."""

    code = "run_open"


class RunExists(Conflict):
    """A run with this id stands already: another intention took it."""

    code = "run_exists"


class PeriodTooFar(Invalid):
    """More than a year ahead: a slip of the pen, not a month to be billed."""

    code = "period_too_far"


class NothingToRelease(Conflict):
    """A draft without a single bill."""

    code = "nothing_to_release"


@dataclass(frozen=True)
class ItemSum:
    """What one item came to in a run."""

    item_name: str
    item_number: str = ""
    bills: int = 0
    amount_fen: int = 0


@dataclass(frozen=True)
class Sums:
    """The running figures of a run: `done` units looked at, `units` billed; `skipped` counts units by reason."""

    done: int = 0
    units: int = 0
    bills: int = 0
    lines: int = 0
    billed_fen: int = 0
    items: dict[str, ItemSum] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    digest: str = ""


@dataclass(frozen=True)
class Run:
    """One billing run of a community and period. Only a released run's bills are seen by anyone but its makers.

    `due_on` is when its bills must be paid: fixed by the release, until then what the day of the start proposed.
    """

    run_id: str
    community_id: str
    period: str
    state: State
    by_trigger: bool
    started_at: datetime
    started_by: str
    due_on: date
    total: int
    sums: Sums = field(default_factory=Sums)
    drafted_at: datetime | None = None
    released_at: datetime | None = None
    released_by: str | None = None
    discarded_at: datetime | None = None
    reason: str | None = None
    stamp: Stamp = NEW

    @property
    def head(self) -> str:
        """The head that its bills are staged under."""
        return head_of(self.community_id, self.run_id)

    @property
    def undo_head(self) -> str:
        """The head that counts the chunks of its discarding."""
        return f"UNRUN#{self.community_id}#{self.run_id}"

    @property
    def is_moving(self) -> bool:
        """Whether a job still has work to do on it."""
        return self.state in {State.DRAFTING, State.DISCARDING}

    def due_if_released(self, today: date) -> date:
        """When its bills must be paid, if it is released today or was."""
        is_open = self.state in {State.DRAFTING, State.DRAFT}
        return due_day(Period.parse(self.period), today) if is_open else self.due_on


@dataclass(frozen=True)
class Slot:
    """The period's place in a community: at most one open run, and those that were released."""

    community_id: str
    period: str
    open_run: str | None = None
    released: tuple[str, ...] = ()
    stamp: Stamp = NEW


def head_of(community_id: str, run_id: str) -> str:
    """The head that a run's bills are staged under, and carry ever after."""
    return f"RUN#{community_id}#{run_id}"


def move(run: Run, verb: Verb) -> Run:
    """The one door: raises RunRefused with the state that stands in the way."""
    if (run.state, verb) not in TRANSITIONS:
        by, at = run.released_by, run.released_at
        raise RunRefused(run_id=run.run_id, state=run.state, verb=verb, by=by, at=clock.instant(at) if at else None)
    return replace(run, state=TRANSITIONS[run.state, verb])


def claim(slot: Slot, run_id: str) -> Slot:
    """Take the period for a new run; raises RunOpen while another is open."""
    if slot.open_run:
        raise RunOpen(run_id=slot.open_run, period=slot.period)
    return replace(slot, open_run=run_id)


def check_period(period: Period, today: date) -> None:
    """Raise PeriodTooFar for a month that nobody can mean today."""
    latest = Period.of(today).plus(MONTHS_AHEAD)
    if period > latest:
        raise PeriodTooFar(period=str(period), latest=str(latest))


def months_to_draft(due: Period, released: Period | None) -> list[Period]:
    """The months that the trigger of `due` drafts, oldest first: those behind the one last `released` before it.

    At most a year of them; only `due` itself where nothing was ever released.
    """
    if released is None:
        return [due]
    months = [due.plus(-back) for back in reversed(range(MONTHS_MISSED))]
    return [month for month in months if month > released]


def due_day(period: Period, released_on: date) -> date:
    """When a bill must be paid: the month's last day, but never less than 15 days after its release."""
    return max(period.last_day, released_on + timedelta(days=DAYS_TO_PAY))


def release(run: Run, slot: Slot, *, at: datetime, by: str) -> tuple[Run, Slot]:
    """Make the draft's bills real and fix when they are due; raises NothingToRelease for an empty one."""
    moved = move(run, Verb.RELEASE)
    if run.sums.bills == 0:
        raise NothingToRelease(run_id=run.run_id)
    due_on = run.due_if_released(clock.business_date(at))
    return (
        replace(moved, released_at=at, released_by=by, due_on=due_on),
        replace(slot, open_run=None, released=(*slot.released, run.run_id)),
    )


def add(sums: Sums, drafted: Iterable[Drafted], digest: str) -> Sums:
    """The running figures after some more units. `digest` is the running one over every bill so far."""
    items, skipped = dict(sums.items), dict(sums.skipped)
    done, units, bills, lines, billed = sums.done, sums.units, sums.bills, sums.lines, sums.billed_fen
    for one in drafted:
        done += 1
        units += bool(one.bills)
        bills += len(one.bills)
        for bill in one.bills:
            lines += len(bill.lines)
            billed += bill.total_fen
            was = items.get(bill.base_item_id, ItemSum(bill.item_name, bill.item_number))
            items[bill.base_item_id] = replace(was, bills=was.bills + 1, amount_fen=was.amount_fen + bill.total_fen)
        for reason in {skip.reason for skip in one.skips}:
            skipped[reason] = skipped.get(reason, 0) + 1
    return Sums(done, units, bills, lines, billed, items, skipped, digest)


def checked(bills: Iterable[Bill], billed_fen: int) -> None:
    """The invariant of a chunk: its bills add up to what its figures say, to the fen."""
    total = sum(bill.total_fen for bill in bills)
    assert total == billed_fen, (total, billed_fen)  # noqa: S101
