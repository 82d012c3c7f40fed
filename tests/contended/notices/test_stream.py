"""The engine's own stream: heard from its start, then from where it was left; again, and nobody is told twice."""

from __future__ import annotations

import json
import threading

import pytest

from chalicelib.db import connection
from chalicelib.db.rows import table_name
from chalicelib.journal.entries import EntryRow
from chalicelib.notices import jobs as notices_jobs
from infra.local import stream
from tests.builders import payments
from tests.builders.office import Office
from tests.contended.notices.conftest import Ears
from tests.crash.chain import entries
from tests.integration.dunning.conftest import Days, remind
from tests.integration.notices.conftest import Channel, became, deliveries

pytestmark = pytest.mark.contended


@pytest.fixture
def office(ears: Ears, days: Days, channel: Channel) -> Office:
    return payments.a_billed_office(3)


def test_every_entry_is_heard_once_and_a_new_process_goes_on_where_the_last_was(
    office: Office, days: Days, ears: Ears, channel: Channel
) -> None:
    assert ears.hear() == len(entries())
    ears.start_again()
    assert ears.hear() == 0
    days.go(12)
    remind(office)
    ears.start_again()
    assert ears.hear() == 3
    assert len(channel.sent) == 3


def test_from_the_start_again_nobody_is_told_twice(office: Office, days: Days, ears: Ears, channel: Channel) -> None:
    days.go(12)
    remind(office)
    assert ears.hear() == len(entries())
    for _ in range(2):
        assert ears.hear_all_again() == len(entries())
    assert (channel.tried, len(deliveries())) == (3, 3)


def test_a_first_start_long_after_tells_nobody_of_what_is_old(
    office: Office, days: Days, ears: Ears, channel: Channel
) -> None:
    days.go(12)
    remind(office)
    days.go(20)
    ears.hear()
    assert (channel.tried, became()) == (0, {"too_old": 3})


@pytest.mark.parametrize("kept", ["", "{", "[]", json.dumps({"stream": "another", "heard": {"shard": "7"}})])
def test_a_mark_that_cannot_be_used_is_a_first_start(office: Office, ears: Ears, kept: str) -> None:
    ears.home.stream.write_text(kept)
    assert ears.hear() == len(entries())


def test_an_entry_that_cannot_be_heard_is_left_to_the_queue_and_the_next_are_heard(
    office: Office, days: Days, ears: Ears, channel: Channel
) -> None:
    ears.hear()
    days.go(12)
    remind(office)
    source = stream.source_of(ears.home, ears.queue)
    connection.connection().client.delete_table(TableName=table_name("notices"))
    assert [source.once() for _ in range(stream.TRIES * 3)].count(1) == 3
    left = [ears.queue.lease(60) for _ in range(3)]
    assert [one.job for one in left if one] == [notices_jobs.HEAR] * 3


def test_the_worker_follows_until_it_is_told_to_stop(office: Office, days: Days, ears: Ears, channel: Channel) -> None:
    stopping = threading.Event()
    hand = threading.Thread(target=stream.follow, args=(ears.home, ears.queue, stopping))
    hand.start()
    days.go(12)
    remind(office)
    for _ in range(200):
        if len(channel.sent) == 3:
            break
        stopping.wait(0.05)
    stopping.set()
    hand.join(10)
    assert not hand.is_alive()
    assert len(channel.sent) == 3


def test_an_engine_without_streams_says_so_and_is_read_instead(
    office: Office, days: Days, ears: Ears, channel: Channel, capsys: pytest.CaptureFixture[str]
) -> None:
    connection.connection().client.update_table(
        TableName=EntryRow.Meta.table_name, StreamSpecification={"StreamEnabled": False}
    )
    days.go(12)
    remind(office)
    source = stream.source_of(ears.home, ears.queue)
    assert isinstance(source, stream.Readings)
    assert "gives no stream" in capsys.readouterr().err
    source.once()
    source.once()
    assert (len(channel.sent), channel.tried) == (3, 3)
