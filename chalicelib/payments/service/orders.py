"""Orders: fix what is to be paid, send the payer to the provider, and say how it went (PAY-01)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.billing.service import accounts
from chalicelib.core import clock
from chalicelib.core.scope import Cause, Scope
from chalicelib.db.reads import Together
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import transaction, verb
from chalicelib.journal.entries import unit_home
from chalicelib.payments.providers import port
from chalicelib.payments.rules import orders as rules
from chalicelib.payments.rules import reference
from chalicelib.payments.rules.balances import NoPayer
from chalicelib.payments.rules.orders import Order, OrderExists, Verb
from chalicelib.payments.rules.parts import Bills, Part, check_wish, choose
from chalicelib.payments.service import access
from chalicelib.payments.service.applying import bill_asks
from chalicelib.payments.store import orders as store


@dataclass(frozen=True)
class OrderOpened:
    order_id: str
    unit_id: str
    amount_fen: int


@dataclass(frozen=True)
class OrderClosed:
    order_id: str
    unit_id: str


def start_order(
    scope: Scope, cause: Cause, unit_id: str, *, order_id: str, parts: Sequence[Part], prepay_fen: int = 0
) -> OrderOpened:
    """Fix the chosen bills and their amounts. Raises NotFound, BillPaid, MoreThanOpen and what `check_wish` refuses.

    Also NoProvider, before anything is written, where nothing can be paid online. Two orders for the same bills may
    both be open, and both be paid: the second's money is kept as prepaid.
    """
    port.provider()
    return _start_order(scope, cause, unit_id, order_id=order_id, parts=tuple(parts), prepay_fen=prepay_fen)


@verb("payments.start_order")
def _start_order(
    scope: Scope, cause: Cause, unit_id: str, *, order_id: str, parts: tuple[Part, ...], prepay_fen: int
) -> OrderOpened:
    check_wish(parts, prepay_fen)
    unit, bills, already = _read(scope, unit_id, order_id, parts)
    if already:
        raise OrderExists(order_id=order_id)
    chosen = choose(parts, bills)
    payer_id, of_several = payer_of(scope, cause, unit, bills, prepay_fen=prepay_fen)
    order = rules.open_order(
        order_id,
        unit_id=unit_id,
        community_id=unit.community_id,
        parts=chosen,
        payer_id=payer_id,
        of_several=of_several,
        prepay_fen=prepay_fen,
        at=cause.at,
        by=scope.actor_id,
    )
    with transaction(scope, cause) as tx:
        return tx.record(
            "order.opened",
            subject=store.order_row(scope, order),
            home=unit_home(unit_id),
            outcome=OrderOpened(order_id, unit_id, order.amount_fen),
        )


def _read(scope: Scope, unit_id: str, order_id: str, parts: tuple[Part, ...]) -> tuple[Unit, Bills, bool]:
    """All that an order is decided on, in one request: of the bills those that the payer may see."""
    unit, order = estate.ask_unit(scope, unit_id), store.ask_order(scope, unit_id, order_id)
    asked = bill_asks(scope, unit_id, (part.bill for part in parts))
    found = Together(unit, order, *asked.values())
    there, bills = found[unit], {key: found[ask] for key, ask in asked.items()}
    seen = {key: bill if bill and accounts.sees(scope, bill) else None for key, bill in bills.items()}
    return there, seen, found[order] is not None


def payer_of(scope: Scope, cause: Cause, unit: Unit, bills: Bills, *, prepay_fen: int) -> tuple[str, bool]:
    """The party on whose account a payment for these bills stands, and whether they are owed by several.

    On the portal one of the caller's own, whoever owes the bills: what is left over is theirs. At the desk who owes
    the bills, or who pays the unit today. Raises NoPayer where a prepayment would be nobody's, or could not be used.
    """
    payer = unit.payer_on(clock.business_date(cause.at))
    owing = list(dict.fromkeys(bill.payer_id for bill in bills.values() if bill)) or ([payer.value] if payer else [])
    own = scope.household.parties if scope.household else None
    mine = [party for party in owing if own is None or party in own]
    if prepay_fen and (len(owing) != 1 or not mine):
        raise NoPayer()
    return (mine[0] if mine else scope.actor_id.removeprefix("P:")), len(owing) > 1


@verb("payments.close_order")
def close_order(scope: Scope, cause: Cause, unit_id: str, *, order_id: str) -> OrderClosed:
    """Nobody has paid it, and the provider lets nobody pay it any more. Raises OrderRefused for one that was paid."""
    order = rules.move(store.load_order(scope, unit_id, order_id), Verb.CLOSE)
    with transaction(scope, cause) as tx:
        return tx.record(
            "order.closed",
            subject=store.order_row(scope, order),
            home=unit_home(unit_id),
            outcome=OrderClosed(order_id, unit_id),
        )


def get_order(scope: Scope, unit_id: str, order_id: str) -> Order:
    """The order of a unit within reach, as its payer follows it; raises NotFound."""
    estate.get_unit(scope, unit_id)
    order = store.load_order(scope, unit_id, order_id)
    access.need_seen(scope, order)
    return order


def checkout(scope: Scope, cause: Cause, unit_id: str, order_id: str, *, scene: port.Scene, address: str) -> str:
    """Where the payer goes to pay the order; the provider gives the same or a fresh link each time.

    Raises OrderRefused for one that is paid, closed or past its time; NoProvider; ProviderDown.
    """
    order = get_order(scope, unit_id, order_id)
    rules.need_open(order, cause.at)
    asked = port.Asked(
        trade_no=rules.trade_no_of(scope.org_id, unit_id, order_id),
        amount_fen=order.amount_fen,
        description=_description(scope, order),
        attach=reference.written(scope.org_id, unit_id, order_id, (part.bill for part in order.parts)),
        expires_at=order.expires_at,
        scene=scene,
        payer_address=address,
    )
    return port.provider().open(asked)


def _description(scope: Scope, order: Order) -> str:
    """What the payer reads at the provider: no name, no room number."""
    months = sorted({part.period for part in order.parts})
    span = "" if not months else months[0] if len(months) == 1 else f"{months[0]}—{months[-1]}"
    return f"物业费用 {span}".strip() if months else "物业费预存"
