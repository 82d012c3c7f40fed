"""Several workers on one check, people who decide while it runs, and several who sign the last units off at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from chalicelib.core import limits
from chalicelib.core.errors import Refusal
from chalicelib.quality.rules.accuracy import Accuracy
from chalicelib.quality.rules.findings import FindingTaken, State
from chalicelib.quality.rules.found import Check
from chalicelib.quality.rules.rounds import RoundOpen
from chalicelib.quality.rules.rounds import State as RoundState
from chalicelib.quality.service import checking, deciding, reading, rounds
from chalicelib.quality.service.deciding import FindingMoved
from chalicelib.quality.service.rounds import RoundMoved
from tests.builders import people
from tests.builders.core import a_cause, an_id
from tests.builders.doubts import FOUND, NUMBERS, Doubtful
from tests.builders.threads import at_once

pytestmark = pytest.mark.contended

WORKERS, TIMES = 4, 4


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many steps to be in each other's way at."""
    monkeypatch.setattr(limits, "UNITS_PER_CHECK", 1)
    monkeypatch.setattr(limits, "FINDINGS_PER_STEP", 1)


def work(town: Doubtful, check_id: str) -> bool:
    """What a worker does until the check is over."""
    while not checking.work(town.scope, town.community_id, check_id, steps=limits.CHUNKS_PER_JOB):
        pass
    return True


def test_several_workers_on_one_check_find_each_thing_once(town: Doubtful) -> None:
    for n in range(TIMES):
        check_id = an_id(f"check {n}")
        checking.start(town.scope, town.community_id, check_id=check_id)
        assert at_once([partial(work, town, check_id)] * WORKERS) == [True] * WORKERS
        assert town.seen() == FOUND
        now = reading.standing(town.scope, town.community_id)
        assert now.progress.accuracy == Accuracy(units=7, units_doubtful=2, people=5, people_doubtful=4)
        assert now.progress.done_id == check_id


def test_several_who_start_a_check_at_once_start_one(town: Doubtful) -> None:
    ids = [an_id(f"mine {n}") for n in range(WORKERS)]
    found = at_once([partial(checking.start, town.scope, town.community_id, check_id=check_id) for check_id in ids])
    begun = {one.check_id for one in found if not isinstance(one, Refusal)}
    assert len(begun) == 1
    town.queue.drain()
    assert town.seen() == FOUND


def test_what_a_person_decides_while_a_check_runs_stands(town: Doubtful) -> None:
    town.check()
    for n in range(TIMES):
        town.refile("601", area=str(130 + n))
        town.check()
        one, check_id = town.finding(Check.AREA_UNLIKE_SISTERS), an_id(f"check {n}")
        checking.start(town.scope, town.community_id, check_id=check_id)

        def accept(one_id: str = one.finding_id, digest: str = one.digest) -> FindingMoved:
            return deciding.accept(
                town.scope, a_cause(), one_id, community_id=town.community_id, digest=digest, reason="复式"
            )

        both: list[Callable[[], object]] = [accept, partial(work, town, check_id)]
        found = at_once(both)
        assert isinstance(found[0], FindingMoved)
        assert town.seen(State.ACCEPTED) == {(Check.AREA_UNLIKE_SISTERS, "601")}


def test_of_several_who_take_a_finding_one_has_it(town: Doubtful) -> None:
    town.check()
    one = town.finding(Check.PAYER_MISSING)
    staff = [people.staff_of(town.office, f"1361234005{n}") for n in range(WORKERS)]
    found = at_once(
        [
            partial(
                deciding.assign,
                town.scope,
                a_cause(),
                one.finding_id,
                community_id=town.community_id,
                staff_id=staff_id,
                instead_of=None,
            )
            for staff_id in staff
        ]
    )
    assert sum(isinstance(answer, FindingMoved) for answer in found) == 1
    assert sum(isinstance(answer, FindingTaken) for answer in found) == WORKERS - 1


def test_of_several_who_open_a_round_one_does(town: Doubtful) -> None:
    opened = [partial(rounds.open_round_after, town.office.org_id, town.community_id, an_id(f"{n}")) for n in range(3)]
    asked = partial(
        rounds.open_round, town.scope, a_cause(), town.community_id, round_id=an_id("mine"), reason="面积录错了"
    )
    everybody: list[Callable[[], object]] = [*opened, asked]
    found = at_once(everybody)
    assert all(answer is None for answer in found[:3])
    assert isinstance(found[3], RoundMoved | RoundOpen)
    assert len(reading.rounds_page(town.scope, town.community_id, cursor=None)[0]) == 1


def test_the_last_units_signed_off_by_several_at_once_close_the_round_once(town: Doubtful) -> None:
    town.refile("102", area="60")
    for _ in range(TIMES):
        town.open_round()
        signers = [town.colleague(f"内勤 {n}") for n in range(len(NUMBERS))]
        found = at_once([partial(town.sign, number, by=by) for number, by in zip(NUMBERS, signers, strict=True)])
        assert [type(answer) for answer in found] == [RoundMoved] * len(NUMBERS)
        states = sorted(answer.state for answer in found if isinstance(answer, RoundMoved))
        assert states == [RoundState.CLOSED, *[RoundState.OPEN] * (len(NUMBERS) - 1)]
        newest = max(reading.rounds_page(town.scope, town.community_id, cursor=None)[0], key=lambda one: one.done)
        assert (newest.done, newest.state) == (7, RoundState.CLOSED)
