"""Ten thousand clocks over ninety days, swept as badly as sweeps are: once each, never early, late by a bound."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final

import pytest

from chalicelib.timers import rules as timers
from chalicelib.timers.rules import Clock, Clocks

FROM: Final = datetime(2026, 10, 20, tzinfo=UTC)
"""Its ninety days run across three ends of months and one of a year."""
DAYS: Final = 90
CLOCKS: Final = 10_000
EVERY: Final = timedelta(minutes=1)
REVIEW_MINUTES: Final = 120


@dataclass
class Thing:
    """Something with clocks, as its row has it, and what was told of it: (rule, due, told)."""

    clocks: Clocks
    told: list[tuple[str, datetime, datetime]] = field(default_factory=list)

    def claim(self, seen: Clock | None, *, at: datetime) -> bool:
        """The sweep's verb: it happens only if what is due is still what its sweep saw."""
        found = timers.due(self.clocks, at)
        if found is None or found != seen:
            return False
        self.clocks = timers.fired(self.clocks, found, at=at)
        self.told.append((found.rule, found.due_at, at))
        return True


@dataclass
class Weather:
    """When a sweep comes: mostly each minute; missed, doubled and late at random, and not at all in an outage."""

    chance: random.Random
    sweeps: list[datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        at, end = FROM, FROM + timedelta(days=DAYS + 2)
        while at < end:
            if self.chance.random() < 0.0005:
                at += timedelta(minutes=self.chance.randint(5, 600))
            if self.chance.random() > 0.02:
                late = timedelta(seconds=self.chance.randint(0, 50))
                self.sweeps += [at + late] * (2 if self.chance.random() < 0.05 else 1)
            at += EVERY
        self.sweeps.sort()

    def waits(self) -> dict[datetime, timedelta]:
        """How long nobody came before each sweep."""
        return {after: after - before for before, after in pairwise(dict.fromkeys([FROM, *self.sweeps]))}


def things(chance: random.Random) -> list[Thing]:
    """One clock each, at any moment of the ninety days."""
    return [
        Thing((Clock("once", FROM + timedelta(seconds=chance.randrange(1, DAYS * 86_400))),)) for _ in range(CLOCKS)
    ]


class Index:
    """The due index: which things wait for a time, the longest due first; as late as an index may be."""

    def __init__(self, waiting: list[Thing]) -> None:
        self._heap = [(thing.clocks[0].due_at, n, thing) for n, thing in enumerate(waiting)]
        heapq.heapify(self._heap)

    def due(self, at: datetime) -> Iterator[Thing]:
        while self._heap and self._heap[0][0] <= at:
            _, n, thing = heapq.heappop(self._heap)
            yield thing
            again = timers.next_due(thing.clocks)
            if again:
                heapq.heappush(self._heap, (again, n, thing))


@pytest.mark.parametrize("seed", range(3))
def test_each_fires_once_never_early_and_late_by_a_sweep_and_an_outage_at_most(seed: int) -> None:
    chance = random.Random(seed)
    weather, all_of_them = Weather(chance), things(chance)
    index, missed, stale = Index(all_of_them), weather.waits(), 0
    for at in weather.sweeps:
        for thing in index.due(at):
            seen = timers.due(thing.clocks, at)
            assert thing.claim(seen, at=at)
            for _ in range(chance.choice((0, 0, 1, 2))):  # another sweep saw the same and comes after
                assert not thing.claim(seen, at=at + timedelta(seconds=chance.randint(0, 90)))
                stale += 1
    assert stale > CLOCKS / 2
    for thing in all_of_them:
        ((_, due_at, told),) = thing.told
        assert timedelta(0) <= told - due_at <= missed[told]
        assert not thing.clocks
    assert max(missed.values()) > timedelta(hours=1)


def test_what_is_promised_again_and_again_fires_on_its_own_beat_and_makes_nothing_up() -> None:
    chance = random.Random(7)
    weather = Weather(chance)
    reviews = [
        Thing(timers.start((), "review", at=FROM + timedelta(seconds=n), minutes=REVIEW_MINUTES, repeats=True))
        for n in range(0, 7_200, 72)
    ]
    begun = {id(thing): thing.clocks[0].due_at for thing in reviews}
    index, missed = Index(reviews), weather.waits()
    for at in weather.sweeps:
        for thing in index.due(at):
            seen = timers.due(thing.clocks, at)
            assert thing.claim(seen, at=at)
            assert not thing.claim(seen, at=at)
    period = timedelta(minutes=REVIEW_MINUTES)
    for thing in reviews:
        dues = [due_at for _, due_at, _ in thing.told]
        assert len(set(dues)) == len(dues)
        assert all((due_at - begun[id(thing)]) % period == timedelta(0) for due_at in dues)
        assert all(timedelta(0) <= told - due_at <= missed[told] for _, due_at, told in thing.told)
        skipped = sum((after - before) // period - 1 for before, after in pairwise(dues))
        assert len(dues) + skipped == (dues[-1] - dues[0]) // period + 1
        assert len(dues) > DAYS * 12 * 0.9


def test_a_clock_is_stopped_and_started_anew_without_a_trace_of_the_other() -> None:
    clocks = timers.start((), "a", at=FROM, minutes=10)
    clocks = timers.start(clocks, "b", at=FROM, minutes=30)
    again = timers.start(clocks, "a", at=FROM + timedelta(minutes=5), minutes=10)
    assert {clock.rule: clock.due_at for clock in again} == {
        "a": FROM + timedelta(minutes=15),
        "b": FROM + timedelta(minutes=30),
    }
    assert timers.stop(again, "a", "b") == ()
    assert timers.next_due(again) == FROM + timedelta(minutes=15)
    assert timers.next_due(()) is None


def test_nothing_is_due_a_moment_too_soon() -> None:
    clocks = timers.start((), "a", at=FROM, minutes=10)
    due_at = FROM + timedelta(minutes=10)
    assert timers.due(clocks, due_at - timedelta(microseconds=1)) is None
    assert timers.due(clocks, due_at) == clocks[0]


def test_of_two_that_are_due_the_longer_due_comes_first_whatever_their_order() -> None:
    one, other = Clock("a", FROM + timedelta(minutes=2)), Clock("b", FROM + timedelta(minutes=1))
    assert timers.due((one, other), FROM + timedelta(minutes=3)) == other
    assert timers.due((other, one), FROM + timedelta(minutes=3)) == other


@pytest.mark.parametrize(("late", "beats"), [(0, 1), (119, 1), (120, 2), (121, 2), (10 * 120, 11)])
def test_a_beat_that_was_missed_goes_on_at_the_next_one_to_come(late: int, beats: int) -> None:
    (clock,) = timers.start((), "a", at=FROM, minutes=REVIEW_MINUTES, repeats=True)
    at = clock.due_at + timedelta(minutes=late)
    (again,) = timers.fired((clock,), clock, at=at)
    assert again.due_at == clock.due_at + beats * timedelta(minutes=REVIEW_MINUTES)
    assert again.due_at > at
