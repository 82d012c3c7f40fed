"""Checks, decisions and rounds killed before and after every write: each finding once, each unit signed off once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.core import limits
from chalicelib.edge import jobs, queues
from chalicelib.quality import jobs as quality_jobs
from chalicelib.quality.rules.findings import State
from chalicelib.quality.rules.found import Check
from chalicelib.quality.rules.rounds import State as RoundState
from chalicelib.quality.service import deciding, reading, rounds
from tests.builders.core import AT, a_cause, an_id
from tests.builders.doubts import FOUND, NUMBERS, PAPER, Doubtful, a_doubtful_office
from tests.crash import points
from tests.crash.offices import SEALED, key

pytestmark = pytest.mark.contended

Act = Callable[[Doubtful], object]


@pytest.fixture(autouse=True)
def small_steps(embedded_engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check of seven units takes many steps: more places to die at."""
    monkeypatch.setattr(limits, "UNITS_PER_CHECK", 2)
    monkeypatch.setattr(limits, "FINDINGS_PER_STEP", 2)
    monkeypatch.setattr(limits, "SEEN_PER_ROW", 2)


def same(before: tuple[Act, ...], act: Act) -> int:
    """As the function in `points`, after these."""
    towns: list[Doubtful] = []

    def set_up() -> None:
        towns.append(a_doubtful_office())
        queues.use(towns[-1].queue)
        for one in before:
            one(towns[-1])

    return points.assert_same_after_any_crash(set_up, lambda: act(towns[-1]), masked=SEALED)


def checked(town: Doubtful) -> None:
    """The day's check, as a trigger and an at-least-once queue bring it."""
    jobs.run(quality_jobs.CHECK, due=AT)
    town.queue.drain()


def checked_a_day_later(town: Doubtful) -> None:
    jobs.run(quality_jobs.CHECK, due=AT + timedelta(days=1))
    town.queue.drain()


def put_right(town: Doubtful) -> None:
    town.refile("601", area="100")


def test_a_check_killed_at_any_write_finds_each_thing_once() -> None:
    def work(town: Doubtful) -> None:
        checked(town)
        assert town.seen() == FOUND
        done = reading.standing(town.scope, town.community_id).progress
        assert (done.is_running, done.accuracy.units_doubtful, done.accuracy.people_doubtful) == (False, 2, 4)

    assert same((), work) >= 2 * (len(FOUND) + 8)


def test_what_was_put_right_and_what_a_person_decided_outlive_a_check_that_dies() -> None:
    def work(town: Doubtful) -> None:
        checked_a_day_later(town)
        assert town.seen(State.FIXED) == {(Check.AREA_UNLIKE_SISTERS, "601")}
        assert town.seen(State.ACCEPTED) == {(Check.PAYER_MISSING, "102")}

    assert same((checked, accepted, put_right), work) >= 2 * 8


def accepted(town: Doubtful) -> object:
    one = next(one for state in (State.OPEN, State.ACCEPTED) for one in town.findings(state) if _is_payer(one.check))
    return deciding.accept(
        town.scope,
        a_cause(key("accept")),
        one.finding_id,
        community_id=town.community_id,
        digest=one.digest,
        reason="开发商的房",
    )


def _is_payer(check: Check) -> bool:
    return check == Check.PAYER_MISSING


def reopened(town: Doubtful) -> object:
    one = next(one for state in (State.ACCEPTED, State.OPEN) for one in town.findings(state) if _is_payer(one.check))
    return deciding.reopen(town.scope, a_cause(key("reopen")), one.finding_id, community_id=town.community_id)


def taken(town: Doubtful) -> object:
    one = town.finding(Check.PAYER_MISSING)
    staff_id = town.scope.actor_id.partition(":")[2]
    return deciding.assign(
        town.scope,
        a_cause(key("assign")),
        one.finding_id,
        community_id=town.community_id,
        staff_id=staff_id,
        instead_of=None,
    )


def opened(town: Doubtful) -> object:
    cause, round_id = a_cause(key("open")), an_id("the round")
    return rounds.open_round(town.scope, cause, town.community_id, round_id=round_id, reason="面积录错了")


def opened_after(town: Doubtful) -> object:
    rounds.open_round_after(town.office.org_id, town.community_id, an_id("correction"))
    return town.round().correction_id


def marked(town: Doubtful) -> object:
    return rounds.mark_differing(
        town.colleague(),
        a_cause(key("mark")),
        town.community_id,
        town.unit_id("601"),
        round_id=an_id("the round"),
        area="120",
        says="100",
        paper=PAPER,
        words="",
    )


def signed(town: Doubtful) -> object:
    return town.sign("101", "201", key=key("some"))


def all_but_one(town: Doubtful) -> None:
    town.refile("102", area="60")
    town.sign(*NUMBERS[:-1], key=key("most"))


def the_last(town: Doubtful) -> object:
    moved = town.sign(NUMBERS[-1], key=key("last"))
    assert moved.state == RoundState.CLOSED
    return moved


@pytest.mark.parametrize(
    ("before", "act"),
    [
        ((checked,), taken),
        ((checked,), accepted),
        ((checked, accepted), reopened),
        ((), opened),
        ((), opened_after),
        ((opened,), marked),
        ((opened,), signed),
        ((opened, all_but_one), the_last),
    ],
    ids=lambda one: one.__name__ if callable(one) else "",
)
def test_a_verb_of_data_quality_happens_once(before: tuple[Act, ...], act: Callable[[Doubtful], object]) -> None:
    answers = set()
    assert same(before, lambda town: answers.add(act(town))) == 2
    assert len(answers) == 1
