"""Supervisors, workers and payers at one unit at once: posted once, to the fen, and all told (REG-04, BIL-07)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from chalicelib.approvals import service as approvals
from chalicelib.approvals.service import ApprovalMoved
from chalicelib.billing.service import notes
from chalicelib.core import limits
from chalicelib.core.errors import Refusal
from chalicelib.corrections import jobs as corrections_jobs
from chalicelib.corrections.rules.corrections import State
from chalicelib.corrections.service import posting, reading
from chalicelib.edge import jobs
from chalicelib.payments.rules.payments import Method
from tests.builders import corrections, ledger, payments
from tests.builders.corrections import RIGHT
from tests.builders.office import Office, a_cause
from tests.builders.threads import at_once

pytestmark = pytest.mark.contended

MONTHS = ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
WRONG_FEN, RIGHT_FEN, TOO_MUCH_FEN = 1_200_00, 1_000_00, 200_00
EVERY_MONTH = (RIGHT, "2026-06-01", None)


@pytest.fixture(autouse=True)
def few_at_once(running_clock: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five notes fall into three chunks: more to be got wrong."""
    monkeypatch.setattr(limits, "NOTES_PER_CHUNK", 2)


def amounts(office: Office) -> list[int]:
    return [note.amount_fen for note in notes.notes_of(office.scope, payments.unit_of(office))]


def corrected(office: Office) -> list[tuple[str, int, int]]:
    """Of each correction how far it is, its notes and what it credited."""
    found, _ = reading.corrections_page(
        office.scope, payments.unit_of(office), community_id=office.community_id, cursor=None
    )
    return [(one.state, one.notes, one.credited_fen) for one in found]


def agreeing(office: Office, approval_id: str, *, hands: int) -> list[Callable[[], object]]:
    """So many supervisors who have all looked at it, each with a key of their own."""
    digest = corrections.looked_at(office, approval_id).digest
    return [
        partial(
            corrections.agreed,
            office,
            approval_id,
            by=corrections.supervisor(office, f"主管 {n}"),
            cause=a_cause(),
            digest=digest,
        )
        for n in range(hands)
    ]


def agreed_and_gone(office: Office) -> str:
    """Agreed to, and the process died before it posted anything."""
    approval_id = corrections.asked(office, EVERY_MONTH)
    corrections.agreed_only(office, approval_id)
    return approval_id


def test_of_many_who_agree_at_once_one_does_and_the_others_are_told() -> None:
    office = corrections.a_wrong_office(months=MONTHS)
    answers = at_once(agreeing(office, corrections.asked(office, EVERY_MONTH), hands=4))
    assert sum(isinstance(one, ApprovalMoved) for one in answers) == 1
    told = {one.code for one in answers if isinstance(one, Refusal)}
    assert told <= {"approval_decided", "approval_changed", "nothing_to_correct", "correction_running"}
    jobs.run(corrections_jobs.RESUME)
    assert amounts(office) == [-TOO_MUCH_FEN] * len(MONTHS)
    assert corrected(office) == [(State.POSTED, len(MONTHS), len(MONTHS) * TOO_MUCH_FEN)]
    ledger.add_up(office)


def test_agreed_to_and_refused_at_once_it_is_one_of_both() -> None:
    office = corrections.a_wrong_office(months=MONTHS)
    approval_id = corrections.asked(office, EVERY_MONTH)
    refusing = partial(
        approvals.refuse,
        corrections.supervisor(office, "主管 B"),
        a_cause(),
        approval_id,
        community_id=office.community_id,
        answer="看不清产权证",
    )
    back = partial(
        approvals.withdraw, payments.cashier(office), a_cause(), approval_id, community_id=office.community_id
    )
    works: list[Callable[[], object]] = [*agreeing(office, approval_id, hands=1), refusing, back]
    at_once(works)
    state = approvals.get_approval(office.scope, approval_id, community_id=office.community_id)[0].state
    jobs.run(corrections_jobs.RESUME)
    assert amounts(office) == ([-TOO_MUCH_FEN] * len(MONTHS) if state == "approved" else [])
    ledger.add_up(office)


def test_two_corrections_of_one_unit_agreed_to_at_once_follow_one_another() -> None:
    office = corrections.a_wrong_office(months=MONTHS)
    first, second = (corrections.asked(office, (area, "2026-06-01", None)) for area in (RIGHT, "90"))
    answers = at_once([*agreeing(office, first, hands=1), *agreeing(office, second, hands=1)])
    assert sum(isinstance(one, ApprovalMoved) for one in answers) == 1
    jobs.run(corrections_jobs.RESUME)
    assert amounts(office) in ([-TOO_MUCH_FEN] * len(MONTHS), [-300_00] * len(MONTHS))
    waiting, _ = approvals.approvals_page(office.scope, office.community_id, is_waiting=True, cursor=None)
    (left,) = waiting
    corrections.agreed(office, left.approval_id)
    assert len(amounts(office)) == 2 * len(MONTHS)
    assert ledger.add_up(office).credited_fen in {300_00 * len(MONTHS), TOO_MUCH_FEN * len(MONTHS)}


def test_what_many_workers_post_at_once_is_posted_once() -> None:
    office = corrections.a_wrong_office(months=MONTHS)
    approval_id = agreed_and_gone(office)
    workers: list[Callable[[], object]] = [
        partial(posting.post, office.org_id, payments.unit_of(office), approval_id) for _ in range(3)
    ]
    workers += [partial(jobs.run, corrections_jobs.RESUME)] * 2
    at_once(workers)
    assert amounts(office) == [-TOO_MUCH_FEN] * len(MONTHS)
    assert corrected(office) == [(State.POSTED, len(MONTHS), len(MONTHS) * TOO_MUCH_FEN)]
    ledger.add_up(office)


@pytest.mark.parametrize("most_fen", [None, 2 * WRONG_FEN + 1_100_00])
def test_what_is_paid_while_it_is_credited_settles_no_bill_twice(most_fen: int | None) -> None:
    office = corrections.a_wrong_office(months=MONTHS)
    approval_id = agreed_and_gone(office)
    order = payments.wish(payments.open_bills(office), most_fen=most_fen)
    order_id = payments.an_order(office, parts=order)
    unit_id, fen = payments.unit_of(office), sum(part.amount_fen for part in order)
    works: list[Callable[[], object]] = [
        partial(payments.told_of, office, unit_id, order_id, fen),
        partial(posting.post, office.org_id, unit_id, approval_id),
        partial(jobs.run, corrections_jobs.RESUME),
    ]
    at_once(works)
    jobs.run(corrections_jobs.RESUME)
    found = ledger.add_up(office)
    assert amounts(office) == [-TOO_MUCH_FEN] * len(MONTHS)
    assert found.credited_fen == len(MONTHS) * TOO_MUCH_FEN
    assert sum(one.amount_fen for one in found.of(Method.WECHAT)) == fen
    assert found.open_fen - found.prepaid_fen == len(MONTHS) * RIGHT_FEN - fen


def test_a_month_released_between_the_look_and_the_agreement_is_looked_at_too() -> None:
    office = corrections.a_wrong_office(months=MONTHS[:-1])
    approval_id = corrections.asked(office, EVERY_MONTH)
    run_id = office.draft(MONTHS[-1])
    (agree,) = agreeing(office, approval_id, hands=1)
    office.release(run_id)
    (told,) = at_once([agree])
    assert getattr(told, "code", "") == "approval_changed"
    assert amounts(office) == []
    corrections.agreed(office, approval_id)
    assert amounts(office) == [-TOO_MUCH_FEN] * len(MONTHS)
    ledger.add_up(office)
