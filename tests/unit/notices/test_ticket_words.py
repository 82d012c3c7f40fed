"""What messages about a ticket say: short, with its number and its page, true at the time of sending."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.core import clock
from chalicelib.notices.rules.ticket_words import Telling, text_of
from chalicelib.notices.rules.tickets import SO_WHILE
from chalicelib.tickets.rules import life
from chalicelib.tickets.rules.tickets import Hold, Status, Ticket
from chalicelib.timers.rules import Clock
from tests.unit.tickets.samples import a_ticket

NOON = datetime(2026, 11, 12, 12, tzinfo=clock.SHANGHAI)
PAGE = "https://example.cn/repairs/0123"
CREW = "维修员乙"


def opened(**changes: object) -> Ticket:
    """A ticket of noon, with its promises."""
    return replace(life.opened(replace(a_ticket(), opened_at=NOON, clocks=())), **changes)  # type: ignore[arg-type]


def said(event: str, ticket: Ticket, *, at: datetime = NOON, words: str = "", urgent: bool = False) -> str:
    text = text_of(event, Telling("示例花园", ticket, PAGE, at, worker=CREW, words=words, urgent=urgent))
    lead = f"【示例花园】您报的事（编号 {ticket.number}）"
    assert text.startswith(lead)
    assert PAGE in text
    return text.removeprefix(lead).replace(PAGE, "…")


def test_a_report_that_the_desk_took_down_is_promised_what_its_clocks_say() -> None:
    assert said("ticket.opened", opened()) == (
        "登记好了：今天 12:10 前有人接单，今天 12:30 前给您消息，之后每两小时告诉您进展。进度随时看：…"
    )


def test_no_promise_is_made_that_is_over_when_the_message_goes() -> None:
    assert said("ticket.opened", opened(), at=NOON + timedelta(minutes=20)) == (
        "登记好了：今天 12:30 前给您消息，之后每两小时告诉您进展。进度随时看：…"
    )


def test_who_comes_and_when_the_next_word_does() -> None:
    assert said("ticket.accepted", opened(status=Status.ACCEPTED)) == (
        "：维修员乙 已接单。今天 12:30 前再给您消息。进度随时看：…"
    )


@pytest.mark.parametrize(
    ("status", "percent", "standing"),
    [
        (Status.NEW, 0, "正在安排人"),
        (Status.ASSIGNED, 0, "已派给 维修员乙"),
        (Status.ACCEPTED, 0, "维修员乙 已接单"),
        (Status.ON_SITE, 60, "维修员乙 正在处理，完成 60%"),
    ],
)
def test_a_review_says_how_far_it_is(status: Status, percent: int, standing: str) -> None:
    ticket = opened(status=status, percent=percent, clocks=(Clock(life.REVIEW, NOON + timedelta(hours=2), 120),))
    assert said("ticket.reviewed", ticket) == f"：{standing}。今天 14:00 前再给您消息。进度随时看：…"


def test_a_review_says_what_was_said_last_and_when_it_will_be_done() -> None:
    ticket = opened(status=Status.ON_SITE, expected_at=NOON + timedelta(days=1, hours=3), clocks=())
    assert said("ticket.reviewed", ticket, words="阀门拆下来了，\n等配件。") == (
        "：维修员乙 正在处理，预计明天 15:00 办好。最近的答复：“阀门拆下来了， 等配件”。进度随时看：…"
    )


def test_a_time_that_was_expected_and_is_over_is_not_said_again() -> None:
    ticket = opened(status=Status.ON_SITE, expected_at=NOON)
    assert "预计" not in said("ticket.reviewed", ticket)


def test_at_night_the_next_word_comes_in_the_morning_unless_it_is_an_emergency() -> None:
    evening = NOON.replace(hour=20)
    ticket = opened(status=Status.ACCEPTED, clocks=(Clock(life.REVIEW, evening + timedelta(hours=2), 120),))
    assert "夜里不打扰您，明天 08:00 再给您消息。" in said("ticket.accepted", ticket, at=evening)
    assert "今天 22:00 前再给您消息。" in said("ticket.accepted", ticket, at=evening, urgent=True)


def test_long_words_are_cut_and_the_page_has_the_rest() -> None:
    text = said("ticket.replied", opened(), words="好" * 1_000)
    assert f"“{'好' * 59}…”" in text


def test_a_pause_says_why_and_until_when() -> None:
    until = NOON + timedelta(days=2)
    ticket = opened(status=Status.HELD, hold=Hold("配件要订货", until), expected_at=until, percent=30)
    assert said("ticket.paused", ticket) == (
        "：先暂停，原因是“配件要订货”，11月14日 12:00 继续，完成 30%。进度随时看：…"
    )


def test_a_pause_that_is_over_is_not_said_to_end_at_a_time_that_has_passed() -> None:
    ticket = opened(status=Status.HELD, hold=Hold("配件要订货", NOON), expected_at=NOON, clocks=())
    assert said("ticket.reviewed", ticket, at=NOON + timedelta(minutes=1)) == (
        "：原定暂停到今天 12:00，正在安排继续。进度随时看：…"
    )


def test_a_day_of_another_year_has_its_year() -> None:
    until = datetime(2027, 1, 4, 9, tzinfo=clock.SHANGHAI)
    assert "2027年1月4日 09:00 继续" in said("ticket.paused", opened(status=Status.HELD, hold=Hold("订货", until)))


def test_what_is_done_is_to_be_scored_and_what_was_taken_up_again_says_so() -> None:
    assert "办好了。请您看看结果，打个分：…" in said("ticket.finished", opened(status=Status.DONE))
    assert "重新处理：正在安排人。" in said("ticket.reopened", opened())


@pytest.mark.parametrize("event", sorted(SO_WHILE))
def test_every_step_that_is_told_has_its_words_in_every_state_in_which_it_is_so(event: str) -> None:
    for status in SO_WHILE[event]:
        text = said(event, opened(status=status), words="好")
        assert 10 < len(text) < 120
        assert text.endswith(("…", "。"))
