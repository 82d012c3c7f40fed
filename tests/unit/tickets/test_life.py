"""What each verb does to a ticket's promises, and to whose it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.core import limits
from chalicelib.tickets.rules import life
from chalicelib.tickets.rules.tickets import (
    BadPercent,
    ExpectedNotAhead,
    Hold,
    HoldNotAhead,
    NotYours,
    Priority,
    Status,
    Ticket,
)
from chalicelib.timers import rules as timers
from tests.builders.core import AT
from tests.unit.tickets.samples import ME, OTHER, a_ticket


def minutes(ticket: Ticket) -> dict[str, float]:
    """Each promise in minutes from when the ticket was opened."""
    return {clock.rule: (clock.due_at - AT) / timedelta(minutes=1) for clock in ticket.clocks}


def test_a_new_ticket_promises_what_the_office_promises() -> None:
    assert minutes(a_ticket()) == {life.ACCEPT: 10, life.STAGED_REPLY: 30, life.REVIEW: 120}
    assert a_ticket().promised_at == AT + timedelta(minutes=limits.ACCEPT_MINUTES)


def test_accepting_keeps_the_promise_of_ten_minutes_and_no_other() -> None:
    assert minutes(life.accepted(a_ticket(), ME)) == {life.STAGED_REPLY: 30, life.REVIEW: 120}


def test_only_being_accepted_stops_the_ten_minutes_however_often_a_ticket_changes_hands() -> None:
    ticket = a_ticket()
    for n, worker in enumerate((OTHER, ME, OTHER)):
        ticket = life.assigned(ticket, worker, at=AT + timedelta(minutes=3 * n))
        assert minutes(ticket)[life.ACCEPT] == 10
    back = life.rejected(ticket, OTHER, at=AT + timedelta(minutes=8))
    assert (back.worker_id, minutes(back)[life.ACCEPT]) == (None, 10)


@pytest.mark.parametrize("state", [Status.ACCEPTED, Status.ON_SITE, Status.HELD])
def test_what_was_accepted_once_and_changes_hands_is_accepted_again_within_ten_minutes(state: Status) -> None:
    accepted = replace(a_ticket(state), clocks=timers.stop(a_ticket(state).clocks, life.ACCEPT))
    given = life.assigned(accepted, OTHER, at=AT + timedelta(minutes=50))
    assert (given.worker_id, minutes(given)[life.ACCEPT]) == (OTHER, 60)


def test_a_ticket_that_was_given_to_one_is_not_another_s_to_work_on() -> None:
    verbs: list[Callable[[], Ticket]] = [
        lambda: life.accepted(a_ticket(Status.ASSIGNED), OTHER),
        lambda: life.rejected(a_ticket(Status.ASSIGNED), OTHER, at=AT),
        lambda: life.arrived(a_ticket(Status.ACCEPTED), OTHER),
        lambda: life.finished(a_ticket(Status.ON_SITE), OTHER, at=AT),
    ]
    for verb in verbs:
        with pytest.raises(NotYours) as refused:
            verb()
        assert refused.value.facts["worker"] == ME


def test_two_who_give_it_away_at_once_do_not_take_it_out_of_a_third_s_hands() -> None:
    given = life.assigned(a_ticket(), OTHER, at=AT, instead_of="")
    for thought in ("", ME):
        with pytest.raises(NotYours) as refused:
            life.assigned(given, ME, at=AT, instead_of=thought)
        assert refused.value.facts["worker"] == OTHER
    assert life.assigned(given, ME, at=AT, instead_of=OTHER).worker_id == ME


def test_words_to_the_owner_keep_the_promise_of_a_reply_and_a_note_does_not() -> None:
    assert life.STAGED_REPLY not in minutes(life.replied(a_ticket(), to_owner=True))
    assert life.STAGED_REPLY in minutes(life.replied(a_ticket(), to_owner=False))
    assert life.STAGED_REPLY not in minutes(life.progressed(a_ticket(Status.ACCEPTED), 1, None, at=AT))


@pytest.mark.parametrize("percent", [-1, 0, 100, 101])
def test_work_that_goes_on_is_neither_at_nothing_nor_done(percent: int) -> None:
    with pytest.raises(BadPercent):
        life.progressed(a_ticket(Status.ACCEPTED), percent, None, at=AT)


def test_a_hold_ends_at_a_time_to_come_and_says_when_it_goes_on() -> None:
    with pytest.raises(HoldNotAhead):
        life.held(a_ticket(Status.ACCEPTED), Hold("等配件", AT), at=AT)
    until = AT + timedelta(days=1)
    held = life.held(a_ticket(Status.ACCEPTED), Hold("等配件", until), at=AT)
    assert held.expected_at == until
    assert life.assigned(held, OTHER, at=AT).hold is None
    assert life.resumed(held, at=AT).expected_at is None
    told = life.progressed(held, 50, until + timedelta(hours=3), at=AT)
    assert life.resumed(told, at=AT).expected_at == until + timedelta(hours=3)
    with pytest.raises(HoldNotAhead):
        life.held(a_ticket(Status.ACCEPTED), Hold("等配件", AT + timedelta(days=limits.HOLD_DAYS, minutes=1)), at=AT)


def test_while_it_is_held_its_owner_hears_next_when_the_hold_is_over() -> None:
    held = life.held(a_ticket(Status.ACCEPTED), Hold("等配件", AT + timedelta(hours=20)), at=AT)
    assert minutes(held) == {life.ACCEPT: 10, life.REVIEW: 20 * 60}
    at = AT + timedelta(hours=5)
    resumed = life.resumed(held, at=at)
    assert (resumed.hold, minutes(resumed)[life.REVIEW]) == (None, 7 * 60)
    assert minutes(life.assigned(held, OTHER, at=at))[life.REVIEW] == 7 * 60
    over = timers.due(held.clocks[1:], AT + timedelta(hours=21))
    assert over
    assert minutes(life.broken(held, over, at=AT + timedelta(hours=21)))[life.REVIEW] == 22 * 60


def test_work_is_expected_to_be_done_at_a_time_to_come() -> None:
    with pytest.raises(ExpectedNotAhead):
        life.progressed(a_ticket(Status.ACCEPTED), 50, AT, at=AT)


def test_done_promises_nothing_more() -> None:
    done = life.finished(a_ticket(Status.ON_SITE), ME, at=AT)
    assert (done.clocks, done.promised_at, done.percent, done.done_at) == ((), None, 100, AT)


@pytest.mark.parametrize("state", [Status.DONE, Status.CLOSED])
def test_reopened_it_begins_anew_with_all_its_promises_and_keeps_its_number(state: Status) -> None:
    at = AT + timedelta(days=2)
    before = replace(a_ticket(state), clocks=(), percent=100, done_at=AT, closed_at=AT, late=(life.ACCEPT,))
    after = life.reopened(before, at=at)
    assert (after.worker_id, after.percent, after.done_at, after.closed_at) == (None, 0, None, None)
    assert (after.reopened, after.number, after.late) == (1, before.number, (life.ACCEPT,))
    assert minutes(after) == {rule: 2 * 1440 + due for rule, due in minutes(a_ticket()).items()}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Priority.LOW, Priority.HIGH),
        (Priority.NORMAL, Priority.HIGH),
        (Priority.HIGH, Priority.HIGH),
        (Priority.EMERGENCY, Priority.EMERGENCY),
    ],
)
def test_reopened_it_is_urgent(before: Priority, after: Priority) -> None:
    assert life.reopened(a_ticket(Status.DONE, priority=before), at=AT).priority == after


def test_a_broken_promise_is_remembered_once_and_a_review_is_none() -> None:
    ticket = a_ticket()
    for at, late in ((10, (life.ACCEPT,)), (30, (life.ACCEPT, life.STAGED_REPLY))):
        clock = timers.due(ticket.clocks, AT + timedelta(minutes=at))
        assert clock
        ticket = life.broken(ticket, clock, at=AT + timedelta(minutes=at))
        assert ticket.late == late
    review = timers.due(ticket.clocks, AT + timedelta(minutes=250))
    assert review
    ticket = life.broken(ticket, review, at=AT + timedelta(minutes=250))
    assert ticket.late == (life.ACCEPT, life.STAGED_REPLY)
    assert minutes(ticket) == {life.REVIEW: 360}
    again = life.assigned(ticket, OTHER, at=AT)
    (accept,) = [clock for clock in again.clocks if clock.rule == life.ACCEPT]
    assert life.broken(again, accept, at=accept.due_at).late == ticket.late
