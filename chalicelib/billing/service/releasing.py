"""The kind `run.release`: a draft's bills become real when a second person agrees to it (BIL-05, REG-04).

A draft never changes, so that what was looked at is what is released. Not agreeing to it gives it up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from chalicelib.approvals.kinds import Kind, Preview
from chalicelib.approvals.rules import Approval
from chalicelib.billing.rules import runs as rules
from chalicelib.billing.rules.runs import ItemSum, Run, Sums
from chalicelib.billing.service import runs
from chalicelib.billing.store import runs as store
from chalicelib.core import clock
from chalicelib.core.scope import Scope, system_scope
from chalicelib.db import staging
from chalicelib.estate.rules import sort_key
from chalicelib.journal import Transaction

_told_of_releases: list[Callable[[str, str, str], None]] = []


def when_released(tell: Callable[[str, str, str], None]) -> None:
    """Have `tell(organisation, community, run)` called after each release, and again at each retry of it."""
    _told_of_releases.append(tell)


def preview(scope: Scope, one: Approval) -> Preview:
    """The draft's figures, beside those of the month before. Raises RunRefused, NothingToRelease."""
    run = _run(scope, one)
    rules.release(run, store.load_slot(scope, one.community_id, run.period), at=clock.now(), by=scope.actor_id)
    before = runs.compared_with(scope, run)
    facts = {
        "run_id": run.run_id,
        "period": run.period,
        **_figures([run.sums]),
        "skipped": [{"reason": reason, "units": units} for reason, units in sorted(run.sums.skipped.items())],
        "previous": {"period": before[0].period, **_figures([one.sums for one in before])} if before else None,
        "digest": run.sums.digest,
    }
    return Preview(facts, run.sums.billed_fen)


def apply_in(tx: Transaction, one: Approval) -> None:
    """The one commit of the run: the bills are real, all at once; they never change again (BIL-07)."""
    run = _run(tx.scope, one)
    slot = store.load_slot(tx.scope, one.community_id, run.period)
    run, slot = rules.release(run, slot, at=tx.cause.at, by=tx.scope.actor_id)
    tx.save(store.run_row(tx.scope, run))
    tx.save(store.slot_row(tx.scope, slot))
    tx.save(staging.commit_head(tx.scope, run.head))


def give_up_in(tx: Transaction, one: Approval) -> None:
    """Not agreed to, or taken back: the draft is discarded, for the reason that was given."""
    runs.discard_in(tx, one.community_id, one.request["run_id"], reason=one.answer)


def follow(org_id: str, one: Approval) -> None:
    """Tell whoever waits for releases."""
    for tell in _told_of_releases:
        tell(org_id, one.community_id, one.request["run_id"])


def take_away(org_id: str, one: Approval) -> None:
    """Have the worker take the staged bills away at once; the sweep does it where this process dies."""
    runs.wake(system_scope(org_id, runs.CONTINUE), one.community_id, one.request["run_id"])


def told(one: Approval) -> Mapping[str, Any]:
    """What the entry says of the release."""
    return {name: one.shown[name] for name in ("run_id", "period", "units", "bills", "billed_fen", "digest")}


KIND = Kind(
    runs.RELEASE,
    preview,
    apply_in,
    refuse_in=give_up_in,
    withdraw_in=give_up_in,
    follow=follow,
    follow_end=take_away,
    agreed="run.released",
    told=told,
)


def item_sums(parts: Iterable[Sums]) -> list[tuple[str, ItemSum]]:
    """The items of several runs, added up, in the order of their numbers."""
    whole: dict[str, ItemSum] = {}
    for sums in parts:
        for item_id, part in sums.items.items():
            was = whole.get(item_id, ItemSum(part.item_name, part.item_number))
            both = replace(was, bills=was.bills + part.bills, amount_fen=was.amount_fen + part.amount_fen)
            whole[item_id] = both
    return sorted(whole.items(), key=lambda pair: sort_key(pair[1].item_number))


def _run(scope: Scope, one: Approval) -> Run:
    return store.load_run(scope, one.community_id, one.request["run_id"])


def _figures(parts: list[Sums]) -> dict[str, Any]:
    """What some runs of a month come to, by item in the order of their numbers."""
    return {
        "units": sum(sums.units for sums in parts),
        "bills": sum(sums.bills for sums in parts),
        "billed_fen": sum(sums.billed_fen for sums in parts),
        "items": [
            {"item_id": item_id, "item_name": item.item_name, "bills": item.bills, "amount_fen": item.amount_fen}
            for item_id, item in item_sums(parts)
        ],
    }
