"""The verbs of every day, each to be done once more by the bench's household whenever it is asked for.

A case prepares what must stand before; it gives the names by which `floors` finds the rows, and the verb itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from chalicelib.core import clock, ids
from tests.bench.household import ADDRESS, BILLS, PHONE, Household
from tests.bench.town import COMMUNITY_ID

if TYPE_CHECKING:
    from chalicelib.billing.rules.bills import OpenBill
    from chalicelib.payments.providers.port import Asked, Paid
    from chalicelib.payments.rules.parts import Part

TICKETS: Final = 20
WORDS: Final = "厨房水管漏水，已经流到楼下了，请尽快派人来看看"
Names: TypeAlias = dict[str, str]
Case: TypeAlias = tuple[Names, Callable[[], object]]


class Everyday:
    """What the household does, and is done for it."""

    def __init__(self, home: Household) -> None:
        self._home = home

    def sign_in(self) -> Case:
        """An owner with a code just received."""
        from chalicelib.people.service import sign_in
        from chalicelib.people.vault import index

        code = self._home.code()
        names = {"subject": index("phone", PHONE)}
        return names, lambda: sign_in.sign_in(PHONE, code, address=ADDRESS, at=self._home.at)

    def list_bills(self) -> Case:
        """What an owner may pay, bill by bill."""

        def work() -> None:
            assert len(self._open()) == BILLS

        return self._names, work

    def start_payment(self) -> Case:
        """An order for the oldest bill."""
        from chalicelib.payments.service import orders

        bill, order_id = self._open()[0], ids.ulid(self._home.later(seconds=1))
        cause = self._home.cause(order_id)

        def work() -> object:
            return orders.start_order(
                self._home.owner, cause, self._home.unit.unit_id, order_id=order_id, parts=[_all_of(bill)]
            )

        return {**self._names, **_names_of(bill), "order": order_id}, work

    def pay_by_notification(self) -> Case:
        """The provider tells that such an order was paid."""
        from chalicelib.payments.providers import port
        from chalicelib.payments.service import settling

        names, order = self.start_payment()
        order()
        at = self._home.later(seconds=30)
        port.use(Told(self._home.org_id, names, self._open()[0].open_fen))
        return names, lambda: settling.take_notification({}, b"", at=at, request_id=ids.ulid(at))

    def pay_at_desk(self) -> Case:
        """A cashier takes cash for the oldest bill."""
        from chalicelib.payments.rules.payments import AtDesk, CheckedBy, PaidBy
        from chalicelib.payments.service import desk

        bill, payment_id = self._open()[0], ids.ulid(self._home.later(seconds=1))
        cause, cashier = self._home.cause(payment_id), self._home.cashier
        noted = AtDesk(PaidBy.SELF, CheckedBy.KNOWN, bill.open_fen)

        def work() -> object:
            return desk.take_cash(
                cashier,
                cause,
                COMMUNITY_ID,
                self._home.unit.unit_id,
                payment_id=payment_id,
                parts=[_all_of(bill)],
                at_desk=noted,
            )

        return {**self._names, **_names_of(bill)}, work

    def list_tickets(self) -> Case:
        """What an owner has reported and is not done, a page of it."""
        from chalicelib.tickets.service import reading

        owner, unit_id = self._home.owner, self._home.unit.unit_id
        self._home.later(hours=1)
        while len(reading.unit_page(owner, unit_id, is_open=True, cursor=None)[0]) < TICKETS:
            self._report()()

        def work() -> None:
            found, _ = reading.unit_page(owner, unit_id, is_open=True, cursor=None)
            assert len(found) == TICKETS

        return self._names, work

    def open_ticket(self) -> Case:
        """An owner reports a leak, not the first of the hour."""
        self._home.later(hours=1)
        self._report()()
        ticket_id = ids.ulid(self._home.later(seconds=1))
        hour = clock.instant(self._home.at)[:13]
        return {**self._names, "ticket": ticket_id, "hour": hour}, self._report(ticket_id)

    def _report(self, ticket_id: str = "") -> Callable[[], object]:
        from chalicelib.tickets.service import intake

        ticket_id = ticket_id or ids.ulid(self._home.later(seconds=1))
        owner, cause, unit_id = self._home.owner, self._home.cause(ticket_id), self._home.unit.unit_id
        return lambda: intake.open_ticket(owner, cause, unit_id, ticket_id=ticket_id, words=WORDS)

    def be_asked_for(self) -> Callable[[], object]:
        """The edge finds out who the owner is, as it does before each request about money."""
        from chalicelib.edge import sessions
        from chalicelib.people.service import sign_in

        code = self._home.code()
        token = sign_in.sign_in(PHONE, code, address=ADDRESS, at=self._home.at).token
        return lambda: sessions.find(token, at=self._home.at, fresh=True)

    @property
    def _names(self) -> Names:
        return {"org": self._home.org_id, "unit": self._home.unit.unit_id, "community": COMMUNITY_ID}

    def _open(self) -> list[OpenBill]:
        from chalicelib.billing.service import accounts

        return accounts.open_of(self._home.owner, self._home.unit.unit_id)


CASES: Final[dict[str, Callable[[Everyday], Case]]] = {
    "sign-in": Everyday.sign_in,
    "list my bills": Everyday.list_bills,
    "start payment": Everyday.start_payment,
    "pay one bill (notification)": Everyday.pay_by_notification,
    "pay one bill (desk)": Everyday.pay_at_desk,
    "list my 20 open tickets": Everyday.list_tickets,
    "open a ticket": Everyday.open_ticket,
}
"""By the names that `floors` has for them; the bills and tickets are listed before one is paid or opened."""


@dataclass
class Told:
    """A provider that says of every notification: this order was paid."""

    org_id: str
    names: Names
    amount_fen: int
    name: str = "wechat"

    def open(self, asked: Asked) -> str:
        """No link is needed."""
        raise NotImplementedError

    def find(self, trade_no: str) -> Paid | None:
        """Nobody asks."""
        raise NotImplementedError

    def close(self, trade_no: str) -> None:
        """Nobody closes."""
        raise NotImplementedError

    def read(self, headers: Mapping[str, str], raw: bytes, *, at: object) -> Paid:
        """As the adapter gives it after verifying."""
        from chalicelib.payments.providers.port import Paid
        from chalicelib.payments.rules import orders, reference

        unit_id, order_id = self.names["unit"], self.names["order"]
        bill = (self.names["period"], self.names["item"])
        return Paid(
            provider=self.name,
            trade_no=orders.trade_no_of(self.org_id, unit_id, order_id),
            transaction_id=f"42000{order_id}",
            amount_fen=self.amount_fen,
            paid_at=clock.now().replace(microsecond=0),
            attach=reference.written(self.org_id, unit_id, order_id, [bill]),
        )


def _all_of(bill: OpenBill) -> Part:
    from chalicelib.payments.rules.parts import Part

    return Part(bill.period, bill.item_id, bill.open_fen)


def _names_of(bill: OpenBill) -> Names:
    return {"period": bill.period, "item": bill.item_id}
