"""Makes the demo: one year of an office's life, each step at its own time, by whoever of the office does it.

Killed half way, the next start takes the same steps again; those that were done answer as they did and write nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
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
from infra.local.demo.community import community, name_of
from infra.local.demo.staff import ADMIN, CLERK, COMMUNITY, COMMUNITY_ID, FINANCE, ORG_ID, ORGANISATION, STAFF, Person
from infra.local.demo.workbook import phone_of, workbook

UNITS: Final = 300
MONTHS: Final = 12
_FILE: Final = "示例花园-房屋与业主.xlsx"
_OPENED_DAYS: Final = 20
_TWO_UNITS: Final = 38
_TRIGGER: Final = time(2)


def seed(progress: Callable[[str], None], *, units: int = UNITS, months: int = MONTHS) -> None:
    """Make the demo unless an office that is not the demo's is here already. Ends with this month's draft."""
    if set(estate.organisation_ids()) - {ORG_ID}:
        progress("This data directory holds an office already: no demo is added to it.")
        return
    today = _begun()
    last = Period.of(today)
    first = last.plus(-months)
    with office.own_time():
        now = clock.now()
        _open(first, progress)
        _import(first, last, units, progress)
        for n in range(months + 1):
            _bill(first.plus(n), f"{n + 1}/{months + 1}", now, progress, is_last=n == months)
        stage.drain()


def _begun() -> date:
    """The day of the first try: later tries make the same year, even in the next month."""
    path = stage.current().home.root / "demo.begun"
    if not path.exists():
        draft = path.with_suffix(".new")
        draft.write_text(clock.business_date(clock.now()).isoformat(), encoding="utf-8")
        draft.replace(path)
    return date.fromisoformat(path.read_text(encoding="utf-8"))


def _open(first: Period, progress: Callable[[str], None]) -> None:
    progress(f"Demo: making {COMMUNITY} of {ORGANISATION}, {len(STAFF) + 1} staff …")
    office.set_time(_at(first.first_day - timedelta(days=_OPENED_DAYS), time(9)))
    new = setup.NewOffice(ORGANISATION, COMMUNITY_ID, COMMUNITY, ADMIN.staff_id, ADMIN.name, ADMIN.phone)
    setup.create_office(_desk_of(ADMIN, "terminal").scope, office.cause("demo#office"), new)
    for minutes, person in enumerate(STAFF, start=30):
        office.set_time(_at(first.first_day - timedelta(days=_OPENED_DAYS), time(9, minutes)))
        add_staff(
            _desk_of(ADMIN).scope,
            office.cause(f"demo#staff#{person.staff_id}"),
            person.staff_id,
            name=person.name,
            phone=person.phone,
            grants=[_grant(person)],
        )


def _grant(person: Person) -> Grant:
    buildings = person.buildings and tuple(building_id_of(COMMUNITY_ID, number) for number in person.buildings)
    return Grant(person.role, (COMMUNITY_ID,), buildings)


def _import(first: Period, last: Period, units: int, progress: Callable[[str], None]) -> None:
    progress(f"Demo: importing {units} units and their owners …")
    office.set_time(_at(first.first_day - timedelta(days=_OPENED_DAYS - 1), time(10, 15)))
    office.take_in(_desk_of(CLERK), workbook(community(units=units, first=first, last=last)), name=_FILE)


def _bill(period: Period, place: str, now: datetime, progress: Callable[[str], None], *, is_last: bool) -> None:
    """Draft the month on its first morning; have finance release it next morning, unless it is the current one."""
    due = _at(period.first_day, _TRIGGER)
    office.set_time(min(due, now))
    run = office.draft(_desk_of(FINANCE), period, due=due)
    if run is None:
        return
    if not is_last:
        office.set_time(_at(period.first_day + timedelta(days=1), time(9, 40)))
        run = office.release(_desk_of(FINANCE), run)
    progress(_said(run, place))


def _said(run: Run, place: str) -> str:
    return f"Demo: month {place}, {run.period}: {run.sums.bills} bills {run.state}."


def _desk_of(person: Person, actor_id: str = "") -> office.Desk:
    return office.Desk(ORG_ID, COMMUNITY_ID, actor_id or person.actor_id, person.role if not actor_id else Role.SYSTEM)


def _at(day: date, time_of_day: time) -> datetime:
    return datetime.combine(day, time_of_day, clock.SHANGHAI)


def invite(progress: Callable[[str], None]) -> None:
    """Say who can sign in to the demo, and where the code is read; nothing of any other office."""
    if ORG_ID not in estate.organisation_ids():
        return
    address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    progress(f"Demo: sign in with one of these phones; the code appears at {address}/local/outbox")
    for person in (FINANCE, CLERK, ADMIN):
        progress(f"  {person.role:<8} {person.phone}  {person.name}")
    progress(f"  {Role.OWNER:<8} {phone_of(_TWO_UNITS)}  业主{name_of(_TWO_UNITS)} (two units)")
