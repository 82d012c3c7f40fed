"""The questions that pages ask of tickets."""

from __future__ import annotations

from chalicelib.core.errors import NotFound
from chalicelib.core.media import Media
from chalicelib.core.scope import Role, Scope
from chalicelib.estate import service as estate
from chalicelib.tickets.rules import suggest as rules
from chalicelib.tickets.rules.glance import Glance
from chalicelib.tickets.rules.missed import Missed
from chalicelib.tickets.rules.steps import Step
from chalicelib.tickets.rules.suggest import Suggestion
from chalicelib.tickets.rules.tickets import Kind, Priority, Ticket
from chalicelib.tickets.store import missed as missed_store
from chalicelib.tickets.store import steps as step_store
from chalicelib.tickets.store import suggestions as suggestion_store
from chalicelib.tickets.store import tickets as store


def get_ticket(scope: Scope, ticket_id: str, *, community_id: str | None = None) -> Ticket:
    """The ticket within reach; raises NotFound."""
    ticket = store.load_ticket(scope, ticket_id)
    if community_id not in {None, ticket.community_id}:
        raise NotFound()
    return ticket


def steps_page(scope: Scope, ticket: Ticket, *, cursor: str | None) -> tuple[list[Step], str | None]:
    """A page of the timeline of a loaded ticket, newest on top; a household sees only what is shown."""
    found, onward = step_store.steps_page(scope, ticket.ticket_id, cursor=cursor)
    at_home = bool(scope.roles & {Role.OWNER, Role.TENANT})
    return [step for step in found if step.shown or not at_home], onward


def file_of(scope: Scope, ticket_id: str, media_id: str) -> Media:
    """A file on the timeline that the caller may see; raises NotFound."""
    ticket, cursor = store.load_ticket(scope, ticket_id), None
    while True:
        steps, cursor = steps_page(scope, ticket, cursor=cursor)
        found = next((one for step in steps for one in step.files if one.media_id == media_id), None)
        if found:
            return found
        if cursor is None:
            raise NotFound()


def open_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[Ticket], str | None]:
    """A page of the community's open tickets, the promise that breaks first on top."""
    estate.get_community(scope, community_id)
    return store.open_page(scope, community_id, cursor=cursor)


def closed_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[Ticket], str | None]:
    """A page of the community's closed tickets, newest first."""
    estate.get_community(scope, community_id)
    return store.closed_page(scope, community_id, cursor=cursor)


def missed_page(
    scope: Scope, community_id: str, *, cursor: str | None
) -> tuple[list[tuple[Missed, Ticket]], str | None]:
    """A page of the community's broken promises, newest first, each with its ticket as it is now."""
    estate.get_community(scope, community_id)
    found, onward = missed_store.missed_page(scope, community_id, cursor=cursor)
    tickets = store.load_tickets(scope, {one.ticket_id for one in found})
    return [(one, tickets[one.ticket_id]) for one in found], onward


def unit_page(scope: Scope, unit_id: str, *, is_open: bool, cursor: str | None) -> tuple[list[Glance], str | None]:
    """A page of a unit's tickets, newest first; raises NotFound for a unit out of reach."""
    _need_unit(scope, unit_id)
    return store.unit_page(scope, unit_id, is_open=is_open, cursor=cursor)


def _need_unit(scope: Scope, unit_id: str) -> None:
    """A household's reach names its units; who reaches more has the unit looked up."""
    if scope.reach.units is None:
        estate.get_unit(scope, unit_id)
    elif unit_id not in scope.reach.units:
        raise NotFound()


def suggestions(scope: Scope) -> tuple[Suggestion, ...]:
    """The office's table of words."""
    return suggestion_store.load_suggestions(scope)[0]


def suggested(scope: Scope, words: str) -> tuple[Kind, Priority]:
    """What a report is probably about."""
    return rules.suggest(words, suggestions(scope))
