"""Reminding one payer of a community: decided on what stands open now, recorded once a day at most."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from chalicelib.billing.rules.bills import OpenBill
from chalicelib.billing.service import accounts
from chalicelib.core import clock, limits
from chalicelib.core.errors import Conflict
from chalicelib.core.scope import Cause, Scope
from chalicelib.dunning.rules.stages import Reminder, is_near, to_tell
from chalicelib.dunning.store import reminders as store
from chalicelib.estate.rules import Unit
from chalicelib.journal import transaction, verb
from chalicelib.journal.entries import community_home, unit_home
from chalicelib.people import service as people


class NothingToRemind(Conflict):
    """Nothing is open any more of which the payer has not heard."""

    code = "nothing_to_remind"


@dataclass(frozen=True)
class Reminded:
    """`units` are the first of those that owe; `bills` and `open_fen` what is due in three days or was; `due_on` the
    first due day, `stage` how many days ago that is, as told.
    """

    payer_id: str
    community_id: str
    units: tuple[str, ...]
    bills: int
    open_fen: int
    stage: int
    due_on: date


@dataclass(frozen=True)
class Owing:
    """What a payer who was reminded owes now of what is due in three days or was, and the day of the last reminder."""

    bills: tuple[OpenBill, ...]
    told_on: date | None

    @property
    def open_fen(self) -> int:
        return sum(bill.open_fen for bill in self.bills)


@verb("dunning.remind")
def remind(scope: Scope, cause: Cause, community_id: str, *, payer_id: str, unit_ids: tuple[str, ...]) -> Reminded:
    """Record that the payer is reminded today of what they owe on these units; whoever listens tells them.

    Raises NothingToRemind: what was open is paid, or they heard of it.
    """
    today = clock.business_date(cause.at)
    last = store.load(scope, community_id, payer_id)
    bills = _near_bills(scope, unit_ids, payer_id, today)
    reached = to_tell(last, (bill.due_on for bill in bills), today)
    if not reached:
        raise NothingToRemind()
    units = tuple(dict.fromkeys(bill.unit_id for bill in bills))
    told = replace(last, unit_ids=units, told_on=today, reached=reached)
    with transaction(scope, cause) as tx:
        return tx.record(
            "bills.reminded",
            subject=store.reminder_row(scope, told),
            home=unit_home(units[0]) if len(units) == 1 else community_home(community_id),
            outcome=Reminded(
                payer_id=payer_id,
                community_id=community_id,
                units=units[: limits.UNITS_TOLD],
                bills=len(bills),
                open_fen=sum(bill.open_fen for bill in bills),
                stage=reached[0].stage,
                due_on=reached[0].due_on,
            ),
        )


def payers_owing(scope: Scope, community_id: str, units: Iterable[Unit], *, today: date) -> dict[str, tuple[str, ...]]:
    """Who is to hear something new today about these units: payers, each with every unit that may owe in their name.

    Those of `units` that owe, and whatever else ties the payer to the community: a payer of several hears once.
    """
    owing: dict[str, list[OpenBill]] = {}
    for unit in units:
        for bill in accounts.open_of(scope, unit.unit_id):
            if is_near(bill.due_on, today):
                owing.setdefault(bill.payer_id, []).append(bill)
    told = store.load_many(scope, community_id, owing)

    def hears_something(payer_id: str) -> bool:
        last = told.get(payer_id, Reminder(community_id, payer_id))
        return bool(to_tell(last, (bill.due_on for bill in owing[payer_id]), today))

    def places(payer_id: str) -> tuple[str, ...]:
        ties = people.units_of(scope, payer_id, community_id=community_id)
        return tuple(dict.fromkeys((*ties, *(bill.unit_id for bill in owing[payer_id]))))

    return {payer_id: places(payer_id) for payer_id in owing if hears_something(payer_id)}


def owing_now(scope: Scope, community_id: str, payer_id: str, *, today: date) -> Owing:
    """What is open now of what the payer was last reminded of: asked before anything is sent."""
    last: Reminder = store.load(scope, community_id, payer_id)
    return Owing(_near_bills(scope, last.unit_ids, payer_id, today), last.told_on)


def _near_bills(scope: Scope, unit_ids: Collection[str], payer_id: str, today: date) -> tuple[OpenBill, ...]:
    found = (bill for unit_id in unit_ids for bill in accounts.open_of(scope, unit_id, payers={payer_id}))
    return tuple(bill for bill in found if is_near(bill.due_on, today))
