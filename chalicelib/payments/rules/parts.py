"""What is paid of which bill: the parts that a payer chooses, and what money comes to when it meets them (PAY-02).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.billing.rules.bills import Bill, OpenBill
from chalicelib.core import limits
from chalicelib.core.errors import Conflict, Invalid, NotFound


class NothingToPay(Invalid):
    """No bill is chosen and nothing is to be prepaid."""

    code = "nothing_to_pay"


class AmountOutOfBounds(Invalid):
    """An amount of nothing, below nothing, or beyond what anybody pays at once."""

    code = "amount_out_of_bounds"


class BillNamedTwice(Invalid):
    """The same bill is chosen more than once."""

    code = "bill_named_twice"


class TooManyBills(Invalid):
    """More bills than one payment may settle."""

    code = "too_many_bills"


class BillPaid(Conflict):
    """The bill is settled already."""

    code = "bill_paid"


class MoreThanOpen(Conflict):
    """More is to be paid than is still open of the bill."""

    code = "more_than_open"


@dataclass(frozen=True)
class Part:
    """So much of one bill. Its names are as the bill has them, for the receipt.

    `of_note`: the bill asks for more of one of a month before, nobody knows here which.
    """

    period: str
    item_id: str
    amount_fen: int
    item_name: str = ""
    of_note: bool = False
    of_item: str | None = None
    """The fee item that it is booked to, where the bill is a part of one."""

    @property
    def bill(self) -> tuple[str, str]:
        return self.period, self.item_id


@dataclass(frozen=True)
class Allocation:
    """What money came to: bills with what is settled of each, and what is left over."""

    settled: tuple[tuple[Bill, int], ...]
    left_fen: int

    @property
    def settled_fen(self) -> int:
        return sum(fen for _, fen in self.settled)

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part_of(bill, fen) for bill, fen in self.settled)


@dataclass(frozen=True)
class Chunk:
    """Parts that are settled now, and those that later transactions settle."""

    now: tuple[Part, ...]
    later: tuple[Part, ...]


Bills = Mapping[tuple[str, str], Bill | None]
"""By period and item; None where there is no such bill within the payer's reach."""


def check_wish(parts: Sequence[Part], prepay_fen: int) -> int:
    """The sum of what somebody wants to pay; refuses what is wrong whatever the bills say."""
    if not parts and not prepay_fen:
        raise NothingToPay()
    if len(parts) > limits.BILLS_PER_PAYMENT:
        raise TooManyBills(most=limits.BILLS_PER_PAYMENT)
    if len({part.bill for part in parts}) < len(parts):
        raise BillNamedTwice()
    total_fen = sum(part.amount_fen for part in parts) + prepay_fen
    if prepay_fen < 0 or min((part.amount_fen for part in parts), default=1) <= 0 or total_fen > limits.MOST_FEN:
        raise AmountOutOfBounds(most_fen=limits.MOST_FEN)
    return total_fen


def choose(parts: Sequence[Part], bills: Bills) -> tuple[Part, ...]:
    """The chosen parts with their bills' names. Raises NotFound, BillPaid, MoreThanOpen.

    A bill that this payer may not see is not among `bills`, and answers like one that is not there.
    """
    return tuple(_chosen(part, bills.get(part.bill)) for part in parts)


def _chosen(part: Part, bill: Bill | None) -> Part:
    if bill is None:
        raise NotFound()
    if bill.open_fen == 0:
        raise BillPaid(item=bill.item_name, period=bill.period)
    if part.amount_fen > bill.open_fen:
        raise MoreThanOpen(item=bill.item_name, period=bill.period, open_fen=bill.open_fen)
    return part_of(bill, part.amount_fen)


def first_chunk(parts: tuple[Part, ...]) -> Chunk:
    """As many as one transaction settles, and the others."""
    return Chunk(parts[: limits.BILLS_PER_CHUNK], parts[limits.BILLS_PER_CHUNK :])


def allocate(money_fen: int, parts: Iterable[Part], bills: Bills) -> Allocation:
    """Settle the parts in their order, each up to what it asks, what is open and what money is left.

    Never refuses: money that was taken is booked, and what meets no open bill is left over.
    """
    settled = []
    for part in parts:
        bill = bills.get(part.bill)
        fen = min(part.amount_fen, bill.open_fen, money_fen) if bill else 0
        if bill and fen > 0:
            settled.append((bill, fen))
            money_fen -= fen
    return Allocation(tuple(settled), money_fen)


def part_of(bill: Bill | OpenBill, amount_fen: int) -> Part:
    """So much of this bill."""
    return Part(bill.period, bill.item_id, amount_fen, bill.item_name, not bill.run_id, bill.part_of)
