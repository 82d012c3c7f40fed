"""Each verb and job of tickets and callbacks killed before and after every write: done once, with one step of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.callbacks import jobs as callbacks_jobs
from chalicelib.callbacks import service as callbacks
from chalicelib.core.scope import system_scope
from chalicelib.edge import jobs
from chalicelib.tickets import jobs as tickets_jobs
from chalicelib.tickets.rules import life
from chalicelib.tickets.rules.suggest import Suggestion
from chalicelib.tickets.rules.tickets import Kind, Priority, Status
from chalicelib.tickets.service import promises, work
from chalicelib.tickets.service.suggestions import change_suggestions
from tests.builders import payments, tickets
from tests.builders.core import AT, an_id
from tests.builders.office import Office, a_cause
from tests.crash import points
from tests.crash.offices import SEALED, key
from tests.crash.paying import later

pytestmark = pytest.mark.contended

TICKET = an_id("the ticket")
Act = Callable[[Office], object]


def opened(office: Office) -> object:
    return tickets.report(office, ticket_id=TICKET, cause=a_cause(key("open")))


def assigned(office: Office) -> object:
    crew = tickets.worker(office).actor_id
    return work.assign(payments.cashier(office), a_cause(key("assign")), TICKET, worker_id=crew)


def accepted(office: Office) -> object:
    return work.accept(tickets.worker(office), a_cause(key("accept")), TICKET)


def rejected(office: Office) -> object:
    return work.reject(tickets.worker(office), a_cause(key("reject")), TICKET, reason="不归我管")


def arrived(office: Office) -> object:
    return work.arrive(tickets.worker(office), a_cause(key("arrive")), TICKET)


def held(office: Office) -> object:
    until = AT + timedelta(days=1)
    return work.hold(tickets.worker(office), a_cause(key("hold")), TICKET, reason="等配件", until=until)


def resumed(office: Office) -> object:
    return work.resume(tickets.worker(office), a_cause(key("resume")), TICKET)


def progressed(office: Office) -> object:
    return work.progress(tickets.worker(office), a_cause(key("progress")), TICKET, percent=60, words="旧管已拆")


def replied(office: Office) -> object:
    return work.reply(payments.cashier(office), a_cause(key("reply")), TICKET, words="师傅在路上")


def classified(office: Office) -> object:
    cause = a_cause(key("classify"))
    return work.classify(payments.cashier(office), cause, TICKET, kind=Kind.FEE, priority=Priority.LOW)


def finished(office: Office) -> object:
    return work.finish(tickets.worker(office), a_cause(key("finish")), TICKET, words="已修好")


def tried(office: Office) -> object:
    return callbacks.try_callback(
        payments.cashier(office),
        a_cause(key("try")),
        tickets.callback_id(TICKET),
        community_id=office.community_id,
        retry_at=AT + timedelta(hours=2),
    )


def content(office: Office) -> object:
    return tickets.answered(office, TICKET, 5, cause=a_cause(key("answer")))


def discontent(office: Office) -> object:
    return tickets.answered(office, TICKET, 2, cause=a_cause(key("answer")))


def scored(office: Office) -> object:
    return tickets.scored(office, TICKET, 5, cause=a_cause(key("score")))


def scored_badly(office: Office) -> object:
    return tickets.scored(office, TICKET, 1, cause=a_cause(key("score")))


def words_changed(office: Office) -> object:
    table = (Suggestion(("漏水",), Kind.REPAIR, Priority.EMERGENCY),)
    return change_suggestions(office.scope, a_cause(key("words")), table=table)


def accept_told(office: Office) -> object:
    with later(timedelta(minutes=11)):
        due = (AT + timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        scope = system_scope(office.org_id, tickets_jobs.PROMISES)
        return promises.tell(scope, a_cause(key("tell")), TICKET, rule=life.ACCEPT, due_at=due)


def call_told(office: Office) -> object:
    with later(timedelta(hours=25)):
        scope = system_scope(office.org_id, callbacks_jobs.PROMISES)
        return callbacks.tell_late(scope, a_cause(key("late")), tickets.callback_id(TICKET))


AT_WORK = (opened, accepted)
DONE = (*AT_WORK, finished)


def same(before: tuple[Act, ...], act: Act) -> int:
    """As the function in `points`, after these."""
    offices: list[Office] = []

    def set_up() -> None:
        offices.append(tickets.an_office_with_a_crew())
        for one in before:
            one(offices[-1])

    return points.assert_same_after_any_crash(set_up, lambda: act(offices[-1]), masked=SEALED)


@pytest.mark.parametrize(
    ("before", "act"),
    [
        ((), opened),
        ((opened,), assigned),
        ((opened, assigned), accepted),
        ((opened,), accepted),
        ((opened, assigned), rejected),
        (AT_WORK, arrived),
        (AT_WORK, held),
        ((*AT_WORK, held), resumed),
        (AT_WORK, progressed),
        ((opened,), replied),
        ((opened,), classified),
        (AT_WORK, finished),
        (DONE, tried),
        (DONE, content),
        (DONE, discontent),
        (DONE, scored),
        (DONE, scored_badly),
        ((), words_changed),
        ((opened,), accept_told),
        (DONE, call_told),
    ],
    ids=lambda one: one.__name__ if callable(one) else "",
)
def test_a_verb_of_the_service_desk_happens_once(
    embedded_engine: str, before: tuple[Act, ...], act: Callable[[Office], object]
) -> None:
    answers = set()
    assert same(before, lambda office: answers.add(act(office))) == 2
    assert len(answers) == 1


def test_every_promise_that_broke_is_told_once_wherever_the_sweep_dies(embedded_engine: str) -> None:
    def sweep(office: Office) -> None:
        with later(timedelta(hours=5)):
            jobs.run(tickets_jobs.PROMISES)
            ticket = tickets.ticket_of(office, TICKET)
            events = [step.event for step in tickets.timeline(office, TICKET)]
            assert ticket.late == (life.ACCEPT, life.STAGED_REPLY)
            assert events == ["ticket.opened", "ticket.promise_missed", "ticket.promise_missed", "ticket.reviewed"]

    assert same((opened,), sweep) >= 2 * 3


def test_a_call_that_nobody_made_is_told_once_and_never_answered_wherever_the_sweep_dies(embedded_engine: str) -> None:
    def sweep(office: Office) -> None:
        with later(timedelta(hours=25)):
            jobs.run(callbacks_jobs.PROMISES)
            callback = tickets.callback_of(office, TICKET)
            assert (callback.late, callback.attempts, callback.score) == (True, (), None)
            assert tickets.ticket_of(office, TICKET).status == Status.DONE

    assert same(DONE, sweep) >= 2
