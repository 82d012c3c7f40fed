"""A billing run killed before and after every write, then delivered again: the same bills, none twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.approvals import service as approvals
from chalicelib.billing import jobs as billing_jobs
from chalicelib.billing.rules.runs import State
from chalicelib.billing.service import accounts, runs
from chalicelib.core import clock
from chalicelib.core.period import Period
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from tests.builders.core import AT, an_id
from tests.builders.office import Office, a_cause
from tests.builders.workbooks import a_workbook, peer_sheets
from tests.crash import points
from tests.crash.offices import SEALED, Drive, key, small_chunks

__all__ = ["small_chunks"]

pytestmark = pytest.mark.contended

RUN, PERIOD = an_id("run"), "2026-10"
WORKBOOK = a_workbook(peer_sheets())


def filed(office: Office) -> None:
    office.take_in(WORKBOOK)


def draft(drive: Drive) -> None:
    office = drive.office
    runs.start_run(office.scope, a_cause(key("run")), office.community_id, run_id=RUN, period=PERIOD)
    drive.until_quiet()


def billed_fen(office: Office) -> int:
    units = list(estate.every_unit(office.scope, office.community_id))
    return sum(bill.total_fen for bill in accounts.every_bill(office.scope, units))


def test_a_run_killed_at_any_write_ends_like_one_that_was_not() -> None:
    drive = Drive(filed)

    def work() -> None:
        draft(drive)
        office = drive.office
        done = office.release(RUN, cause=a_cause(key("release")))
        drive.until_quiet()
        assert billed_fen(office) == done.amount_fen > 0

    assert points.assert_same_after_any_crash(drive.set_up, work, masked=SEALED) >= 10


def test_a_discarded_run_killed_at_any_write_leaves_no_bill() -> None:
    drive = Drive(filed)

    def work() -> None:
        draft(drive)
        office = drive.office
        runs.discard_run(office.scope, a_cause(key("discard")), office.community_id, run_id=RUN, reason="单价要改")
        drive.until_quiet()
        assert runs.get_run(office.scope, office.community_id, RUN).state == State.DISCARDED
        assert billed_fen(office) == 0

    assert points.assert_same_after_any_crash(drive.set_up, work, masked=SEALED) >= 10


@pytest.mark.parametrize("verb", ["refuse", "withdraw"])
def test_a_draft_that_is_not_released_killed_at_any_write_leaves_no_bill(verb: str) -> None:
    drive = Drive(filed)

    def work() -> None:
        draft(drive)
        office = drive.office
        by, named = (office.checker, {"answer": "单价要改"}) if verb == "refuse" else (office.scope, {})
        approval_id = runs.approval_of(office.community_id, RUN)
        decide = getattr(approvals, verb)
        decide(by, a_cause(key(verb)), approval_id, community_id=office.community_id, **named)
        drive.until_quiet()
        assert runs.get_run(office.scope, office.community_id, RUN).state == State.DISCARDED
        assert billed_fen(office) == 0

    assert points.assert_same_after_any_crash(drive.set_up, work, masked=SEALED) >= 10


def test_a_release_by_one_person_killed_at_any_write_is_listed_once() -> None:
    drive = Drive(filed)

    def work() -> None:
        draft(drive)
        office = drive.office
        estate.set_one_person(office.scope, a_cause(key("one person")), on=True)
        assert office.release(RUN, by=office.scope, cause=a_cause(key("release"))).alone
        drive.until_quiet()
        assert approvals.alone_page(office.scope, office.community_id, cursor=None)[2] == 1

    points.assert_same_after_any_crash(drive.set_up, work, masked=SEALED)


def test_the_monthly_trigger_killed_at_any_write_and_ticking_again_is_one_draft() -> None:
    drive = Drive(filed)

    def work() -> None:
        for hours in (0, 1):
            jobs.run(billing_jobs.MONTHLY, due=AT + timedelta(hours=hours))
            drive.until_quiet()
        office = drive.office
        found, _ = runs.runs_page(office.scope, office.community_id)
        assert [(run.period, run.state) for run in found] == [(str(Period.of(clock.business_date(AT))), State.DRAFT)]

    points.assert_same_after_any_crash(drive.set_up, work, masked=SEALED)
