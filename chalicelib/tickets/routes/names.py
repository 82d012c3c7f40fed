"""The names that pages show beside work: who did it, whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.core.scope import Scope
from chalicelib.people import service as people
from chalicelib.tickets.rules.glance import Glance
from chalicelib.tickets.rules.missed import Missed
from chalicelib.tickets.rules.steps import Step
from chalicelib.tickets.rules.tickets import Ticket
from chalicelib.tickets.schemas.views import (
    GlanceView,
    MissedView,
    StepView,
    TicketView,
    glance_view,
    missed_view,
    step_view,
    ticket_view,
)


def ticket_views(scope: Scope, tickets: Iterable[Ticket]) -> list[TicketView]:
    """The tickets with the names of whose they are."""
    found = list(tickets)
    names = people.actor_names(scope, {one.worker_id for one in found if one.worker_id})
    return [ticket_view(one, names) for one in found]


def glance_views(scope: Scope, tickets: Iterable[Glance]) -> list[GlanceView]:
    """The same of tickets at a glance."""
    found = list(tickets)
    names = people.actor_names(scope, {one.worker_id for one in found if one.worker_id})
    return [glance_view(one, names) for one in found]


def missed_views(scope: Scope, missed: Iterable[tuple[Missed, Ticket]]) -> list[MissedView]:
    """Broken promises with the names of whose the tickets are now."""
    found = list(missed)
    names = people.actor_names(scope, {ticket.worker_id for _, ticket in found if ticket.worker_id})
    return [missed_view(one, ticket, names) for one, ticket in found]


def step_views(scope: Scope, steps: Iterable[Step]) -> list[StepView]:
    """The steps with the names of who took them and of whom work was given to."""
    found = list(steps)
    actors = {one.by for one in found} | {one.words for one in found if one.event == "ticket.assigned"}
    names = people.actor_names(scope, actors)
    return [step_view(one, names) for one in found]
