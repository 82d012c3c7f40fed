"""Whether the books of one unit agree: its bills, its payments' legs, its balances, its journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from chalicelib.billing.rules.bills import Bill
from chalicelib.journal import EntryView
from chalicelib.payments.rules import books
from chalicelib.payments.rules.balances import Balance
from chalicelib.payments.rules.payments import Method, Payment

_CAME_IN: Final = frozenset({"payment.posted", "payment.received"})
_USED: Final = "prepayment.used"
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Books:
    """Everything of one unit that is about money, as it is stored."""

    bills: Sequence[Bill]
    payments: Sequence[Payment]
    balances: Sequence[Balance]
    entries: Sequence[EntryView]

    @property
    def money_in(self) -> list[Payment]:
        """The payments by which new money came in."""
        return [payment for payment in self.payments if payment.is_money_in]

    @property
    def settled_fen(self) -> int:
        return sum(bill.settled_fen for bill in self.bills)

    @property
    def credited_fen(self) -> int:
        """What corrections gave back, which is no money that came in."""
        return sum(payment.amount_fen for payment in self.payments if payment.method == Method.CREDIT)

    @property
    def unapplied_fen(self) -> int:
        return sum(payment.unapplied_fen for payment in self.payments)

    def differences(self) -> list[str]:
        """What does not hold, in words; none is as it must be."""
        return [f"{what} does not hold: {left} is not {right}" for what, left, right in self._sides() if left != right]

    def _sides(self) -> Iterator[tuple[str, object, object]]:
        """What must be equal, made from different rows."""
        parts = ((part.bill, part.amount_fen) for payment in self.payments for part in payment.parts)
        yield (
            "settled of each bill = parts of payments",
            _sums(((bill.period, bill.item_id), bill.settled_fen) for bill in self.bills),
            _sums(parts),
        )
        accounts = self._accounts()
        owed = _sums((f"receivable:{bill.item_id}", bill.settled_fen) for bill in self.bills)
        yield (
            "settled of each item = legs of its account",
            owed,
            {name: fen for name, fen in accounts.items() if books.is_receivable(name)},
        )
        yield "prepaid = balances", self._prepaid(), _sums((one.payer_id, one.prepaid_fen) for one in self.balances)
        yield "unapplied = its account", self.unapplied_fen, accounts.get(books.UNAPPLIED, 0)
        yield "credited = its account", self.credited_fen, -accounts.get(books.CREDIT, 0)
        taken_fen = -sum(accounts.get(name, 0) for name in (books.CASH, books.WECHAT))
        yield "money in = cash and online accounts", sum(one.amount_fen for one in self.money_in), taken_fen
        yield "money in = entries", _amounts(self.money_in), self._told(_CAME_IN)
        used = [payment for payment in self.payments if payment.method == Method.PREPAID]
        yield "prepaid used = entries", _amounts(used), self._told(frozenset({_USED}))

    def _accounts(self) -> Mapping[str, int]:
        """Credits less debits of each account, of what is not zero."""
        return _sums((leg.account, leg.credit_fen - leg.debit_fen) for one in self.payments for leg in one.legs)

    def _prepaid(self) -> Mapping[str, int]:
        """What each payer has prepaid, by the legs of their payments."""
        return _sums((one.payer_id, books.balance_of(books.PREPAID, one.legs)) for one in self.payments)

    def _told(self, events: frozenset[str]) -> list[tuple[str, int]]:
        """The payments that the journal tells of, by id, with their amounts."""
        told = (entry.facts for entry in self.entries if entry.event in events)
        return sorted((facts["payment_id"], facts["amount_fen"]) for facts in told)


def _amounts(payments: Iterable[Payment]) -> list[tuple[str, int]]:
    return sorted((payment.payment_id, payment.amount_fen) for payment in payments)


def _sums(amounts: Iterable[tuple[K, int]]) -> dict[K, int]:
    """What is not zero."""
    sums: defaultdict[K, int] = defaultdict(int)
    for name, fen in amounts:
        sums[name] += fen
    return {name: fen for name, fen in sums.items() if fen}
