"""Laws of 人民币大写: the words, read back by somebody who knows only digits and places, are the amount."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.limits import CAPITALS_MOST_FEN
from chalicelib.payments.rules.capitals import DIGITS, capitals

PLACES = {"仟": 1000, "佰": 100, "拾": 10}
FOURS = {"亿": 10_000 * 10_000, "万": 10_000}
FEN = {"元": 100, "角": 10, "分": 1}
AMOUNTS = st.one_of(
    st.integers(0, CAPITALS_MOST_FEN),
    st.lists(st.sampled_from("0001259"), min_size=1, max_size=14).map(lambda digits: int("".join(digits))),
)


def read_back(words: str) -> int:
    """Digit times place, summed by fours and by unit of money; 零 and 整 say nothing."""
    fen = yuan = four = digit = 0
    for word in words.removeprefix("人民币"):
        if word in DIGITS:
            digit = DIGITS.index(word)
        elif word in PLACES:
            four, digit = four + digit * PLACES[word], 0
        elif word in FOURS:
            yuan, four, digit = yuan + (four + digit) * FOURS[word], 0, 0
        elif word in FEN:
            fen, yuan, four, digit = fen + (yuan + four + digit) * FEN[word], 0, 0, 0
    return fen


@given(AMOUNTS)
def test_the_words_read_back_are_the_amount(fen: int) -> None:
    assert read_back(capitals(fen)) == fen


@given(AMOUNTS)
def test_no_two_zeros_stand_together_and_none_before_a_unit(fen: int) -> None:
    words = capitals(fen)
    assert "零零" not in words
    assert not re.search("零[万亿角分整]", words)
    assert words == "人民币零元整" or not re.search("^人民币零|零元", words)


@given(AMOUNTS)
def test_whole_stands_at_the_end_exactly_when_there_are_no_fen(fen: int) -> None:
    assert capitals(fen).endswith("整") == (fen % 10 == 0)
    assert capitals(fen).count("整") <= 1


@given(AMOUNTS)
def test_every_digit_above_zero_is_written_once_in_its_order(fen: int) -> None:
    written = [str(DIGITS.index(word)) for word in capitals(fen) if word in DIGITS[1:]]
    assert written == [digit for digit in str(fen) if digit != "0"]
