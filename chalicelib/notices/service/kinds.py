"""The table from event to message: who is told, and what, when it is sent. Another kind of message is one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chalicelib.core.scope import Scope
from chalicelib.journal.stream import Heard
from chalicelib.notices.rules.deliveries import Addressee, Delivery
from chalicelib.notices.service import approvals, corrections, doubts, reminders, tickets


@dataclass(frozen=True)
class Kind:
    """`who` is asked once, when the entry is heard; `text` whenever it is about to be sent: it raises Drop if it is not
    to be. With `once_a_day` a phone has one such message a day; another waits for the next morning.
    """

    who: Callable[[Scope, Heard], Iterable[Addressee]]
    text: Callable[[Scope, Delivery, datetime], str]
    once_a_day: bool = False


KINDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(approvals.AGREED, Kind(approvals.who, approvals.text)),
    **dict.fromkeys((*doubts.SIGNED, doubts.ACCEPTED), Kind(doubts.who, doubts.text)),
    "bills.reminded": Kind(reminders.who, reminders.text, once_a_day=True),
    "correction.posted": Kind(corrections.who, corrections.text),
    "ticket.opened": Kind(tickets.who_of_opened, tickets.text),
    "ticket.accepted": Kind(tickets.who, tickets.text),
    "ticket.reviewed": Kind(tickets.who, tickets.text),
    "ticket.progressed": Kind(tickets.who, tickets.text),
    "ticket.replied": Kind(tickets.who, tickets.text),
    "ticket.paused": Kind(tickets.who, tickets.text),
    "ticket.finished": Kind(tickets.who, tickets.text),
    tickets.ANSWERED: Kind(tickets.who_of_answered, tickets.text),
}
