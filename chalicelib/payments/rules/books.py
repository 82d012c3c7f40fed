"""Double entry: where a payment's money came from and where it went, in the payment's own row (PAY-02).

Every balance can be added up again from these legs. Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

CASH: Final = "cash"
WECHAT: Final = "wechat"
PREPAID: Final = "prepaid"
UNAPPLIED: Final = "unapplied"
CREDIT: Final = "credit_note"
_RECEIVABLE: Final = "receivable"


@dataclass(frozen=True)
class Leg:
    """One side of an entry, in fen: `receivable:{item}` is what owners owe for one fee item."""

    account: str
    debit_fen: int = 0
    credit_fen: int = 0


def legs_of(
    source: str, *, amount_fen: int, by_item: Mapping[str, int], prepaid_fen: int, unapplied_fen: int
) -> tuple[Leg, ...]:
    """The legs of one payment: its source debited, what it settled, kept or still holds credited; they balance."""
    given = {f"{_RECEIVABLE}:{item_id}": fen for item_id, fen in sorted(by_item.items())}
    given |= {PREPAID: prepaid_fen, UNAPPLIED: unapplied_fen}
    legs = (Leg(source, debit_fen=amount_fen), *(Leg(name, credit_fen=fen) for name, fen in given.items() if fen))
    check(legs)
    return legs


def check(legs: Iterable[Leg]) -> None:
    """The invariant of every entry: debits equal credits, and no side is below nothing."""
    found = tuple(legs)
    debit, credit = sum(leg.debit_fen for leg in found), sum(leg.credit_fen for leg in found)
    assert debit == credit, (debit, credit)  # noqa: S101
    assert all(min(leg.debit_fen, leg.credit_fen) >= 0 for leg in found), found  # noqa: S101


def balance_of(account: str, legs: Iterable[Leg]) -> int:
    """Credits less debits of one account, in fen."""
    return sum(leg.credit_fen - leg.debit_fen for leg in legs if leg.account == account)


def is_receivable(account: str) -> bool:
    """Whether the account is what owners owe for some fee item."""
    return account.startswith(f"{_RECEIVABLE}:")
