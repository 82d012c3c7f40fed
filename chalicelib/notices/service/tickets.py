"""What an owner is told of their ticket, if it still is so, and the last word, when it is sent (TIC-06, NTC-02)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from chalicelib.config import settings
from chalicelib.core import clock
from chalicelib.core.scope import Scope
from chalicelib.estate import service as estate
from chalicelib.journal.stream import Heard
from chalicelib.notices.rules import ticket_words
from chalicelib.notices.rules.deliveries import Addressee, Delivery
from chalicelib.notices.rules.tickets import last_words, step_to_tell
from chalicelib.people import service as people
from chalicelib.tickets.rules.tickets import Priority, Ticket
from chalicelib.tickets.service import reading

ANSWERED: Final = "callback.answered"
_REOPENED: Final = "ticket.reopened"


def who(scope: Scope, heard: Heard) -> Iterable[Addressee]:
    """Whom the office calls back, while they are of the household, else who pays; nobody where nobody is known."""
    ticket = reading.get_ticket(scope, heard.facts["ticket_id"])
    party_id = _contact(scope, ticket, clock.business_date(heard.at))
    return [Addressee(party_id, urgent=ticket.priority == Priority.EMERGENCY)] if party_id else []


def _contact(scope: Scope, ticket: Ticket, day: date) -> str | None:
    if ticket.unit_id is None or ticket.contact_id is None:
        return ticket.contact_id
    household = people.households(scope, [ticket.unit_id]).get(ticket.unit_id, ())
    if any(one.party_id == ticket.contact_id and one.holds_on(day) for one in household):
        return ticket.contact_id
    payer = estate.get_unit(scope, ticket.unit_id).payer_on(day)
    return payer.value if payer else None


def who_of_opened(scope: Scope, heard: Heard) -> Iterable[Addressee]:
    """The same of a report that the office took down; who reported at home sees the number on their page."""
    ticket = reading.get_ticket(scope, heard.facts["ticket_id"])
    return [] if ticket.reporter_id.startswith("P:") else who(scope, heard)


def who_of_answered(scope: Scope, heard: Heard) -> Iterable[Addressee]:
    """The same of an answer that opened the ticket again; whoever is content needs no message."""
    return who(scope, heard) if heard.facts["reopened"] else []


def text(scope: Scope, delivery: Delivery, at: datetime) -> str:
    """The step, from the ticket as it is now. Words come from steps that the owner sees; Drop for any other."""
    ticket = reading.get_ticket(scope, delivery.facts["ticket_id"])
    steps, _ = reading.steps_page(scope, ticket, cursor=None)
    event = _REOPENED if delivery.event == ANSWERED else delivery.event
    step = step_to_tell(ticket, steps, event, delivery.at)
    worker = people.actor_names(scope, {ticket.worker_id}) if ticket.worker_id else {}
    told = ticket_words.Telling(
        community=estate.get_community(scope, ticket.community_id).name,
        ticket=ticket,
        page=f"{settings().page_origin}/repairs/{ticket.ticket_id}",
        at=at,
        worker=worker.get(ticket.worker_id or "", ""),
        words=step.words if event == "ticket.replied" else last_words(steps),
        urgent=delivery.urgent,
    )
    return ticket_words.text_of(event, told)
