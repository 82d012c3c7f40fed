"""What must be true of a community's money at any moment, read from what is stored: added up afresh each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.service import accounts
from chalicelib.db.reads import Listing, every
from chalicelib.estate import service as estate
from chalicelib.journal.entries import EntryRow
from chalicelib.payments.rules import books
from chalicelib.payments.rules.balances import Balance
from chalicelib.payments.rules.orders import Order, State
from chalicelib.payments.rules.payments import Method, Payment
from chalicelib.payments.service import history
from chalicelib.payments.store import exceptions as exception_store
from chalicelib.payments.store import orders as order_store
from chalicelib.payments.store.receipt_books import BookRow
from chalicelib.payments.store.tables import community_pk, unit_pk
from infra.local.wechat.ledger import Taken
from tests.builders.office import Office
from tests.crash.chain import breaks, entries

Place = tuple[str, str, str]
_BEGINS = {"payment.posted": Method.WECHAT, "payment.received": Method.CASH, "prepayment.used": Method.PREPAID}


@dataclass(frozen=True)
class Ledger:
    """Everything of one community that is about money."""

    bills: dict[Place, Bill]
    payments: dict[str, Payment]
    balances: dict[tuple[str, str], Balance]
    orders: dict[str, Order]
    given: dict[str, int]
    odd: dict[str, int]

    @property
    def billed_fen(self) -> int:
        return sum(bill.total_fen for bill in self.bills.values())

    @property
    def settled_fen(self) -> int:
        return sum(bill.settled_fen for bill in self.bills.values())

    @property
    def open_fen(self) -> int:
        return sum(bill.open_fen for bill in self.bills.values())

    @property
    def prepaid_fen(self) -> int:
        return sum(balance.prepaid_fen for balance in self.balances.values())

    @property
    def unapplied_fen(self) -> int:
        return sum(payment.unapplied_fen for payment in self.payments.values())

    @property
    def money_in(self) -> list[Payment]:
        return [payment for payment in self.payments.values() if payment.is_money_in]

    @property
    def money_in_fen(self) -> int:
        return sum(payment.amount_fen for payment in self.money_in)

    @property
    def to_refund(self) -> set[str]:
        """Credits of which a person is asked to give something back."""
        return {one.payment_id for one in self.of(Method.CREDIT) if one.payment_id in self.odd}

    @property
    def credited_fen(self) -> int:
        """What corrections gave back, which is no money that came in."""
        return sum(payment.amount_fen for payment in self.of(Method.CREDIT))

    def of(self, method: Method) -> list[Payment]:
        """The payments of one kind."""
        return [payment for payment in self.payments.values() if payment.method == method]


def read(office: Office) -> Ledger:
    """All of it, as it is stored now."""
    scope, community_id = office.scope, office.community_id
    units = list(estate.every_unit(scope, community_id))
    bills = {(one.unit_id, one.period, one.item_id): one for one in accounts.every_bill(scope, units)}
    payments = [one for unit in units for one in history.every_payment(scope, unit.unit_id)]
    balances = [one for unit in units for one in history.every_balance(scope, unit.unit_id)]
    asked = (Listing(order_store.OrderRow, unit_pk(scope, unit.unit_id), "ORDER#") for unit in units)
    found = [order_store._order(row) for listing in asked for row in every(listing)]
    numbered = every(Listing(BookRow, community_pk(scope, community_id), "BOOK#"))
    odd = every(Listing(exception_store.ExceptionRow, community_pk(scope, community_id), "EXCEPTION#"))
    return Ledger(
        bills=bills,
        payments={one.payment_id: one for one in payments},
        balances={(one.unit_id, one.payer_id): one for one in balances},
        orders={one.order_id: one for one in found},
        given={row.label: int(row.given) for row in numbered},
        odd={str(row.payment_id): int(row.amount_fen) for row in odd},
    )


def add_up(office: Office, statement: Iterable[Taken] | None = None, *, and_journal: bool = True) -> Ledger:
    """The ledger, once nothing in it is wrong; `statement` is the provider's own, when all of it should be booked.

    Reading the whole journal takes a while.
    """
    found = read(office)
    for bill in found.bills.values():
        assert 0 <= bill.settled_fen <= bill.total_fen, bill
    _bills_are_settled_by_payments(found)
    _what_is_owed_is_what_is_open(office, found)
    _balances_are_what_was_kept_and_not_used(found)
    assert found.money_in_fen + found.credited_fen == found.settled_fen + found.prepaid_fen + found.unapplied_fen
    assert found.billed_fen == found.settled_fen + found.open_fen
    _legs_add_up(found)
    _orders_and_payments_agree(found)
    _odd_ones_are_listed(found)
    _numbers_have_no_gap_and_no_double(found)
    if and_journal:
        _journal_tells_every_payment_once(found)
    if statement is not None:
        booked = sorted((one.transaction_id or "", one.amount_fen) for one in found.of(Method.WECHAT))
        assert booked == sorted((one.transaction_id, one.amount_fen) for one in statement)
    return found


def numbers(found: Ledger) -> dict[str, list[int]]:
    """By book, the numbers that stand on receipts, in order."""
    given: defaultdict[str, list[int]] = defaultdict(list)
    for payment in found.payments.values():
        if payment.book_number:
            label, number = payment.book_number.split("-")
            given[label].append(int(number))
    return {label: sorted(some) for label, some in given.items()}


def _bills_are_settled_by_payments(found: Ledger) -> None:
    settled: defaultdict[Place, int] = defaultdict(int)
    for payment in found.payments.values():
        for part in payment.parts:
            assert part.amount_fen > 0
            settled[payment.unit_id, part.period, part.item_id] += part.amount_fen
    assert settled == {place: bill.settled_fen for place, bill in found.bills.items() if bill.settled_fen}


def _what_is_owed_is_what_is_open(office: Office, found: Ledger) -> None:
    for unit_id in {bill.unit_id for bill in found.bills.values()}:
        owed = {(one.unit_id, one.period, one.item_id): one.open_fen for one in accounts.open_of(office.scope, unit_id)}
        assert owed == {
            p: bill.open_fen for p, bill in found.bills.items() if bill.unit_id == unit_id and bill.open_fen
        }


def _balances_are_what_was_kept_and_not_used(found: Ledger) -> None:
    kept: defaultdict[tuple[str, str], int] = defaultdict(int)
    for payment in found.payments.values():
        used = payment.amount_fen if payment.method == Method.PREPAID else 0
        kept[payment.unit_id, payment.payer_id] += payment.prepaid_fen - used
    stored = {place: balance.prepaid_fen for place, balance in found.balances.items()}
    assert {place: fen for place, fen in kept.items() if fen} == {place: fen for place, fen in stored.items() if fen}
    assert min(stored.values(), default=0) >= 0


def _legs_add_up(found: Ledger) -> None:
    sums: defaultdict[str, int] = defaultdict(int)
    for payment in found.payments.values():
        books.check(payment.legs)
        for leg in payment.legs:
            sums[leg.account] += leg.credit_fen - leg.debit_fen
    settled: defaultdict[str, int] = defaultdict(int)
    for bill in found.bills.values():
        settled[f"receivable:{bill.base_item_id}"] += bill.settled_fen
    assert {a: fen for a, fen in sums.items() if books.is_receivable(a)} == {
        a: fen for a, fen in settled.items() if fen
    }
    assert sums[books.PREPAID] == found.prepaid_fen
    assert sums[books.UNAPPLIED] == found.unapplied_fen
    assert -sums[books.CREDIT] == found.credited_fen
    assert -sums[books.CASH] == sum(one.amount_fen for one in found.of(Method.CASH))
    assert -sums[books.WECHAT] == sum(one.amount_fen for one in found.of(Method.WECHAT))


def _orders_and_payments_agree(found: Ledger) -> None:
    for order in found.orders.values():
        assert (order.state == State.PAID) == (order.payment_id is not None), order
    by_order: defaultdict[str, list[Payment]] = defaultdict(list)
    for payment in found.of(Method.WECHAT):
        by_order[payment.order_id or ""].append(payment)
    assert by_order.keys() == {one.order_id for one in found.orders.values() if one.state == State.PAID}
    for order_id, some in by_order.items():
        assert found.orders[order_id].payment_id in {one.payment_id for one in some}


def _odd_ones_are_listed(found: Ledger) -> None:
    odd = {}
    for one in found.payments.values():
        short = one.asked_fen - one.amount_fen
        if not one.waiting and (short > 0 or one.surplus_fen):
            odd[one.payment_id] = one.surplus_fen or short
    assert {payment_id: fen for payment_id, fen in found.odd.items() if payment_id not in found.to_refund} == odd
    for payment_id in found.to_refund:
        assert found.odd[payment_id] == found.payments[payment_id].prepaid_fen


def _numbers_have_no_gap_and_no_double(found: Ledger) -> None:
    for label, some in numbers(found).items():
        assert some == list(range(1, len(some) + 1)), label
    assert found.given == {label: len(some) for label, some in numbers(found).items()}
    for one in found.of(Method.CASH):
        assert one.book_number, one.number
    for one in found.of(Method.PREPAID):
        assert one.book_number is None, one.number


def _journal_tells_every_payment_once(found: Ledger) -> None:
    journal = entries()
    assert breaks(journal) == []
    by_payment: defaultdict[str, list[EntryRow]] = defaultdict(list)
    for entry in journal:
        if entry.event in _BEGINS or entry.event == "payment.allocated":
            by_payment[entry.outcome["payment_id"]].append(entry)
    assert by_payment.keys() == found.payments.keys() - {one.payment_id for one in found.of(Method.CREDIT)}
    for payment_id, some in by_payment.items():
        payment = found.payments[payment_id]
        first, *rest = sorted(some, key=lambda entry: int(entry.n))
        assert _BEGINS[first.event] == payment.method
        assert first.outcome["amount_fen"] == payment.amount_fen
        assert [entry.event for entry in rest] == ["payment.allocated"] * (payment.chunks - 1)
        assert sum(entry.outcome["settled_fen"] for entry in some) == payment.settled_fen
