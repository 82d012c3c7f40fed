"""Reminders and their messages killed before and after every write: recorded once, one delivery each, sent once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from chalicelib.channels import outgoing
from chalicelib.channels.outgoing import Message
from chalicelib.core import clock
from chalicelib.core.scope import system_scope
from chalicelib.dunning import jobs as dunning_jobs
from chalicelib.dunning.service import reminding
from chalicelib.edge import jobs
from chalicelib.edge.jobs import job_cause
from chalicelib.journal.entries import EntryRow
from chalicelib.notices import jobs as notices_jobs
from chalicelib.notices.store.deliveries import DeliveryRow
from tests.builders import payments
from tests.builders.core import AT
from tests.builders.office import Office
from tests.crash import points
from tests.crash.chain import entries, items_of
from tests.crash.offices import SEALED

pytestmark = pytest.mark.contended

REMINDED_AT = datetime(2026, 11, 12, 10, tzinfo=clock.SHANGHAI)
MASKED = SEALED | {"attempts", "ttl"}


class Phones:
    """What arrived, by message: a channel gives the same message once."""

    def __init__(self) -> None:
        self.tried: list[str] = []
        self.got: dict[str, str] = {}

    def send(self, message: Message) -> None:
        self.tried.append(message.message_id)
        self.got[message.message_id] = message.to


@pytest.fixture
def phones(embedded_engine: str) -> Iterator[Phones]:
    phones = Phones()
    outgoing.use(phones)
    yield phones
    outgoing.use(None)


class Drive:
    """An office of two payers, set up afresh for every point, at ten on the day of their first reminder."""

    def __init__(self, phones: Phones) -> None:
        self.phones = phones
        self.office: Office

    def set_up(self) -> None:
        clock.use(lambda: AT)
        self.office = payments.a_billed_office(2)
        self.office.queue.drain()
        self.at(REMINDED_AT)
        self.phones.got.clear()

    def at(self, when: datetime) -> None:
        clock.use(lambda: when)

    def remind(self) -> None:
        self.at(REMINDED_AT)
        jobs.run(dunning_jobs.REMIND)
        self.office.queue.drain()

    def same(self, work: object, prepare: object = None) -> int:
        def set_up() -> None:
            self.set_up()
            if callable(prepare):
                prepare()

        assert callable(work)
        return points.assert_same_after_any_crash(set_up, work, masked=MASKED)


def reminders() -> list[EntryRow]:
    return [entry for entry in entries() if entry.event == "bills.reminded"]


def hear() -> None:
    for entry in reminders():
        jobs.run(notices_jobs.HEAR, {"key": entry.pk})


def states() -> list[str]:
    found = [item for item in items_of(DeliveryRow.Meta.table_name) if item["sk"]["S"].startswith("DELIVERY#")]
    return sorted(item["state"]["S"] for item in found)


def test_a_payer_is_reminded_once_wherever_it_dies(phones: Phones) -> None:
    drive, answers = Drive(phones), set()

    def work() -> None:
        office, payer = drive.office, payments.owner_of(drive.office)
        scope = system_scope(office.org_id, dunning_jobs.REMIND)
        units = (payments.unit_of(office),)
        answers.add(reminding.remind(scope, job_cause("one"), office.community_id, payer_id=payer, unit_ids=units))
        assert len(reminders()) == 1

    assert drive.same(work) == 2
    assert len(answers) == 1


def test_the_daily_trigger_reminds_each_payer_once_wherever_it_dies(phones: Phones) -> None:
    drive = Drive(phones)

    def work() -> None:
        drive.remind()
        assert len(reminders()) == 2

    assert drive.same(work) >= 2 * 3


def test_an_entry_heard_makes_one_message_wherever_it_dies(phones: Phones) -> None:
    drive = Drive(phones)

    def work() -> None:
        drive.at(REMINDED_AT)
        hear()
        drive.at(REMINDED_AT + timedelta(minutes=2))
        jobs.run(notices_jobs.DELIVER)
        assert states() == ["sent", "sent"]
        assert len(phones.got) == 2

    assert drive.same(work, drive.remind) >= 2 * 6


def test_the_sweep_sends_what_waited_for_the_morning_once_wherever_it_dies(phones: Phones) -> None:
    drive = Drive(phones)
    night, morning = REMINDED_AT.replace(hour=22), REMINDED_AT.replace(hour=8) + timedelta(days=1)

    def prepare() -> None:
        drive.remind()
        drive.at(night)
        hear()
        assert states() == ["kept", "kept"]

    def work() -> None:
        for minutes in (0, 2):
            drive.at(morning + timedelta(minutes=minutes))
            jobs.run(notices_jobs.DELIVER)
        assert states() == ["sent", "sent"]
        assert len(phones.got) == 2

    assert drive.same(work, prepare) >= 2 * 6
