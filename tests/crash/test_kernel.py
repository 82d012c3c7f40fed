"""The kernel's own verbs, killed at every write: the sample for those of the capabilities, and proof of the tool."""

from __future__ import annotations

from itertools import count

import pytest

from chalicelib.db import staging
from tests.builders import things
from tests.builders.core import a_cause, a_scope, an_id
from tests.crash import points

pytestmark = pytest.mark.contended

SCOPE = a_scope()
THING = an_id("thing")
CHUNKS = [[1, 2, 3], [4, 5], [6]]


@pytest.fixture(autouse=True)
def _things(embedded_engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    things.put_up(monkeypatch)


def build() -> None:
    """Begin, three chunks from where the last fence says, end: as a queue would deliver it."""
    things.begin_build(SCOPE, a_cause("begin"), THING)
    last = staging.last_fence(SCOPE, THING)
    for n in range(last.n + 1 if last else 0, len(CHUNKS)):
        things.stage(SCOPE, THING, n, CHUNKS[n])
    things.end_build(SCOPE, a_cause("end"), THING)


def test_a_long_verb_killed_at_any_write_ends_as_if_nothing_had_happened() -> None:
    def all_is_seen() -> None:
        assert things.parts(SCOPE, THING) == [1, 2, 3, 4, 5, 6]

    assert points.assert_same_after_any_crash(lambda: None, build, check=all_is_seen) == 2 * (1 + 3 + 1)


def test_short_verbs_killed_at_any_write_happen_once() -> None:
    def work() -> None:
        things.make(SCOPE, a_cause("make"), THING)
        assert things.lift(SCOPE, a_cause("lift"), THING, by=3).level == 3
        assert things.lift(SCOPE, a_cause("lift again"), THING, by=4).level == 7

    assert points.assert_same_after_any_crash(lambda: None, work) == 6


def test_work_that_is_not_safe_to_repeat_is_caught() -> None:
    intentions = count()

    def work() -> None:
        things.lift(SCOPE, a_cause(f"a new key each time: {next(intentions)}"), THING, by=1)

    with pytest.raises(AssertionError, match=r"Point\(number=0"):
        points.assert_same_after_any_crash(lambda: things.make(SCOPE, a_cause("make"), THING), work)


def test_work_that_leaves_something_behind_is_caught() -> None:
    def work() -> None:
        things.begin_build(SCOPE, a_cause("begin"), THING)
        last = staging.last_fence(SCOPE, THING)
        things.stage(SCOPE, THING, last.n + 1 if last else 0, [last.n + 2 if last else 1])

    with pytest.raises(AssertionError, match="PART#"):
        points.assert_same_after_any_crash(lambda: None, work)
