"""An import that finishes while a month is drafted: none of its units is neither billed nor skipped (BIL-05)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.billing.rules.runs import State
from chalicelib.billing.service import drafting, runs
from chalicelib.core import limits
from chalicelib.db import staging
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from tests.builders.billing import A_UNIT_FEN, a_small_workbook
from tests.builders.office import Office, a_cause, an_id
from tests.crash.watch import listening

OCTOBER, RUN = "2026-10", an_id("run")
MIDDLE = a_small_workbook(4, first=103, without_payer=0)
AROUND = a_small_workbook(8, first=101)
"""The same four, and two on either side of them; nobody pays for the last."""


def draft(office: Office) -> None:
    """Work on the run until it rests, its messages apart from any import's."""
    runs.start_run(office.scope, a_cause(), office.community_id, run_id=RUN, period=OCTOBER)
    office.queue.waiting.clear()
    for _ in range(40):
        if not runs.get_run(office.scope, office.community_id, RUN).is_moving:
            return
        jobs.run(runs.CONTINUE, {"org_id": office.org_id, "community_id": office.community_id, "run_id": RUN})
        office.queue.waiting.clear()
    raise AssertionError("the run does not come to rest")


@pytest.mark.parametrize("chunks", [1, 200])
@pytest.mark.parametrize("before", [1, 2, 3, 4])
def test_the_units_of_an_import_that_finishes_meanwhile_are_in_the_draft(
    either_office: Office, monkeypatch: pytest.MonkeyPatch, before: int, chunks: int
) -> None:
    office = either_office
    office.take_in(MIDDLE)
    monkeypatch.setattr(limits, "CHUNKS_PER_JOB", chunks)
    monkeypatch.setattr(drafting, "UNITS_PER_CHUNK", 1)
    came: list[str] = []

    def come(operation: str, body: dict[str, Any]) -> None:
        if (
            operation == "TransactWriteItems"
            and f"CHUNK#{before:06}" in str(body)
            and "#RUN#" in str(body)
            and not came
        ):
            came.append("once")
            monkeypatch.setattr(limits, "CHUNKS_PER_JOB", 200)
            office.take_in(AROUND, name="more.xlsx")
            monkeypatch.setattr(limits, "CHUNKS_PER_JOB", chunks)

    with listening(before=come):
        draft(office)
    assert came
    run = runs.get_run(office.scope, office.community_id, RUN)
    assert (run.state, run.total, run.sums.done, run.sums.units) == (State.DRAFT, 8, 8, 7)
    assert (run.sums.skipped, run.sums.billed_fen) == ({"no_payer": 1}, 7 * A_UNIT_FEN)
    told = [drafting.result_of(fence).unit_ids for fence in staging.fences(office.scope, run.head)]
    units = {unit.unit_id for unit in estate.every_unit(office.scope, office.community_id)}
    assert sum(map(len, told)) == 8
    assert set().union(*told) == units


def test_an_item_that_comes_with_its_units_is_billed_with_them(either_office: Office) -> None:
    office = either_office
    office.take_in(a_small_workbook(2, without_payer=0))
    came: list[str] = []

    def come(operation: str, answer: dict[str, Any]) -> None:
        if operation == "Query" and "'ITEM#" in str(answer) and not came:
            came.append("behind the items, before the units")
            office.take_in(a_small_workbook(2, first=201, without_payer=0, items=("1", "3")), name="more.xlsx")

    runs.start_run(office.scope, a_cause(), office.community_id, run_id=RUN, period=OCTOBER)
    message = office.queue.waiting.popleft()
    with listening(after=come):
        jobs.run(*message)
    assert came
    run = runs.get_run(office.scope, office.community_id, RUN)
    assert (run.state, run.sums.units) == (State.DRAFT, 4)
    assert sorted((one.item_name, one.bills) for one in run.sums.items.values()) == [
        ("垃圾清运费", 2),
        ("物业服务费", 4),
        ("电梯费", 2),
    ]
