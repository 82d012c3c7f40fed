"""Opening a ticket: by its owner in three fields, by the desk while on the telephone (TIC-01)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from chalicelib.core import clock, limits
from chalicelib.core.errors import TooMany
from chalicelib.core.media import Media
from chalicelib.core.scope import Cause, Role, Scope
from chalicelib.db.reads import Together
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import transaction, verb
from chalicelib.journal.entries import unit_home
from chalicelib.people import service as people
from chalicelib.people.service import Tenure
from chalicelib.tickets.rules import life
from chalicelib.tickets.rules.suggest import suggest
from chalicelib.tickets.rules.tickets import BadContact, Kind, Priority, Status, Ticket, TicketExists, summary_of
from chalicelib.tickets.service.joining import Said, TicketMoved, moved_as, step_in
from chalicelib.tickets.store import budgets
from chalicelib.tickets.store import suggestions as suggestion_store
from chalicelib.tickets.store import tickets as store

_HOUR: Final = 3_600


@verb("tickets.open")
def open_ticket(
    scope: Scope,
    cause: Cause,
    unit_id: str,
    *,
    ticket_id: str,
    words: str,
    files: tuple[Media, ...] = (),
    kind: Kind | None = None,
    priority: Priority | None = None,
    community_id: str | None = None,
    contact_id: str | None = None,
) -> TicketMoved:
    """Report something about a unit. Kind and priority are suggested by the words unless somebody says them.

    `contact_id` is whom to call back: of its household, else the person who reports or whoever pays. One read, one
    commit. Raises NotFound, BadContact, TicketExists, and TooMany for a household that reports without end.
    """
    unit_ask, same = estate.ask_unit(scope, unit_id, community_id=community_id), store.ask_ticket(scope, ticket_id)
    rules_ask, budget_ask = suggestion_store.ask_suggestions(scope), budgets.ask_budget(scope, at=cause.at)
    household_ask = people.ask_household(scope, unit_id)
    found = Together(unit_ask, same, rules_ask, budget_ask, *([household_ask] if contact_id else ()))
    unit = found[unit_ask]
    if found[same]:
        raise TicketExists()
    suggested, urgency = suggest(words, found[rules_ask][0])
    ticket = _new(scope, cause, unit, ticket_id, words, kind or suggested, priority or urgency)
    if contact_id:
        ticket = replace(ticket, contact_id=_of_household(contact_id, found[household_ask], cause))
    with transaction(scope, cause) as tx:
        if _is_at_home(scope):
            spent = _spend(found[budget_ask], cause)
            tx.save(budgets.budget_row(scope, spent, at=cause.at))
        return tx.record(
            "ticket.opened",
            subject=step_in(tx, ticket, Said("ticket.opened", words, files=files)),
            home=unit_home(unit_id),
            outcome=moved_as(ticket),
        )


def _new(  # noqa: PLR0917 - what a ticket begins as
    scope: Scope, cause: Cause, unit: Unit, ticket_id: str, words: str, kind: Kind, priority: Priority
) -> Ticket:
    return life.opened(
        Ticket(
            ticket_id=ticket_id,
            community_id=unit.community_id,
            building_id=unit.building_id,
            unit_id=unit.unit_id,
            place=unit.label,
            kind=kind,
            priority=priority,
            summary=summary_of(words),
            status=Status.NEW,
            reporter_id=scope.actor_id,
            contact_id=_contact(scope, cause, unit),
            opened_at=cause.at,
        )
    )


def _contact(scope: Scope, cause: Cause, unit: Unit) -> str | None:
    """Whom to call back: the household's own person who reported, else who pays the unit."""
    kind, _, party_id = scope.actor_id.partition(":")
    if kind == "P":
        return party_id
    payer = unit.payer_on(clock.business_date(cause.at))
    return payer.value if payer else None


def _of_household(contact_id: str, tenures: tuple[Tenure, ...], cause: Cause) -> str:
    today = clock.business_date(cause.at)
    if not any(one.party_id == contact_id and one.holds_on(today) for one in tenures):
        raise BadContact()
    return contact_id


def _is_at_home(scope: Scope) -> bool:
    return bool(scope.roles & {Role.OWNER, Role.TENANT})


def _spend(budget: budgets.Budget, cause: Cause) -> budgets.Budget:
    if budget.opened >= limits.TICKETS_PER_ACTOR_HOUR:
        raise TooMany(retry_after_seconds=_HOUR - cause.at.minute * 60 - cause.at.second)
    return replace(budget, opened=budget.opened + 1)
