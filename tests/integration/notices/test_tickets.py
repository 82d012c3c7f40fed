"""What owners are told of their tickets: each step once, by day, the last word only; a note never leaves the house."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from chalicelib.core import ids
from chalicelib.core.scope import Scope
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.tickets import jobs as tickets_jobs
from chalicelib.tickets.rules.tickets import Kind, Priority
from chalicelib.tickets.service import intake, work
from tests.builders import payments, tickets
from tests.builders.office import Office, a_cause, an_id, an_office
from tests.builders.payments import FIRST
from tests.builders.tickets import CREW
from tests.builders.workbooks import a_workbook, own_sheets
from tests.integration.dunning.conftest import Days
from tests.integration.notices.conftest import Channel, became, deliveries, hear, phone, sweep

SECRET = "业主难缠，慢慢来"


@pytest.fixture
def office(moto_engine: None, days: Days, channel: Channel) -> Office:
    """Two units whose owners have phones, and two of the crew; it is noon of the twelfth."""
    days.go(12, 12)
    return tickets.an_office_with_a_crew()


class Told:
    """The journal is heard after every step; gives what that brought to the owner's phone."""

    def __init__(self, channel: Channel, days: Days) -> None:
        self.channel, self.days, self.seen = channel, days, 0

    def __call__(self, *, minutes: int = 0) -> list[str]:
        self.days.now += timedelta(minutes=minutes)
        jobs.run(tickets_jobs.PROMISES)
        hear()
        sweep()
        sent = list(self.channel.sent.values())[self.seen :]
        self.seen += len(sent)
        assert {one.to for one in sent} <= {phone(FIRST)}
        return [re.sub(r"^.*?（编号 T\d{8}-\w{8}）|进度随时看.*$", "", one.text) for one in sent]


@pytest.fixture
def told(office: Office, channel: Channel, days: Days) -> Told:
    return Told(channel, days)


def taken_down(office: Office, *, priority: Priority | None = None) -> str:
    """A report by telephone, which the desk takes down for the owner."""
    return intake.open_ticket(
        payments.cashier(office),
        a_cause(),
        payments.unit_of(office),
        ticket_id=ids.ulid(a_cause().at),
        words=tickets.WORDS,
        priority=priority,
        community_id=office.community_id,
    ).ticket_id


def accepted(office: Office) -> tuple[str, Scope]:
    """A ticket from the portal that one of the crew has."""
    ticket_id, crew = tickets.a_ticket(office), tickets.worker(office)
    work.accept(crew, a_cause(), ticket_id)
    return ticket_id, crew


def test_a_report_by_telephone_is_confirmed_and_one_from_the_portal_is_not(
    office: Office, told: Told, channel: Channel
) -> None:
    tickets.a_ticket(office)
    assert told() == []
    ticket_id = taken_down(office)
    assert told(minutes=1) == ["登记好了：今天 12:10 前有人接单，今天 12:30 前给您消息，之后每两小时告诉您进展。"]
    (message,) = channel.sent.values()
    assert tickets.ticket_of(office, ticket_id).number in message.text
    assert f"/repairs/{ticket_id}" in message.text


def test_a_leak_is_told_from_its_acceptance_to_the_score(office: Office, told: Told) -> None:
    ticket_id, crew = accepted(office)
    assert told() == [f"：{CREW[0]} 已接单。今天 12:30 前再给您消息。"]
    work.arrive(crew, a_cause(), ticket_id)
    assert told(minutes=5) == []
    work.reply(crew, a_cause(), ticket_id, words="水管裂了，今天能换好")
    assert told() == ["有新的答复：“水管裂了，今天能换好”。今天 14:00 前再给您消息。"]
    work.progress(crew, a_cause(), ticket_id, percent=60, expected_at=told.days.now + timedelta(hours=3))
    how_far = f"：{CREW[0]} 正在处理，完成 60%，预计今天 15:05 办好。最近的答复：“水管裂了，今天能换好”。"
    assert told(minutes=5) == [f"{how_far}今天 14:00 前再给您消息。"]
    assert told(minutes=110) == [f"{how_far}今天 16:00 前再给您消息。"]
    work.hold(crew, a_cause(), ticket_id, reason="胶要干一夜", until=told.days.now + timedelta(hours=20))
    assert told() == ["：先暂停，原因是“胶要干一夜”，明天 10:00 继续，完成 60%。"]
    work.resume(crew, a_cause(), ticket_id)
    assert told() == []
    work.finish(crew, a_cause(), ticket_id)
    (done,) = told(minutes=1)
    assert "办好了。请您看看结果，打个分" in done
    tickets.answered(office, ticket_id, 2)
    (again,) = told(minutes=1)
    assert again.startswith("重新处理：正在安排人。")
    tickets.worked(office, ticket_id)
    told(minutes=1)
    tickets.answered(office, ticket_id, 5, reopened=1)
    assert told(minutes=1) == []


def test_a_note_never_leaves_the_house(office: Office, told: Told, channel: Channel) -> None:
    ticket_id, crew = accepted(office)
    told()
    work.reply(crew, a_cause(), ticket_id, words=SECRET, shown=False)
    assert told(minutes=1) == []
    work.reject(crew, a_cause(), ticket_id, reason=SECRET)
    work.classify(payments.cashier(office), a_cause(), ticket_id, kind=Kind.OTHER, priority=Priority.LOW)
    assert told(minutes=130) == ["：正在安排人。今天 16:00 前再给您消息。"]
    work.reply(crew, a_cause(), ticket_id, words=SECRET, shown=False)
    tickets.worked(office, ticket_id)
    told(minutes=200)
    assert not any(SECRET in message.text for message in channel.sent.values())
    assert SECRET not in str([row.serialize() for row in deliveries()])


def test_six_reviews_in_a_night_are_one_message_in_the_morning(office: Office, days: Days, told: Told) -> None:
    days.go(12, 20, 50)
    ticket_id, crew = accepted(office)
    work.progress(crew, a_cause(), ticket_id, percent=20, words="先关了总阀")
    assert len(told()) == 1
    night = [told(minutes=120) for _ in range(5)]
    assert night == [[]] * 5
    assert told(minutes=120) == [f"：{CREW[0]} 已接单，完成 20%。最近的答复：“先关了总阀”。今天 10:50 前再给您消息。"]
    assert became() == {"sent": 2, "told_since": 6}


def test_what_is_done_by_the_morning_is_said_to_be_done(office: Office, days: Days, told: Told) -> None:
    days.go(12, 22)
    ticket_id, crew = accepted(office)
    told(minutes=200)
    work.arrive(crew, a_cause(), ticket_id)
    work.finish(crew, a_cause(), ticket_id)
    assert told() == []
    days.go(13, 8)
    (done,) = told()
    assert done.startswith("办好了")
    assert became() == {"sent": 1, "not_needed": 2}


def test_who_has_scored_it_at_night_is_not_asked_to_in_the_morning(office: Office, days: Days, told: Told) -> None:
    days.go(12, 22)
    ticket_id = tickets.a_ticket(office)
    tickets.worked(office, ticket_id)
    told()
    tickets.scored(office, ticket_id, 5)
    days.go(13, 8)
    assert told() == []
    assert became() == {"not_needed": 2}


def test_an_emergency_is_told_at_night_too(office: Office, days: Days, told: Told) -> None:
    days.go(12, 23)
    ticket_id = taken_down(office, priority=Priority.EMERGENCY)
    assert len(told()) == 1
    work.accept(tickets.worker(office), a_cause(), ticket_id)
    assert told(minutes=1) == [f"：{CREW[0]} 已接单。今天 23:30 前再给您消息。"]
    assert len(told(minutes=121)) == 1
    assert became() == {"sent": 3}


def test_a_replay_from_the_start_sends_nothing_twice(office: Office, told: Told, channel: Channel) -> None:
    ticket_id, crew = accepted(office)
    told()
    work.reply(crew, a_cause(), ticket_id, words="今天能换好")
    told(minutes=5)
    tickets.worked(office, tickets.a_ticket(office))
    told(minutes=5)
    tried = channel.tried
    for _ in range(3):
        assert told() == []
    assert channel.tried == tried


def test_a_channel_that_fails_brings_the_last_word_once_it_works(office: Office, told: Told, channel: Channel) -> None:
    channel.failures = 2
    ticket_id, crew = accepted(office)
    assert told() == []
    work.reply(crew, a_cause(), ticket_id, words="今天能换好")
    assert told() == []
    assert told(minutes=2) == ["有新的答复：“今天能换好”。今天 14:00 前再给您消息。"]
    assert became() == {"sent": 1, "told_since": 1}


def test_who_has_no_phone_or_is_not_known_is_not_told(moto_engine: None, days: Days, channel: Channel) -> None:
    days.go(12, 12)
    sheets = own_sheets()
    sheets["业主"][1][2] = None
    sheets["房屋"].append(["1", "2", "202", 2, "住宅", 80, None, None])
    office = an_office()
    office.take_in(a_workbook(sheets))
    for unit in estate.every_unit(office.scope, office.community_id):
        if unit.number != "201":
            intake.open_ticket(
                payments.cashier(office), a_cause(), unit.unit_id, ticket_id=an_id(unit.number), words=tickets.WORDS
            )
    hear()
    assert (channel.tried, became()) == (0, {"no_phone": 1})
