"""The demo's households pay: online through the simulated provider, in cash with whoever sits at the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from chalicelib.core import clock
from chalicelib.core.period import Period
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit, unit_id_of
from chalicelib.payments.rules.payments import CheckedBy, PaidBy
from chalicelib.payments.service import exceptions
from infra.local import office, paying
from infra.local.demo import habits
from infra.local.demo.community import Home
from infra.local.demo.habits import Visit
from infra.local.demo.staff import CLERK, COMMUNITY_ID, FINANCE, ORG_ID, Person

_SATURDAY: Final = 5
_SEEN_TO_DAY: Final = 27
_FAMILY_EVERY: Final = 5
_NOTE: Final = "业主来电说明重复支付，同意留作预存抵扣下月费用。"


Payers = Mapping[int, Unit]
"""The units whose owner is known, by their place among the homes."""


def payers(homes: Sequence[Home]) -> Payers:
    """Who can pay, once the homes are on file."""
    units = {unit.unit_id: unit for unit in estate.every_unit(desk_of(FINANCE).scope, COMMUNITY_ID)}
    return {place: units[_unit_id(home)] for place, home in enumerate(homes) if home.owner is not None}


def pay(at: Payers, period: Period, *, age: int) -> str:
    """Have everybody pay who does so in this month; gives a line of progress. Again, what was paid is left as it is."""
    made = {True: 0, False: 0}
    with paying.followed_up():
        for visit in habits.visits(list(at), period, age=age):
            office.set_time(visit.at)
            made[visit.online] += _pay(visit, at, key=str(period))
    if age == habits.TWICE_SEEN_TO_AGE:
        _see_to_exceptions(period.first_day + timedelta(days=_SEEN_TO_DAY - 1))
    return f"{made[True]} paid online, {made[False]} at the desk"


def _pay(visit: Visit, at: Payers, *, key: str) -> int:
    unit = at[visit.place]
    if visit.online:
        return paying.pay_online(desk_of(FINANCE), unit, key=key, choice=visit.choice, times=visit.times)
    return paying.pay_at_desk(
        desk_of(FINANCE if visit.at.weekday() >= _SATURDAY else CLERK),
        unit,
        key=key,
        choice=visit.choice,
        paid_by=PaidBy.FAMILY if visit.place % _FAMILY_EVERY == 0 else PaidBy.SELF,
        checked_by=list(CheckedBy)[visit.place % len(CheckedBy)],
    )


def _see_to_exceptions(day: date) -> None:
    """Finance goes through what is odd in the month."""
    office.set_time(datetime.combine(day, time(10), clock.SHANGHAI))
    scope = desk_of(FINANCE).scope
    found, _ = exceptions.exceptions_page(scope, COMMUNITY_ID, cursor=None)
    for item in found:
        if item.is_open:
            exceptions.handle_exception(
                scope, office.cause(item.exception_id), COMMUNITY_ID, exception_id=item.exception_id, note=_NOTE
            )


def _unit_id(home: Home) -> str:
    return unit_id_of(COMMUNITY_ID, home.block.number, home.entrance, home.number)


def desk_of(person: Person) -> office.Desk:
    """Where somebody of the demo's office works."""
    return office.Desk(ORG_ID, COMMUNITY_ID, person.actor_id, person.role)
