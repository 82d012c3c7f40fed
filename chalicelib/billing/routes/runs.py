"""The billing run as a pipeline. A draft is released among the approvals."""

from __future__ import annotations

from chalicelib.billing.rules.runs import Run
from chalicelib.billing.schemas.runs import (
    DiscardRun,
    RunUnit,
    RunView,
    SkippedUnit,
    StartRun,
    run_unit,
    run_view,
)
from chalicelib.billing.service import items, runs
from chalicelib.core import clock
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.people import service as people

routes = Routes(__name__)

_RUNS = "/communities/{community_id}/runs"
_RUN = _RUNS + "/{run_id}"


@routes.get(_RUNS, gives=Rows[RunView], may="runs.read", asks=Paged)
def list_runs(call: Call, community_id: str) -> Rows[RunView]:
    """The community's runs, newest first."""
    found, onward = runs.runs_page(call.scope, community_id, cursor=call.query.cursor)
    names = people.actor_names(call.scope, _actors(found))
    today = clock.business_date(call.cause.at)
    return Rows(rows=[run_view(run, [], names, today=today) for run in found], next=onward)


@routes.post(_RUNS, takes=StartRun, gives=runs.RunStarted, may="runs.draft")
def start_run(call: Call, community_id: str) -> runs.RunStarted:
    """Begin drafting a month's bills."""
    body: StartRun = call.body
    return runs.start_run(call.scope, call.cause, community_id, run_id=body.run_id, period=body.period)


@routes.get(_RUN, gives=RunView, may="runs.read")
def get_run(call: Call, community_id: str, run_id: str) -> RunView:
    """A run with its figures."""
    run = runs.get_run(call.scope, community_id, run_id)
    names = people.actor_names(call.scope, _actors([run]))
    today = clock.business_date(call.cause.at)
    return run_view(run, runs.compared_with(call.scope, run), names, today=today)


@routes.get(_RUN + "/units", gives=Rows[RunUnit], may="runs.read", asks=Paged)
def list_run_units(call: Call, community_id: str, run_id: str) -> Rows[RunUnit]:
    """The units that the run billed, in the order of their numbers."""
    found, onward = runs.results_page(call.scope, community_id, run_id, cursor=call.query.cursor)
    names = {item_id: item.name for item_id, item in items.list_items(call.scope, community_id).items()}
    billed = [one for result in found for one in result.billed]
    payers = runs.payer_names(call.scope, billed)
    return Rows(rows=[run_unit(one, names, payers[one.unit_id]) for one in billed], next=onward)


@routes.get(_RUN + "/skipped", gives=Rows[SkippedUnit], may="runs.read", asks=Paged)
def list_skipped(call: Call, community_id: str, run_id: str) -> Rows[SkippedUnit]:
    """The units that the run could not bill, and why."""
    found, onward = runs.results_page(call.scope, community_id, run_id, cursor=call.query.cursor)
    skips = [skip for result in found for skip in result.skips]
    return Rows(
        rows=[SkippedUnit(unit_id=s.unit_id, label=s.label, reason=s.reason, facts=dict(s.facts)) for s in skips],
        next=onward,
    )


@routes.post(_RUN + "/discard", takes=DiscardRun, gives=runs.RunDiscarded, may="runs.draft")
def discard_run(call: Call, community_id: str, run_id: str) -> runs.RunDiscarded:
    """Give the draft up."""
    return runs.discard_run(call.scope, call.cause, community_id, run_id=run_id, reason=call.body.reason)


def _actors(found: list[Run]) -> list[str]:
    return [actor for run in found for actor in (run.started_by, run.released_by) if actor]
