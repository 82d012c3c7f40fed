"""A callback's life: attempts, an answer with a score, a promise of 24 hours (CBK-01, CBK-02).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from chalicelib.core import ids, limits
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.core.scope import Role, Scope
from chalicelib.core.stamp import NEW, Stamp

LEAST: Final = 1
MOST: Final = 5
REOPENS_AT: Final = 2


class State(StrEnum):
    OPEN = "open"
    DONE = "done"


class Source(StrEnum):
    """Who gave the score: the owner on the portal, or an agent who asked them."""

    OWNER = "owner"
    DESK = "desk"


class CallbackDone(Conflict):
    """It is answered already; facts say by whom."""

    code = "callback_done"


class NobodyCalled(Forbidden):
    """A callback is a person's: no job and no system may say that one was made."""

    code = "callback_needs_a_person"


class BadScore(Invalid):
    """From 1 to 5."""

    code = "callback_bad_score"


class RetryNotAhead(Invalid):
    """The next try lies ahead, within some days."""

    code = "callback_retry_not_ahead"


@dataclass(frozen=True)
class Attempt:
    """Somebody (`S:…` or the owner `P:…`) tried at this time; `reached` them or not."""

    at: datetime
    by: str
    reached: bool
    note: str = ""


@dataclass(frozen=True)
class Callback:
    """One call that is owed. `next_at` is when it should be tried; `due_at` is the promise."""

    callback_id: str
    ticket_id: str
    ticket_number: str
    community_id: str
    building_id: str
    unit_id: str | None
    place: str
    kind: str
    summary: str
    contact_id: str | None
    opened_at: datetime
    due_at: datetime
    next_at: datetime
    state: State = State.OPEN
    attempts: tuple[Attempt, ...] = ()
    score: int | None = None
    suggestion: str = ""
    source: Source | None = None
    late: bool = False
    stamp: Stamp = NEW

    @property
    def is_content(self) -> bool:
        """Whether the ticket may rest: a score of 2 and less opens it again (CBK-02)."""
        return self.score is not None and self.score > REOPENS_AT


def callback_id_of(ticket_id: str, reopened: int) -> str:
    """One callback for each time that the ticket's work was finished."""
    return ids.derived("callback", ticket_id, str(reopened))


def due_of(finished_at: datetime) -> datetime:
    """Within 24 hours of the resolution."""
    return finished_at + timedelta(minutes=limits.CALLBACK_MINUTES)


def need_person(scope: Scope) -> None:
    """Raise NobodyCalled for whoever is not a person."""
    if Role.SYSTEM in scope.roles or scope.actor_id[:2] not in {"S:", "P:"}:
        raise NobodyCalled()


def tried(callback: Callback, attempt: Attempt, *, retry_at: datetime) -> Callback:
    """They were not reached; somebody tries again at a time ahead."""
    _need_open(callback)
    if not attempt.at < retry_at <= attempt.at + timedelta(days=limits.RETRY_DAYS):
        raise RetryNotAhead(most_days=limits.RETRY_DAYS)
    return replace(callback, attempts=(*callback.attempts, attempt), next_at=retry_at)


def answered(callback: Callback, attempt: Attempt, *, score: int, suggestion: str, source: Source) -> Callback:
    """The owner has said how it was; the attempt is the person and the time."""
    _need_open(callback)
    if not LEAST <= score <= MOST:
        raise BadScore(score=score)
    return replace(
        callback,
        state=State.DONE,
        attempts=(*callback.attempts, attempt),
        score=score,
        suggestion=suggestion,
        source=source,
    )


def missed(callback: Callback) -> Callback:
    """The day is over and nobody was asked."""
    _need_open(callback)
    return replace(callback, late=True)


def _need_open(callback: Callback) -> None:
    if callback.state != State.OPEN:
        last = callback.attempts[-1]
        raise CallbackDone(by=last.by, score=callback.score)
