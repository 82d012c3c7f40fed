"""The demonstration: its workbook reads without an error, and making it twice, or after a break, makes it once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from chalicelib.approvals import service as approvals
from chalicelib.billing.service import accounts, runs
from chalicelib.callbacks import jobs as callbacks_jobs
from chalicelib.callbacks import service as callbacks
from chalicelib.core import clock
from chalicelib.core.period import Period
from chalicelib.core.scope import system_scope
from chalicelib.documents.workbook import read_workbook
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.imports.rules.parse import parse
from chalicelib.payments.rules.exceptions import Kind
from chalicelib.payments.rules.payments import Method, Payment
from chalicelib.payments.service import exceptions, history
from chalicelib.tickets import jobs as tickets_jobs
from chalicelib.tickets.rules.tickets import Priority, Status
from chalicelib.tickets.service import reading
from infra.local import demo, figures, stage
from infra.local.demo.community import BLOCKS, community
from infra.local.demo.habits import TWO_UNITS, Habit, habit_of, visits
from infra.local.demo.staff import COMMUNITY_ID, ORG_ID, REPAIRER, STEWARD
from infra.local.demo.workbook import phone_of, workbook
from infra.local.home import ROOT, Home
from tests.builders.ledger import add_up
from tests.builders.office import Office
from tests.crash.points import Crash, afresh
from tests.crash.watch import WRITES, listening

FIRST, LAST = Period(2025, 11), Period(2026, 11)


@pytest.fixture
def demo_stage(embedded_engine: str, tmp_path: Path) -> Iterator[stage.Stage]:
    """The local adapters over a fresh directory, with the developer's clock."""
    yield stage.install(Home.at(tmp_path))
    clock.use(None)


def seed(*, units: int = 12, months: int = 2) -> list[str]:
    said: list[str] = []
    demo.seed(said.append, units=units, months=months)
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


def test_most_homes_of_the_demo_pay_in_time_a_few_late_and_a_few_never() -> None:
    habits = Counter(habit_of(place) for place in range(300))
    assert habits.keys() == set(Habit)
    assert 5 <= habits[Habit.NEVER] <= 10 <= habits[Habit.LATE] <= 20
    for age in range(12):
        month = LAST.plus(-1 - age)
        found = visits(range(300), month, age=age)
        assert found == sorted(found, key=lambda visit: visit.at)
        assert {visit.at.date().day for visit in found} <= set(range(3, 26))
        assert not {Habit.NEVER} & {habit_of(visit.place) for visit in found}
        assert {visit.online for visit in found} == {True, False}


@pytest.mark.contended
def test_both_readmes_name_the_phones_that_the_demo_offers(demo_stage: stage.Stage) -> None:
    offered = set(re.findall(r"1[3-9]\d{9}", " ".join(seed(months=1))))
    for name in ("README.md", "README.zh-CN.md"):
        assert set(re.findall(r"1[3-9]\d{9}", (ROOT / name).read_text(encoding="utf-8"))) == offered, name


@pytest.mark.contended
def test_the_demo_ends_with_its_months_released_and_the_current_one_as_a_draft(demo_stage: stage.Stage) -> None:
    said = seed()
    found, _ = runs.runs_page(system_scope(ORG_ID, "test"), COMMUNITY_ID)
    states = {run.period: str(run.state) for run in found}
    assert states == {
        str(this_month().plus(-2)): "released",
        str(this_month().plus(-1)): "released",
        str(this_month()): "draft",
    }
    assert all(run.started_at <= clock.now() and run.sums.bills for run in found)
    assert any("/local/outbox" in line for line in said)
    assert clock.now() < clock.now(), "the clock goes on"


@pytest.mark.contended
def test_the_demo_ends_with_a_price_that_waits_for_a_second_person_and_once(demo_stage: stage.Stage) -> None:
    for _ in range(2):
        seed()
        rows, _ = approvals.approvals_page(system_scope(ORG_ID, "test"), COMMUNITY_ID, is_waiting=True, cursor=None)
        assert sorted(one.kind for one in rows) == ["item.tariff", "run.release"]


@pytest.mark.contended
def test_the_demo_has_payments_of_every_kind_an_oddity_seen_to_and_one_not(demo_stage: stage.Stage) -> None:
    seed(months=5)
    payments = paid()
    by_method = {
        method: [one for one in payments if one.method == method] for method in Method if method != Method.CREDIT
    }
    assert all(by_method.values())
    add_up(Office(ORG_ID, COMMUNITY_ID, system_scope(ORG_ID, "test")), demo_stage.wechat.statement())
    came_in = [one for one in payments if one.is_money_in]
    assert all(one.book_number and one.paid_at.astimezone(clock.SHANGHAI).hour in range(9, 17) for one in came_in)
    found, _ = exceptions.exceptions_page(system_scope(ORG_ID, "test"), COMMUNITY_ID, cursor=None)
    assert [(one.kind, one.is_open) for one in found] == [(Kind.SURPLUS, True), (Kind.SURPLUS, False)]
    assert min(figures.read().prepaid_fen, figures.read().open_fen) > 0


@pytest.mark.contended
def test_the_owner_whom_the_demo_offers_has_receipts_and_owes_the_last_month_of_one_home(
    demo_stage: stage.Stage,
) -> None:
    said = seed(units=300, months=1)
    assert any(phone_of(TWO_UNITS[0]) in line for line in said)
    homes = community(units=300, first=FIRST, last=LAST).homes
    assert {homes[place].owner for place in TWO_UNITS} == {TWO_UNITS[0]}
    scope = system_scope(ORG_ID, "test")
    paid_home, owing_home = (
        estate.unit_id_of(COMMUNITY_ID, one.block.number, one.entrance, one.number)
        for one in (homes[place] for place in TWO_UNITS)
    )
    assert [one.method for one in history.every_payment(scope, paid_home)] == [Method.WECHAT]
    assert accounts.open_of(scope, paid_home) == []
    assert {bill.period for bill in accounts.open_of(scope, owing_home)} == {str(this_month().plus(-1))}


@pytest.mark.contended
def test_the_demo_has_a_ticket_in_each_state_and_no_promise_is_broken(demo_stage: stage.Stage) -> None:
    said = seed()
    for sweep in (tickets_jobs.PROMISES, callbacks_jobs.PROMISES):
        jobs.run(sweep)
    scope = system_scope(ORG_ID, "test")
    is_open, _ = reading.open_page(scope, COMMUNITY_ID, cursor=None)
    closed, _ = reading.closed_page(scope, COMMUNITY_ID, cursor=None)
    assert {one.status: one.percent for one in is_open} == {
        Status.NEW: 0,
        Status.ASSIGNED: 0,
        Status.ON_SITE: 60,
        Status.HELD: 0,
        Status.DONE: 100,
    }
    assert [one.priority for one in closed] == [Priority.EMERGENCY, Priority.NORMAL, Priority.NORMAL]
    assert [one.late for one in (*is_open, *closed)] == [()] * 8
    answered, _ = callbacks.callbacks_page(scope, COMMUNITY_ID, is_open=False, cursor=None)
    assert [one.score for one in answered] == [5, 5, 3]
    owed, _ = callbacks.callbacks_page(scope, COMMUNITY_ID, is_open=True, cursor=None)
    assert [one.due_at > clock.now() for one in owed] == [True]
    for person in (REPAIRER, STEWARD):
        assert any(person.phone in line for line in said)


@pytest.mark.contended
def test_when_the_demo_is_opened_one_promise_is_nearly_over_and_the_others_have_time(demo_stage: stage.Stage) -> None:
    """Amber begins at a quarter of a promise or half an hour, whichever is the shorter (`lib/promises.ts`)."""
    seed()
    whole = {"accept": 10, "staged_reply": 30, "review": 120}
    found, _ = reading.open_page(system_scope(ORG_ID, "test"), COMMUNITY_ID, cursor=None)
    left = {one.status: (one.clocks[0].rule, one.clocks[0].due_at - clock.now()) for one in found if one.clocks}
    amber = {status for status, (rule, rest) in left.items() if rest <= timedelta(minutes=min(30, whole[rule] / 4))}
    assert amber == {Status.ON_SITE}
    assert all(rest > timedelta(minutes=5) for _, rest in left.values())


@pytest.mark.contended
def test_the_demo_made_twice_is_there_once(demo_stage: stage.Stage) -> None:
    seed()
    once = figures.read()
    seed()
    assert figures.read() == once
    assert demo_stage.queue.waiting() == 0


@pytest.mark.contended
def test_the_demo_broken_off_again_and_again_is_completed_by_the_next_starts(
    demo_stage: stage.Stage, tmp_path: Path
) -> None:
    seed()
    undisturbed, paid_then = figures.read(), told(paid())
    afresh()
    again = stage.install(Home.at(tmp_path / "again"))
    starts = next(starts for starts, writes in enumerate(count(1), 1) if _seeded_within(writes))
    assert starts > 9
    assert figures.read() == undisturbed
    assert told(paid()) == paid_then
    assert len(again.wechat.statement()) == len(demo_stage.wechat.statement())


def paid() -> list[Payment]:
    """Every payment there is, unit by unit."""
    scope = system_scope(ORG_ID, "test")
    units = estate.every_unit(scope, COMMUNITY_ID)
    return [one for unit in units for one in history.every_payment(scope, unit.unit_id)]


def told(payments: list[Payment]) -> list[object]:
    """What of payments is the same in every demo of a month: all but the provider's own numbers, and what they give."""
    kept = ((one.unit_id, one.paid_at, one.posted_by, one.parts, one.prepaid_fen, one.book_number) for one in payments)
    return sorted(kept, key=str)


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


def this_month() -> Period:
    return Period.of(clock.business_date(clock.now()))
