"""What a household wants to pay of what is open. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chalicelib.billing.rules.bills import OpenBill
from chalicelib.payments.rules.parts import Part


@dataclass(frozen=True)
class Wish:
    """Parts of bills, and how much more for later, in fen."""

    parts: tuple[Part, ...]
    prepay_fen: int = 0


Choice = Callable[[Sequence[OpenBill]], Wish]
"""Decides on the open bills of a unit, oldest first; nothing of none."""


def in_full(bills: Sequence[OpenBill]) -> Wish:
    """Everything that is open."""
    return Wish(tuple(Part(bill.period, bill.item_id, bill.open_fen) for bill in bills))


def before(period: str) -> Choice:
    """What is open of the months before this one."""
    return lambda bills: in_full([bill for bill in bills if bill.period < period])


def with_later(months: int) -> Choice:
    """All that is open, and as much again for each of so many months to come."""

    def choose(bills: Sequence[OpenBill]) -> Wish:
        parts = in_full(bills).parts
        return Wish(parts, months * sum(part.amount_fen for part in parts))

    return choose


def half_of_one(bills: Sequence[OpenBill]) -> Wish:
    """Half of the oldest open bill, rounded down."""
    return Wish(tuple(Part(one.period, one.item_id, one.open_fen // 2) for one in bills[:1]))
