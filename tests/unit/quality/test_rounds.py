"""Signing areas off against their papers: who may, what counts, when a round is over; how accuracy is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from chalicelib.core.dated import Dated
from chalicelib.estate.rules import Unit
from chalicelib.quality.rules import rounds, signing
from chalicelib.quality.rules.accuracy import Accuracy, share
from chalicelib.quality.rules.rounds import Round, State
from chalicelib.quality.rules.signing import (
    AreaChanged,
    AreaMissing,
    BadArea,
    OwnEntry,
    SameArea,
    Sign,
    StillDiffers,
)
from tests.builders.core import AT, a_source, an_id
from tests.builders.quality import a_unit

ENTERED_BY = a_source().entered_by
ME, OTHER = "S:me", "S:other"
PAPER = "不动产权证"


def signed(unit: Unit, before: Sign | None = None, **more: Any) -> Sign | None:
    given: dict[str, Any] = {"area": "100", "paper": PAPER, "by": ME, "at": AT, "may_be_alone": False} | more
    return signing.signed_off(unit, before, **given)


def marked(unit: Unit, before: Sign | None = None, **more: Any) -> Sign:
    given: dict[str, Any] = {"area": "100", "says": "90", "paper": PAPER, "words": "", "by": ME, "at": AT} | more
    return signing.marked_differing(unit, before, **given)


def with_area(unit: Unit, area: str) -> Unit:
    return replace(unit, area=(Dated(Decimal(area), a_source()),))


def a_round(*units: Unit) -> Round:
    return Round(an_id("round"), an_id("community"), AT, ME, totals=rounds.totals_of(units))


def test_somebody_else_than_who_entered_an_area_signs_it_off() -> None:
    sign = signed(a_unit())
    assert sign is not None
    assert (sign.area, sign.by, sign.differs, sign.alone) == ("100", ME, False, False)
    with pytest.raises(OwnEntry):
        signed(a_unit(), by=ENTERED_BY)


def test_in_an_office_of_one_person_it_is_recorded_that_nobody_else_looked() -> None:
    sign = signed(a_unit(), by=ENTERED_BY, may_be_alone=True)
    assert sign is not None
    assert sign.alone


def test_what_was_not_looked_at_is_not_signed_off() -> None:
    with pytest.raises(AreaChanged):
        signed(a_unit(area="120"))
    with pytest.raises(AreaMissing):
        signed(a_unit(area=None))
    with pytest.raises(AreaChanged):
        marked(a_unit(area="120"))


def test_what_is_signed_off_is_not_signed_again_until_its_area_changes() -> None:
    unit = a_unit()
    sign = signed(unit)
    assert signed(unit, sign, by=OTHER) is None
    assert signing.holds(sign, unit, AT)
    changed = with_area(unit, "101")
    assert not signing.holds(sign, changed, AT)
    assert signed(changed, sign, area="101") is not None


def test_the_same_area_written_otherwise_is_another_text_and_is_looked_at_again() -> None:
    assert not signing.holds(signed(a_unit()), with_area(a_unit(), "100.0"), AT)


def test_whoever_said_that_a_paper_differs_signs_off_only_what_was_corrected() -> None:
    unit = a_unit()
    mark = marked(unit)
    assert not signing.holds(mark, unit, AT)
    with pytest.raises(StillDiffers):
        signed(unit, mark)
    assert signed(unit, mark, by=OTHER) is not None, "a second person reads the paper and finds that it was misread"
    assert signed(with_area(unit, "90"), mark, area="90") is not None


def test_a_unit_without_an_area_is_marked_with_what_its_paper_says() -> None:
    mark = marked(a_unit(area=None), area="", says="88.8")
    assert (mark.area, mark.says) == ("", "88.8")


@pytest.mark.parametrize("says", ["0", "100000.1", "1.23456", "NaN", "x", "-1", "1e-9"])
def test_no_area_beyond_belief_is_written_down(says: str) -> None:
    with pytest.raises(BadArea):
        marked(a_unit(), says=says)


@pytest.mark.parametrize("says", ["100", "100.00"])
def test_a_paper_that_says_the_same_does_not_differ(says: str) -> None:
    with pytest.raises(SameArea):
        marked(a_unit(), says=says)


def test_a_round_counts_each_unit_once_whatever_is_said_of_it() -> None:
    unit = a_unit()
    one = a_round(unit, a_unit("1202"))
    mark = marked(unit)
    one = rounds.counted(one, [(None, mark)])
    assert (one.done, one.differing, one.looks_over) == (0, 1, False)
    sign = signed(unit, mark, by=OTHER)
    assert sign is not None
    one = rounds.counted(one, [(mark, sign)])
    assert (one.done, one.differing) == (1, 0)
    again = signed(with_area(unit, "101"), sign, area="101")
    assert again is not None
    one = rounds.counted(one, [(sign, again)])
    assert (one.done, one.differing, dict(one.signed)) == (1, 0, {"3": 1})
    one = rounds.counted(one, [(again, marked(with_area(unit, "101"), again, area="101"))])
    assert (one.done, one.differing) == (0, 1)


def test_a_round_is_over_when_every_unit_is_signed_off_with_the_area_that_it_has() -> None:
    units = [a_unit(), a_unit("1202")]
    one, later = a_round(*units), AT + timedelta(days=1)
    signs = {unit.unit_id: sign for unit in units if (sign := signed(unit))}
    over = rounds.counted_anew(one, units, signs, at=later)
    assert (over.state, over.closed_at, over.done) == (State.CLOSED, later, 2)
    changed = [with_area(units[0], "99"), units[1]]
    assert rounds.counted_anew(one, changed, signs, at=later).state == State.OPEN
    more = [*units, a_unit("1203")]
    still = rounds.counted_anew(one, more, signs, at=later)
    assert (still.state, still.done, still.total) == (State.OPEN, 2, 3)


def test_a_paper_that_differs_keeps_a_round_open() -> None:
    units = [a_unit(), a_unit("1202")]
    sign = signed(units[0])
    assert sign is not None
    signs = {units[0].unit_id: sign, units[1].unit_id: marked(units[1])}
    one = rounds.counted_anew(a_round(*units), units, signs, at=AT)
    assert (one.state, one.done, one.differing) == (State.OPEN, 1, 1)


def test_nothing_is_verified_where_there_are_no_units_nor_in_a_round_that_is_over() -> None:
    with pytest.raises(rounds.NothingToVerify):
        rounds.totals_of([])
    with pytest.raises(rounds.RoundClosed):
        rounds.need_open(replace(a_round(a_unit()), state=State.CLOSED))


@pytest.mark.parametrize(
    ("whole", "doubtful", "is_right"),
    [(0, 0, None), (1, 0, 10_000), (1, 1, 0), (100, 1, 9_900), (1_000, 10, 9_900), (10_001, 1, 9_999), (3, 1, 6_666)],
)
def test_accuracy_is_whole_only_when_nothing_is_open(whole: int, doubtful: int, is_right: int | None) -> None:
    assert share(whole, doubtful) == is_right


def test_accuracy_of_all_is_of_units_and_people_together() -> None:
    one = Accuracy(units=100, units_doubtful=1, people=100, people_doubtful=3)
    assert (one.of_units, one.of_people, one.of_all) == (9_900, 9_700, 9_800)
    assert share(5, 9) == 0
