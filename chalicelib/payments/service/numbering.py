"""Book numbers of online receipts: given by one job, in posting order, without a gap or a double (PAY-03).

A counter inside the payment's transaction would make payments wait for each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from chalicelib.core import limits
from chalicelib.core.errors import Conflict
from chalicelib.core.scope import Cause, Scope
from chalicelib.db.reads import Together
from chalicelib.edge import jobs
from chalicelib.journal import transaction, verb
from chalicelib.journal.entries import community_home
from chalicelib.payments.rules import receipt_books as rules
from chalicelib.payments.rules.payments import Payment
from chalicelib.payments.rules.receipt_books import ONLINE, ReceiptBook
from chalicelib.payments.store import payments as store
from chalicelib.payments.store import receipt_books as book_store


class NothingToNumber(Conflict):
    """Every payment has its number."""

    code = "nothing_to_number"


@dataclass(frozen=True)
class ReceiptsNumbered:
    community_id: str
    first: str
    last: str
    count: int


def number_all(scope: Scope, community_id: str) -> None:
    """Number what waits in the community, chunk by chunk."""
    try:
        while True:
            given = _book(scope, community_id).given
            cause = jobs.job_cause(f"number#{community_id}#{given}")
            number_receipts(scope, cause, community_id, after=given)
    except NothingToNumber:
        return


@verb("payments.number_receipts")
def number_receipts(scope: Scope, cause: Cause, community_id: str, *, after: int) -> ReceiptsNumbered:
    """Give the numbers behind the `after` that are given; raises NothingToNumber.

    Only to what was posted two seconds ago and more: the index may lag a little, and the order is that of posting.
    """
    book = _book(scope, community_id)
    if book.given != after:
        raise NothingToNumber()
    some = _waiting(scope, community_id, cause.at - timedelta(seconds=limits.NUMBER_AFTER_SECONDS))
    if not some:
        raise NothingToNumber()
    numbers = []
    with transaction(scope, cause) as tx:
        for payment in some:
            book, number = rules.give(book)
            numbers.append(number)
            tx.save(store.payment_row(scope, replace(payment, book_number=number)))
        return tx.record(
            "receipts.numbered",
            subject=book_store.book_row(scope, book),
            home=community_home(community_id),
            outcome=ReceiptsNumbered(community_id, numbers[0], numbers[-1], len(numbers)),
        )


def _book(scope: Scope, community_id: str) -> ReceiptBook:
    ask = book_store.ask_book(scope, community_id, ONLINE)
    return Together(ask)[ask] or rules.online_book(community_id)


def _waiting(scope: Scope, community_id: str, before: datetime) -> list[Payment]:
    """The next payments to be numbered, as they stand now, in posting order."""
    due = (one for one in store.to_number(community_id) if one.org_id == scope.org_id and one.since <= before)
    places = [(one.unit_id, one.payment_id) for one in islice(due, limits.RECEIPTS_PER_CHUNK)]
    found = [payment for payment in store.load_payments(scope, places) if payment.needs_book_number]
    return sorted(found, key=lambda payment: (payment.posted_at, payment.payment_id))


def communities_waiting() -> set[tuple[str, str]]:
    """(organisation, community) of every payment that waits for its number: for the sweep."""
    return {(one.org_id, one.community_id) for one in store.to_number()}
