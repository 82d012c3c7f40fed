"""Receipt books: each number once and in order, a book for each cashier's day, one for all online (PAY-03)."""

from __future__ import annotations

from datetime import date

from chalicelib.payments.rules import receipt_books
from chalicelib.payments.rules.receipt_books import ONLINE, ReceiptBook, Shelf
from tests.builders.core import an_id

COMMUNITY = an_id("community")
DAY = date(2026, 10, 31)


def given(book: ReceiptBook, count: int) -> list[str]:
    """The next numbers of a book."""
    numbers = []
    for _ in range(count):
        book, number = receipt_books.give(book)
        numbers.append(number)
    assert book.given == count
    return numbers


def test_each_new_desk_book_takes_the_shelf_s_next_number() -> None:
    shelf = Shelf(COMMUNITY)
    labels = []
    for name in ("one", "other", "third"):
        shelf, book = receipt_books.begin_desk_book(shelf, name)
        labels.append((book.label, book.book_id, book.given))
    assert labels == [("D00001", "one", 0), ("D00002", "other", 0), ("D00003", "third", 0)]
    assert shelf.desk_books == 3


def test_a_desk_book_counts_by_four_digits_and_the_online_one_by_seven() -> None:
    _, desk = receipt_books.begin_desk_book(Shelf(COMMUNITY, desk_books=16), "book")
    assert given(desk, 3) == ["D00017-0001", "D00017-0002", "D00017-0003"]
    assert given(receipt_books.online_book(COMMUNITY), 2) == ["W-0000001", "W-0000002"]


def test_a_book_that_outgrows_its_digits_goes_on() -> None:
    full = ReceiptBook(COMMUNITY, "book", "D00017", given=9_999)
    assert receipt_books.give(full)[1] == "D00017-10000"
    full = ReceiptBook(COMMUNITY, ONLINE, ONLINE, given=9_999_999)
    assert receipt_books.give(full)[1] == "W-10000000"


def test_a_cashier_s_day_is_one_book_and_no_other_s() -> None:
    days = [receipt_books.shift_book_id(who, day) for who in ("S:a", "S:b") for day in (DAY, DAY.replace(day=30))]
    assert len({*days, ONLINE}) == 5
    assert receipt_books.shift_book_id("S:a", DAY) == days[0]
