"""A leak and everybody whom it concerns: its owner, the desk, two of the crew, and the verbs with their usual words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from chalicelib.callbacks import rules as callback_rules
from chalicelib.callbacks import service as callbacks
from chalicelib.callbacks.rules import Callback
from chalicelib.callbacks.service import CallbackAnswered
from chalicelib.core import clock, ids
from chalicelib.core.scope import Cause, Reach, Role, Scope
from chalicelib.people import service as people
from chalicelib.people.service import Grant
from chalicelib.tickets.rules.steps import Step
from chalicelib.tickets.rules.tickets import Ticket
from chalicelib.tickets.service import intake, reading, work
from chalicelib.tickets.service.joining import TicketMoved
from tests.builders import payments
from tests.builders.office import Office, a_cause, an_id, an_office
from tests.builders.payments import FIRST

WORDS = "厨房水管漏水，已经流到楼下了"
CREW = ("师傅己", "师傅庚")


def an_office_with_a_crew(units: int = 2) -> Office:
    """Units that their owners live in, and two of the crew; nothing is billed."""
    office = payments.a_billed_office(units, months=(), office=an_office())
    for n, name in enumerate(CREW):
        people.add_staff(
            office.scope,
            a_cause(an_id("cause of", name)),
            an_id(name),
            name=name,
            phone=f"1360000001{n}",
            grants=[Grant(Role.CREW, (office.community_id,))],
        )
    return office


def worker(office: Office, name: str = CREW[0]) -> Scope:
    """One of the crew."""
    reach = Reach(communities=frozenset({office.community_id}))
    return Scope(office.org_id, f"S:{an_id(name)}", frozenset({Role.CREW}), reach)


def a_ticket(
    office: Office, number: int = FIRST, *, ticket_id: str | None = None, cause: Cause | None = None, **said: Any
) -> str:
    """A leak that the unit's owner reports; gives the ticket's id."""
    return report(office, number, ticket_id=ticket_id, cause=cause, **said).ticket_id


def report(
    office: Office,
    number: int = FIRST,
    *,
    ticket_id: str | None = None,
    cause: Cause | None = None,
    words: str = WORDS,
) -> TicketMoved:
    """What reporting a leak came to."""
    return intake.open_ticket(
        payments.owner(office, number),
        cause or a_cause(),
        payments.unit_of(office, number),
        ticket_id=ticket_id or ids.ulid(clock.now()),
        words=words,
    )


def ticket_of(office: Office, ticket_id: str) -> Ticket:
    """The ticket, as the office sees it."""
    return reading.get_ticket(office.scope, ticket_id)


def timeline(office: Office, ticket_id: str, *, scope: Scope | None = None) -> list[Step]:
    """The steps in the order in which they were taken."""
    scope = scope or office.scope
    steps, _ = reading.steps_page(scope, reading.get_ticket(scope, ticket_id), cursor=None)
    return steps[::-1]


def worked(office: Office, ticket_id: str, *, name: str = CREW[0]) -> TicketMoved:
    """Accept, arrive, finish."""
    scope = worker(office, name)
    work.accept(scope, a_cause(), ticket_id)
    work.arrive(scope, a_cause(), ticket_id)
    return work.finish(scope, a_cause(), ticket_id, words="已更换水管")


def callback_id(ticket_id: str, *, reopened: int = 0) -> str:
    """The callback that is owed for this time that the work was finished."""
    return callback_rules.callback_id_of(ticket_id, reopened)


def callback_of(office: Office, ticket_id: str, *, reopened: int = 0) -> Callback:
    """The callback, as the office sees it."""
    return callbacks.get_callback(office.scope, callback_id(ticket_id, reopened=reopened))


def answered(
    office: Office, ticket_id: str, score: int, *, reopened: int = 0, cause: Cause | None = None
) -> CallbackAnswered:
    """The desk asks the owner, who says how it was."""
    return callbacks.answer_callback(
        payments.cashier(office),
        cause or a_cause(),
        callback_id(ticket_id, reopened=reopened),
        community_id=office.community_id,
        score=score,
    )


def scored(
    office: Office, ticket_id: str, score: int, number: int = FIRST, *, cause: Cause | None = None
) -> CallbackAnswered:
    """The unit's owner scores the work on the portal."""
    return callbacks.score_ticket(payments.owner(office, number), cause or a_cause(), ticket_id, score=score)


def later(**by: int) -> None:
    """Time stands still so much later."""
    at = clock.now() + timedelta(**by)
    clock.use(lambda: at)
