"""The monthly trigger and the sweep look at how things stand, not at what once happened: late or twice is the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.billing import jobs as billing_jobs
from chalicelib.billing.rules.runs import Run, State
from chalicelib.billing.service import runs
from chalicelib.core import limits
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from tests.builders.billing import a_small_workbook
from tests.builders.core import AT, standing_clock
from tests.builders.office import Office, a_cause, an_id
from tests.crash.watch import listening

OCTOBER = "2026-10"


@pytest.fixture
def filed(office: Office) -> Office:
    """Four units on file, one of them without a payer."""
    office.take_in(a_small_workbook(4))
    return office


def load(office: Office, run_id: str) -> Run:
    return runs.get_run(office.scope, office.community_id, run_id)


def periods(office: Office) -> list[tuple[str, str]]:
    """The community's runs, oldest first."""
    found, _ = runs.runs_page(office.scope, office.community_id)
    return sorted((run.period, str(run.state)) for run in found)


def trigger(office: Office) -> None:
    jobs.run(billing_jobs.MONTHLY, due=AT)
    office.queue.drain()


def discard(office: Office, run_id: str) -> None:
    runs.discard_run(office.scope, a_cause(), office.community_id, run_id=run_id, reason="单价要改")
    office.queue.drain()


def test_two_triggers_an_hour_apart_are_one_run(filed: Office) -> None:
    for hours in (0, 1):
        jobs.run(billing_jobs.MONTHLY, due=AT + timedelta(hours=hours))
        filed.queue.drain()
    found, _ = runs.runs_page(filed.scope, filed.community_id)
    assert [(run.by_trigger, run.state, run.period) for run in found] == [(True, State.DRAFT, OCTOBER)]


@pytest.mark.parametrize("release_first", [True, False])
def test_the_trigger_adds_nothing_to_a_month_that_a_person_began(filed: Office, release_first: bool) -> None:
    run_id = filed.bill(OCTOBER) if release_first else filed.draft(OCTOBER)
    jobs.run(billing_jobs.MONTHLY, due=AT)
    filed.queue.drain()
    found, _ = runs.runs_page(filed.scope, filed.community_id)
    assert [run.run_id for run in found] == [run_id]


def test_the_trigger_does_not_bring_back_what_a_person_discarded(filed: Office) -> None:
    jobs.run(billing_jobs.MONTHLY, due=AT)
    filed.queue.drain()
    (run,) = runs.runs_page(filed.scope, filed.community_id)[0]
    discard(filed, run.run_id)
    jobs.run(billing_jobs.MONTHLY, due=AT + timedelta(hours=1))
    filed.queue.drain()
    assert [one.state for one in runs.runs_page(filed.scope, filed.community_id)[0]] == [State.DISCARDED]


def test_a_community_whose_run_cannot_start_does_not_hold_up_the_others(filed: Office) -> None:
    broken = an_id("second community")
    estate.create_community(filed.scope, a_cause(), community_id=broken, name="二号院")

    def no_answer(operation: str, body: dict[str, Any]) -> None:
        if operation == "Query" and broken in str(body):
            raise RuntimeError("this one cannot be counted")

    with listening(before=no_answer), pytest.raises(RuntimeError):
        jobs.run(billing_jobs.MONTHLY, due=AT)
    assert len(runs.runs_page(filed.scope, filed.community_id)[0]) == 1


def test_a_run_whose_message_was_lost_is_woken_by_the_sweep(filed: Office) -> None:
    run_id = an_id("lost")
    runs.start_run(filed.scope, a_cause(), filed.community_id, run_id=run_id, period=OCTOBER)
    filed.queue.waiting.clear()
    jobs.run(billing_jobs.RESUME, due=AT + timedelta(seconds=limits.STUCK_SECONDS - 1))
    assert not filed.queue.waiting
    jobs.run(billing_jobs.RESUME, due=AT + timedelta(seconds=limits.STUCK_SECONDS))
    filed.queue.drain()
    assert load(filed, run_id).state == State.DRAFT
    jobs.run(billing_jobs.RESUME, due=AT + timedelta(days=1))
    assert not filed.queue.waiting


def test_a_missed_month_is_drafted_with_the_next(filed: Office) -> None:
    filed.bill("2026-07")
    for _ in range(2):
        trigger(filed)
        assert periods(filed) == [
            ("2026-07", "released"),
            ("2026-08", "draft"),
            ("2026-09", "draft"),
            ("2026-10", "draft"),
        ]


def test_a_missed_month_that_a_person_made_up_for_is_left_alone(filed: Office) -> None:
    filed.bill("2026-07")
    filed.draft("2026-08")
    discard(filed, filed.draft("2026-09"))
    trigger(filed)
    assert periods(filed) == [
        ("2026-07", "released"),
        ("2026-08", "draft"),
        ("2026-09", "discarded"),
        ("2026-09", "draft"),
        ("2026-10", "draft"),
    ]


def test_a_month_billed_ahead_hides_none_that_was_missed(filed: Office) -> None:
    for period in ("2026-08", "2026-12"):
        filed.bill(period)
    trigger(filed)
    assert [period for period, state in periods(filed) if state == "draft"] == ["2026-09", "2026-10"]


def test_a_run_that_moves_is_not_woken_however_long_it_takes(filed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHUNK_ITEMS", 2)
    monkeypatch.setattr(limits, "CHUNKS_PER_JOB", 1)
    run_id, stuck = an_id("slow"), timedelta(seconds=limits.STUCK_SECONDS)
    runs.start_run(filed.scope, a_cause(), filed.community_id, run_id=run_id, period=OCTOBER)
    message = filed.queue.waiting.popleft()
    for minutes in (10, 11):
        with standing_clock(AT + timedelta(minutes=minutes)):
            jobs.run(*message)
        filed.queue.waiting.clear()
        jobs.run(billing_jobs.RESUME, due=AT + timedelta(minutes=minutes) + stuck - timedelta(seconds=1))
        assert not filed.queue.waiting
    jobs.run(billing_jobs.RESUME, due=AT + timedelta(minutes=11) + stuck)
    assert len(filed.queue.waiting) == 1
    filed.queue.drain()
    assert load(filed, run_id).state == State.DRAFT
