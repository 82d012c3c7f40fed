"""Receipts (收据): the paper, and the page that its QR code leads to, which confirms it and names nobody (PAY-03)."""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from chalicelib import config
from chalicelib.attachments.files import files
from chalicelib.core import ids, limits
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.period import Period
from chalicelib.core.scope import Scope, system_scope
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.payments.rules.payments import Method, Payment
from chalicelib.payments.service import history, posting
from chalicelib.payments.store import payments as store
from chalicelib.people import service as people

_ID_BYTES: Final = 16
_MAC_BYTES: Final = 12
_PDF: Final = "application/pdf"
_ONLINE: Final = "线上缴费"
_METHODS: Final = {Method.CASH: "现金", Method.WECHAT: "微信支付"}


class NoReceipt(Conflict):
    """What was prepaid got its receipt when it came in; using it up gives no second one."""

    code = "no_receipt"


@dataclass(frozen=True)
class Confirmed:
    """What anybody who holds the paper may know: it is real, over how much, from when. Nobody is named."""

    office: str
    community: str
    number: str
    book_number: str | None
    amount_fen: int
    paid_at: datetime
    method: Method
    months: tuple[str, ...]


def receipt_link(scope: Scope, unit_id: str, payment_id: str, *, at: datetime, community_id: str | None = None) -> str:
    """Draw the receipt of a payment that the caller may see, and give a link to it that lasts ten minutes.

    Raises NotFound, NoReceipt.
    """
    unit, payment = history.get_payment(scope, unit_id, payment_id, community_id=community_id)
    if not payment.is_money_in:
        raise NoReceipt()
    if payment.waiting:
        posting.finish(scope.org_id, unit_id, payment_id)
        payment = store.load_payment(scope, unit_id, payment_id)
    key = f"receipts/{scope.org_id}/{unit_id}/{payment_id}-{payment.book_number or 'posted'}.pdf"
    files().put(key, _drawn(scope, unit, payment), content_type=_PDF)
    until = at + timedelta(seconds=limits.RECEIPT_LINK_SECONDS)
    return files().download_url(key, file_name=f"{payment.number}.pdf", expires_at=until, shown=True)


def confirm(code: str) -> Confirmed:
    """What the code on a receipt stands for; raises NotFound for one that we did not print."""
    org_id, unit_id, payment_id = _opened(code)
    scope = system_scope(org_id, "receipts")
    payment = store.load_payment(scope, unit_id, payment_id)
    return Confirmed(
        office=estate.get_organisation(scope).name,
        community=estate.get_community(scope, payment.community_id).name,
        number=payment.number,
        book_number=payment.book_number,
        amount_fen=payment.amount_fen,
        paid_at=payment.paid_at,
        method=payment.method,
        months=tuple(sorted({part.period for part in payment.parts})),
    )


def code_of(org_id: str, unit_id: str, payment_id: str) -> str:
    """The code that leads to a receipt's page: it holds the place, and a mark that only we can make."""
    place = ids.packed_together(org_id, unit_id, payment_id)
    return base64.urlsafe_b64encode(place + _mark(place)).decode().rstrip("=")


def _opened(code: str) -> tuple[str, str, str]:
    try:
        data = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotFound() from error
    place, mark = data[: 3 * _ID_BYTES], data[3 * _ID_BYTES :]
    if len(place) != 3 * _ID_BYTES or not hmac.compare_digest(mark, _mark(place)):
        raise NotFound()
    org_id, unit_id, payment_id = ids.unpacked_each(place)
    return org_id, unit_id, payment_id


def _mark(place: bytes) -> bytes:
    return hmac.digest(config.secret("receipts"), place, "sha256")[:_MAC_BYTES]


def _drawn(scope: Scope, unit: Unit, payment: Payment) -> bytes:
    from chalicelib.payments.papers.receipt import ReceiptLine, ReceiptPaper, draw

    payer = f"P:{payment.payer_id}"
    names = people.actor_names(scope, [payer, payment.posted_by])
    code = code_of(scope.org_id, payment.unit_id, payment.payment_id)
    lines = (ReceiptLine(part.item_name, _month(part.period), part.amount_fen) for part in payment.parts)
    return draw(
        ReceiptPaper(
            office=estate.get_organisation(scope).name,
            community=estate.name_of_community(scope, unit),
            unit_label=unit.label,
            payer_name=names.get(payer, ""),
            payment_number=payment.number,
            book_number=payment.book_number,
            paid_at=payment.paid_at,
            method=_METHODS[payment.method],
            lines=tuple(lines),
            prepaid_fen=payment.prepaid_fen,
            total_fen=payment.amount_fen,
            cashier=_ONLINE if payment.method == Method.WECHAT else names.get(payment.posted_by, ""),
            check_url=f"{config.settings().page_origin}/r/{code}",
            check_words=urlsplit(config.settings().page_origin).netloc,
        )
    )


def _month(period: str) -> str:
    month = Period.parse(period)
    return f"{month.year}年{month.month}月"
