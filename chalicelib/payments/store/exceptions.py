"""Exception items ↔ rows, in their community's collection, newest first."""

from __future__ import annotations

from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Listing, get, page
from chalicelib.db.rows import Instant
from chalicelib.payments.rules.exceptions import ExceptionItem, Kind
from chalicelib.payments.store.tables import PaymentsRow, community_pk

_EXCEPTION: Final = "EXCEPTION#"
_KEPT: Final = ("unit_id", "payment_id", "payment_number", "found_at", "note", "handled_by", "handled_at")


class ExceptionRow(PaymentsRow):
    unit_id = UnicodeAttribute()
    payment_id = UnicodeAttribute()
    payment_number = UnicodeAttribute()
    kind = UnicodeAttribute()
    amount_fen = NumberAttribute()
    found_at = Instant()
    note = UnicodeAttribute(null=True)
    handled_by = UnicodeAttribute(null=True)
    handled_at = Instant(null=True)


def exception_row(scope: Scope, item: ExceptionItem) -> ExceptionRow:
    row = ExceptionRow(community_pk(scope, item.community_id), f"{_EXCEPTION}{item.exception_id}")
    row.kind, row.amount_fen = str(item.kind), item.amount_fen
    for name in _KEPT:
        setattr(row, name, getattr(item, name))
    row.stamped(item.stamp)
    return row


def load_exception(scope: Scope, community_id: str, exception_id: str) -> ExceptionItem:
    """The item; raises NotFound."""
    row = get(ExceptionRow, community_pk(scope, community_id), f"{_EXCEPTION}{exception_id}")
    if row is None:
        raise NotFound()
    return _item(row)


def exceptions_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[ExceptionItem], str | None]:
    """A page of the community's items, newest first."""
    listing = Listing(ExceptionRow, community_pk(scope, community_id), _EXCEPTION, newest_first=True)
    found = page(scope, listing, cursor=cursor)
    return [_item(row) for row in found.rows], found.next


def _item(row: ExceptionRow) -> ExceptionItem:
    return ExceptionItem(
        exception_id=row.sk.removeprefix(_EXCEPTION),
        community_id=row.pk.rpartition("#")[2],
        kind=Kind(row.kind),
        amount_fen=int(row.amount_fen),
        stamp=row.stamp,
        **{name: getattr(row, name) for name in _KEPT},
    )
