"""A leak from its report to its end, and what is refused on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.callbacks import jobs as callbacks_jobs
from chalicelib.callbacks import service as callbacks
from chalicelib.callbacks.rules import BadScore, CallbackDone, NobodyCalled, RetryNotAhead, Source, State
from chalicelib.core import clock, ids, limits
from chalicelib.core.errors import NotFound, TooMany
from chalicelib.core.scope import Household, Reach, Role, Scope, system_scope
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.people import service as people
from chalicelib.people.service import Grant
from chalicelib.tickets import jobs as tickets_jobs
from chalicelib.tickets.rules import life
from chalicelib.tickets.rules.suggest import DEFAULT, ChangedMeanwhile, Suggestion
from chalicelib.tickets.rules.tickets import BadContact, Kind, NotYours, Priority, Status, TicketExists, TicketRefused
from chalicelib.tickets.service import intake, reading, work
from chalicelib.tickets.service.suggestions import change_suggestions
from tests.builders import payments, tickets
from tests.builders.core import AT
from tests.builders.office import Office, a_cause, an_id
from tests.builders.payments import FIRST
from tests.builders.tickets import CREW


def events(office: Office, ticket_id: str) -> list[str]:
    return [step.event.removeprefix("ticket.") for step in tickets.timeline(office, ticket_id)]


def owed(office: Office, *, is_open: bool = True) -> list[str]:
    found, _ = callbacks.callbacks_page(office.scope, office.community_id, is_open=is_open, cursor=None)
    return [one.callback_id for one in found]


def listed(office: Office, *, is_open: bool = True) -> list[str]:
    page = reading.open_page if is_open else reading.closed_page
    return [one.ticket_id for one in page(office.scope, office.community_id, cursor=None)[0]]


def at_home(office: Office, *, is_open: bool = True) -> list[str]:
    found, _ = reading.unit_page(payments.owner(office), payments.unit_of(office), is_open=is_open, cursor=None)
    return [one.ticket_id for one in found]


WORK = ["assigned", "accepted", "arrived", "paused", "resumed", "progressed", "replied", "finished"]


def work_through(office: Office, ticket_id: str) -> None:
    """Everything that the desk and the crew can do for a ticket; done after an hour."""
    desk, crew = payments.cashier(office), tickets.worker(office)
    work.assign(desk, a_cause(), ticket_id, worker_id=crew.actor_id)
    work.accept(crew, a_cause(), ticket_id)
    work.arrive(crew, a_cause(), ticket_id)
    work.hold(crew, a_cause(), ticket_id, reason="等配件", until=AT + timedelta(hours=3))
    work.resume(crew, a_cause(), ticket_id)
    work.progress(crew, a_cause(), ticket_id, percent=60, words="旧管已拆")
    work.reply(desk, a_cause(), ticket_id, words="给配件商打了电话", shown=False)
    assert owed(office) == []
    tickets.later(hours=1)
    work.finish(crew, a_cause(), ticket_id, words="已更换水管")


def test_a_leak_is_opened_worked_on_finished_called_back_and_closed(either_office: Office) -> None:
    office = either_office
    opened = tickets.report(office)
    ticket_id = opened.ticket_id
    assert opened.number == f"T20261031-{ticket_id[-8:]}"
    assert (opened.kind, opened.priority, opened.status) == (Kind.REPAIR, Priority.HIGH, Status.NEW)
    assert (listed(office), at_home(office)) == ([ticket_id], [ticket_id])
    work_through(office, ticket_id)

    callback = tickets.callback_of(office, ticket_id)
    assert owed(office) == [callback.callback_id]
    assert callback.due_at == clock.now() + timedelta(hours=24)
    assert callback.contact_id == payments.owner_of(office)
    assert tickets.ticket_of(office, ticket_id).status == Status.DONE
    not_reached(office, callback.callback_id)
    tickets.later(hours=2)
    assert not tickets.answered(office, ticket_id, 5).reopened
    assert tickets.ticket_of(office, ticket_id).status == Status.CLOSED
    assert (listed(office), at_home(office), owed(office)) == ([], [], [])
    assert (listed(office, is_open=False), at_home(office, is_open=False)) == ([ticket_id], [ticket_id])
    assert owed(office, is_open=False) == [callback.callback_id]

    assert events(office, ticket_id) == ["opened", *WORK, "closed"]
    shown = tickets.timeline(office, ticket_id, scope=payments.owner(office))
    assert "给配件商打了电话" not in {step.words for step in shown}
    assert len(shown) == len(WORK) + 1


def not_reached(office: Office, callback_id: str) -> None:
    """Nobody answers; somebody tries again in two hours."""
    callbacks.try_callback(
        payments.cashier(office),
        a_cause(),
        callback_id,
        community_id=office.community_id,
        retry_at=clock.now() + timedelta(hours=2),
        note="无人接听",
    )


def test_what_was_done_is_told_by_a_person_an_attempt_and_a_time(office: Office) -> None:
    ticket_id = tickets.a_ticket(office)
    tickets.worked(office, ticket_id)
    tickets.answered(office, ticket_id, 4)
    callback = tickets.callback_of(office, ticket_id)
    (attempt,) = callback.attempts
    assert (attempt.at, attempt.by, attempt.reached) == (AT, payments.cashier(office).actor_id, True)
    assert (callback.state, callback.score, callback.source) == (State.DONE, 4, Source.DESK)


@pytest.mark.parametrize("score", [1, 2])
@pytest.mark.parametrize("by", ["desk", "owner"])
def test_two_and_less_opens_it_again_urgently_and_owes_another_call(office: Office, score: int, by: str) -> None:
    ticket_id = tickets.a_ticket(office, words="请问什么时候修剪")
    tickets.worked(office, ticket_id)
    said = tickets.scored if by == "owner" else tickets.answered
    cause = a_cause()
    first = said(office, ticket_id, score, cause=cause)
    assert first.reopened
    assert said(office, ticket_id, score, cause=cause) == first
    ticket = tickets.ticket_of(office, ticket_id)
    assert (ticket.status, ticket.reopened, ticket.worker_id, ticket.priority) == (Status.NEW, 1, None, Priority.HIGH)
    assert {one.rule for one in ticket.clocks} == {life.ACCEPT, life.STAGED_REPLY, life.REVIEW}
    assert (listed(office), owed(office)) == ([ticket_id], [])
    tickets.worked(office, ticket_id, name=CREW[1])
    assert owed(office) == [tickets.callback_id(ticket_id, reopened=1)]
    assert not tickets.scored(office, ticket_id, 3).reopened
    assert tickets.ticket_of(office, ticket_id).status == Status.CLOSED


def test_a_ticket_is_scored_once(office: Office) -> None:
    ticket_id = tickets.a_ticket(office)
    with pytest.raises(TicketRefused):
        tickets.scored(office, ticket_id, 5)
    tickets.worked(office, ticket_id)
    for score in (0, 6, -1):
        with pytest.raises(BadScore):
            tickets.scored(office, ticket_id, score)
    tickets.scored(office, ticket_id, 5)
    for again in (tickets.scored, tickets.answered):
        with pytest.raises(CallbackDone) as refused:
            again(office, ticket_id, 1)
        assert refused.value.facts == {"by": payments.owner(office).actor_id, "score": 5}


def test_a_stranger_neither_reads_nor_scores_a_ticket(office: Office) -> None:
    ticket_id = tickets.a_ticket(office)
    tickets.worked(office, ticket_id)
    for asked in (
        lambda: tickets.scored(office, ticket_id, 1, FIRST + 1),
        lambda: reading.get_ticket(payments.owner(office, FIRST + 1), ticket_id),
        lambda: reading.unit_page(
            payments.owner(office, FIRST + 1), payments.unit_of(office), is_open=True, cursor=None
        ),
    ):
        with pytest.raises(NotFound):
            asked()
    assert tickets.ticket_of(office, ticket_id).status == Status.DONE


def test_no_system_says_that_somebody_was_called(office: Office) -> None:
    ticket_id = tickets.a_ticket(office)
    tickets.worked(office, ticket_id)
    scope, callback_id = system_scope(office.org_id, "callbacks.promises"), tickets.callback_id(ticket_id)
    where = {"community_id": office.community_id}
    with pytest.raises(NobodyCalled):
        callbacks.answer_callback(scope, a_cause(), callback_id, **where, score=5)
    with pytest.raises(NobodyCalled):
        callbacks.try_callback(scope, a_cause(), callback_id, **where, retry_at=AT + timedelta(hours=1))
    with pytest.raises(NobodyCalled):
        callbacks.score_ticket(scope, a_cause(), ticket_id, score=5)
    tickets.later(days=30)
    jobs.run(callbacks_jobs.PROMISES)
    callback = tickets.callback_of(office, ticket_id)
    assert (callback.state, callback.attempts, callback.late) == (State.OPEN, (), True)


def test_the_next_try_lies_ahead(office: Office) -> None:
    ticket_id = tickets.a_ticket(office)
    tickets.worked(office, ticket_id)
    with pytest.raises(RetryNotAhead):
        callbacks.try_callback(
            payments.cashier(office),
            a_cause(),
            tickets.callback_id(ticket_id),
            community_id=office.community_id,
            retry_at=AT,
        )


def test_a_state_is_not_jumped_over(office: Office) -> None:
    ticket_id, crew = tickets.a_ticket(office), tickets.worker(office)
    for jump in (work.arrive, work.finish, work.resume):
        with pytest.raises(TicketRefused) as refused:
            jump(crew, a_cause(), ticket_id)
        assert refused.value.facts["status"] == Status.NEW
    work.accept(crew, a_cause(), ticket_id)
    with pytest.raises(NotYours):
        work.finish(tickets.worker(office, CREW[1]), a_cause(), ticket_id)
    work.finish(crew, a_cause(), ticket_id)
    with pytest.raises(TicketRefused):
        work.assign(payments.cashier(office), a_cause(), ticket_id, worker_id=crew.actor_id)
    assert events(office, ticket_id) == ["opened", "accepted", "finished"]


def test_work_is_given_to_whoever_works_in_the_community_only(office: Office) -> None:
    ticket_id = tickets.a_ticket(office)
    for nobody in (an_id("nobody"), payments.owner_of(office)):
        for kind in ("S:", "P:", ""):
            with pytest.raises(NotFound):
                work.assign(office.scope, a_cause(), ticket_id, worker_id=f"{kind}{nobody}")


def test_work_is_given_to_whoever_may_do_it_and_can_see_it_only(office: Office) -> None:
    ticket_id, here = tickets.a_ticket(office), (office.community_id,)
    building_id = tickets.ticket_of(office, ticket_id).building_id
    looks, elsewhere = Grant(Role.AUDITOR, here), an_id("elsewhere")
    estate.create_community(office.scope, a_cause(), community_id=elsewhere, name="二号院")
    for name, phone, grants in (
        ("审计", "13600000020", [looks, Grant(Role.CREW, (elsewhere,))]),
        ("别幢管家", "13600000021", [looks, Grant(Role.STEWARD, here, (elsewhere,))]),
        ("管家", "13600000022", [Grant(Role.STEWARD, here, (building_id,))]),
    ):
        people.add_staff(office.scope, a_cause(), an_id(name), name=name, phone=phone, grants=grants)
    named = {one.name for one in people.colleagues(office.scope, office.community_id, may="tickets.work")}
    assert {"别幢管家", "管家", *CREW} <= named
    assert "审计" not in named
    for name, refusal in (("审计", NotFound), ("别幢管家", people.ColleagueOutOfReach)):
        with pytest.raises(refusal):
            work.assign(office.scope, a_cause(), ticket_id, worker_id=f"S:{an_id(name)}")
    assert work.assign(office.scope, a_cause(), ticket_id, worker_id=f"S:{an_id('管家')}").status == Status.ASSIGNED


def test_a_household_s_twenty_first_ticket_of_an_hour_waits_and_the_office_s_does_not(either_office: Office) -> None:
    office = either_office
    for _ in range(limits.TICKETS_PER_ACTOR_HOUR):
        tickets.a_ticket(office)
        tickets.later(seconds=1)
    last, key = an_id("the last"), an_id("key of the last")
    with pytest.raises(TooMany) as refused:
        tickets.a_ticket(office, ticket_id=last, cause=a_cause(key))
    assert refused.value.facts["retry_after_seconds"] == 3_600 - limits.TICKETS_PER_ACTOR_HOUR
    intake.open_ticket(
        payments.cashier(office), a_cause(), payments.unit_of(office), ticket_id=an_id("by phone"), words="漏水"
    )
    tickets.a_ticket(office, FIRST + 1)
    tickets.later(seconds=refused.value.facts["retry_after_seconds"])
    assert tickets.a_ticket(office, ticket_id=last, cause=a_cause(key)) == last


def test_one_id_is_one_ticket(office: Office) -> None:
    cause, ticket_id = a_cause(), an_id("ticket")
    assert tickets.report(office, ticket_id=ticket_id, cause=cause) == tickets.report(
        office, ticket_id=ticket_id, cause=cause
    )
    with pytest.raises(TicketExists):
        tickets.report(office, ticket_id=ticket_id)
    assert listed(office) == [ticket_id]


def test_promises_are_told_once_each_when_they_break_and_a_review_every_two_hours(either_office: Office) -> None:
    office, ticket_id = either_office, tickets.a_ticket(either_office)
    for minutes, told in ((9, 0), (1, 1), (0, 1), (19, 1), (1, 2), (90, 3), (0, 3), (5 * 60, 4), (0, 4)):
        tickets.later(minutes=minutes)
        jobs.run(tickets_jobs.PROMISES)
        jobs.run(tickets_jobs.PROMISES)
        assert len(events(office, ticket_id)) - 1 == told, minutes
    assert events(office, ticket_id)[1:] == ["promise_missed", "promise_missed", "reviewed", "reviewed"]
    ticket = tickets.ticket_of(office, ticket_id)
    assert ticket.late == (life.ACCEPT, life.STAGED_REPLY)
    assert ticket.promised_at == AT + timedelta(hours=8)
    seen = tickets.timeline(office, ticket_id, scope=payments.owner(office))
    assert [step.event for step in seen] == ["ticket.opened", "ticket.reviewed", "ticket.reviewed"]
    tickets.worked(office, ticket_id)
    tickets.later(days=3)
    jobs.run(tickets_jobs.PROMISES)
    assert "finished" in events(office, ticket_id)[-1]


def broken(office: Office, scope: Scope | None = None) -> list[tuple[str, str, Status]]:
    found, _ = reading.missed_page(scope or office.scope, office.community_id, cursor=None)
    return [(one.ticket_id, one.rule, ticket.status) for one, ticket in found]


def test_what_was_not_kept_is_on_the_supervisors_list_with_its_ticket_as_it_is_now(either_office: Office) -> None:
    office, late, kept = either_office, tickets.a_ticket(either_office), tickets.a_ticket(either_office, FIRST + 1)
    work.accept(tickets.worker(office), a_cause(), kept)
    work.reply(tickets.worker(office), a_cause(), kept, words="带配件过来")
    tickets.later(minutes=31)
    for _ in range(2):
        jobs.run(tickets_jobs.PROMISES)
    assert broken(office) == [(late, life.STAGED_REPLY, Status.NEW), (late, life.ACCEPT, Status.NEW)]
    work.arrive(tickets.worker(office), a_cause(), kept)
    work.finish(tickets.worker(office), a_cause(), kept)
    tickets.later(hours=25)
    for _ in range(2):
        jobs.run(callbacks_jobs.PROMISES)
    assert broken(office)[0] == (kept, life.CALLBACK, Status.DONE)
    assert tickets.ticket_of(office, kept).late == (life.CALLBACK,)
    assert tickets.timeline(office, kept)[-1].words == life.CALLBACK
    elsewhere = Reach(communities=frozenset({office.community_id}), buildings=frozenset({an_id("another building")}))
    assert broken(office, replace(office.scope, reach=elsewhere)) == []


def test_whom_to_call_back_is_of_the_household_and_the_payer_where_nobody_is_named(office: Office) -> None:
    desk, unit_id = payments.cashier(office), payments.unit_of(office)

    def taken(contact_id: str | None = None) -> str | None:
        ticket_id = ids.ulid(clock.now())
        intake.open_ticket(desk, a_cause(), unit_id, ticket_id=ticket_id, words="灯坏了", contact_id=contact_id)
        return tickets.ticket_of(office, ticket_id).contact_id

    owner = payments.owner_of(office)
    assert taken() == owner
    assert taken(owner) == owner
    for stranger in (payments.owner_of(office, FIRST + 1), an_id("nobody")):
        with pytest.raises(BadContact):
            taken(stranger)


def test_who_rents_a_unit_sees_what_concerns_themselves_and_its_owner_all_of_it(office: Office) -> None:
    owner, unit_id, tenant_id = payments.owner(office), payments.unit_of(office), an_id("a tenant")
    household = Household(parties=frozenset({tenant_id}), owns={})
    tenant = replace(owner, actor_id=f"P:{tenant_id}", roles=frozenset({Role.TENANT}), household=household)
    theirs = ids.ulid(clock.now())
    intake.open_ticket(tenant, a_cause(), unit_id, ticket_id=theirs, words="灯坏了")
    owners = tickets.a_ticket(office)

    def listed_for(scope: Scope) -> list[str]:
        found, _ = reading.unit_page(scope, unit_id, is_open=True, cursor=None)
        return sorted(one.ticket_id for one in found)

    assert (listed_for(tenant), listed_for(owner)) == ([theirs], sorted([theirs, owners]))
    assert reading.get_ticket(tenant, theirs).contact_id == tenant_id
    with pytest.raises(NotFound):
        reading.get_ticket(tenant, owners)
    tickets.worked(office, owners)
    with pytest.raises(NotFound):
        callbacks.score_ticket(tenant, a_cause(), owners, score=1)
    assert tickets.ticket_of(office, owners).status == Status.DONE


def test_the_stars_that_were_given_stand_on_the_timeline(office: Office) -> None:
    ticket_id = tickets.a_ticket(office)
    tickets.worked(office, ticket_id)
    tickets.scored(office, ticket_id, 2)
    tickets.worked(office, ticket_id)
    tickets.answered(office, ticket_id, 5, reopened=1)
    steps = tickets.timeline(office, ticket_id, scope=payments.owner(office))
    assert [(step.event, step.score) for step in steps if step.score] == [("ticket.reopened", 2), ("ticket.closed", 5)]


def test_the_ticket_whose_promise_breaks_first_stands_on_top(office: Office) -> None:
    first = tickets.a_ticket(office)
    tickets.later(minutes=1)
    second = tickets.a_ticket(office, FIRST + 1)
    assert listed(office) == [first, second]
    work.accept(tickets.worker(office), a_cause(), first)
    assert listed(office) == [second, first]
    work.arrive(tickets.worker(office), a_cause(), first)
    work.finish(tickets.worker(office), a_cause(), first)
    tickets.later(minutes=5)
    third = tickets.a_ticket(office)
    assert listed(office) == [second, third, first]


def test_the_office_s_own_words_suggest_from_the_next_report_on(office: Office) -> None:
    assert reading.suggestions(office.scope) == DEFAULT
    table = (Suggestion(("漏水",), Kind.CONSTRUCTION, Priority.LOW),)
    change_suggestions(office.scope, a_cause(), table=table, was=DEFAULT)
    assert reading.suggestions(office.scope) == table
    with pytest.raises(ChangedMeanwhile):
        change_suggestions(office.scope, a_cause(), table=(), was=DEFAULT)
    assert reading.suggestions(office.scope) == table
    made = tickets.report(office)
    assert (made.kind, made.priority) == (Kind.CONSTRUCTION, Priority.LOW)
    work.classify(payments.cashier(office), a_cause(), made.ticket_id, kind=Kind.REPAIR, priority=Priority.EMERGENCY)
    assert tickets.ticket_of(office, made.ticket_id).priority == Priority.EMERGENCY
