"""What a payer has prepaid on a unit (预存), and how it settles bills (PAY-01).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chalicelib.billing.rules.bills import OpenBill
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.payments.rules.parts import Part, part_of


class NothingPrepaid(Conflict):
    """Nothing is prepaid, or nothing is open that it could settle."""

    code = "nothing_prepaid"


class NoPayer(Invalid):
    """Nobody pays for this unit, so that a prepayment would be nobody's."""

    code = "no_payer"


@dataclass(frozen=True)
class Balance:
    """What one party has prepaid on one unit, in fen; never below nothing."""

    unit_id: str
    community_id: str
    payer_id: str
    prepaid_fen: int = 0
    stamp: Stamp = NEW


def add(balance: Balance, amount_fen: int) -> Balance:
    """The balance with so much more, or (below nothing) less of it."""
    after = replace(balance, prepaid_fen=balance.prepaid_fen + amount_fen)
    assert after.prepaid_fen >= 0, (balance, amount_fen)  # noqa: S101
    return after


def parts_for(balance: Balance, bills: Iterable[OpenBill], *, most: int) -> tuple[Part, ...]:
    """What the balance settles: this payer's open bills, oldest first, while it lasts. Raises NothingPrepaid."""
    parts: list[Part] = []
    left = balance.prepaid_fen
    for bill in sorted(bills, key=lambda bill: (bill.period, bill.item_id)):
        fen = min(left, bill.open_fen)
        if bill.payer_id == balance.payer_id and fen > 0 and len(parts) < most:
            parts.append(part_of(bill, fen))
            left -= fen
    if not parts:
        raise NothingPrepaid(prepaid_fen=balance.prepaid_fen)
    return tuple(parts)
