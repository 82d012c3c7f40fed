"""Receipt books and the shelf ↔ rows, in their community's collection."""

from __future__ import annotations

from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.scope import Scope
from chalicelib.db.reads import Ask
from chalicelib.payments.rules.receipt_books import ReceiptBook, Shelf
from chalicelib.payments.store.tables import PaymentsRow, community_pk

_BOOK: Final = "BOOK#"
_SHELF: Final = "SHELF"


class BookRow(PaymentsRow):
    label = UnicodeAttribute()
    given = NumberAttribute()


class ShelfRow(PaymentsRow):
    desk_books = NumberAttribute()


def book_row(scope: Scope, book: ReceiptBook) -> BookRow:
    row = BookRow(community_pk(scope, book.community_id), f"{_BOOK}{book.book_id}", label=book.label, given=book.given)
    row.stamped(book.stamp)
    return row


def ask_book(scope: Scope, community_id: str, book_id: str) -> Ask[ReceiptBook | None]:
    """The book, to be read with other things; None before its first number."""

    def meaning(row: BookRow | None) -> ReceiptBook | None:
        return ReceiptBook(community_id, book_id, row.label, int(row.given), row.stamp) if row else None

    return Ask(BookRow, community_pk(scope, community_id), f"{_BOOK}{book_id}", meaning)


def shelf_row(scope: Scope, shelf: Shelf) -> ShelfRow:
    row = ShelfRow(community_pk(scope, shelf.community_id), _SHELF, desk_books=shelf.desk_books)
    row.stamped(shelf.stamp)
    return row


def ask_shelf(scope: Scope, community_id: str) -> Ask[Shelf]:
    """The community's shelf, to be read with other things; an empty one before its first book."""

    def meaning(row: ShelfRow | None) -> Shelf:
        return Shelf(community_id, int(row.desk_books), row.stamp) if row else Shelf(community_id)

    return Ask(ShelfRow, community_pk(scope, community_id), _SHELF, meaning)
