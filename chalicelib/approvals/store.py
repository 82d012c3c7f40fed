"""Approvals ↔ rows: those that wait listed by when they were asked, decided ones newest first.

`work` lists a community's, `home` a unit's.
"""

from __future__ import annotations

from typing import Any, Final

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.approvals.rules import Approval, State
from chalicelib.core import clock
from chalicelib.core.errors import NotFound
from chalicelib.core.media import Media
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask, Listing, Together, count, every, get_many, page
from chalicelib.db.rows import AggregateRow, Instant, Packed, Row, WorkIndex, table_name

_APPROVAL: Final = "APPROVAL"
_KEPT: Final = (
    "kind",
    "community_id",
    "building_id",
    "unit_id",
    "place",
    "request",
    "asked_by",
    "asked_at",
    "files",
    "asked_for",
    "ticket_id",
    "decided_by",
    "decided_at",
    "shown",
)
_WORDS: Final = ("paper", "words", "answer")
"""An empty text is no attribute."""


class HomeIndex(GlobalSecondaryIndex[Row]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "home"
        projection = AllProjection()

    home_pk = UnicodeAttribute(hash_key=True)
    home_sk = UnicodeAttribute(range_key=True)


class ApprovalsRow(AggregateRow):
    """The approvals table."""

    class Meta:
        table_name = table_name("approvals")

    work = WorkIndex()
    work_pk = UnicodeAttribute(null=True)
    work_sk = UnicodeAttribute(null=True)
    home = HomeIndex()
    home_pk = UnicodeAttribute(null=True)
    home_sk = UnicodeAttribute(null=True)


class AloneRow(ApprovalsRow):
    """In its community's collection: that one person asked for it and agreed to it."""

    approval_id = UnicodeAttribute()
    building_id = UnicodeAttribute(null=True)


class ApprovalRow(ApprovalsRow):
    """One that concerns the whole community has no unit and is not in `home`."""

    kind = UnicodeAttribute()
    community_id = UnicodeAttribute()
    building_id = UnicodeAttribute(null=True)
    unit_id = UnicodeAttribute(null=True)
    place = UnicodeAttribute()
    request: Packed[dict[str, Any]] = Packed(dict[str, Any])
    paper = UnicodeAttribute(null=True)
    words = UnicodeAttribute(null=True)
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
    amount_fen = NumberAttribute(default=0)
    alone = BooleanAttribute(default=False)


def approval_row(scope: Scope, one: Approval) -> ApprovalRow:
    row = ApprovalRow(_pk(scope, one.approval_id), _APPROVAL, state=str(one.state), alone=one.alone)
    for name in _KEPT:
        setattr(row, name, getattr(one, name))
    for name in _WORDS:
        setattr(row, name, getattr(one, name) or None)
    row.amount_fen = one.amount_fen
    is_waiting = one.state == State.WAITING
    row.work_pk = _list(scope, f"C#{one.community_id}", is_waiting=is_waiting)
    row.work_sk = f"{clock.instant(one.decided_at or one.asked_at)}#{one.approval_id}"
    if one.unit_id is not None:
        row.home_pk, row.home_sk = _list(scope, f"U#{one.unit_id}", is_waiting=is_waiting), row.work_sk
    row.stamped(one.stamp)
    return row


def alone_row(scope: Scope, one: Approval) -> AloneRow:
    """To be found among the community's lone decisions."""
    assert one.decided_at is not None  # noqa: S101
    key = _alone(scope, one.community_id), f"{clock.instant(one.decided_at)}#{one.approval_id}"
    return AloneRow(*key, approval_id=one.approval_id, building_id=one.building_id)


def ask_approval(scope: Scope, approval_id: str) -> Ask[Approval | None]:
    """The approval, to be read with other things; the caller sees to the reach."""
    return Ask(ApprovalRow, _pk(scope, approval_id), _APPROVAL, lambda row: _approval(row) if row else None)


def load_approval(scope: Scope, approval_id: str, *, community_id: str) -> Approval:
    """The approval within reach and of this community; raises NotFound."""
    ask = ask_approval(scope, approval_id)
    one = Together(ask)[ask]
    if one is None or one.community_id != community_id:
        raise NotFound()
    if one.unit_id is not None and one.building_id is not None:
        scope.need_unit(one.unit_id, community_id=one.community_id, building_id=one.building_id)
        return one
    scope.need_community(one.community_id)
    if not _sees(scope, one):
        raise NotFound()
    return one


def approvals_page(
    scope: Scope, community_id: str, *, is_waiting: bool, cursor: str | None, unit_id: str | None = None
) -> tuple[list[Approval], str | None]:
    """A page of what waits, the longest waiting first; or of what was decided, newest first. Of one unit, or of all."""
    index, place = ("home", f"U#{unit_id}") if unit_id else ("work", f"C#{community_id}")
    key = _list(scope, place, is_waiting=is_waiting)
    found = page(scope, Listing(ApprovalRow, key, index=index, newest_first=not is_waiting), cursor=cursor)
    return [one for one in map(_approval, found.rows) if _sees(scope, one)], found.next


def alone_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[Approval], str | None]:
    """A page of what one person asked for and agreed to, newest first."""
    listing = Listing(AloneRow, _alone(scope, community_id), newest_first=True)
    found = page(scope, listing, cursor=cursor)
    keys = ((_pk(scope, row.approval_id), _APPROVAL) for row in found.rows)
    seen = (one for one in map(_approval, get_many(ApprovalRow, keys)) if _sees(scope, one))
    return sorted(seen, key=lambda one: (one.decided_at, one.approval_id), reverse=True), found.next


def count_alone(scope: Scope, community_id: str) -> int:
    """How many there are within reach."""
    listing = Listing(AloneRow, _alone(scope, community_id))
    if scope.reach.buildings is None:
        return count(listing)
    return sum(_sees(scope, row) for row in every(listing))


def _sees(scope: Scope, one: Approval | AloneRow) -> bool:
    """Whether it is within reach, the community being so; what concerns all of it is, where all of it is."""
    return scope.reach.buildings is None or (one.building_id is not None and scope.sees_building(one.building_id))


def _approval(row: ApprovalRow) -> Approval:
    kept: dict[str, Any] = {name: getattr(row, name) for name in _KEPT}
    kept |= {name: getattr(row, name) or "" for name in _WORDS}
    return Approval(
        approval_id=row.pk.rpartition("#")[2],
        state=State(row.state),
        amount_fen=int(row.amount_fen),
        alone=bool(row.alone),
        stamp=row.stamp,
        **kept,
    )


def _pk(scope: Scope, approval_id: str) -> str:
    return f"{scope.org_id}#V#{approval_id}"


def _alone(scope: Scope, community_id: str) -> str:
    return f"{scope.org_id}#C#{community_id}#ALONE"


def _list(scope: Scope, place: str, *, is_waiting: bool) -> str:
    return f"{scope.org_id}#{place}#{'WAITING' if is_waiting else 'DECIDED'}"
