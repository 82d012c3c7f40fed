"""Whoever was billed too much or too little is told once, what, why, and where the money went (BIL-07)."""

from __future__ import annotations

import re

import pytest

from tests.builders import corrections, payments
from tests.builders.corrections import RIGHT, WRONG
from tests.integration.dunning.conftest import Days
from tests.integration.notices.conftest import Channel, hear, sweep

pytestmark = pytest.mark.usefixtures("moto_engine")
MONTHS = ("2026-08", "2026-09", "2026-10")


def told(channel: Channel) -> list[str]:
    hear()
    hear()
    sweep()
    return [re.sub(r"^【.*?】|给您添麻烦了.*$", "", one.text) for one in channel.sent.values()]


def test_what_was_billed_too_much_is_told_with_the_mistake_the_sum_and_where_it_went(
    days: Days, channel: Channel
) -> None:
    days.go(12, 12)
    office = corrections.a_wrong_office(months=MONTHS)
    payments.pay_cash(office, parts=payments.wish(payments.open_bills(office)[:2]))
    corrections.corrected(office, (RIGHT, "2026-08-01", None))
    (said,) = told(channel)
    assert said == (
        "您好，1 幢 1 单元 101 的面积我们登记错了，应是 100 平方米，不是 120 平方米。"
        "2026 年 8 月到 10 月共多算您 600.00 元，"
        "200.00 元已从待缴账单里减掉，400.00 元已存进您的账户，抵以后的账单。"
    )


def test_what_was_billed_too_little_is_told_and_a_refused_correction_is_not(days: Days, channel: Channel) -> None:
    days.go(12, 12)
    office = corrections.a_wrong_office(months=MONTHS[:1], area=100)
    corrections.corrected(office, (WRONG, "2026-08-01", None))
    (said,) = told(channel)
    assert said == (
        "您好，1 幢 1 单元 101 的面积我们登记错了，应是 120 平方米，不是 100 平方米。"
        "2026 年 8 月共少算 200.00 元，列在本月账单里，明细和缴费日请看账单。"
    )
