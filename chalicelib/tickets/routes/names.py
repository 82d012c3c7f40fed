"""The names that pages show beside work: who did it, whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.core.scope import Scope
from chalicelib.people import service as people
from chalicelib.tickets.rules.steps import Step
from chalicelib.tickets.rules.tickets import Ticket
from chalicelib.tickets.schemas import StepView, TicketView, step_view, ticket_view


def ticket_views(scope: Scope, tickets: Iterable[Ticket]) -> list[TicketView]:
    """The tickets with the names of whose they are."""
    found = list(tickets)
    names = people.actor_names(scope, {one.worker_id for one in found if one.worker_id})
    return [ticket_view(one, names) for one in found]


def step_views(scope: Scope, steps: Iterable[Step]) -> list[StepView]:
    """The steps with the names of who took them and of whom work was given to."""
    found = list(steps)
    actors = {one.by for one in found} | {one.words for one in found if one.event == "ticket.assigned"}
    names = people.actor_names(scope, actors)
    return [step_view(one, names) for one in found]
