"""Which steps of a ticket its owner is told of by message, and which of them has the last word.

The page shows every step at once; a message is sent of a few. Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from chalicelib.notices.rules.deliveries import Drop, Why
from chalicelib.tickets.rules.steps import Step
from chalicelib.tickets.rules.tickets import Status, Ticket

_S = Status
_WITH_SOMEBODY: Final = frozenset({_S.ACCEPTED, _S.ON_SITE, _S.HELD})
_OPEN: Final = frozenset({_S.NEW, _S.ASSIGNED, *_WITH_SOMEBODY})

SO_WHILE: Final[Mapping[str, frozenset[Status]]] = {
    "ticket.opened": _OPEN,
    "ticket.accepted": _WITH_SOMEBODY,
    "ticket.reviewed": _OPEN,
    "ticket.replied": _OPEN,
    "ticket.progressed": _WITH_SOMEBODY,
    "ticket.paused": frozenset({_S.HELD}),
    "ticket.finished": frozenset({_S.DONE}),
    "ticket.reopened": _OPEN,
}
"""The steps that are told, each with the states in which it is still so."""
_SPOKEN: Final = frozenset({"ticket.replied", "ticket.progressed"})
"""Steps whose words the office says to the owner; others hold an owner's own words, or whose the ticket is."""


def step_to_tell(ticket: Ticket, steps: Sequence[Step], event: str, at: datetime) -> Step:
    """The step that a message about this event is of; `steps` are the ticket's, newest first.

    Raises Drop for what an owner must not see or what is not so any more, and when a newer step that is told came
    after it: what happened in a night is one message in the morning.
    """
    told = [step for step in steps if is_told(step)]
    mine = next((step for step in told if (step.event, step.at) == (event, at)), None)
    if mine is None or not _is_so(mine, ticket):
        raise Drop(Why.NOT_NEEDED)
    if mine != next(step for step in told if _is_so(step, ticket)):
        raise Drop(Why.TOLD_SINCE)
    return mine


def is_told(step: Step) -> bool:
    """Whether it is told of by message. Who reported at home has the number on their page."""
    at_home = step.event == "ticket.opened" and step.by.startswith("P:")
    return step.shown and step.event in SO_WHILE and not at_home


def last_words(steps: Sequence[Step]) -> str:
    """What the office has said to the owner last, since the ticket was taken up; `steps` are newest first."""
    for step in steps:
        if step.event == "ticket.reopened":
            break
        if step.shown and step.words and step.event in _SPOKEN:
            return step.words
    return ""


def _is_so(step: Step, ticket: Ticket) -> bool:
    return ticket.status in SO_WHILE[step.event]
