"""An approval's life: asked by one person, decided by another (REG-04). Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from chalicelib.core.errors import Conflict, Forbidden
from chalicelib.core.media import Media
from chalicelib.core.stamp import NEW, Stamp


class State(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ApprovalDecided(Conflict):
    """It is decided, or was withdrawn; facts say how and by whom."""

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


@dataclass(frozen=True)
class Approval:
    """One change that waits for a second person. `request` is the kind's own; `words` are the maker's reason.

    `asked_for` is the household's person on whose wish it was asked, if one did; `ticket_id` where they did.
    `shown` is what the checker saw when they decided; `alone`: the office has one person, who asked and agreed.
    """

    approval_id: str
    kind: str
    community_id: str
    building_id: str
    unit_id: str
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
    alone: bool = False
    stamp: Stamp = NEW


def approved(
    one: Approval, *, by: str, at: datetime, answer: str, may_be_alone: bool, hands: Collection[str] = ()
) -> Approval:
    """Agreed to by somebody else; by whoever asked only in an office of one person, which is recorded.

    `hands` are the actors behind which the one who agrees stands too, such as their own household's.
    """
    _need_waiting(one)
    is_own = not {by, *hands}.isdisjoint({one.asked_by, one.asked_for})
    if is_own and not may_be_alone:
        raise OwnApproval()
    decided = replace(one, state=State.APPROVED, decided_by=by, decided_at=at, answer=answer)
    return replace(decided, alone=is_own)


def seen(one: Approval, shown: Mapping[str, Any]) -> Approval:
    """The decision with what was looked at."""
    return replace(one, shown=shown)


def refused(one: Approval, *, by: str, at: datetime, answer: str) -> Approval:
    """Not agreed to, with the reason."""
    _need_waiting(one)
    return replace(one, state=State.REFUSED, decided_by=by, decided_at=at, answer=answer)


def withdrawn(one: Approval, *, by: str, at: datetime) -> Approval:
    """Taken back by whoever asked."""
    _need_waiting(one)
    if by != one.asked_by:
        raise NotTheirs()
    return replace(one, state=State.WITHDRAWN, decided_by=by, decided_at=at)


def _need_waiting(one: Approval) -> None:
    if one.state != State.WAITING:
        raise ApprovalDecided(state=one.state, by=one.decided_by)
