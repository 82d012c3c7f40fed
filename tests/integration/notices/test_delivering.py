"""Each cause is told once, by day, to who still owes; a channel that fails is tried again, and at last given up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.channels import outgoing
from chalicelib.core import limits
from chalicelib.core.scope import system_scope
from chalicelib.edge import jobs
from chalicelib.notices import jobs as notices_jobs
from chalicelib.people import service as people
from tests.builders import payments
from tests.builders.office import Office
from tests.builders.payments import FIRST
from tests.integration.dunning.conftest import Days, remind, reminders
from tests.integration.notices.conftest import Channel, became, deliveries, hear, phone, sweep

ALL = [phone(FIRST + n) for n in range(3)]


def test_a_reminder_goes_to_each_payer_once_however_often_the_journal_is_heard(
    office: Office, days: Days, channel: Channel
) -> None:
    days.go(12)
    remind(office)
    for _ in range(3):
        hear()
        sweep()
    assert (channel.to, channel.tried) == (ALL, 3)
    assert all("265.00" in message.text for message in channel.sent.values())
    assert became() == {"sent": 3}


def test_at_night_it_waits_for_eight_and_is_not_sent_to_who_paid_by_then(
    office: Office, days: Days, channel: Channel
) -> None:
    days.go(12, 21)
    remind(office)
    hear()
    payments.pay_cash(office, FIRST)
    for day, hour, minute in ((12, 21, 1), (12, 23, 59), (13, 3, 0), (13, 7, 59)):
        days.go(day, hour, minute)
        sweep()
    assert channel.tried == 0
    days.go(13, 8)
    sweep()
    sweep()
    assert channel.to == ALL[1:]
    assert became() == {"sent": 2, "paid": 1}


def test_who_paid_a_part_is_told_of_the_rest(office: Office, days: Days, channel: Channel) -> None:
    days.go(12)
    remind(office)
    paid = payments.pay_cash(office, FIRST, parts=payments.all_of(office, FIRST)[:1])
    hear()
    (told,) = (message for message in channel.sent.values() if message.to == phone(FIRST))
    assert "1 笔费用" in told.text
    assert f"{(265_00 - paid.amount_fen) // 100}.00" in told.text


def test_what_is_older_than_a_day_messages_nobody_and_the_reason_is_kept(
    office: Office, days: Days, channel: Channel
) -> None:
    days.go(12)
    remind(office)
    days.go(13, 10, 1)
    hear()
    sweep()
    assert channel.tried == 0
    assert became() == {"too_old": 3}


def test_a_channel_that_fails_is_tried_again_and_no_phone_is_logged(
    office: Office, days: Days, channel: Channel, capsys: pytest.CaptureFixture[str]
) -> None:
    channel.failures = 3
    days.go(12)
    remind(office)
    hear()
    assert channel.to == []
    sweep()
    assert channel.tried == 3  # not before its time
    days.go(12, 10, 1)
    sweep()
    assert channel.to == ALL
    assert became() == {"sent": 3}
    said = capsys.readouterr()
    assert phone(FIRST) not in said.out + said.err


def test_a_channel_that_never_works_is_given_up_and_no_job_fails(office: Office, days: Days, channel: Channel) -> None:
    channel.failures = 1_000
    days.go(12)
    remind(office)
    hear()
    for _ in range(40):
        days.now += timedelta(minutes=30)
        sweep()
    assert channel.tried == 3 * limits.DELIVERY_ATTEMPTS
    assert became() == {"channel_failed": 3}


def test_without_any_channel_it_is_kept_until_there_is_one(office: Office, days: Days, channel: Channel) -> None:
    outgoing.use(None)
    days.go(12)
    remind(office)
    hear()
    assert became() == {"kept": 3}
    outgoing.use(channel)
    days.go(12, 10, 1)
    sweep()
    assert channel.to == ALL


def test_what_a_newer_reminder_says_again_is_not_sent(office: Office, days: Days, channel: Channel) -> None:
    channel.failures = 1_000
    days.go(14, 10)
    remind(office)
    hear()
    days.go(15, 10)
    remind(office)
    channel.failures = 0
    hear()
    days.go(15, 10, 30)
    sweep()
    assert len(channel.sent) == 3
    assert became() == {"sent": 3, "told_since": 3}


def test_a_phone_has_one_reminder_a_day_the_other_waits_for_the_morning(
    office: Office, days: Days, channel: Channel
) -> None:
    days.go(12, 22)
    remind(office)
    hear()
    days.go(13, 8)
    sweep()
    assert len(channel.sent) == 3
    days.go(15, 8)
    payments.pay_cash(office, FIRST)
    days.go(15)
    remind(office)
    hear()
    assert len(channel.sent) == 5


def test_the_sweep_says_what_it_did(office: Office, days: Days, channel: Channel) -> None:
    days.go(12, 22)
    remind(office)
    hear()
    payments.pay_cash(office, FIRST)
    days.go(13, 8)
    assert jobs.JOBS[notices_jobs.DELIVER].work(days.now, {}) == {"sent": 2, "dropped": 1}
    again = jobs.JOBS[notices_jobs.DELIVER].work(days.now, {})
    assert not any((again or {}).values())


def test_an_entry_that_could_not_be_heard_is_heard_from_the_queue(office: Office, days: Days, channel: Channel) -> None:
    days.go(12)
    remind(office)
    for entry in reminders():
        jobs.run(notices_jobs.HEAR, {"key": entry.pk})
        jobs.run(notices_jobs.HEAR, {"key": entry.pk})
    jobs.run(notices_jobs.HEAR, {"key": "nobody#web#nobody#nothing"})
    assert (channel.to, channel.tried) == (ALL, 3)


def test_a_stream_tells_of_more_than_new_entries(office: Office, days: Days, channel: Channel) -> None:
    days.go(12)
    remind(office)
    (entry, *_) = reminders()
    image = entry.serialize()
    record = {"eventName": "INSERT", "dynamodb": {"NewImage": image, "SequenceNumber": "1"}}
    assert (
        notices_jobs.hear_records([{**record, "eventName": "REMOVE"}, {"eventName": "INSERT", "dynamodb": {}}]) is None
    )
    assert channel.tried == 0
    assert notices_jobs.hear_records([record, record]) is None
    assert channel.tried == 1
    broken = {"eventName": "INSERT", "dynamodb": {"NewImage": {**image, "outcome": {"S": "{"}}, "SequenceNumber": "2"}}
    assert notices_jobs.hear_records([record, broken, record]) == "2"


def test_the_phone_of_a_message_is_the_partys_own_mobile(office: Office, days: Days) -> None:
    scope = system_scope(office.org_id, "test")
    line = people.message_line(scope, payments.owner_of(office))
    assert line is not None
    assert line.phone == phone(FIRST)
    assert line.phone not in repr(line)
    assert people.message_line(scope, "0" * 26) is None


def test_nothing_personal_is_kept_in_a_delivery(office: Office, days: Days, channel: Channel) -> None:
    days.go(12)
    remind(office)
    hear()
    kept = str([row.serialize() for row in deliveries()])
    assert "139" + "0" * 5 not in kept
    assert "业主" not in kept
