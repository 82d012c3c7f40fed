"""An approval's life: asked by one person, decided by another (REG-04). Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    """Whoever asked for a change, or for whom it was asked, does not agree to it."""

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

    @property
    def its_unit(self) -> str:
        """The unit, for a kind of change that always is of one."""
        assert self.unit_id is not None, self.kind  # noqa: S101
        return self.unit_id


def approved(
    one: Approval, *, by: str, at: datetime, answer: str, may_be_alone: bool, hands: Collection[str] = ()
) -> Approval:
    """Agreed to by somebody else; by whoever asked only in an office of one person, which is recorded.

    `hands` are the actors behind which the one who agrees stands too, such as their own household's. Who asked by a
    ticket is answered in words.
    """
    _need_waiting(one)
    is_own = not {by, *hands}.isdisjoint({one.asked_by, one.asked_for})
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
