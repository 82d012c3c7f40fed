"""A billed office and its payers: orders, what WeChat Pay takes and tells, cash at the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from chalicelib.billing.rules.bills import OpenBill
from chalicelib.billing.service import accounts
from chalicelib.core import clock, ids
from chalicelib.core.scope import Cause, Household, Origin, Reach, Role, Scope, system_scope
from chalicelib.estate.rules import unit_id_of
from chalicelib.journal import VERBS
from chalicelib.payments.providers import port
from chalicelib.payments.providers.port import Scene
from chalicelib.payments.rules import reference
from chalicelib.payments.rules.exceptions import ExceptionItem
from chalicelib.payments.rules.orders import trade_no_of
from chalicelib.payments.rules.parts import Part
from chalicelib.payments.rules.payments import AtDesk, CheckedBy, PaidBy
from chalicelib.payments.service import desk, exceptions, orders, posting, prepayments, settling
from chalicelib.payments.service.applying import PaymentPosted
from chalicelib.people.service import party_id_of
from infra.local.wechat.notices import Notification
from infra.local.wechat.simulator import Simulator
from tests.builders.billing import a_small_workbook
from tests.builders.office import Office, a_cause, an_id, an_office
from tests.builders.provider import PAYER_ADDRESS

FIRST = 101


def a_billed_office(
    units: int = 2,
    *,
    months: Iterable[str] = ("2026-10",),
    items: tuple[str, ...] = ("1", "2"),
    office: Office | None = None,
) -> Office:
    """An office with so many units, each owned by one party, billed for these months and items."""
    office = office or an_office()
    office.take_in(_workbook(units, items))
    for month in months:
        office.bill(month)
    return office


@cache
def _workbook(units: int, items: tuple[str, ...]) -> bytes:
    """Written once: a workbook tells when it was made."""
    return a_small_workbook(units, without_payer=0, items=items)


def unit_of(office: Office, number: int = FIRST) -> str:
    """The id of a unit by its number."""
    return unit_id_of(office.community_id, "1", "1", str(number))


def owner_of(office: Office, number: int = FIRST) -> str:
    """The party that owns the unit and pays for it."""
    return party_id_of(office.community_id, str(number))


def owner(office: Office, number: int = FIRST) -> Scope:
    """What the owner of the unit may reach."""
    units, party_id = frozenset({unit_of(office, number)}), owner_of(office, number)
    household = Household(parties=frozenset({party_id}), owns=dict.fromkeys(units))
    return Scope(office.org_id, f"P:{party_id}", frozenset({Role.OWNER}), Reach(units=units), household)


def cashier(office: Office, name: str = "前台乙") -> Scope:
    """Somebody at the desk of this community."""
    reach = Reach(communities=frozenset({office.community_id}))
    return Scope(office.org_id, f"S:{an_id(name)}", frozenset({Role.DESK}), reach)


def open_bills(office: Office, number: int = FIRST) -> list[OpenBill]:
    """What the unit owes, oldest first."""
    return accounts.open_of(office.scope, unit_of(office, number))


def wish(bills: Iterable[OpenBill], *, most_fen: int | None = None) -> tuple[Part, ...]:
    """All that is open of these bills, or the first of it up to `most_fen`."""
    parts = []
    for bill in bills:
        fen = bill.open_fen if most_fen is None else min(bill.open_fen, most_fen)
        most_fen = None if most_fen is None else most_fen - fen
        if fen:
            parts.append(Part(bill.period, bill.item_id, fen))
    return tuple(parts)


def all_of(office: Office, number: int = FIRST) -> tuple[Part, ...]:
    """All that the unit owes."""
    return wish(open_bills(office, number))


def an_order(
    office: Office,
    number: int = FIRST,
    *,
    parts: Sequence[Part] | None = None,
    prepay_fen: int = 0,
    order_id: str | None = None,
    cause: Cause | None = None,
) -> str:
    """An order by the unit's owner for these parts (all that is open, unless said otherwise); gives its id."""
    order_id = order_id or ids.ulid(clock.now())
    chosen = all_of(office, number) if parts is None else tuple(parts)
    orders.start_order(
        owner(office, number),
        cause or a_cause(),
        unit_of(office, number),
        order_id=order_id,
        parts=chosen,
        prepay_fen=prepay_fen,
    )
    return order_id


def trade_no(office: Office, order_id: str, number: int = FIRST) -> str:
    """What the provider knows an order by."""
    return trade_no_of(office.org_id, unit_of(office, number), order_id)


def attach_of(office: Office, order_id: str, number: int = FIRST) -> str:
    """What the provider carries back of an order, without its bills."""
    return reference.written(office.org_id, unit_of(office, number), order_id, ())


def sent_to_pay(office: Office, order_id: str, number: int = FIRST, *, scene: Scene = Scene.H5) -> str:
    """Send the owner to the provider with an order; gives the number by which the provider knows it."""
    unit_id = unit_of(office, number)
    orders.checkout(owner(office, number), a_cause(), unit_id, order_id, scene=scene, address=PAYER_ADDRESS)
    return trade_no(office, order_id, number)


def taken(
    office: Office, simulator: Simulator, order_id: str, number: int = FIRST, *, amount_fen: int | None = None
) -> Notification:
    """The owner pays the order at the provider, the amount asked or another; gives the notice, which waits."""
    return simulator.pay(sent_to_pay(office, order_id, number), amount_fen)


def tell(notification: Notification, *, at: datetime | None = None) -> PaymentPosted:
    """The notice arrives."""
    at = at or clock.now()
    return settling.take_notification(notification.headers, notification.raw, at=at, request_id=ids.ulid(at))


def post_only(notification: Notification) -> PaymentPosted:
    """The notice arrives, and the process dies once the money is booked: what else there is to do waits."""
    at = clock.now()
    paid = port.provider().read(notification.headers, notification.raw, at=at)
    where = reference.read(paid.attach)
    cause = Cause(at, Origin.PROVIDER, paid.transaction_id, ids.ulid(at))
    return posting.post_payment(system_scope(where.org_id, paid.provider), cause, where, paid)


def surplus(office: Office, unit_id: str, *, fen: int = 5) -> PaymentPosted:
    """Somebody ordered all that a unit owes, and paid more: whose unit it is does not matter."""
    order_id = an_id(unit_id, "order")
    parts = wish(accounts.open_of(office.scope, unit_id))
    opened = orders.start_order(office.scope, a_cause(), unit_id, order_id=order_id, parts=parts)
    return told_of(office, unit_id, order_id, opened.amount_fen + fen)


def told_of(office: Office, unit_id: str, order_id: str, amount_fen: int, *, nth: int = 1) -> PaymentPosted:
    """A provider has taken so much for an order, the `nth` time: what a notice comes to once it was verified."""
    at, number = clock.now(), an_id(order_id, "taken", str(nth))
    attach = reference.written(office.org_id, unit_id, order_id, ())
    place = trade_no_of(office.org_id, unit_id, order_id)
    paid = port.Paid("wechat", place, number, amount_fen, at.replace(microsecond=0), attach)
    cause = Cause(at, Origin.PROVIDER, number, ids.ulid(at))
    return posting.post(system_scope(office.org_id, paid.provider), cause, reference.read(attach), paid)


def pay_online(
    office: Office,
    simulator: Simulator,
    number: int = FIRST,
    *,
    parts: Sequence[Part] | None = None,
    prepay_fen: int = 0,
    amount_fen: int | None = None,
) -> PaymentPosted:
    """Order, pay and notice in one go."""
    order_id = an_order(office, number, parts=parts, prepay_fen=prepay_fen)
    return tell(taken(office, simulator, order_id, number, amount_fen=amount_fen))


def pay_cash(
    office: Office,
    number: int = FIRST,
    *,
    parts: Sequence[Part] | None = None,
    prepay_fen: int = 0,
    received_fen: int | None = None,
    payment_id: str | None = None,
    cause: Cause | None = None,
    by: Scope | None = None,
) -> PaymentPosted:
    """Cash at the desk for these parts (all that is open, unless said otherwise), counted out exactly."""
    chosen = all_of(office, number) if parts is None else tuple(parts)
    counted = sum(part.amount_fen for part in chosen) + prepay_fen if received_fen is None else received_fen
    return desk.take_cash(
        by or cashier(office),
        cause or a_cause(),
        office.community_id,
        unit_of(office, number),
        payment_id=payment_id or ids.ulid(clock.now()),
        parts=chosen,
        prepay_fen=prepay_fen,
        at_desk=AtDesk(PaidBy.SELF, CheckedBy.ID_CARD, counted),
    )


def odd_ones(office: Office) -> list[ExceptionItem]:
    """The community's exception items, newest first."""
    return exceptions.exceptions_page(office.scope, office.community_id, cursor=None)[0]


def cash_only(office: Office, number: int = FIRST, *, payment_id: str | None = None) -> PaymentPosted:
    """Cash for all that is open, and the process dies once it is booked: what else there is to settle waits."""
    taken_only = VERBS["payments.take_cash"]
    chosen, fen = all_of(office, number), sum(part.amount_fen for part in all_of(office, number))
    posted: PaymentPosted = taken_only(
        cashier(office),
        a_cause(),
        office.community_id,
        unit_of(office, number),
        payment_id=payment_id or ids.ulid(clock.now()),
        parts=chosen,
        prepay_fen=0,
        at_desk=AtDesk(PaidBy.SELF, CheckedBy.ID_CARD, fen),
    )
    return posted


def use_prepaid(office: Office, number: int = FIRST, *, cause: Cause | None = None) -> PaymentPosted:
    """The owner settles open bills with what was prepaid."""
    return prepayments.use_prepaid(
        owner(office, number), cause or a_cause(), unit_of(office, number), payer_id=owner_of(office, number)
    )


def a_part(item: str = "物业服务费", *, period: str = "2026-10", amount_fen: int = 250_00) -> Part:
    """So much of a bill that need not exist."""
    return Part(period, an_id(item), amount_fen)


def half(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Half of each part, rounded down."""
    return tuple(replace(part, amount_fen=part.amount_fen // 2) for part in parts)
