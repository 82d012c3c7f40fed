"""人民币大写: an amount in words that nobody can alter, by 支付结算办法 and its 正确填写票据和结算凭证的基本规定.

Integers only. Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from typing import Final

from chalicelib.core import limits
from chalicelib.core.money import FEN_PER_YUAN, NotMoney

DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
PLACES: Final = ("仟", "佰", "拾", "")  # within four digits
FOURS: Final = ("", "万", "亿")  # one for each four digits, from the right; the limit is what they can say
_FOUR: Final = 10_000


def capitals(amount_fen: int) -> str:
    """人民币 and the amount in words, without a gap between them (四). Raises NotMoney below 0 and above the limit.

    整 follows 元 or 角, never 分 (三). Zeros between other digits give one 零 (五, 一 and 二); an empty 角 before 分
    gives 零 (五, 四). Where the rule leaves the choice (五, 三), its first form is written: 1,680.32 is
    壹仟陆佰捌拾元零叁角贰分, and 107,000.53 is 壹拾万柒仟元零伍角叁分.
    """
    if not 0 <= amount_fen <= limits.CAPITALS_MOST_FEN:
        raise NotMoney(value=str(amount_fen))
    yuan, rest = divmod(amount_fen, FEN_PER_YUAN)
    jiao, fen = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan else ""
    if yuan and rest and (yuan % 10 == 0 or jiao == 0):
        words += "零"
    words += f"{DIGITS[jiao]}角" if jiao else ""
    words += f"{DIGITS[fen]}分" if fen else ""
    return f"人民币{words or '零元'}{'' if fen else '整'}"


def _whole(yuan: int) -> str:
    """The yuan, above 0, by fours: 零 where one begins with zeros, or all of one is empty before other digits."""
    words, gap = "", False
    for place in reversed(range(len(FOURS))):
        four = yuan // _FOUR**place % _FOUR
        if four:
            words += ("零" if words and (gap or four < _FOUR // 10) else "") + _four(four) + FOURS[place]
        gap = not four
    return words


def _four(four: int) -> str:
    """1 to 9999 in words: zeros inside give one 零, those at the ends none."""
    words = ""
    for digit, place in zip(f"{four:04}", PLACES, strict=True):
        if digit != "0":
            words += DIGITS[int(digit)] + place
        elif words and not words.endswith("零"):
            words += "零"
    return words.rstrip("零")
