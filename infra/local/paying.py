"""Households paying without a page: an order, the provider, its signed notice; or cash at the desk. Then the jobs.

Through the same verbs, adapter and notices as the pages. Each step has a key of its own, so a program that was killed
half way does the whole again: what stands already is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from chalicelib.billing.rules.bills import OpenBill
from chalicelib.billing.service import accounts
from chalicelib.core import clock, ids, limits
from chalicelib.core.errors import Conflict
from chalicelib.core.scope import Household, Reach, Role, Scope
from chalicelib.edge import jobs, queues
from chalicelib.estate.rules import Unit
from chalicelib.journal import KeyReused
from chalicelib.payments import jobs as payments_jobs
from chalicelib.payments.providers import port
from chalicelib.payments.rules.orders import trade_no_of
from chalicelib.payments.rules.parts import NothingToPay, Part
from chalicelib.payments.rules.payments import AtDesk, CheckedBy, PaidBy
from chalicelib.payments.service import desk as cash_desk
from chalicelib.payments.service import orders, settling
from infra.local import office, stage
from infra.local.office import Desk
from infra.local.wishes import Choice, in_full

_PAYER_ADDRESS: Final = "203.0.113.7"
_NOTE_FEN: Final = 100_00
_NUMBERED_AFTER: Final = timedelta(seconds=10)
BETWEEN_PAYMENTS: Final = timedelta(seconds=20)


def pay_online(desk: Desk, unit: Unit, *, key: str, choice: Choice = in_full, times: int = 1) -> int:
    """Have the payer of the unit order what is chosen, pay it, and have the notice taken; gives the payments made.

    One order, or as many as it takes when it is more than one may be for. `times` opens the same orders again before
    any is paid, as somebody does who taps on two phones. The clock goes on a little with each payment, so that there is
    an order among them.
    """
    bills = accounts.open_of(desk.scope, unit.unit_id)
    scope, wish = _payer(desk, unit, bills), choice(bills)
    opened = []
    for n, parts in enumerate(_orders_of(wish.parts) * times):
        order_id = ids.derived(unit.unit_id, "order", key, str(n))
        try:
            step = office.cause(order_id)
            orders.start_order(
                scope, step, unit.unit_id, order_id=order_id, parts=parts, prepay_fen=0 if n else wish.prepay_fen
            )
        except KeyReused:
            pass  # it was begun before a break, with what was open then
        except NothingToPay:
            continue
        opened.append(order_id)
    for order_id in opened:
        _settle(scope, unit.unit_id, order_id)
        office.set_time(clock.now() + BETWEEN_PAYMENTS)
    return len(opened)


def _settle(scope: Scope, unit_id: str, order_id: str) -> None:
    """From the link to the posted payment; each of the three steps may have been done before a break."""
    simulator, trade_no = stage.current().wechat, trade_no_of(scope.org_id, unit_id, order_id)
    step = office.cause(order_id)
    try:
        orders.checkout(scope, step, unit_id, order_id, scene=port.Scene.H5, address=_PAYER_ADDRESS)
        notice = simulator.pay(trade_no)
    except Conflict:  # it is paid
        notice = simulator.notification(trade_no)
    settling.take_notification(notice.headers, notice.raw, at=clock.now(), request_id=step.request_id)


def pay_at_desk(
    desk: Desk,
    unit: Unit,
    *,
    key: str,
    choice: Choice = in_full,
    paid_by: PaidBy = PaidBy.SELF,
    checked_by: CheckedBy = CheckedBy.KNOWN,
) -> int:
    """Have the cashier `desk` take what is chosen in cash, handed over in notes of ¥100; gives the payments made.

    The same step is told by its key and the time on the clock.
    """
    wish = choice(accounts.open_of(desk.scope, unit.unit_id))
    payment_id = ids.derived_at(clock.now(), unit.unit_id, "cash", key)
    amount_fen = sum(part.amount_fen for part in wish.parts) + wish.prepay_fen
    received_fen = -(-amount_fen // _NOTE_FEN) * _NOTE_FEN
    try:
        cash_desk.take_cash(
            desk.scope,
            office.cause(payment_id),
            desk.community_id,
            unit.unit_id,
            payment_id=payment_id,
            parts=wish.parts,
            prepay_fen=wish.prepay_fen,
            at_desk=AtDesk(paid_by, checked_by, received_fen),
        )
    except KeyReused:
        pass  # it was taken before a break
    except NothingToPay:
        return 0
    return 1


@contextmanager
def followed_up() -> Iterator[None]:
    """Inside, the same job waits once, however often it is put. At the end, ten seconds later, the jobs are done.

    Then receipts have their numbers. A sweep sees to what a killed process left, whose messages may be lost.
    """
    queues.use(_Once(stage.current().queue))
    try:
        yield
    finally:
        queues.use(stage.current().queue)
    office.set_time(clock.now() + _NUMBERED_AFTER)
    stage.drain()
    jobs.run(payments_jobs.RESUME)


class _Once:
    """A queue that holds a job with the same payload once."""

    def __init__(self, queue: queues.Queue) -> None:
        self._queue = queue
        self._put: list[tuple[str, dict[str, Any]]] = []

    def put(self, job: str, payload: dict[str, Any], *, delay_seconds: int = 0) -> None:
        """As the queue itself, unless it is there."""
        if (job, payload) not in self._put:
            self._put.append((job, payload))
            self._queue.put(job, payload, delay_seconds=delay_seconds)


def _payer(desk: Desk, unit: Unit, bills: Sequence[OpenBill]) -> Scope:
    """Who owes the first bill, else who pays today, as the owner of this unit alone."""
    payer = unit.payer_on(clock.business_date(clock.now()))
    payer_id = bills[0].payer_id if bills else payer.value if payer else ""
    reach = Reach(frozenset({desk.community_id}), None, frozenset({unit.unit_id}))
    household = Household(frozenset({payer_id}), {unit.unit_id: None})
    return Scope(desk.org_id, f"P:{payer_id}", frozenset({Role.OWNER}), reach, household)


def _orders_of(parts: Iterable[Part]) -> list[tuple[Part, ...]]:
    """The parts in as many orders as their number and sum need; one without a part for none."""
    made: list[list[Part]] = [[]]
    for part in parts:
        sum_fen = part.amount_fen + sum(one.amount_fen for one in made[-1])
        if len(made[-1]) == limits.BILLS_PER_PAYMENT or (made[-1] and sum_fen > limits.MOST_FEN):
            made.append([])
        made[-1].append(part)
    return [tuple(some) for some in made]
