"""A month is drafted, looked at, released once; a second run bills only what the first had to leave (BIL-05)."""

from __future__ import annotations

import pytest

from chalicelib.approvals.rules import ApprovalDecided
from chalicelib.approvals.service import ApprovalMoved
from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.rules.runs import (
    PeriodTooFar,
    Run,
    RunExists,
    RunOpen,
    RunRefused,
    State,
)
from chalicelib.billing.service import accounts, runs
from chalicelib.core import limits
from chalicelib.core.errors import NotFound
from chalicelib.core.period import Period
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.journal import KeyReused
from tests.builders.billing import A_UNIT_FEN, a_small_workbook
from tests.builders.core import AT
from tests.builders.office import Office, a_cause, an_id
from tests.crash.chain import breaks, entries, items_of
from tests.crash.points import dump

SMALL = a_small_workbook(4)
MORE = a_small_workbook(6, first=101, without_payer=0)
OCTOBER = "2026-10"


@pytest.fixture
def filed(office: Office) -> Office:
    """Four units on file, one of them without a payer."""
    office.take_in(SMALL)
    return office


def release(office: Office, run_id: str, *, key: str | None = None) -> ApprovalMoved:
    return office.release(run_id, cause=a_cause(key))


def discard(office: Office, run_id: str) -> None:
    runs.discard_run(office.scope, a_cause(), office.community_id, run_id=run_id, reason="单价要改")
    office.queue.drain()


def load(office: Office, run_id: str) -> Run:
    return runs.get_run(office.scope, office.community_id, run_id)


def bills(office: Office) -> list[Bill]:
    """Every bill that an owner sees."""
    return list(accounts.every_bill(office.scope, list(estate.every_unit(office.scope, office.community_id))))


def staged_bills() -> list[str]:
    """Every bill that is stored, seen or not."""
    return [item["sk"]["S"] for item in items_of("guanjia-local-billing") if item["sk"]["S"].startswith("BILL#")]


def test_a_draft_is_seen_in_its_run_and_nowhere_else(either_office: Office) -> None:
    either_office.take_in(SMALL)
    run = load(either_office, either_office.draft(OCTOBER))
    assert (run.state, run.sums.units, run.sums.bills, run.sums.billed_fen) == (State.DRAFT, 3, 6, 3 * A_UNIT_FEN)
    assert (run.sums.skipped, run.total, run.sums.done) == ({"no_payer": 1}, 4, 4)
    assert bills(either_office) == []
    assert len(staged_bills()) == 6
    released = release(either_office, run.run_id)
    about = released.about
    assert (about["units"], about["bills"], about["billed_fen"]) == (3, 6, 3 * A_UNIT_FEN)
    assert released.amount_fen == 3 * A_UNIT_FEN
    assert about["digest"] == run.sums.digest
    assert sum(bill.total_fen for bill in bills(either_office)) == 3 * A_UNIT_FEN
    assert {bill.run_id for bill in bills(either_office)} == {run.run_id}
    assert not breaks(entries())


@pytest.mark.parametrize("most", [1, 3, 80])
def test_the_chunks_that_a_run_falls_into_change_nothing(
    filed: Office, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(limits, "CHUNK_ITEMS", most)
    run = load(filed, filed.draft(OCTOBER))
    assert (run.sums.bills, run.sums.billed_fen, run.sums.skipped) == (6, 3 * A_UNIT_FEN, {"no_payer": 1})
    release(filed, run.run_id)
    assert len(bills(filed)) == 6


def test_a_worker_that_hands_over_after_every_chunk_comes_to_the_end(
    filed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CHUNK_ITEMS", 2)
    monkeypatch.setattr(limits, "CHUNKS_PER_JOB", 1)
    run_id = filed.draft(OCTOBER)
    assert (load(filed, run_id).state, load(filed, run_id).sums.bills) == (State.DRAFT, 6)
    discard(filed, run_id)
    assert (load(filed, run_id).state, staged_bills()) == (State.DISCARDED, [])


def test_units_that_are_all_skipped_do_not_swell_a_fence(filed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.billing.service.drafting.SKIPS_PER_CHUNK", 0)
    run = load(filed, filed.draft(OCTOBER))
    assert run.sums.skipped == {"no_payer": 1}
    results, _ = runs.results_page(filed.scope, filed.community_id, run.run_id, cursor=None)
    assert [(len(one.billed), len(one.skips)) for one in results] == [(3, 0), (0, 1), (0, 0)]


def test_a_run_lists_whom_it_bills_and_whom_it_skips_in_the_order_of_numbers(filed: Office) -> None:
    run_id = filed.draft(OCTOBER)
    results, _ = runs.results_page(filed.scope, filed.community_id, run_id, cursor=None)
    assert [one.label for result in results for one in result.billed] == [f"1 幢 1 单元 {n}" for n in (101, 102, 103)]
    assert [(s.label, s.reason) for s in runs.every_skip(filed.scope, load(filed, run_id))] == [
        ("1 幢 1 单元 104", "no_payer")
    ]


def test_a_second_run_of_a_month_bills_only_what_the_first_did_not(filed: Office) -> None:
    first = filed.bill(OCTOBER)
    filed.take_in(MORE, name="more.xlsx")
    second = load(filed, filed.draft(OCTOBER, run_id=an_id("second")))
    assert (second.sums.units, second.sums.bills) == (2, 4)
    release(filed, second.run_id)
    keys = [(bill.unit_id, bill.item_id, bill.period) for bill in bills(filed)]
    assert len(keys) == len(set(keys)) == 10
    assert {bill.run_id for bill in bills(filed)} == {first, second.run_id}
    again = filed.draft(OCTOBER, run_id=an_id("third"))
    with pytest.raises(NotFound):
        release(filed, again)
    found = runs.released_in(filed.scope, filed.community_id, Period(2026, 10))
    assert [run.run_id for run in found] == [first, second.run_id]


def test_the_next_month_bills_everything_again(filed: Office) -> None:
    filed.bill(OCTOBER)
    filed.bill("2026-11")
    assert len(bills(filed)) == 12


def test_one_run_of_a_month_is_open_at_a_time(filed: Office) -> None:
    run_id = filed.draft(OCTOBER)
    with pytest.raises(RunOpen) as refused:
        filed.draft(OCTOBER, run_id=an_id("other"))
    assert refused.value.facts == {"run_id": run_id, "period": OCTOBER}
    filed.draft("2026-11")


def test_a_discarded_draft_frees_the_month_and_leaves_no_bill(filed: Office) -> None:
    run_id = filed.draft(OCTOBER)
    discard(filed, run_id)
    run = load(filed, run_id)
    assert (run.state, run.reason, run.discarded_at, staged_bills()) == (State.DISCARDED, "单价要改", AT, [])
    with pytest.raises(RunRefused):
        discard(filed, run_id)
    with pytest.raises(ApprovalDecided):
        release(filed, run_id)
    release(filed, filed.draft(OCTOBER, run_id=an_id("again")))
    assert len(bills(filed)) == 6


def test_a_run_given_up_while_it_is_drafted_leaves_no_bill(filed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHUNK_ITEMS", 2)
    monkeypatch.setattr(limits, "CHUNKS_PER_JOB", 1)
    run_id = an_id("given up")
    runs.start_run(filed.scope, a_cause(), filed.community_id, run_id=run_id, period=OCTOBER)
    jobs.run(*filed.queue.waiting.popleft())
    assert load(filed, run_id).sums.bills == 2
    discard(filed, run_id)
    assert (load(filed, run_id).state, staged_bills()) == (State.DISCARDED, [])


def test_a_month_in_which_nobody_pays_anything_waits_for_nobody(office: Office) -> None:
    office.take_in(a_small_workbook(2, without_payer=2))
    run_id = office.draft(OCTOBER)
    with pytest.raises(NotFound):
        release(office, run_id)
    discard(office, run_id)


def test_a_verb_sent_again_gets_the_first_answer_and_another_request_is_refused(filed: Office) -> None:
    run_id, key = filed.draft(OCTOBER), an_id("release")
    first = release(filed, run_id, key=key)
    stored = dump()
    assert release(filed, run_id, key=key) == first
    assert dump() == stored
    other = filed.draft("2026-11")
    with pytest.raises(KeyReused):
        release(filed, other, key=key)
    with pytest.raises(ApprovalDecided) as refused:
        release(filed, run_id)
    assert (refused.value.facts["by"], refused.value.facts["state"]) == (filed.checker.actor_id, "approved")


def test_a_run_s_id_is_used_once_whatever_the_month(filed: Office) -> None:
    run_id = filed.draft(OCTOBER)
    for period in (OCTOBER, "2026-11"):
        with pytest.raises(RunExists):
            filed.draft(period, run_id=run_id)


def test_a_month_more_than_a_year_ahead_is_refused(filed: Office) -> None:
    with pytest.raises(PeriodTooFar):
        filed.draft("2099-12")


def test_one_run_s_id_in_two_communities_are_two_runs(filed: Office) -> None:
    other = an_id("second community")
    estate.create_community(filed.scope, a_cause(), community_id=other, name="二号院")
    run_id = filed.draft(OCTOBER)
    runs.start_run(filed.scope, a_cause(), other, run_id=run_id, period=OCTOBER)
    filed.queue.drain()
    assert runs.get_run(filed.scope, other, run_id).sums.bills == 0
    assert load(filed, run_id).sums.bills == 6


def test_a_retry_wakes_a_run_whose_message_was_lost(filed: Office) -> None:
    run_id, key = an_id("lost"), an_id("key")
    for _ in range(2):
        filed.queue.waiting.clear()
        runs.start_run(filed.scope, a_cause(key), filed.community_id, run_id=run_id, period=OCTOBER)
    filed.queue.drain()
    assert load(filed, run_id).state == State.DRAFT


def test_a_message_that_comes_again_changes_nothing(filed: Office) -> None:
    run_id = filed.draft(OCTOBER)
    payload = {"org_id": filed.org_id, "community_id": filed.community_id, "run_id": run_id}
    stored = dump()
    jobs.run(runs.CONTINUE, payload)
    release(filed, run_id)
    jobs.run(runs.CONTINUE, payload)
    assert len(dump()["guanjia-local-billing"]) == len(stored["guanjia-local-billing"])


def test_a_run_that_nobody_started_is_not_found(filed: Office) -> None:
    for ask in (load, release):
        with pytest.raises(NotFound):
            ask(filed, an_id("random"))


def test_the_journal_has_one_entry_for_every_step_and_no_personal_value(filed: Office) -> None:
    filed.bill(OCTOBER)
    told = [entry.event for entry in entries() if entry.event.startswith("run.")]
    assert sorted(told) == ["run.drafted", "run.released", "run.started"]
    kept = "".join(dump()["guanjia-local-journal"])
    assert "业主" not in kept
    assert "13900000101" not in kept
