"""The verbs of a billing run: start, finish the draft, discard; and what pages ask of it (BIL-05).

It is released by a second person (`releasing`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from chalicelib.approvals import service as approvals
from chalicelib.billing.rules import runs as rules
from chalicelib.billing.rules.bills import Skip
from chalicelib.billing.rules.runs import Run, RunExists, State, Sums, Verb
from chalicelib.billing.service import drafting
from chalicelib.billing.store import runs as store
from chalicelib.core import clock, ids
from chalicelib.core.period import Period
from chalicelib.core.scope import Cause, Scope
from chalicelib.db import staging
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.journal import Transaction, transaction, verb
from chalicelib.journal.entries import community_home
from chalicelib.people import service as people

CONTINUE = "billing.continue_run"
RELEASE: Final = "run.release"
"""The kind of approval that a draft waits for."""


@dataclass(frozen=True)
class RunStarted:
    run_id: str
    period: str


@dataclass(frozen=True)
class RunDrafted:
    run_id: str
    period: str
    bills: int
    billed_fen: int


@dataclass(frozen=True)
class RunDiscarded:
    run_id: str
    period: str


def start_run(
    scope: Scope, cause: Cause, community_id: str, *, run_id: str, period: str, by_trigger: bool = False
) -> RunStarted:
    """Begin drafting the period's bills; raises RunOpen while another run of the period is open.

    Also RunExists for an id that is taken, and PeriodTooFar. A retry wakes the worker again, in case nobody did.
    """
    started = _start_run(scope, cause, community_id, run_id=run_id, period=period, by_trigger=by_trigger)
    wake(scope, community_id, run_id)
    return started


@verb("billing.start_run")
def _start_run(
    scope: Scope, cause: Cause, community_id: str, *, run_id: str, period: str, by_trigger: bool
) -> RunStarted:
    estate.get_whole_community(scope, community_id)
    month, today = Period.parse(period), clock.business_date(cause.at)
    rules.check_period(month, today)
    if store.run_stands(scope, community_id, run_id):
        raise RunExists(run_id=run_id)
    run = Run(
        run_id=run_id,
        community_id=community_id,
        period=period,
        state=State.DRAFTING,
        by_trigger=by_trigger,
        started_at=cause.at,
        started_by=scope.actor_id,
        due_on=rules.due_day(month, today),
        total=estate.count_units(scope, community_id),
    )
    slot = rules.claim(store.load_slot(scope, community_id, period), run_id)
    with transaction(scope, cause) as tx:
        tx.save(store.slot_row(scope, slot))
        tx.save(staging.open_head(scope, run.head))
        return tx.record(
            "run.started",
            subject=store.run_row(scope, run),
            home=community_home(community_id),
            outcome=RunStarted(run_id, period),
        )


@verb("billing.finish_draft")
def finish_draft(scope: Scope, cause: Cause, community_id: str, *, run_id: str, sums: Sums) -> RunDrafted:
    """Every unit was looked at: the draft waits for a second person. Checks the chunks' figures once more as stored.

    Whoever started it asks. One that the trigger started was made by nobody, so that any one person agrees to it.
    """
    run = rules.move(store.load_run(scope, community_id, run_id), Verb.FINISH_DRAFT)
    stored = drafting.stored_figures(scope, run)
    assert stored == (sums.units, sums.bills, sums.billed_fen), (stored, sums)  # noqa: S101
    run = replace(run, drafted_at=cause.at, sums=sums, total=sums.done)
    with transaction(scope, cause) as tx:
        if sums.bills:
            approvals.ask_in(
                tx,
                community_id,
                approval_id=approval_of(community_id, run_id),
                asked=approvals.Asked(RELEASE, None, {"run_id": run_id}, "", "", place=run.period),
                asked_by=run.started_by,
                amount_fen=sums.billed_fen,
            )
        return tx.record(
            "run.drafted",
            subject=store.run_row(scope, run),
            home=community_home(community_id),
            outcome=RunDrafted(run_id, run.period, sums.bills, sums.billed_fen),
        )


def approval_of(community_id: str, run_id: str) -> str:
    """The id of the approval that the run's draft waits for, or waited."""
    return ids.derived("approval", RELEASE, community_id, run_id)


def discard_run(scope: Scope, cause: Cause, community_id: str, *, run_id: str, reason: str) -> RunDiscarded:
    """Give the draft up; its staged bills are taken away before the period is free again."""
    discarded = _discard_run(scope, cause, community_id, run_id=run_id, reason=reason)
    wake(scope, community_id, run_id)
    return discarded


@verb("billing.discard_run")
def _discard_run(scope: Scope, cause: Cause, community_id: str, *, run_id: str, reason: str) -> RunDiscarded:
    estate.get_whole_community(scope, community_id)
    run = _discarded(scope, community_id, run_id, reason)
    with transaction(scope, cause) as tx:
        approvals.withdraw_in(tx, approval_of(community_id, run_id), community_id=community_id)
        return tx.record(
            "run.discarded",
            subject=store.run_row(scope, run),
            home=community_home(community_id),
            outcome=RunDiscarded(run_id, run.period),
            reason=reason,
        )


def discard_in(tx: Transaction, community_id: str, run_id: str, *, reason: str) -> None:
    """Join the verb by which a second person does not agree to the draft."""
    tx.save(store.run_row(tx.scope, _discarded(tx.scope, community_id, run_id, reason)))


def _discarded(scope: Scope, community_id: str, run_id: str, reason: str) -> Run:
    run = rules.move(store.load_run(scope, community_id, run_id), Verb.DISCARD)
    return replace(run, reason=reason or None)


@verb("billing.finish_discard")
def finish_discard(scope: Scope, cause: Cause, community_id: str, *, run_id: str) -> RunDiscarded:
    """The staged bills are gone: free the period."""
    run = rules.move(store.load_run(scope, community_id, run_id), Verb.FINISH_DISCARD)
    slot = replace(store.load_slot(scope, community_id, run.period), open_run=None)
    with transaction(scope, cause) as tx:
        tx.save(store.slot_row(scope, slot))
        return tx.record(
            "run.cleared",
            subject=store.run_row(scope, replace(run, discarded_at=cause.at)),
            home=community_home(community_id),
            outcome=RunDiscarded(run_id, run.period),
        )


def get_run(scope: Scope, community_id: str, run_id: str) -> Run:
    """The run, with the figures so far while it is being drafted; raises NotFound."""
    estate.get_whole_community(scope, community_id)
    return so_far(scope, store.load_run(scope, community_id, run_id))


def runs_page(scope: Scope, community_id: str, *, cursor: str | None = None) -> tuple[list[Run], str | None]:
    """A page of the community's runs, newest first."""
    estate.get_whole_community(scope, community_id)
    runs, onward = store.runs_page(scope, community_id, cursor=cursor)
    return [so_far(scope, run) for run in runs], onward


def drafts_of(scope: Scope, community_id: str, *, begun_by: datetime | None = None) -> list[str]:
    """The periods whose bills are drafted and neither released nor discarded yet; only of drafts begun by a time."""
    runs, _ = store.runs_page(scope, community_id, cursor=None)
    drafts = (run for run in runs if run.state in {State.DRAFTING, State.DRAFT})
    return sorted(run.period for run in drafts if begun_by is None or run.started_at <= begun_by)


def so_far(scope: Scope, run: Run) -> Run:
    """A run being drafted, with the running figures of its last chunk."""
    fence = staging.last_fence(scope, run.head) if run.state == State.DRAFTING else None
    return replace(run, sums=drafting.result_of(fence).sums) if fence else run


def released_in(scope: Scope, community_id: str, period: Period) -> list[Run]:
    """The released runs of a period (a second one bills what the first had to skip)."""
    slot = store.load_slot(scope, community_id, str(period))
    return [store.load_run(scope, community_id, run_id) for run_id in slot.released]


def released_since(scope: Scope, community_id: str, since: datetime) -> list[Run]:
    """The newest runs of the community that were released at or after an instant."""
    newest, _ = store.runs_page(scope, community_id, cursor=None)
    return [run for run in newest if run.released_at and run.released_at >= since]


def compared_with(scope: Scope, run: Run) -> list[Run]:
    """The released runs of the month before, for a month's first run.

    One that only adds to a released month has nothing to be compared with.
    """
    slot = store.load_slot(scope, run.community_id, run.period)
    if slot.released and slot.released[0] != run.run_id:
        return []
    return released_in(scope, run.community_id, Period.parse(run.period).plus(-1))


def missed_months(scope: Scope, community_id: str, due: Period) -> list[Period]:
    """The months that are to be drafted when `due` is, oldest first: it, and those that were missed before it."""
    released = store.released_before(scope, community_id, due)
    return rules.months_to_draft(due, released)


def stands_still(scope: Scope, community_id: str, run_id: str, *, since: datetime) -> bool:
    """Whether a job still has to work on the run, and none has written a chunk of it since then."""
    run = store.load_run(scope, community_id, run_id)
    fence = staging.last_fence(scope, run.undo_head if run.state == State.DISCARDING else run.head)
    return run.is_moving and (fence is None or fence.at <= since)


def results_page(
    scope: Scope, community_id: str, run_id: str, *, cursor: str | None
) -> tuple[list[drafting.ChunkResult], str | None]:
    """A few chunks of what the run made: its billed units and its skips, by unit number, late ones last."""
    run = get_run(scope, community_id, run_id)
    found, onward = staging.fence_page(scope, run.head, cursor=cursor, limit=4)
    return [drafting.result_of(fence) for fence in found], onward


def payer_names(scope: Scope, billed: list[drafting.Billed]) -> dict[str, str]:
    """By unit, the name of who pays; "" where the party belongs to the household no longer."""
    households = people.households(scope, [one.unit_id for one in billed])
    names = {(unit_id, held.party_id): held.name for unit_id, some in households.items() for held in some}
    return {one.unit_id: names.get((one.unit_id, one.payer_id), "") for one in billed}


def every_skip(scope: Scope, run: Run) -> Iterable[Skip]:
    """All skips of a run; for figures."""
    return (skip for fence in staging.fences(scope, run.head) for skip in drafting.result_of(fence).skips)


def wake(scope: Scope, community_id: str, run_id: str) -> None:
    """Have the worker go on with a run that moves."""
    jobs.enqueue(CONTINUE, {"org_id": scope.org_id, "community_id": community_id, "run_id": run_id})
