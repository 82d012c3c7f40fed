"""The demonstration: its workbook reads without an error, and making it twice, or after a break, makes it once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from chalicelib.billing.service import runs
from chalicelib.core import clock
from chalicelib.core.period import Period
from chalicelib.core.scope import system_scope
from chalicelib.documents.workbook import read_workbook
from chalicelib.imports.rules.parse import parse
from infra.local import demo, figures, stage
from infra.local.demo.community import BLOCKS, community
from infra.local.demo.staff import COMMUNITY_ID, ORG_ID
from infra.local.demo.workbook import workbook
from infra.local.home import Home
from tests.crash.points import Crash
from tests.crash.watch import WRITES, listening

FIRST, LAST = Period(2025, 11), Period(2026, 11)


@pytest.fixture
def demo_stage(embedded_engine: str, tmp_path: Path) -> Iterator[stage.Stage]:
    """The local adapters over a fresh directory, with the developer's clock."""
    yield stage.install(Home.at(tmp_path))
    clock.use(None)


def seed() -> list[str]:
    said: list[str] = []
    demo.seed(said.append, units=12, months=2)
    demo.invite(said.append)
    return said


def test_the_demo_workbook_has_no_error_and_the_warnings_of_a_true_one() -> None:
    whole = community(units=300, first=FIRST, last=LAST)
    parsed = parse(read_workbook(workbook(whole)))
    assert parsed.totals["error"] == 0
    assert {one.code for one in parsed.findings if one.severity == "warning"} == {"item_broken", "area_missing"}
    assert (len(parsed.units), len({unit.building for unit in parsed.units})) == (300, len(BLOCKS))
    assert Counter(unit.kind for unit in parsed.units) == {"dwelling": 282, "shop": 18}
    assert sum(not unit.owner_numbers for unit in parsed.units) == 4


def test_the_demo_workbook_is_the_same_bytes_every_time() -> None:
    small = community(units=12, first=FIRST, last=LAST)
    assert workbook(small) == workbook(small)


@pytest.mark.contended
def test_the_demo_ends_with_its_months_released_and_the_current_one_as_a_draft(demo_stage: stage.Stage) -> None:
    said = seed()
    found, _ = runs.runs_page(system_scope(ORG_ID, "test"), COMMUNITY_ID)
    this_month = Period.of(clock.business_date(clock.now()))
    states = {run.period: str(run.state) for run in found}
    assert states == {
        str(this_month.plus(-2)): "released",
        str(this_month.plus(-1)): "released",
        str(this_month): "draft",
    }
    assert all(run.started_at <= clock.now() and run.sums.bills for run in found)
    assert any("/local/outbox" in line for line in said)
    assert clock.now() < clock.now(), "the clock goes on"


@pytest.mark.contended
def test_the_demo_made_twice_is_there_once(demo_stage: stage.Stage) -> None:
    seed()
    once = figures.read()
    seed()
    assert figures.read() == once
    assert demo_stage.queue.waiting() == 0


@pytest.mark.contended
def test_the_demo_broken_off_again_and_again_is_completed_by_the_next_starts(demo_stage: stage.Stage) -> None:
    starts = 0
    for writes in count(1, 3):
        starts += 1
        if _seeded_within(writes):
            break
    completed = figures.read()
    assert starts > 5
    assert (completed.units, completed.bills > 0, completed.journal_entries) == (12, True, _entries(months=2))


def _seeded_within(writes: int) -> bool:
    """Whether the demo gets done before the process dies at a write, so many writes after its start."""
    left = writes

    def before(operation: str, _: dict[str, Any]) -> None:
        nonlocal left
        left -= operation in WRITES
        if left < 0:
            raise Crash()

    try:
        with listening(before=before):
            seed()
    except Crash:
        return False
    return True


def _entries(*, months: int) -> int:
    """Set-up, nine staff, four of the import, three for a released month, two for the draft."""
    return 1 + 9 + 4 + 3 * months + 2
