"""What a correction may ask for, what it makes of the facts, and what sets it back (REG-03)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.dated import Dated, Source, believed, holding, overlaps
from chalicelib.corrections.rules.facts import (
    BadFact,
    NothingToCorrect,
    Stretch,
    span_of,
    stretches_of,
    undoing,
    with_stretches,
)
from chalicelib.corrections.rules.values import area_of
from tests.builders.core import a_source
from tests.builders.notes import day

Facts = tuple[Dated[Decimal], ...]
TODAY = day("2026-10-31")
ON_FILE: Facts = (Dated(Decimal(120), a_source(), day("2025-01-01")),)


def stretch(area: str, first: str, last: str | None = None) -> Stretch[Decimal]:
    return Stretch(Decimal(area), day(first), day(last) if last else None)


def by(approval_id: str) -> Source:
    return Source("不动产权证", "S:maker", TODAY, "S:checker", approval_id)


def after(facts: Facts, approval_id: str, *stretches: Stretch[Decimal]) -> Facts:
    return with_stretches(facts, stretches, by(approval_id), on=TODAY)


def value(facts: Facts, text: str) -> Decimal | None:
    found = holding(facts, day(text))
    return found.value if found else None


def asked(area: Any = "100", first: Any = "2026-10-01", last: Any = None) -> dict[str, Any]:
    return {"area": area, "from_on": first, "to_on": last}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({}, "unreadable"),
        ({"stretches": []}, "unreadable"),
        ({"stretches": [{}]}, "unreadable"),
        ({"stretches": [asked(area="a hundred")]}, "unreadable"),
        ({"stretches": [asked(first="2026-02-30")]}, "unreadable"),
        ({"stretches": [asked(first=None)]}, "unreadable"),
        ({"stretches": [asked(area="0")]}, "area"),
        ({"stretches": [asked(area="-100")]}, "area"),
        ({"stretches": [asked(area="NaN")]}, "area"),
        ({"stretches": [asked(area="Infinity")]}, "area"),
        ({"stretches": [asked(area="100000.0001")]}, "area"),
        ({"stretches": [asked(area="99.00001")]}, "area"),
        ({"stretches": [asked(last="2026-09-30")]}, "ends_before"),
        ({"stretches": [asked(), asked(first="2026-11-01")]}, "overlap"),
        ({"stretches": [asked(first="2026-10-31"), asked(last="2026-10-31")]}, "overlap"),
    ],
)
def test_what_cannot_be_meant_is_refused(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(BadFact) as told:
        stretches_of(wrong, area_of)
    assert told.value.facts["why"] == why


def test_stretches_are_taken_in_the_order_of_their_days_and_may_touch() -> None:
    found = stretches_of({"stretches": [asked("90", "2026-10-01"), asked("100", "2026-08-01", "2026-09-30")]}, area_of)
    assert found == (stretch("100", "2026-08-01", "2026-09-30"), stretch("90", "2026-10-01"))
    assert span_of(found) == (day("2026-08-01"), None)
    assert span_of(found[:1]) == (day("2026-08-01"), day("2026-09-30"))


@pytest.mark.parametrize(
    "same", [stretch("120", "2026-10-01"), stretch("120.0", "2025-01-01"), stretch("120", "2026-01-01", "2026-06-30")]
)
def test_what_is_on_file_already_is_told(same: Stretch[Decimal]) -> None:
    with pytest.raises(NothingToCorrect):
        after(ON_FILE, "A", same)


@pytest.mark.parametrize(
    ("facts", "first", "turned"),
    [
        (  # another area begins inside the asked days
            (
                Dated(Decimal(120), a_source(), None, day("2026-09-30")),
                Dated(Decimal(110), a_source(), day("2026-10-01")),
            ),
            "2026-05-01",
            "2026-10-01",
        ),
        ((Dated(Decimal(120), a_source(), None, day("2026-09-30")),), "2026-05-01", "2026-10-01"),  # none does
        (ON_FILE, "2024-05-01", "2024-12-31"),  # nothing was known before
    ],
)
def test_what_says_the_same_about_its_first_and_its_last_day_may_still_change_what_is_between(
    facts: Facts, first: str, turned: str
) -> None:
    found = after(facts, "A", stretch("120", first))
    assert value(facts, turned) != Decimal(120)
    assert value(found, turned) == Decimal(120)


def test_a_correction_undone_by_its_mirror_says_what_was_said_before() -> None:
    found = after(ON_FILE, "A", stretch("100", "2026-08-01"))
    back = undoing(found, "A")
    assert back == (stretch("120", "2026-08-01"),)
    assert value(after(found, "B", *back), "2026-10-31") == Decimal(120)


def test_several_stretches_are_undone_each_once() -> None:
    found = after(ON_FILE, "A", stretch("100", "2026-08-01", "2026-08-31"), stretch("90", "2026-10-01"))
    assert undoing(found, "A") == (stretch("120", "2026-08-01", "2026-08-31"), stretch("120", "2026-10-01"))


def test_what_was_corrected_again_since_is_not_set_back_with_the_first() -> None:
    first = after(ON_FILE, "A", stretch("100", "2026-08-01"))
    second = after(first, "B", stretch("110", "2026-09-01", "2026-09-30"))
    assert undoing(second, "A") == (stretch("120", "2026-08-01", "2026-08-31"), stretch("120", "2026-10-01"))
    assert undoing(second, "B") == (stretch("100", "2026-09-01", "2026-09-30"),)


def test_nothing_sets_back_what_nobody_knew_before_or_what_is_overtaken_or_unheard_of() -> None:
    found = after((), "A", stretch("100", "2026-08-01"))
    assert undoing(found, "A") == undoing(found, "somebody else's") == ()
    overtaken = after(found, "B", stretch("90", "2026-01-01"))
    assert undoing(overtaken, "A") == ()


DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))


@st.composite
def askings(draw: st.DrawFn) -> list[Stretch[Decimal]]:
    """Stretches that do not overlap; the last may be open."""
    turns = sorted(draw(st.sets(DAYS, min_size=2, max_size=6)))
    pairs = list(zip(turns[::2], turns[1::2], strict=False))
    areas = st.sampled_from(["80", "90", "100", "120"]).map(Decimal)
    found = [Stretch(draw(areas), first, last) for first, last in pairs]
    return [*found[:-1], Stretch(found[-1].value, found[-1].from_on, draw(st.sampled_from([None, found[-1].to_on])))]


@given(st.lists(askings(), min_size=1, max_size=4), DAYS)
def test_undone_the_last_of_any_corrections_leaves_every_day_as_it_was_before_it(
    history: list[list[Stretch[Decimal]]], at: date
) -> None:
    states: list[Facts] = [ON_FILE]
    for n, stretches in enumerate(history):
        try:
            states.append(after(states[-1], f"A{n}", *stretches))
        except NothingToCorrect:
            continue
    if len(states) == 1:
        return
    approval_id = states[-1][-1].source.approval_id
    assert approval_id
    back = undoing(states[-1], approval_id)
    said = [asked(str(one.value), str(one.from_on), one.to_on and str(one.to_on)) for one in back]
    assert stretches_of({"stretches": said}, area_of) == back
    undone = after(states[-1], "undo", *back)
    was, now = (holding(facts, at) for facts in (states[-2], undone))
    assert was
    assert now
    assert was.value == now.value
    assert overlaps(undone) == []


def test_what_was_believed_before_is_still_known() -> None:
    found = after(ON_FILE, "A", stretch("100", "2026-08-01"))
    before = believed(found, day("2026-09-01"), on=day("2026-10-30"))
    assert before
    assert (before.value, value(found, "2026-09-01")) == (Decimal(120), Decimal(100))
