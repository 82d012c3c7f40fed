"""A ticket's number, its summary, and what its words are probably about."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from chalicelib.core import limits
from chalicelib.tickets.rules.suggest import DEFAULT, BadSuggestions, Suggestion, check, suggest
from chalicelib.tickets.rules.tickets import SUMMARY_CHARACTERS, Kind, Priority, number_of, summary_of
from tests.builders.core import an_id


def test_the_number_is_of_the_day_in_the_office_and_of_the_id() -> None:
    ticket_id = an_id("ticket")
    assert number_of(ticket_id, datetime(2026, 10, 31, 16, 0, tzinfo=UTC)) == f"T20261101-{ticket_id[-8:]}"
    assert re.fullmatch(r"T\d{8}-[0-9A-HJKMNP-TV-Z]{8}", number_of(ticket_id, datetime(2026, 10, 31, tzinfo=UTC)))


@pytest.mark.parametrize("length", [1, 39, 40, 41, 1_000])
def test_a_summary_is_the_beginning_of_what_was_said(length: int) -> None:
    summary = summary_of("漏" * length)
    assert len(summary) == min(length, SUMMARY_CHARACTERS)
    assert summary.endswith("…") == (length > SUMMARY_CHARACTERS)


def test_a_summary_is_one_line() -> None:
    assert summary_of("  水管\n\n漏水\t了 ") == "水管 漏水 了"


@pytest.mark.parametrize(
    ("words", "kind", "priority"),
    [
        ("厨房水管漏水", Kind.REPAIR, Priority.HIGH),
        ("电梯困人了，快来", Kind.REPAIR, Priority.EMERGENCY),
        ("楼道灯不亮", Kind.REPAIR, Priority.NORMAL),
        ("楼上半夜很吵", Kind.NEIGHBOUR, Priority.NORMAL),
        ("账单多收了一个月", Kind.FEE, Priority.NORMAL),
        ("你好", Kind.OTHER, Priority.NORMAL),
        ("", Kind.OTHER, Priority.NORMAL),
    ],
)
def test_words_suggest_a_kind_and_a_priority(words: str, kind: Kind, priority: Priority) -> None:
    assert suggest(words, DEFAULT) == (kind, priority)


def test_the_first_rule_with_a_word_decides() -> None:
    rules = (
        Suggestion(("水",), Kind.CLEANING, Priority.LOW),
        Suggestion(("漏水",), Kind.REPAIR, Priority.HIGH),
    )
    assert suggest("漏水", rules) == (Kind.CLEANING, Priority.LOW)
    assert suggest("漏水", rules[::-1]) == (Kind.REPAIR, Priority.HIGH)


def test_the_table_that_we_ship_can_be_kept() -> None:
    check(DEFAULT)
    check(())


def test_every_word_of_the_table_that_we_ship_gets_its_turn() -> None:
    for rule in DEFAULT:
        for word in rule.words:
            assert suggest(word, DEFAULT) == (rule.kind, rule.priority), word


@pytest.mark.parametrize(
    "words",
    [
        (),
        (" ",),
        ("漏水", ""),
        ("漏" * (limits.SUGGESTION_CHARACTERS + 1),),
        tuple(f"词{n}" for n in range(limits.SUGGESTION_WORDS + 1)),
    ],
)
def test_a_rule_without_words_or_with_too_many_or_too_long_ones_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(BadSuggestions):
        check([Suggestion(words, Kind.OTHER, Priority.LOW)])


def test_too_many_rules_are_refused() -> None:
    rule = Suggestion(("水",), Kind.OTHER, Priority.LOW)
    check([rule] * limits.SUGGESTIONS)
    with pytest.raises(BadSuggestions):
        check([rule] * (limits.SUGGESTIONS + 1))
