"""An approval's life: asked by one person, decided by another (REG-04). Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from chalicelib.core import clock
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.core.media import Media
from chalicelib.core.stamp import NEW, Stamp


class State(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ApprovalDecided(Conflict):
    """It is decided, or was withdrawn; facts say how, by whom and when."""

    code = "approval_decided"


class ApprovalExists(Conflict):
    """An approval with this id stands already."""

    code = "approval_exists"


class ApprovalChanged(Conflict):
    """What it would do is not what was looked at: something else was changed meanwhile. To be looked at again."""

    code = "approval_changed"


class OwnApproval(Forbidden):
    """Whoever asked for a change, for whom it was asked, or whose unit it is about, does not agree to it."""

    code = "approval_own"


class NotTheirs(Forbidden):
    """Only whoever asked takes it back."""

    code = "approval_not_yours"


class AnswerMissing(Invalid):
    """Somebody asked for it by a ticket, and would be told nothing."""

    code = "approval_answer_missing"


@dataclass(frozen=True)
class Approval:
    """One change that waits for a second person. `request` is the kind's own; `words` are the maker's reason.

    It concerns a unit, or the whole community (no `unit_id`); `place` is what it is called: the unit's label, a file.
    `asked_for` is the household's person on whose wish it was asked, if one did; `ticket_id` where they did.
    `amount_fen` is the money that moves, as of when it was asked or, at last, decided. `shown` is what the checker saw
    when they decided; `alone`: the office has one person, who asked and agreed.
    """

    approval_id: str
    kind: str
    community_id: str
    building_id: str | None
    unit_id: str | None
    place: str
    request: Mapping[str, Any]
    paper: str
    words: str
    asked_by: str
    asked_at: datetime
    files: tuple[Media, ...] = ()
    asked_for: str | None = None
    ticket_id: str | None = None
    state: State = State.WAITING
    decided_by: str | None = None
    decided_at: datetime | None = None
    answer: str = ""
    shown: Mapping[str, Any] = field(default_factory=dict)
    amount_fen: int = 0
    alone: bool = False
    stamp: Stamp = NEW

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided it, or taken it back, yet."""
        return self.state == State.WAITING


@dataclass(frozen=True)
class Concerned:
    """Whom a change concerns, so that somebody else agrees to it: actors, and the phones (blind indexes) of others.

    A colleague whose phone is among them is the same person.
    """

    actors: frozenset[str | None]
    phones: frozenset[str | None] = frozenset()

    def has(self, actor_id: str, phone_index: str | None) -> bool:
        """Whether this actor, who has this phone, is one of them."""
        return actor_id in self.actors or (phone_index is not None and phone_index in self.phones)


def concerned_by(one: Approval, phones: Iterable[str | None]) -> Concerned:
    """Whoever asked for it or for whom it was asked, those with these phones, and whom the request would file."""
    return Concerned(
        frozenset({one.asked_by, one.asked_for}), frozenset(phones) | frozenset(named(one.request, "phone_index"))
    )


def named(request: object, name: str) -> Iterator[str]:
    """Whatever stands under this name anywhere in a request, of any kind: `party_id`, or a file's `phone_index`."""
    if isinstance(request, Mapping):
        found = request.get(name)
        if isinstance(found, str):
            yield found
        request = list(request.values())
    if isinstance(request, list | tuple):
        for part in request:
            yield from named(part, name)


def approved(one: Approval, *, by: str, at: datetime, answer: str, may_be_alone: bool, is_own: bool) -> Approval:
    """Agreed to by somebody else; by whoever asked, or gains from it, only in an office of one person: recorded.

    `is_own`: it concerns them. Who asked by a ticket is answered in words.
    """
    _need_waiting(one)
    if is_own and not may_be_alone:
        raise OwnApproval()
    if one.ticket_id and not answer.strip():
        raise AnswerMissing()
    decided = replace(one, state=State.APPROVED, decided_by=by, decided_at=at, answer=answer)
    return replace(decided, alone=is_own)


def seen(one: Approval, shown: Mapping[str, Any], amount_fen: int) -> Approval:
    """The decision with what was looked at, and the money that moves."""
    return replace(one, shown=shown, amount_fen=amount_fen)


def refused(one: Approval, *, by: str, at: datetime, answer: str) -> Approval:
    """Not agreed to, with the reason."""
    _need_waiting(one)
    return replace(one, state=State.REFUSED, decided_by=by, decided_at=at, answer=answer)


def withdrawn(one: Approval, *, by: str, at: datetime) -> Approval:
    """Taken back by whoever asked."""
    _need_waiting(one)
    if by != one.asked_by:
        raise NotTheirs()
    return dropped(one, by=by, at=at)


def dropped(one: Approval, *, by: str, at: datetime) -> Approval:
    """Not to be decided any more: what it was about was given up, by whoever may do that."""
    _need_waiting(one)
    return replace(one, state=State.WITHDRAWN, decided_by=by, decided_at=at)


def _need_waiting(one: Approval) -> None:
    if not one.is_waiting:
        at = clock.instant(one.decided_at) if one.decided_at else None
        raise ApprovalDecided(state=one.state, by=one.decided_by, at=at)
