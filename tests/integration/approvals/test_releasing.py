"""A draft is released by a second person, whichever way it is tried (BIL-05, REG-04)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.approvals import service as approvals
from chalicelib.approvals.rules import Approval, ApprovalChanged, ApprovalDecided, NotTheirs, OwnApproval
from chalicelib.approvals.rules import State as Decided
from chalicelib.billing import jobs as billing_jobs
from chalicelib.billing.rules.runs import Run, State
from chalicelib.billing.service import accounts, runs
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Reach, Role, Scope
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from tests.builders.billing import A_UNIT_FEN, a_small_workbook
from tests.builders.core import AT
from tests.builders.office import Office, a_cause, an_id, an_office
from tests.crash.chain import entries

pytestmark = pytest.mark.usefixtures("moto")

OCTOBER = "2026-10"
BILLED_FEN = 3 * A_UNIT_FEN


@pytest.fixture
def office(moto: None) -> Office:
    """Three units that are billed, a fourth without a payer, and September released."""
    office = an_office()
    office.take_in(a_small_workbook(4))
    office.bill("2026-09")
    return office


def waits(office: Office, run_id: str) -> Approval:
    approval_id = runs.approval_of(office.community_id, run_id)
    return approvals.get_approval(office.scope, approval_id, community_id=office.community_id)[0]


def run_of(office: Office, run_id: str) -> Run:
    return runs.get_run(office.scope, office.community_id, run_id)


def billed_fen(office: Office) -> int:
    units = list(estate.every_unit(office.scope, office.community_id))
    return sum(bill.total_fen for bill in accounts.every_bill(office.scope, units)) - BILLED_FEN


def test_the_second_person_sees_the_figures_beside_those_of_the_month_before(office: Office) -> None:
    one = waits(office, office.draft(OCTOBER))
    assert (one.kind, one.unit_id, one.place, one.amount_fen) == ("run.release", None, OCTOBER, BILLED_FEN)
    shown = approvals.get_approval(office.checker, one.approval_id, community_id=office.community_id)[1]
    facts = shown.facts
    assert (facts["units"], facts["bills"], facts["billed_fen"], shown.amount_fen) == (3, 6, BILLED_FEN, BILLED_FEN)
    assert [(item["item_name"], item["bills"]) for item in facts["items"]] == [("物业服务费", 3), ("垃圾清运费", 3)]
    assert facts["skipped"] == [{"reason": "no_payer", "units": 1}]
    assert (facts["previous"]["period"], facts["previous"]["billed_fen"]) == ("2026-09", BILLED_FEN)


def test_whoever_started_it_never_releases_it(office: Office) -> None:
    run_id = office.draft(OCTOBER)
    key = an_id("the other's key")
    manager = replace(office.scope, roles=frozenset({Role.MANAGER}))
    for scope in (office.scope, manager):
        with pytest.raises(OwnApproval):
            office.release(run_id, by=scope)
    office.release(run_id, cause=a_cause(key))
    with pytest.raises(ApprovalDecided):
        office.release(run_id, by=office.scope, cause=a_cause(key))
    assert run_of(office, run_id).released_by == office.checker.actor_id
    assert billed_fen(office) == BILLED_FEN


def test_what_the_trigger_drafted_was_made_by_nobody_and_one_person_agrees_to_it(office: Office) -> None:
    jobs.run(billing_jobs.MONTHLY, due=AT)
    office.queue.drain()
    found, _ = runs.runs_page(office.scope, office.community_id)
    (run,) = (one for one in found if one.by_trigger)
    office.release(run.run_id, by=office.scope)
    assert not waits(office, run.run_id).alone
    assert run_of(office, run.run_id).state == State.RELEASED


def test_in_an_office_of_one_person_it_is_released_and_recorded(office: Office) -> None:
    run_id = office.draft(OCTOBER)
    estate.set_one_person(office.scope, a_cause(), on=True)
    assert office.release(run_id, by=office.scope).alone


def test_a_draft_that_is_not_agreed_to_is_given_up_for_that_reason(office: Office) -> None:
    run_id = office.draft(OCTOBER)
    one = waits(office, run_id)
    approvals.refuse(office.checker, a_cause(), one.approval_id, community_id=office.community_id, answer="单价要改")
    office.queue.drain()
    run = run_of(office, run_id)
    assert (run.state, run.reason, billed_fen(office)) == (State.DISCARDED, "单价要改", 0)
    office.draft(OCTOBER, run_id=an_id("again"))


def test_who_started_it_takes_it_back_and_nobody_else(office: Office) -> None:
    run_id = office.draft(OCTOBER)
    one = waits(office, run_id)
    with pytest.raises(NotTheirs):
        approvals.withdraw(office.checker, a_cause(), one.approval_id, community_id=office.community_id)
    approvals.withdraw(office.scope, a_cause(), one.approval_id, community_id=office.community_id)
    office.queue.drain()
    assert (run_of(office, run_id).state, waits(office, run_id).state) == (State.DISCARDED, Decided.WITHDRAWN)


def test_a_draft_given_up_by_hand_does_not_wait_any_more(office: Office) -> None:
    run_id = office.draft(OCTOBER)
    runs.discard_run(office.checker, a_cause(), office.community_id, run_id=run_id, reason="单价要改")
    office.queue.drain()
    assert waits(office, run_id).state == Decided.WITHDRAWN
    with pytest.raises(ApprovalDecided):
        office.release(run_id)
    assert billed_fen(office) == 0


def test_what_was_not_looked_at_is_not_released(office: Office) -> None:
    one = waits(office, office.draft(OCTOBER))
    with pytest.raises(ApprovalChanged):
        approvals.approve(office.checker, a_cause(), one.approval_id, community_id=office.community_id, digest="x")
    assert billed_fen(office) == 0


def test_who_reaches_a_few_buildings_neither_sees_nor_decides_what_concerns_the_whole_community(
    office: Office,
) -> None:
    one = waits(office, office.draft(OCTOBER))
    building_id = next(estate.every_unit(office.scope, office.community_id)).building_id
    here = frozenset({office.community_id})
    narrow = replace(office.checker, reach=Reach(here, frozenset({building_id})))
    elsewhere = replace(office.checker, reach=Reach(frozenset({an_id("another")})))

    def decide(scope: Scope) -> None:
        approvals.refuse(scope, a_cause(), one.approval_id, community_id=office.community_id, answer="不行")

    for scope in (narrow, elsewhere):
        with pytest.raises(NotFound):
            approvals.get_approval(scope, one.approval_id, community_id=office.community_id)
        with pytest.raises(NotFound):
            decide(scope)
    assert approvals.approvals_page(narrow, office.community_id, is_waiting=True, cursor=None)[0] == []


def test_the_release_stands_in_the_journal_of_the_community_once(office: Office) -> None:
    run_id = office.draft(OCTOBER)
    office.release(run_id)
    (entry,) = [one for one in entries() if one.event == "run.released" and one.outcome["about"]["run_id"] == run_id]
    assert entry.work_pk.endswith(f"#C#{office.community_id}")
    about = entry.outcome["about"]
    assert (about["period"], about["units"], about["bills"], about["billed_fen"]) == (OCTOBER, 3, 6, BILLED_FEN)
    assert about["digest"] == run_of(office, run_id).sums.digest
