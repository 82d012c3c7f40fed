"""Makes the demo: one year of an office's life, each step at its own time, by whoever of the office does it.

Killed half way, the next start takes the same steps again; those that were done answer as they did and write nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from chalicelib.billing.rules.runs import Run
from chalicelib.core import clock
from chalicelib.core.period import Period
from chalicelib.core.scope import Role
from chalicelib.estate import service as estate
from chalicelib.estate.rules import building_id_of
from chalicelib.people import setup
from chalicelib.people.service import Grant, add_staff
from infra.local import office, stage
from infra.local.demo import corrections, tickets
from infra.local.demo.community import Community, community, name_of
from infra.local.demo.habits import TWO_UNITS
from infra.local.demo.payments import Payers, desk_of, pay, payers
from infra.local.demo.staff import (
    ADMIN,
    CLERK,
    COMMUNITY,
    COMMUNITY_ID,
    FINANCE,
    ORG_ID,
    ORGANISATION,
    REPAIRER,
    STAFF,
    STEWARD,
    Person,
)
from infra.local.demo.workbook import phone_of, workbook

UNITS: Final = 300
MONTHS: Final = 12
_FILE: Final = "示例花园-房屋与业主.xlsx"
_OPENED_DAYS: Final = 20
_TRIGGER: Final = time(2)


def seed(progress: Callable[[str], None], *, units: int = UNITS, months: int = MONTHS) -> None:
    """Make the demo unless an office that is not the demo's is here already. Ends with this month's draft, with
    tickets under way and corrections that wait.
    """
    if set(estate.organisation_ids()) - {ORG_ID}:
        progress("This data directory holds an office already: no demo is added to it.")
        return
    today = _begun()
    last = Period.of(today)
    first = last.plus(-months)
    with office.own_time():
        now = clock.now()
        _open(first, progress)
        made = community(units=units, first=first, last=last)
        _import(made, progress)
        at = payers(made.homes)
        for n in range(months):
            _live(at, first.plus(n), months - 1 - n, f"{n + 1}/{months + 1}", progress)
        run = _draft(last, now)
        if run is not None:
            progress(f"Demo: month {months + 1}/{months + 1}, {last}: {run.sums.bills} bills {run.state}.")
        stage.drain()
    with office.own_time():
        begun = _tickets_begun()
        progress(f"Demo: {tickets.make(at, begun)} tickets, from last week's to one of a minute ago.")
        progress(f"Demo: waiting for a second person, beside the draft: {corrections.make(at, begun)}.")


def _tickets_begun() -> datetime:
    """The time of the first try, from which the tickets count: later tries take the same steps at the same times."""
    path = stage.current().home.root / "demo.tickets"
    _keep(path, clock.instant(clock.now()))
    return clock.from_instant(path.read_text(encoding="utf-8"))


def _begun() -> date:
    """The day of the first try: later tries make the same year, even in the next month."""
    path = stage.current().home.root / "demo.begun"
    _keep(path, clock.business_date(clock.now()).isoformat())
    return date.fromisoformat(path.read_text(encoding="utf-8"))


def _keep(path: Path, text: str) -> None:
    """Write it unless it is there, whole or not at all."""
    if not path.exists():
        draft = path.with_suffix(".new")
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)


def _open(first: Period, progress: Callable[[str], None]) -> None:
    progress(f"Demo: making {COMMUNITY} of {ORGANISATION}, {len(STAFF) + 1} staff …")
    office.set_time(_at(first.first_day - timedelta(days=_OPENED_DAYS), time(9)))
    terminal = office.Desk(ORG_ID, COMMUNITY_ID, role=Role.SYSTEM)
    new = setup.NewOffice(ORGANISATION, COMMUNITY_ID, COMMUNITY, ADMIN.staff_id, ADMIN.name, ADMIN.phone)
    setup.create_office(terminal.scope, office.cause("demo#office"), new)
    for minutes, person in enumerate(STAFF, start=30):
        office.set_time(_at(first.first_day - timedelta(days=_OPENED_DAYS), time(9, minutes)))
        add_staff(
            desk_of(ADMIN).scope,
            office.cause(f"demo#staff#{person.staff_id}"),
            person.staff_id,
            name=person.name,
            phone=person.phone,
            grants=[_grant(person)],
        )


def _grant(person: Person) -> Grant:
    buildings = person.buildings and tuple(building_id_of(COMMUNITY_ID, number) for number in person.buildings)
    return Grant(person.role, (COMMUNITY_ID,), buildings)


def _import(made: Community, progress: Callable[[str], None]) -> None:
    progress(f"Demo: importing {len(made.homes)} units and their owners …")
    office.set_time(_at(made.first.first_day - timedelta(days=_OPENED_DAYS - 1), time(10, 15)))
    office.take_in(desk_of(CLERK), workbook(made), name=_FILE, second=desk_of(FINANCE))


def _live(at: Payers, period: Period, age: int, place: str, progress: Callable[[str], None]) -> None:
    """A month that is over: drafted on its first morning, released on the next by finance, then paid by most.

    A month after which the next has begun was done by an earlier start.
    """
    if office.monthly_run(desk_of(FINANCE), period.plus(1)) is not None:
        return
    run = _draft(period, _at(period.first_day, _TRIGGER))
    if run is None:
        return
    office.set_time(_at(period.first_day + timedelta(days=1), time(9, 40)))
    run = office.release(desk_of(FINANCE), run)
    paid = pay(at, period, age=age)
    progress(f"Demo: month {place}, {period}: {run.sums.bills} bills {run.state}, {paid}.")


def _draft(period: Period, now: datetime) -> Run | None:
    """Have the month drafted on its first morning, or now where that is still to come."""
    due = _at(period.first_day, _TRIGGER)
    office.set_time(min(due, now))
    return office.draft(desk_of(FINANCE), period, due=due)


def _at(day: date, time_of_day: time) -> datetime:
    return datetime.combine(day, time_of_day, clock.SHANGHAI)


def invite(progress: Callable[[str], None]) -> None:
    """Say who can sign in to the demo, and where the code is read; nothing of any other office."""
    if ORG_ID not in estate.organisation_ids():
        return
    address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    progress(f"Demo: sign in with one of these phones; the code appears at {address}/local/outbox")
    for person in (FINANCE, CLERK, ADMIN, REPAIRER, STEWARD):
        progress(f"  {person.role:<8} {person.phone}  {person.name}")
    progress(f"  {Role.OWNER:<8} {phone_of(TWO_UNITS[0])}  业主{name_of(TWO_UNITS[0])} (two units)")
