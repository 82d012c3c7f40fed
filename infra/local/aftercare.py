"""What an office does of a month beside billing it: a leak followed to the end, and reminders of what is due.

The journal is heard after every step, as the worker does it, so that owners' messages stand in the outbox.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from chalicelib.callbacks import jobs as callbacks_jobs
from chalicelib.core import clock, ids
from chalicelib.core.scope import Role
from chalicelib.dunning import jobs as dunning_jobs
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.notices import jobs as notices_jobs
from chalicelib.people import service as people
from chalicelib.tickets import jobs as tickets_jobs
from infra.local import office, stage, stream
from infra.local.office import Desk
from infra.local.serving import Serving

_TEN: Final = time(10)
_LOOKED_AT: Final = 20
_WORDS: Final = "厨房水管漏水，已经流到地上了。"
_REMINDED_DAYS: Final = (-3, 0, 1)
"""From the day by which bills are to be paid: before it, on it, after it."""


class Ears:
    """Hears the journal and sends what is to be sent, at the time on the clock."""

    def __init__(self) -> None:
        here = stage.current()
        self._source = stream.source_of(here.home, here.queue)

    def hear(self) -> None:
        stream.hear_all(self._source)
        jobs.run(notices_jobs.DELIVER)


def serve(desk: Desk, ears: Ears) -> bool:
    """Have a leak reported, repaired and asked after within its promises, from 10:00 of the next day.

    By one of the first who pay for a unit: on the portal, or, without a phone to sign in with, at the desk. False where
    nobody pays for any.
    """
    at = _at_ten(clock.business_date(clock.now()) + timedelta(days=1))
    unit, has_phone = _reporting(desk, clock.business_date(at))
    if unit is None:
        return False
    crew, clerk = _hire(desk, "维修员乙", Role.CREW, "13800000002"), _hire(desk, "前台丙", Role.DESK, "13800000003")
    leak = Serving(desk, unit, key="leak", opened_at=at)
    if has_phone:
        leak.reported(_WORDS)
    else:
        leak.taken_down(clerk, _WORDS)
    ears.hear()
    leak.accepted(3, crew)
    ears.hear()
    leak.arrived(20, crew)
    leak.progressed(25, crew, 50, "接头裂了，正在换。", done_minute=80)
    ears.hear()
    leak.finished(70, crew, "换了接头，试水不漏。")
    ears.hear()
    leak.called_back(300, clerk, score=5)
    ears.hear()
    for sweep in (tickets_jobs.PROMISES, callbacks_jobs.PROMISES):
        jobs.run(sweep)
    return True


def remind(due_on: date, ears: Ears) -> None:
    """Have the trigger of 10:00 come when bills of this due day are spoken of, as far as that is still to come."""
    for days in _REMINDED_DAYS:
        at = _at_ten(due_on + timedelta(days=days))
        if at > clock.now():
            office.set_time(at)
            jobs.run(dunning_jobs.REMIND)
            stage.drain()
            ears.hear()


def _reporting(desk: Desk, day: date) -> tuple[Unit | None, bool]:
    """The first of the first units whose payer has a phone, else the first that has a payer; and whether by phone."""
    units = estate.every_unit(desk.scope, desk.community_id)
    paid_for = [(unit, payer.value) for unit in units if (payer := unit.payer_on(day))]
    for unit, payer_id in paid_for[:_LOOKED_AT]:
        if people.message_line(desk.scope, payer_id):
            return unit, True
    return (paid_for[0][0] if paid_for else None), False


def _hire(desk: Desk, name: str, role: Role, phone: str) -> Desk:
    """Have somebody of this name work in the community from now on."""
    staff_id = ids.derived(desk.org_id, "staff", phone)
    grants = [people.Grant(role, (desk.community_id,), None)]
    people.add_staff(desk.scope, office.cause(f"staff#{staff_id}"), staff_id, name=name, phone=phone, grants=grants)
    return Desk(desk.org_id, desk.community_id, f"S:{staff_id}", role)


def _at_ten(day: date) -> datetime:
    return datetime.combine(day, _TEN, clock.SHANGHAI)
