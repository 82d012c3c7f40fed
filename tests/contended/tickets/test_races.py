"""Several people, or a person and a sweep, on one ticket at once: one wins, the others hear what happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from chalicelib.callbacks.rules import CallbackDone, State
from chalicelib.callbacks.service import CallbackAnswered
from chalicelib.core import limits
from chalicelib.core.errors import Refusal, TooMany
from chalicelib.edge import jobs
from chalicelib.tickets import jobs as tickets_jobs
from chalicelib.tickets.rules import life
from chalicelib.tickets.rules.tickets import Status, TicketRefused
from chalicelib.tickets.service import work
from chalicelib.tickets.service.joining import TicketMoved
from tests.builders import tickets
from tests.builders.office import Office, a_cause, an_id
from tests.builders.threads import at_once
from tests.builders.tickets import CREW

pytestmark = pytest.mark.contended

MANY = 8


def events(office: Office, ticket_id: str) -> list[str]:
    return [step.event for step in tickets.timeline(office, ticket_id)]


def test_two_accept_one_ticket_and_the_other_hears_who_has_it(office: Office) -> None:
    for _ in range(MANY):
        ticket_id = tickets.a_ticket(office)
        crew = [tickets.worker(office, name) for name in CREW]
        found = at_once([partial(work.accept, one, a_cause(), ticket_id) for one in crew])
        (winner,) = [one.actor_id for one, answer in zip(crew, found, strict=True) if isinstance(answer, TicketMoved)]
        (told,) = [answer for answer in found if isinstance(answer, Refusal)]
        assert isinstance(told, TicketRefused)
        assert (told.facts["status"], told.facts["worker"]) == (Status.ACCEPTED, winner)
        assert tickets.ticket_of(office, ticket_id).worker_id == winner
        assert events(office, ticket_id) == ["ticket.opened", "ticket.accepted"]


def test_one_button_pressed_many_times_at_once_is_pressed_once(office: Office) -> None:
    ticket_id, cause = tickets.a_ticket(office), a_cause()
    found = at_once([partial(work.accept, tickets.worker(office), cause, ticket_id)] * MANY)
    assert len(set(found)) == 1
    assert isinstance(found[0], TicketMoved)
    assert events(office, ticket_id) == ["ticket.opened", "ticket.accepted"]


def test_the_owner_and_the_desk_score_at_once_and_one_of_them_counts(office: Office) -> None:
    for _ in range(MANY):
        ticket_id = tickets.a_ticket(office)
        tickets.worked(office, ticket_id)
        asked = [partial(tickets.scored, office, ticket_id, 5), partial(tickets.answered, office, ticket_id, 4)]
        found = at_once(asked)
        (counted,) = [answer for answer in found if isinstance(answer, CallbackAnswered)]
        (told,) = [answer for answer in found if isinstance(answer, Refusal)]
        assert isinstance(told, CallbackDone)
        callback = tickets.callback_of(office, ticket_id)
        assert (callback.state, callback.score, len(callback.attempts)) == (State.DONE, counted.score, 1)
        assert told.facts["score"] == counted.score
        assert tickets.ticket_of(office, ticket_id).status == Status.CLOSED


def test_sweeps_that_overlap_and_a_worker_who_accepts_meanwhile_tell_each_promise_once_at_most(office: Office) -> None:
    found = [tickets.a_ticket(office, 101 + n % 2) for n in range(MANY)]
    tickets.later(minutes=31)
    crew = tickets.worker(office)
    works: list[Callable[[], object]] = [partial(jobs.run, tickets_jobs.PROMISES) for _ in range(3)]
    works += [partial(work.accept, crew, a_cause(), ticket_id) for ticket_id in found]
    at_once(works)
    jobs.run(tickets_jobs.PROMISES)
    for ticket_id in found:
        steps = tickets.timeline(office, ticket_id)
        missed = [step.words for step in steps if step.event == "ticket.promise_missed"]
        ticket = tickets.ticket_of(office, ticket_id)
        assert sorted(missed) == sorted(ticket.late) == sorted(set(ticket.late))
        assert life.STAGED_REPLY in missed
        assert {clock.rule for clock in ticket.clocks} == {life.REVIEW}
        assert [step.event for step in steps].count("ticket.accepted") == 1


def test_a_flood_from_one_phone_is_slowed_however_many_come_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TICKETS_PER_ACTOR_HOUR", 3)
    found = at_once([partial(tickets.report, office, ticket_id=an_id(f"flood {n}")) for n in range(MANY)])
    assert sum(isinstance(answer, TicketMoved) for answer in found) == 3
    assert {type(answer) for answer in found if isinstance(answer, Refusal)} == {TooMany}
