"""Notes ↔ rows, beside the bills that they correct."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.billing.rules.lines import Line
from chalicelib.billing.rules.notes import Note, Share
from chalicelib.billing.store.tables import BillingRow, unit_pk
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Listing, every, get_many
from chalicelib.db.rows import Instant, Packed

_NOTE: Final = "NOTE#"


class NoteRow(BillingRow):
    correction_id = UnicodeAttribute()
    community_id = UnicodeAttribute()
    item_name = UnicodeAttribute()
    payer_id = UnicodeAttribute()
    before: Packed[tuple[Line, ...]] = Packed(tuple[Line, ...])
    after: Packed[tuple[Line, ...]] = Packed(tuple[Line, ...])
    shares: Packed[tuple[Share, ...]] = Packed(tuple[Share, ...])
    amount_fen = NumberAttribute()
    settled_fen = NumberAttribute()
    posted_at = Instant()


def note_row(scope: Scope, note: Note) -> NoteRow:
    """A new note's row: one of its number on its bill, so that two corrections never both go on from the same lines."""
    return NoteRow(
        unit_pk(scope, note.unit_id),
        f"{_NOTE}{note.period}#{note.item_id}#{note.n:04}",
        correction_id=note.correction_id,
        community_id=note.community_id,
        item_name=note.item_name,
        payer_id=note.payer_id,
        before=note.before,
        after=note.after,
        shares=note.shares,
        amount_fen=note.amount_fen,
        settled_fen=note.settled_fen,
        posted_at=note.posted_at,
    )


def notes_of(scope: Scope, unit_id: str, period: str = "") -> list[Note]:
    """The notes of a unit, or of one of its periods, oldest period first and in the order of their posting."""
    prefix = f"{_NOTE}{period}#" if period else _NOTE
    return [_note(row) for row in every(Listing(NoteRow, unit_pk(scope, unit_id), prefix))]


def have_notes(scope: Scope, places: Iterable[tuple[str, str, str]]) -> set[str]:
    """The units of those bills (unit, period, item) that were ever corrected: 100 a request."""
    keys = ((unit_pk(scope, unit_id), f"{_NOTE}{period}#{item_id}#{1:04}") for unit_id, period, item_id in places)
    return {str(row.pk.rpartition("#")[2]) for row in get_many(NoteRow, keys)}


def _note(row: NoteRow) -> Note:
    _, period, item_id, n = row.sk.split("#")
    note = Note(
        correction_id=row.correction_id,
        unit_id=str(row.pk.rpartition("#")[2]),
        community_id=row.community_id,
        item_id=item_id,
        item_name=row.item_name,
        payer_id=row.payer_id,
        period=period,
        n=int(n),
        before=row.before,
        after=row.after,
        shares=row.shares,
        settled_fen=int(row.settled_fen),
        posted_at=row.posted_at,
    )
    assert note.amount_fen == row.amount_fen, note.note_id  # noqa: S101 - never trusted, made again
    return note
