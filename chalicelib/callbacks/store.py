"""Callbacks ↔ rows: the open ones listed by when they should be tried, those not yet late in the due index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.callbacks.rules import Attempt, Callback, Source, State
from chalicelib.core import clock
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask, Listing, Together, page
from chalicelib.db.rows import AggregateRow, DueIndex, Instant, Packed, WorkIndex, table_name
from chalicelib.timers import due

_CALLBACK: Final = "CALLBACK"
_KEPT: Final = (
    "ticket_id",
    "ticket_number",
    "community_id",
    "building_id",
    "unit_id",
    "place",
    "kind",
    "summary",
    "contact_id",
    "opened_at",
    "due_at",
    "next_at",
    "attempts",
    "late",
)


class CallbackRow(AggregateRow):
    """The callbacks table."""

    class Meta:
        table_name = table_name("callbacks")

    work = WorkIndex()
    work_pk = UnicodeAttribute(null=True)
    work_sk = UnicodeAttribute(null=True)
    due = DueIndex()
    due_pk = UnicodeAttribute(null=True)
    due_sk = UnicodeAttribute(null=True)
    ticket_id = UnicodeAttribute()
    ticket_number = UnicodeAttribute()
    community_id = UnicodeAttribute()
    building_id = UnicodeAttribute()
    unit_id = UnicodeAttribute(null=True)
    place = UnicodeAttribute()
    kind = UnicodeAttribute()
    summary = UnicodeAttribute()
    contact_id = UnicodeAttribute(null=True)
    opened_at = Instant()
    due_at = Instant()
    next_at = Instant()
    state = UnicodeAttribute()
    attempts: Packed[tuple[Attempt, ...]] = Packed(tuple[Attempt, ...])
    score = NumberAttribute(null=True)
    suggestion = UnicodeAttribute(null=True)
    source = UnicodeAttribute(null=True)
    late = BooleanAttribute(default=False)


def callback_row(scope: Scope, callback: Callback) -> CallbackRow:
    row = CallbackRow(_pk(scope, callback.callback_id), _CALLBACK, state=str(callback.state), score=callback.score)
    for name in _KEPT:
        setattr(row, name, getattr(callback, name))
    row.suggestion = callback.suggestion or None
    row.source = str(callback.source) if callback.source else None
    is_open = callback.state == State.OPEN
    row.work_pk = _list(scope, callback.community_id, is_open=is_open)
    when = callback.next_at if is_open else callback.attempts[-1].at
    row.work_sk = f"{clock.instant(when)}#{callback.callback_id}"
    if is_open and not callback.late:
        row.due_pk = due.due_pk(_CALLBACK, callback.callback_id)
        row.due_sk = due.due_sk(callback.due_at, scope.org_id, callback.callback_id)
    row.stamped(callback.stamp)
    return row


def ask_callback(scope: Scope, callback_id: str) -> Ask[Callback]:
    """The callback, to be read with other things; what it means raises NotFound out of reach."""

    def meaning(row: CallbackRow | None) -> Callback:
        if row is None:
            raise NotFound()
        callback = _callback(row)
        if callback.unit_id:
            scope.need_unit(callback.unit_id, community_id=callback.community_id, building_id=callback.building_id)
        else:
            scope.need_community(callback.community_id)
        return callback

    return Ask(CallbackRow, _pk(scope, callback_id), _CALLBACK, meaning)


def load_callback(scope: Scope, callback_id: str) -> Callback:
    """The callback within reach; raises NotFound."""
    ask = ask_callback(scope, callback_id)
    return Together(ask)[ask]


def callbacks_page(
    scope: Scope, community_id: str, *, is_open: bool, cursor: str | None
) -> tuple[list[Callback], str | None]:
    """A page of the open callbacks, the one to be tried first on top; or of the answered ones, newest first."""
    key = _list(scope, community_id, is_open=is_open)
    found = page(scope, Listing(CallbackRow, key, index="work", newest_first=not is_open), cursor=cursor)
    shown = (_callback(row) for row in found.rows)
    return [one for one in shown if not one.building_id or scope.sees_building(one.building_id)], found.next


def due_callbacks(until: datetime) -> Iterator[due.Waiting]:
    """(organisation, callback) of every callback whose day is over: for the sweep."""
    return due.waiting(CallbackRow, _CALLBACK, until=until)


def _callback(row: CallbackRow) -> Callback:
    kept: dict[str, Any] = {name: getattr(row, name) for name in _KEPT}
    return Callback(
        callback_id=row.pk.rpartition("#")[2],
        state=State(row.state),
        score=int(row.score) if row.score is not None else None,
        suggestion=row.suggestion or "",
        source=Source(row.source) if row.source else None,
        stamp=row.stamp,
        **kept,
    )


def _pk(scope: Scope, callback_id: str) -> str:
    return f"{scope.org_id}#K#{callback_id}"


def _list(scope: Scope, community_id: str, *, is_open: bool) -> str:
    return f"{scope.org_id}#C#{community_id}#{'OPEN' if is_open else 'DONE'}"
