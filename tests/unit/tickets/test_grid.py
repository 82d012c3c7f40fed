"""Every state × every verb: what the table allows is done, all else is refused, and nothing else moves a ticket."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Final

import pytest

from chalicelib.tickets.rules import life
from chalicelib.tickets.rules.tickets import TRANSITIONS, Hold, Status, Ticket, TicketRefused, Verb
from tests.builders.core import AT
from tests.unit.tickets.samples import ME, OTHER, a_ticket

LATER: Final = AT + timedelta(minutes=5)
NEXT: Final[dict[Verb, Callable[[Ticket], Ticket]]] = {
    Verb.ASSIGN: lambda one: life.assigned(one, OTHER, at=LATER),
    Verb.ACCEPT: lambda one: life.accepted(one, ME),
    Verb.REJECT: lambda one: life.rejected(one, ME, at=LATER),
    Verb.ARRIVE: lambda one: life.arrived(one, ME),
    Verb.HOLD: lambda one: life.held(one, Hold("等配件", LATER + timedelta(days=1)), at=LATER),
    Verb.RESUME: lambda one: life.resumed(one, at=LATER),
    Verb.PROGRESS: lambda one: life.progressed(one, 50, None, at=LATER),
    Verb.REPLY: lambda one: life.replied(one, to_owner=True),
    Verb.FINISH: lambda one: life.finished(one, ME, at=LATER),
    Verb.CLOSE: lambda one: life.closed(one, at=LATER),
    Verb.REOPEN: lambda one: life.reopened(one, at=LATER),
}
"""What stands in the row of each state, written down beside the code: it is the promise that the table must keep."""
GRID: Final = {
    Status.NEW: {"assign": "assigned", "accept": "accepted", "reply": "new"},
    Status.ASSIGNED: {"assign": "assigned", "accept": "accepted", "reject": "new", "reply": "assigned"},
    Status.ACCEPTED: {
        "assign": "assigned",
        "reject": "new",
        "arrive": "on_site",
        "hold": "held",
        "progress": "accepted",
        "reply": "accepted",
        "finish": "done",
    },
    Status.ON_SITE: {
        "assign": "assigned",
        "hold": "held",
        "progress": "on_site",
        "reply": "on_site",
        "finish": "done",
    },
    Status.HELD: {"assign": "assigned", "resume": "accepted", "progress": "held", "reply": "held"},
    Status.DONE: {"close": "closed", "reopen": "new"},
    Status.CLOSED: {"reopen": "new"},
}


def test_the_table_is_the_one_that_was_promised() -> None:
    promised = {(state, Verb(verb)): Status(after) for state, row in GRID.items() for verb, after in row.items()}
    assert promised == TRANSITIONS


@pytest.mark.parametrize(("state", "verb"), [*product(Status, Verb)], ids=str)
def test_a_verb_does_what_the_table_says_or_is_refused(state: Status, verb: Verb) -> None:
    ticket = a_ticket(state)
    if (state, verb) in TRANSITIONS:
        assert NEXT[verb](ticket).status == TRANSITIONS[state, verb]
        return
    with pytest.raises(TicketRefused) as refused:
        NEXT[verb](ticket)
    assert refused.value.facts == {
        "number": ticket.number,
        "status": state,
        "verb": verb,
        "worker": ticket.worker_id,
    }


def test_every_state_is_reached_and_left() -> None:
    assert set(TRANSITIONS.values()) == set(Status)
    assert {before for before, _ in TRANSITIONS} == set(Status)
    assert {verb for _, verb in TRANSITIONS} == set(Verb) == NEXT.keys()
