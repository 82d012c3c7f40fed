"""Which payments and orders of a unit a caller may see: an owner those since they own it, a tenant theirs (SEC-01)."""

from __future__ import annotations

from datetime import date

from chalicelib.core.clock import business_date
from chalicelib.core.errors import NotFound
from chalicelib.core.period import Period
from chalicelib.core.scope import Scope
from chalicelib.payments.rules.orders import Order
from chalicelib.payments.rules.payments import Method, Payment


def sees(scope: Scope, thing: Payment | Order) -> bool:
    """Whether it is the caller's to see: one for bills of several parties is not one party's alone."""
    return scope.sees_of_unit(thing.unit_id, None if thing.of_several else thing.payer_id, _day_of(thing))


def need_seen(scope: Scope, thing: Payment | Order) -> None:
    """Raise NotFound for another's."""
    if not sees(scope, thing):
        raise NotFound()


def _day_of(thing: Payment | Order) -> date:
    """The first day that it tells something about: of the months it is for, else its own.

    What is given back by a correction, or paid for its note, is of days before, nobody knows here which.
    """
    parts = (*thing.parts, *(thing.waiting if isinstance(thing, Payment) else ()))
    if any(part.of_note for part in parts) or (isinstance(thing, Payment) and thing.method == Method.CREDIT):
        return date.min
    own = business_date(thing.posted_at if isinstance(thing, Payment) else thing.opened_at)
    return min((own, *(Period.parse(part.period).first_day for part in parts)))
