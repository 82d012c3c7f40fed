"""Payments, exception items and the public receipt page on the wire."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.core import clock
from chalicelib.edge.wire import Gives
from chalicelib.payments.rules.exceptions import ExceptionItem
from chalicelib.payments.rules.payments import Payment
from chalicelib.payments.service.receipts import Confirmed


class PartView(Gives):
    """So much of one bill was settled."""

    period: str
    item_id: str
    item_name: str
    amount_fen: int


class PaymentView(Gives):
    """A payment: `book_number` is null while the job has not given it yet, and for ever where prepaid money was used.

    `waiting` bills are still being settled with it. `by_name` is the cashier's; empty where no person took it.
    """

    payment_id: str
    number: str
    book_number: str | None
    method: str
    amount_fen: int
    settled_fen: int
    prepaid_fen: int
    surplus_fen: int
    received_fen: int | None
    change_fen: int
    paid_by: str | None
    checked_by: str | None
    paid_at: str
    by_name: str
    payer_name: str
    parts: list[PartView]
    waiting: int
    has_receipt: bool


class LinkView(Gives):
    """A link that lasts some minutes."""

    url: str


class ExceptionView(Gives):
    """Money that came in otherwise than anybody meant it to."""

    exception_id: str
    unit_id: str
    unit_label: str
    payment_id: str
    payment_number: str
    kind: str
    amount_fen: int
    found_at: str
    note: str | None
    handled_by: str | None
    handled_at: str | None


class ConfirmedView(Gives):
    """What anybody who holds a receipt may know of it."""

    office: str
    community: str
    number: str
    book_number: str | None
    amount_fen: int
    paid_at: str
    method: str
    months: list[str]


class Taken(Gives):
    """What a provider is told when its notification was taken."""

    code: str


def payment_view(payment: Payment, names: Mapping[str, str]) -> PaymentView:
    """A payment; `names` are those of the actors and `P:…` parties."""
    desk = payment.at_desk
    return PaymentView(
        payment_id=payment.payment_id,
        number=payment.number,
        book_number=payment.book_number,
        method=payment.method,
        amount_fen=payment.amount_fen,
        settled_fen=payment.settled_fen,
        prepaid_fen=payment.prepaid_fen,
        surplus_fen=payment.surplus_fen,
        received_fen=desk.received_fen if desk else None,
        change_fen=payment.change_fen,
        paid_by=desk.paid_by if desk else None,
        checked_by=desk.checked_by if desk else None,
        paid_at=clock.instant(payment.paid_at),
        by_name=names.get(payment.posted_by, ""),
        payer_name=names.get(f"P:{payment.payer_id}", ""),
        parts=[
            PartView(period=part.period, item_id=part.item_id, item_name=part.item_name, amount_fen=part.amount_fen)
            for part in payment.parts
        ],
        waiting=len(payment.waiting),
        has_receipt=payment.is_money_in,
    )


def exception_view(item: ExceptionItem, *, unit_label: str, names: Mapping[str, str]) -> ExceptionView:
    """An exception item."""
    return ExceptionView(
        exception_id=item.exception_id,
        unit_id=item.unit_id,
        unit_label=unit_label,
        payment_id=item.payment_id,
        payment_number=item.payment_number,
        kind=item.kind,
        amount_fen=item.amount_fen,
        found_at=clock.instant(item.found_at),
        note=item.note,
        handled_by=names.get(item.handled_by or "", "") if item.handled_by else None,
        handled_at=clock.instant(item.handled_at) if item.handled_at else None,
    )


def confirmed_view(found: Confirmed) -> ConfirmedView:
    """The public page of a receipt."""
    return ConfirmedView(
        office=found.office,
        community=found.community,
        number=found.number,
        book_number=found.book_number,
        amount_fen=found.amount_fen,
        paid_at=clock.instant(found.paid_at),
        method=found.method,
        months=list(found.months),
    )
