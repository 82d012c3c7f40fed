"""The stages of an unpaid due day: told once each, made up once when missed, never many for many old months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from chalicelib.dunning.rules.stages import Reached, Reminder, is_near, stage_on, to_tell

DUE = date(2026, 11, 15)
NOBODY_TOLD = Reminder("community", "payer")


def day(after: int) -> date:
    return DUE + timedelta(days=after)


def walked(days: list[int], *, due_days: tuple[date, ...] = (DUE,)) -> list[int]:
    """The days, from the due day, on which a payer is told who is asked about on these days and never pays."""
    last, told = NOBODY_TOLD, []
    for one in days:
        if reached := to_tell(last, due_days, day(one)):
            last = replace(last, told_on=day(one), reached=reached)
            told.append(one)
    return told


@pytest.mark.parametrize(
    ("after", "stage"),
    [
        *((-30, None), (-4, None), (-3, -3), (-1, -3), (0, 0), (1, 1), (2, 1), (7, 7), (14, 7), (15, 15)),
        *((29, 15), (30, 30), (59, 30), (60, 60), (89, 60), (90, 90), (365, 360)),
    ],
)
def test_the_newest_stage_that_a_day_has_reached(after: int, stage: int | None) -> None:
    assert stage_on(DUE, day(after)) == stage


def test_a_bill_is_spoken_of_from_its_first_stage_on() -> None:
    assert [is_near(DUE, day(after)) for after in (-4, -3, 0, 400)] == [False, True, True, True]


def test_asked_every_day_each_stage_is_told_on_its_day() -> None:
    assert walked(list(range(-10, 100))) == [-3, 0, 1, 7, 15, 30, 60, 90]


def test_a_missed_day_is_made_up_once() -> None:
    assert walked([-5, -2, -1, 4, 5, 6, 9, 10, 40, 41]) == [-2, 4, 9, 40]


def test_a_doubled_day_does_nothing() -> None:
    assert walked([-3, -3, 0, 0, 0, 1, 1]) == [-3, 0, 1]


def test_a_long_absence_is_one_message() -> None:
    assert walked([200, 201, 202]) == [200]


def test_every_due_day_has_its_own_stages_and_one_message_tells_all() -> None:
    both = (DUE, DUE + timedelta(days=1))
    assert walked(list(range(-5, 20)), due_days=both) == [-3, -2, 0, 1, 2, 7, 8, 15, 16]
    told = to_tell(NOBODY_TOLD, both, day(1))
    assert told == (Reached(both[0], 1), Reached(both[1], 0))


def test_many_old_months_do_not_make_many_messages() -> None:
    months = tuple(DUE + timedelta(days=31 * n) for n in range(-12, -1))
    told = walked(list(range(60)), due_days=months)
    assert all(later - before >= 30 for before, later in pairwise(told[1:]))
    assert len(told) <= 4


def test_a_newly_reached_stage_is_told_though_an_old_month_was_told_yesterday() -> None:
    last = replace(NOBODY_TOLD, told_on=day(-4), reached=(Reached(day(-200), 180),))
    assert to_tell(last, (day(-200), DUE), day(-3)) != ()


def test_what_is_paid_is_forgotten() -> None:
    last = replace(NOBODY_TOLD, told_on=day(-3), reached=(Reached(DUE, -3),))
    assert to_tell(last, (), day(0)) == ()
