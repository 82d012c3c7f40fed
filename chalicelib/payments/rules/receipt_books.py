"""Receipt books (收据本): numbers without a gap or a double (PAY-03). One for a cashier's shift, one for all online.

Until shifts are opened and closed by hand, a shift is what one cashier takes on one business day.
Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from chalicelib.core.stamp import NEW, Stamp

ONLINE: Final = "W"


@dataclass(frozen=True)
class Shelf:
    """How many desk books a community has begun: each new one gets the next number."""

    community_id: str
    desk_books: int = 0
    stamp: Stamp = NEW


@dataclass(frozen=True)
class ReceiptBook:
    """A book and how many numbers it has given. `label` stands before each: D00017-0003, W-0000123."""

    community_id: str
    book_id: str
    label: str
    given: int = 0
    stamp: Stamp = NEW


def shift_book_id(cashier: str, day: date) -> str:
    """The book of one cashier's day."""
    return f"D#{day.isoformat()}#{cashier}"


def begin_desk_book(shelf: Shelf, book_id: str) -> tuple[Shelf, ReceiptBook]:
    """Take a new book from the shelf."""
    begun = replace(shelf, desk_books=shelf.desk_books + 1)
    return begun, ReceiptBook(shelf.community_id, book_id, f"D{begun.desk_books:05}")


def online_book(community_id: str) -> ReceiptBook:
    """The community's online book before its first number."""
    return ReceiptBook(community_id, ONLINE, ONLINE)


def give(book: ReceiptBook) -> tuple[ReceiptBook, str]:
    """The book's next number."""
    given = book.given + 1
    width = 7 if book.book_id == ONLINE else 4
    return replace(book, given=given), f"{book.label}-{given:0{width}}"
