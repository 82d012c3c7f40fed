"""Billing runs and fee items on the wire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from chalicelib.billing.rules.runs import Run, Sums
from chalicelib.billing.service.drafting import Billed
from chalicelib.billing.service.releasing import item_sums
from chalicelib.billing.service.runs import approval_of
from chalicelib.core import clock
from chalicelib.core.errors import Fact
from chalicelib.edge.wire import Gives, Id, PeriodText, Reason, Takes


class StartRun(Takes):
    """A new run; its id is the client's."""

    run_id: Id
    period: PeriodText


class DiscardRun(Takes):
    """Why the draft is given up."""

    reason: Reason


class RunProgress(Gives):
    """Units looked at, of how many."""

    done: int
    total: int


class RunItem(Gives):
    """What one item came to."""

    item_id: str
    item_name: str
    bills: int
    amount_fen: int


class RunSums(Gives):
    """The figures of a run."""

    units: int
    bills: int
    lines: int
    billed_fen: int
    items: list[RunItem]


class Skipped(Gives):
    """Units not billed for one reason."""

    reason: str
    units: int


class PreviousRun(Gives):
    """The released figures of the month before: nothing for a run that only adds to a released month."""

    period: str
    billed_fen: int
    units: int
    items: list[RunItem]


class RunView(Gives):
    """A run as a pipeline shows it; `started_by` is a name, "" for the trigger.

    `approval_id` is the approval that its draft waits for, or waited.
    """

    run_id: str
    period: str
    state: str
    by_trigger: bool
    started_at: str
    started_by: str
    drafted_at: str | None
    released_at: str | None
    released_by: str | None
    discarded_at: str | None
    reason: str | None
    due_on: str
    approval_id: str | None
    progress: RunProgress
    sums: RunSums
    skipped: list[Skipped]
    previous: PreviousRun | None


class RunUnitBill(Gives):
    """An item's sum for a unit in the run."""

    item_id: str
    item_name: str
    total_fen: int


class RunUnit(Gives):
    """A billed unit of the run."""

    unit_id: str
    label: str
    payer_name: str
    total_fen: int
    bills: list[RunUnitBill]


class SkippedUnit(Gives):
    """A unit that was not billed, and why."""

    unit_id: str
    label: str
    reason: str
    facts: dict[str, Fact]


def run_view(run: Run, previous: list[Run], names: Mapping[str, str], *, today: date) -> RunView:
    """A run; `previous` are the released runs of the month before, `names` those of actors.

    A draft's bills are due as if it were released today.
    """
    sums = run.sums
    return RunView(
        run_id=run.run_id,
        period=run.period,
        state=run.state,
        by_trigger=run.by_trigger,
        started_at=clock.instant(run.started_at),
        started_by=names.get(run.started_by, ""),
        drafted_at=clock.instant(run.drafted_at) if run.drafted_at else None,
        released_at=clock.instant(run.released_at) if run.released_at else None,
        released_by=names.get(run.released_by, "") if run.released_by else None,
        discarded_at=clock.instant(run.discarded_at) if run.discarded_at else None,
        reason=run.reason,
        due_on=run.due_if_released(today).isoformat(),
        approval_id=approval_of(run.community_id, run.run_id) if run.drafted_at and run.sums.bills else None,
        progress=RunProgress(done=sums.done, total=max(run.total, sums.done)),
        sums=RunSums(
            units=sums.units,
            bills=sums.bills,
            lines=sums.lines,
            billed_fen=sums.billed_fen,
            items=_items([sums]),
        ),
        skipped=[Skipped(reason=reason, units=units) for reason, units in sorted(sums.skipped.items())],
        previous=_previous(previous),
    )


def run_unit(billed: Billed, items: Mapping[str, str], payer_name: str) -> RunUnit:
    """A billed unit; `items` are the names of fee items."""
    names = {item: items.get(billed.parts.get(item, item), "") for item, _ in billed.bills}
    bills = [RunUnitBill(item_id=item, item_name=names[item], total_fen=fen) for item, fen in billed.bills]
    return RunUnit(
        unit_id=billed.unit_id,
        label=billed.label,
        payer_name=payer_name,
        total_fen=sum(bill.total_fen for bill in bills),
        bills=bills,
    )


def _previous(runs: list[Run]) -> PreviousRun | None:
    if not runs:
        return None
    return PreviousRun(
        period=runs[0].period,
        billed_fen=sum(run.sums.billed_fen for run in runs),
        units=sum(run.sums.units for run in runs),
        items=_items([run.sums for run in runs]),
    )


def _items(parts: Iterable[Sums]) -> list[RunItem]:
    return [
        RunItem(item_id=item_id, item_name=one.item_name, bills=one.bills, amount_fen=one.amount_fen)
        for item_id, one in item_sums(parts)
    ]
