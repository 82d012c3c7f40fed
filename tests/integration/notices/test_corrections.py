"""Whoever was billed too much or too little is told once, what, why, and where the money went (BIL-07)."""

from __future__ import annotations

import re

import pytest

from chalicelib.corrections.service.discounts import DISCOUNT
from chalicelib.corrections.service.occupancies import OCCUPANCY
from chalicelib.corrections.service.payers import PAYER
from chalicelib.corrections.service.tariffs import TARIFF
from chalicelib.corrections.service.waivers import WAIVER
from tests.builders import corrections, kinds, payments
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


PER_M2 = "每平方米每月 9.99 元加每月 1.00 元"
"""What a price is said to be; before it was ¥10 per m²."""
SAID = {
    TARIFF: (
        f"物业服务费价格我们登记错了，应是{PER_M2}，不是每平方米每月 10 元。"
        "2026 年 9 月到 10 月共多算您 0.40 元，"
        "0.20 元已从待缴账单里减掉，0.20 元已存进您的账户，抵以后的账单。"
    ),
    DISCOUNT: (
        "物业服务费优惠有更正：减 12.5%（敬老优惠）。2026 年 9 月到 10 月共少收您 300.00 元，"
        "150.00 元已从待缴账单里减掉，150.00 元已存进您的账户，抵以后的账单。"
    ),
    PAYER: (
        "缴费人有变更，账单按各自的天数重新分开。2026 年 9 月到 10 月共从您的账单里去掉 2,000.00 元，"
        "1,200.00 元已从待缴账单里减掉，800.00 元会退给您，财务会和您联系。"
    ),
    WAIVER: "物业服务费账单有减免。2026 年 9 月共减免 333.33 元，333.33 元已存进您的账户，抵以后的账单。",
}
BACK = {
    TARIFF: (
        f"物业服务费价格我们登记错了，应是每平方米每月 10 元，不是{PER_M2}。"
        "2026 年 9 月到 10 月共少算 0.40 元，列在本月账单里，明细和缴费日请看账单。"
    ),
    DISCOUNT: (
        "物业服务费优惠有更正：没有优惠。2026 年 9 月到 10 月共少算 300.00 元，列在本月账单里，明细和缴费日请看账单。"
    ),
    PAYER: (
        "缴费人有变更，账单按各自的天数重新分开。"
        "2026 年 9 月到 10 月共由您承担 2,000.00 元，列在本月账单里，明细和缴费日请看账单。"
    ),
    WAIVER: "物业服务费账单有减免。2026 年 9 月不再减免 333.33 元，列在本月账单里，明细和缴费日请看账单。",
}
"""What sets it back is told too."""


def without_where(said: str) -> str:
    """The message without whose unit it is, and where to look."""
    return re.sub(r"^您好，1 幢 1 单元 101 的|每个月怎么算的.*$", "", said)


@pytest.mark.parametrize("kind", SAID)
def test_each_kind_is_told_in_its_own_words_and_so_is_what_sets_it_back(
    days: Days, channel: Channel, kind: str
) -> None:
    days.go(12, 12)
    office = corrections.a_wrong_office(months=MONTHS)
    payments.pay_cash(office, parts=payments.wish(payments.open_bills(office)[:2]))
    approval_id = kinds.done(office, kind)
    (said,) = told(channel)
    assert without_where(said) == SAID[kind]
    kinds.done(office, kind, kinds.undo_of(office, kind, approval_id))
    (back,) = (one for one in told(channel) if one != said)
    assert without_where(back) == BACK[kind]


def test_how_a_unit_is_used_is_nobody_s_bill(days: Days, channel: Channel) -> None:
    days.go(12, 12)
    kinds.done(corrections.a_wrong_office(months=MONTHS), OCCUPANCY)
    assert told(channel) == []
