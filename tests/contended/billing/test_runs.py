"""Several people and several workers on one run: one releases, each bill stands once (BIL-05)."""

from __future__ import annotations

from itertools import count

import pytest

from chalicelib.approvals.rules import ApprovalDecided
from chalicelib.approvals.service import ApprovalMoved
from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.rules.runs import Run, RunExists, RunOpen, RunRefused, State
from chalicelib.billing.service import accounts, runs
from chalicelib.core.clock import instant
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from tests.builders.billing import A_UNIT_FEN
from tests.builders.core import AT
from tests.builders.office import Office, a_cause, an_id
from tests.builders.threads import at_once
from tests.crash.chain import breaks, entries, items_of

pytestmark = pytest.mark.contended

OCTOBER = "2026-10"
ROUNDS = 3


def bills(office: Office) -> list[Bill]:
    return list(accounts.every_bill(office.scope, list(estate.every_unit(office.scope, office.community_id))))


def stored_bills() -> int:
    return sum(item["sk"]["S"].startswith("BILL#") for item in items_of("guanjia-local-billing"))


def load(office: Office, run_id: str) -> Run:
    return runs.get_run(office.scope, office.community_id, run_id)


def release(office: Office, run_id: str, who: str, key: str | None = None) -> ApprovalMoved:
    return office.release(run_id, by=office.colleague(who), cause=a_cause(key))


def discard(office: Office, run_id: str, who: str) -> runs.RunDiscarded:
    return runs.discard_run(office.colleague(who), a_cause(), office.community_id, run_id=run_id, reason="单价要改")


def work_on(office: Office, run_id: str) -> None:
    """One worker that has the run's message until nothing is left to do."""
    payload = {"org_id": office.org_id, "community_id": office.community_id, "run_id": run_id}
    for _ in range(200):
        if not load(office, run_id).is_moving:
            return
        jobs.run(runs.CONTINUE, payload)
    raise AssertionError("the run does not come to rest")


def test_of_four_people_who_release_at_once_one_does_and_the_others_hear_who_and_when(office: Office) -> None:
    run_id = office.draft(OCTOBER)
    names = ["甲", "乙", "丙", "丁"]
    answers = at_once([lambda who=who: release(office, run_id, who) for who in names])  # type: ignore[misc]
    done = [one for one in answers if isinstance(one, ApprovalMoved)]
    assert [(one.about["bills"], one.amount_fen) for one in done] == [(14, 7 * A_UNIT_FEN)]
    winner = load(office, run_id).released_by
    others = [one for one in answers if isinstance(one, RunRefused | ApprovalDecided)]
    assert [(one.facts["by"], one.facts["at"]) for one in others] == [(winner, instant(AT))] * 3
    assert [entry.event for entry in entries()].count("run.released") == 1
    assert sum(bill.total_fen for bill in bills(office)) == 7 * A_UNIT_FEN
    assert not breaks(entries())


def test_one_release_sent_four_times_at_once_gets_one_answer(office: Office) -> None:
    run_id, key = office.draft(OCTOBER), an_id("key")
    answers = at_once([lambda: release(office, run_id, "甲", key)] * 4)
    assert len(set(answers)) == 1
    assert isinstance(answers[0], ApprovalMoved)
    assert [entry.event for entry in entries()].count("run.released") == 1


def test_of_four_people_who_start_a_month_at_once_one_does(office: Office) -> None:
    def start(who: str) -> runs.RunStarted:
        scope = office.colleague(who)
        return runs.start_run(scope, a_cause(), office.community_id, run_id=an_id("run", who), period=OCTOBER)

    answers = at_once([lambda who=who: start(who) for who in ("甲", "乙", "丙", "丁")])  # type: ignore[misc]
    assert sorted(type(one).__name__ for one in answers) == ["RunOpen"] * 3 + ["RunStarted"]
    assert len(runs.runs_page(office.scope, office.community_id)[0]) == 1


def test_one_id_for_two_intentions_at_once_is_one_run(office: Office) -> None:
    def start(period: str) -> runs.RunStarted:
        return runs.start_run(office.scope, a_cause(), office.community_id, run_id=an_id("same"), period=period)

    answers = at_once([lambda p=p: start(p) for p in (OCTOBER, "2026-11")])  # type: ignore[misc]
    assert sorted(type(one).__name__ for one in answers) == ["RunExists", "RunStarted"]
    assert issubclass(RunExists, RunOpen.__mro__[1])


@pytest.mark.parametrize("workers", [2, 4])
def test_workers_who_draft_one_run_at_once_stage_each_bill_once(office: Office, workers: int) -> None:
    run_id = an_id("run")
    runs.start_run(office.scope, a_cause(), office.community_id, run_id=run_id, period=OCTOBER)
    assert at_once([lambda: work_on(office, run_id)] * workers) == [None] * workers
    run = load(office, run_id)
    assert (run.state, run.sums.done, run.sums.units, run.sums.bills) == (State.DRAFT, 8, 7, 14)
    assert (run.sums.billed_fen, run.sums.skipped, stored_bills()) == (7 * A_UNIT_FEN, {"no_payer": 1}, 14)
    released = release(office, run_id, "甲")
    assert sum(bill.total_fen for bill in bills(office)) == released.amount_fen == 7 * A_UNIT_FEN
    assert [entry.event for entry in entries()].count("run.drafted") == 1
    assert not breaks(entries())


def test_of_a_release_and_a_discard_at_once_one_wins_whole(office: Office) -> None:
    numbers = count()
    for _ in range(ROUNDS):
        run_id = office.draft(OCTOBER, run_id=an_id("run", str(next(numbers))))
        answers = at_once([lambda: release(office, run_id, "甲"), lambda: discard(office, run_id, "乙")])  # noqa: B023
        office.queue.drain()
        assert [isinstance(one, RunRefused | ApprovalDecided) for one in answers].count(True) == 1
        run = load(office, run_id)
        if run.state == State.RELEASED:
            assert len(bills(office)) == stored_bills() == 14
            return
        assert (run.state, bills(office), stored_bills()) == (State.DISCARDED, [], 0)


def test_a_run_discarded_while_workers_draft_it_leaves_no_bill(office: Office) -> None:
    run_id = an_id("run")
    runs.start_run(office.scope, a_cause(), office.community_id, run_id=run_id, period=OCTOBER)
    at_once([lambda: work_on(office, run_id), lambda: work_on(office, run_id), lambda: discard(office, run_id, "乙")])
    office.queue.drain()
    assert (load(office, run_id).state, stored_bills()) == (State.DISCARDED, 0)
    office.bill(OCTOBER)
    assert len(bills(office)) == 14
    assert not breaks(entries())


def test_workers_who_undo_one_run_at_once_free_the_month(office: Office) -> None:
    run_id = office.draft(OCTOBER)
    discard(office, run_id, "乙")
    assert at_once([lambda: work_on(office, run_id)] * 3) == [None] * 3
    assert (load(office, run_id).state, stored_bills()) == (State.DISCARDED, 0)
    office.draft(OCTOBER, run_id=an_id("again"))
    assert [entry.event for entry in entries()].count("run.cleared") == 1
