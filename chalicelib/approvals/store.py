"""Approvals ↔ rows: those that wait listed by when they were asked, decided ones newest first."""

from __future__ import annotations

from typing import Any, Final

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute

from chalicelib.approvals.rules import Approval, State
from chalicelib.core import clock
from chalicelib.core.errors import NotFound
from chalicelib.core.media import Media
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask, Listing, Together, page
from chalicelib.db.rows import AggregateRow, Instant, Packed, WorkIndex, table_name

_APPROVAL: Final = "APPROVAL"
_KEPT: Final = (
    "kind",
    "community_id",
    "building_id",
    "unit_id",
    "place",
    "request",
    "paper",
    "words",
    "asked_by",
    "asked_at",
    "files",
    "asked_for",
    "ticket_id",
    "decided_by",
    "decided_at",
    "answer",
    "shown",
)


class ApprovalRow(AggregateRow):
    """The approvals table."""

    class Meta:
        table_name = table_name("approvals")

    work = WorkIndex()
    work_pk = UnicodeAttribute(null=True)
    work_sk = UnicodeAttribute(null=True)
    kind = UnicodeAttribute()
    community_id = UnicodeAttribute()
    building_id = UnicodeAttribute()
    unit_id = UnicodeAttribute()
    place = UnicodeAttribute()
    request: Packed[dict[str, Any]] = Packed(dict[str, Any])
    paper = UnicodeAttribute()
    words = UnicodeAttribute()
    asked_by = UnicodeAttribute()
    asked_at = Instant()
    files: Packed[tuple[Media, ...]] = Packed(tuple[Media, ...])
    asked_for = UnicodeAttribute(null=True)
    ticket_id = UnicodeAttribute(null=True)
    state = UnicodeAttribute()
    decided_by = UnicodeAttribute(null=True)
    decided_at = Instant(null=True)
    answer = UnicodeAttribute(null=True)
    shown: Packed[dict[str, Any]] = Packed(dict[str, Any])
    alone = BooleanAttribute(default=False)


def approval_row(scope: Scope, one: Approval) -> ApprovalRow:
    row = ApprovalRow(_pk(scope, one.approval_id), _APPROVAL, state=str(one.state), alone=one.alone)
    for name in _KEPT:
        setattr(row, name, getattr(one, name))
    row.answer = one.answer or None
    is_waiting = one.state == State.WAITING
    row.work_pk = _list(scope, one.community_id, is_waiting=is_waiting)
    row.work_sk = f"{clock.instant(one.decided_at or one.asked_at)}#{one.approval_id}"
    row.stamped(one.stamp)
    return row


def ask_approval(scope: Scope, approval_id: str) -> Ask[Approval | None]:
    """The approval, to be read with other things; the caller sees to the reach."""
    return Ask(ApprovalRow, _pk(scope, approval_id), _APPROVAL, lambda row: _approval(row) if row else None)


def load_approval(scope: Scope, approval_id: str, *, community_id: str) -> Approval:
    """The approval within reach and of this community; raises NotFound."""
    ask = ask_approval(scope, approval_id)
    one = Together(ask)[ask]
    if one is None or one.community_id != community_id:
        raise NotFound()
    scope.need_unit(one.unit_id, community_id=one.community_id, building_id=one.building_id)
    return one


def approvals_page(
    scope: Scope, community_id: str, *, is_waiting: bool, cursor: str | None
) -> tuple[list[Approval], str | None]:
    """A page of what waits, the longest waiting first; or of what was decided, newest first."""
    key = _list(scope, community_id, is_waiting=is_waiting)
    found = page(scope, Listing(ApprovalRow, key, index="work", newest_first=not is_waiting), cursor=cursor)
    return [one for one in map(_approval, found.rows) if scope.sees_building(one.building_id)], found.next


def _approval(row: ApprovalRow) -> Approval:
    kept: dict[str, Any] = {name: getattr(row, name) for name in _KEPT} | {"answer": row.answer or ""}
    return Approval(
        approval_id=row.pk.rpartition("#")[2], state=State(row.state), alone=bool(row.alone), stamp=row.stamp, **kept
    )


def _pk(scope: Scope, approval_id: str) -> str:
    return f"{scope.org_id}#V#{approval_id}"


def _list(scope: Scope, community_id: str, *, is_waiting: bool) -> str:
    return f"{scope.org_id}#C#{community_id}#{'WAITING' if is_waiting else 'DECIDED'}"
