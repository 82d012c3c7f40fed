"""The billing run's states, its period's slot and its figures (BIL-05)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from chalicelib.billing.rules import runs
from chalicelib.billing.rules.runs import (
    TRANSITIONS,
    ItemSum,
    NothingToRelease,
    PeriodTooFar,
    RunOpen,
    RunRefused,
    Slot,
    State,
    Sums,
    Verb,
    add,
    checked,
    claim,
    due_day,
    months_to_draft,
    move,
    release,
)
from chalicelib.core.clock import instant
from chalicelib.core.period import Period
from tests.builders.billing import COMMUNITY, OCTOBER, a_run, a_unit, an_item, by_area, drafted, fixed
from tests.builders.core import AT, an_id

ALLOWED = {
    ("drafting", "finish_draft"): "draft",
    ("drafting", "discard"): "discarding",
    ("draft", "release"): "released",
    ("draft", "discard"): "discarding",
    ("discarding", "finish_discard"): "discarded",
}
SLOT = Slot(COMMUNITY, str(OCTOBER), open_run=an_id("run"))


def test_the_table_of_transitions_is_this_one() -> None:
    assert {(str(state), str(verb)): str(to) for (state, verb), to in TRANSITIONS.items()} == ALLOWED


@pytest.mark.parametrize(("state", "verb"), list(product(State, Verb)))
def test_a_run_moves_only_as_the_table_says(state: State, verb: Verb) -> None:
    if (state, verb) in ALLOWED:
        assert move(a_run(state), verb).state == ALLOWED[state, verb]
    else:
        with pytest.raises(RunRefused) as refused:
            move(a_run(state), verb)
        assert (refused.value.facts["state"], refused.value.facts["verb"]) == (state, verb)


def test_who_comes_too_late_is_told_who_released_and_when() -> None:
    released, _ = release(a_run(), SLOT, at=AT, by="S:财务丙")
    with pytest.raises(RunRefused) as refused:
        release(released, SLOT, at=AT, by="S:内勤丁")
    assert (refused.value.facts["by"], refused.value.facts["at"]) == ("S:财务丙", instant(AT))


def test_only_a_moving_run_needs_a_worker() -> None:
    assert {state for state in State if a_run(state).is_moving} == {State.DRAFTING, State.DISCARDING}


def test_a_period_has_one_open_run() -> None:
    free = Slot(COMMUNITY, str(OCTOBER))
    taken = claim(free, an_id("one"))
    with pytest.raises(RunOpen) as refused:
        claim(taken, an_id("other"))
    assert refused.value.facts == {"run_id": an_id("one"), "period": "2026-10"}


def test_a_released_run_frees_its_period_and_is_remembered() -> None:
    run, slot = release(a_run(), replace(SLOT, released=(an_id("first"),)), at=AT, by="S:财务丙")
    assert (run.state, run.released_at, run.released_by) == (State.RELEASED, AT, "S:财务丙")
    assert (slot.open_run, slot.released) == (None, (an_id("first"), an_id("run")))
    assert claim(slot, an_id("second")).open_run == an_id("second")


def test_a_draft_without_a_bill_is_not_released() -> None:
    with pytest.raises(NothingToRelease):
        release(a_run(sums=Sums(done=3, skipped={"no_payer": 3})), SLOT, at=AT, by="S:财务丙")


@pytest.mark.parametrize(
    ("released_on", "due_on"),
    [
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 10, 16), date(2026, 10, 31)),
        (date(2026, 10, 17), date(2026, 11, 1)),
        (date(2027, 1, 20), date(2027, 2, 4)),
        (date(2026, 8, 1), date(2026, 10, 31)),
    ],
)
def test_a_bill_is_due_at_the_month_s_end_but_never_in_less_than_fifteen_days(released_on: date, due_on: date) -> None:
    assert due_day(OCTOBER, released_on) == due_on


def test_the_fifteen_days_begin_with_the_release_however_long_the_draft_lay() -> None:
    draft, late = a_run(), datetime(2026, 11, 20, 16, tzinfo=UTC)  # 21 November in Shanghai
    assert draft.due_on == date(2026, 11, 15)
    assert draft.due_if_released(date(2026, 11, 20)) == date(2026, 12, 5)
    released, _ = release(draft, SLOT, at=late, by="S:财务丙")
    assert released.due_on == date(2026, 12, 6)
    assert released.due_if_released(date(2027, 3, 1)) == date(2026, 12, 6)


@pytest.mark.parametrize(
    ("released", "months"),
    [
        (None, ["2026-10"]),
        (Period(2026, 9), ["2026-10"]),
        (Period(2026, 7), ["2026-08", "2026-09", "2026-10"]),
        (Period(2020, 1), [str(Period(2025, 11).plus(n)) for n in range(12)]),
    ],
)
def test_the_trigger_drafts_what_was_missed_of_a_year_oldest_first(released: Period | None, months: list[str]) -> None:
    assert [str(month) for month in months_to_draft(OCTOBER, released)] == months


def test_a_month_more_than_a_year_ahead_is_a_slip_of_the_pen() -> None:
    today = date(2026, 10, 31)
    runs.check_period(Period(2027, 10), today)
    runs.check_period(Period(2000, 1), today)
    with pytest.raises(PeriodTooFar) as refused:
        runs.check_period(Period(2027, 11), today)
    assert refused.value.facts == {"period": "2027-11", "latest": "2027-10"}


def test_the_figures_count_units_bills_lines_money_and_skipped_units_by_reason() -> None:
    cleaning, parking = an_item(fixed(15_00), "垃圾清运费"), an_item(fixed(0), "停车费")
    broken_twice = [an_item(by_area(broken="price_missing"), name) for name in ("电梯费", "空调费")]
    units = [
        drafted(a_unit("101"), [an_item(by_area("2.50")), cleaning]),
        drafted(a_unit("102"), [cleaning, parking]),
        drafted(a_unit("103", payer=None), [cleaning]),
        drafted(a_unit("104"), broken_twice),
        drafted(a_unit("105"), []),
    ]
    sums = add(Sums(), units, "digest")
    assert (sums.done, sums.units, sums.bills, sums.lines, sums.billed_fen) == (5, 2, 3, 3, 236_40 + 30_00)
    assert sums.items[cleaning.item_id] == ItemSum("垃圾清运费", cleaning.number, 2, 30_00)
    assert sums.skipped == {"no_payer": 1, "broken_price": 2}
    assert sums.digest == "digest"


def test_figures_that_do_not_add_up_are_a_fault() -> None:
    bills = drafted(a_unit(), [an_item(fixed(15_00))]).bills
    checked(bills, 15_00)
    with pytest.raises(AssertionError):
        checked(bills, 15_01)
