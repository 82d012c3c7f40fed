"""人民币大写 by example: each one of 正确填写票据和结算凭证的基本规定, and the zeros that are easy to get wrong."""

from __future__ import annotations

import pytest

from chalicelib.core.limits import CAPITALS_MOST_FEN
from chalicelib.core.money import NotMoney
from chalicelib.payments.rules.capitals import capitals

OF_THE_RULE = [
    (1_409_50, "壹仟肆佰零玖元伍角整"),
    (6_007_14, "陆仟零柒元壹角肆分"),
    (1_680_32, "壹仟陆佰捌拾元零叁角贰分"),
    (107_000_53, "壹拾万柒仟元零伍角叁分"),
    (16_409_02, "壹万陆仟肆佰零玖元零贰分"),
    (325_04, "叁佰贰拾伍元零肆分"),
]

SMALL = [
    (0, "零元整"),
    (1, "壹分"),
    (5, "伍分"),
    (10, "壹角整"),
    (50, "伍角整"),
    (99, "玖角玖分"),
    (1_00, "壹元整"),
    (1_01, "壹元零壹分"),
    (1_10, "壹元壹角整"),
    (10_00, "壹拾元整"),
    (10_05, "壹拾元零伍分"),
    (10_50, "壹拾元零伍角整"),
    (12_34, "壹拾贰元叁角肆分"),
    (100_00, "壹佰元整"),
    (101_00, "壹佰零壹元整"),
    (110_00, "壹佰壹拾元整"),
    (887_03, "捌佰捌拾柒元零叁分"),
    (1_000_00, "壹仟元整"),
    (1_001_00, "壹仟零壹元整"),
    (1_010_00, "壹仟零壹拾元整"),
    (1_234_50, "壹仟贰佰叁拾肆元伍角整"),
    (9_999_99, "玖仟玖佰玖拾玖元玖角玖分"),
]

LARGE = [
    (10_000_00, "壹万元整"),
    (10_001_00, "壹万零壹元整"),
    (11_000_00, "壹万壹仟元整"),
    (10_100_00, "壹万零壹佰元整"),
    (100_000_00, "壹拾万元整"),
    (100_010_00, "壹拾万零壹拾元整"),
    (101_000_00, "壹拾万壹仟元整"),
    (1_000_000_00, "壹佰万元整"),
    (10_000_000_00, "壹仟万元整"),
    (100_000_000_00, "壹亿元整"),
    (100_000_001_00, "壹亿零壹元整"),
    (100_001_000_00, "壹亿零壹仟元整"),
    (100_010_000_00, "壹亿零壹万元整"),
    (110_000_000_00, "壹亿壹仟万元整"),
    (1_000_100_000_00, "壹拾亿零壹拾万元整"),
    (1_000_000_000_05, "壹拾亿元零伍分"),
    (CAPITALS_MOST_FEN, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
]


@pytest.mark.parametrize(("fen", "words"), [*OF_THE_RULE, *SMALL, *LARGE])
def test_an_amount_in_capitals_follows_the_rule(fen: int, words: str) -> None:
    assert capitals(fen) == f"人民币{words}"


@pytest.mark.parametrize("fen", [-1, -1_409_50, CAPITALS_MOST_FEN + 1])
def test_what_no_receipt_can_say_is_refused(fen: int) -> None:
    with pytest.raises(NotMoney):
        capitals(fen)
