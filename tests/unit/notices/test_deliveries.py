"""A delivery's rules: what is too old, when it may be sent, when it is given up; and what a reminder says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from chalicelib.core import clock, limits
from chalicelib.notices.rules import words
from chalicelib.notices.rules.deliveries import (
    Delivery,
    State,
    Why,
    first_state,
    given_up,
    may_send,
    next_try,
)

TEN = datetime(2026, 11, 12, 10, tzinfo=clock.SHANGHAI)
NIGHT = TEN.replace(hour=23)
MORNING = datetime(2026, 11, 13, 8, tzinfo=clock.SHANGHAI)


def a_delivery() -> Delivery:
    return Delivery(
        key="org#job#dunning.remind#remind",
        entry_id="entry",
        event="bills.reminded",
        at=TEN,
        party_id="party",
        channel="sms",
        urgent=False,
        facts={},
        state=State.KEPT,
        due_at=TEN,
    )


def test_what_is_heard_by_day_is_tried_at_once_and_at_night_in_the_morning_unless_it_is_urgent() -> None:
    assert first_state(TEN, TEN, urgent=False) == (State.KEPT, TEN, None)
    assert first_state(NIGHT, NIGHT, urgent=False) == (State.KEPT, MORNING, None)
    assert first_state(NIGHT, NIGHT, urgent=True) == (State.KEPT, NIGHT, None)


def test_what_is_older_than_a_day_messages_nobody_however_urgent_it_was() -> None:
    late = TEN + timedelta(hours=limits.NOTICE_OLDEST_HOURS)
    assert first_state(TEN, late, urgent=True)[0] == State.KEPT
    assert first_state(TEN, late + timedelta(seconds=1), urgent=True) == (State.DROPPED, None, Why.TOO_OLD)


def test_at_night_only_what_is_urgent_may_be_sent() -> None:
    assert [may_send(replace(a_delivery(), urgent=urgent), NIGHT) for urgent in (False, True)] == [False, True]


def test_tries_and_time_are_bounded() -> None:
    assert given_up(a_delivery(), TEN) is None
    assert given_up(replace(a_delivery(), attempts=limits.DELIVERY_ATTEMPTS), TEN) == Why.CHANNEL_FAILED
    assert given_up(a_delivery(), TEN + timedelta(hours=limits.DELIVERY_KEPT_HOURS, seconds=1)) == Why.TOO_LATE


def test_each_try_waits_longer_than_the_last() -> None:
    waits = [next_try(replace(a_delivery(), attempts=n), TEN) - TEN for n in range(limits.DELIVERY_ATTEMPTS)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)


def test_a_delivery_is_one_for_entry_party_and_channel() -> None:
    one = a_delivery()
    assert replace(one, attempts=3, at=NIGHT).delivery_id == one.delivery_id
    assert replace(one, party_id="other").delivery_id != one.delivery_id
    assert replace(one, key="other").delivery_id != one.delivery_id


def said(*due_days: date, units: tuple[str, ...] = ("1 幢 1 单元 101",)) -> str:
    return words.reminder(
        community="示例花园",
        units=units,
        due_days=due_days,
        open_fen=1_265_00,
        today=date(2026, 11, 12),
        page="https://example.cn",
    )


def test_before_the_day_it_says_what_when_and_how() -> None:
    assert said(date(2026, 11, 15), date(2026, 11, 15)) == (
        "【示例花园】您好，1 幢 1 单元 101 有 2 笔费用待缴，共 1,265.00 元，缴费日是 11月15日。"
        "您可以打开 https://example.cn 线上缴纳，或到物业服务中心办理。如已缴纳，请忽略本短信。"
    )
    assert "缴费日是今天（11月12日）" in said(date(2026, 11, 12))


def test_overdue_it_stays_polite() -> None:
    text = said(date(2026, 10, 31))
    assert "还没有缴纳" in text
    assert "欢迎和我们联系" in text


def test_of_several_due_days_the_first_is_named_with_its_year_if_that_is_another() -> None:
    assert "最早一笔的缴费日是 2025年11月30日" in said(date(2026, 10, 31), date(2025, 11, 30))


@pytest.mark.parametrize("due_on", [date(2026, 11, 15), date(2026, 11, 12), date(2025, 10, 31)])
def test_nothing_is_threatened(due_on: date) -> None:
    for word in (
        "停水",
        "停电",
        "停气",
        "电梯",
        "门禁",
        "起诉",
        "律师",
        "滞纳金",
        "违约金",
        "征信",
        "限期",
        "否则",
        "后果",
    ):
        assert word not in said(due_on)


def test_of_many_units_the_first_are_named() -> None:
    assert "A座 1、A座 2等 3 套房屋有" in said(date(2026, 11, 15), units=("A座 1", "A座 2", "A座 3"))
