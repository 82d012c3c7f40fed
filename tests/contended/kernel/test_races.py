"""Many writers at once: one entry per key, every decision on what really stood, no chain broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar

import pytest

from chalicelib.core.errors import Conflict
from chalicelib.db import staging
from chalicelib.journal import Busy
from tests.builders import things
from tests.builders.core import a_cause, a_scope, an_id
from tests.builders.things import HIGHEST, Stands, TooHigh
from tests.crash.chain import breaks, entries

pytestmark = pytest.mark.contended

SCOPE = a_scope()
WRITERS = 12
MOST_TRIES = 200

T = TypeVar("T")


def at_once(works: Sequence[Callable[[], T]]) -> list[T]:
    """Do all of it at the same moment, each in its own thread."""
    gate = Barrier(len(works))

    def start(work: Callable[[], T]) -> T:
        gate.wait(10)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(start, works, timeout=60))


def patiently(work: Callable[[], T]) -> T:
    """As a client does: the same intention again while others are in the way."""
    for _ in range(MOST_TRIES):
        try:
            return work()
        except Busy:
            continue
    raise AssertionError("never let through")


def test_one_key_from_many_threads_is_one_entry_and_one_answer() -> None:
    thing, cause = things.a_thing(SCOPE, a_cause()), a_cause()
    answers = at_once([lambda: patiently(lambda: things.lift(SCOPE, cause, thing, by=3))] * WRITERS)
    assert answers == [Stands(thing, 3)] * WRITERS
    assert len(entries()) == 2
    assert things.load(SCOPE, thing).level == 3


def test_one_making_from_many_threads_makes_one_thing() -> None:
    cause, thing = a_cause(), an_id()
    answers = at_once([lambda: patiently(lambda: things.make(SCOPE, cause, thing))] * WRITERS)
    assert answers == [Stands(thing, 0)] * WRITERS
    assert len(entries()) == 1


def test_many_keys_on_one_thing_are_decided_one_after_another() -> None:
    thing = things.a_thing(SCOPE, a_cause())
    causes = [a_cause() for _ in range(WRITERS)]
    lifts = [partial(things.lift, SCOPE, cause, thing, by=1) for cause in causes]
    answers = at_once([partial(patiently, lift) for lift in lifts])
    assert sorted(answer.level for answer in answers) == list(range(1, WRITERS + 1))
    assert things.load(SCOPE, thing).level == WRITERS
    assert len(entries()) == WRITERS + 1
    assert breaks(entries()) == []


def test_only_as_many_get_through_as_there_is_room_for() -> None:
    thing, room = things.a_thing(SCOPE, a_cause()), 4
    things.lift(SCOPE, a_cause(), thing, by=HIGHEST - room)

    def try_it(key: str) -> bool:
        try:
            patiently(lambda: things.lift(SCOPE, a_cause(key), thing, by=1))
        except TooHigh:
            return False
        return True

    assert sum(at_once([partial(try_it, f"try {n}") for n in range(WRITERS)])) == room
    assert things.load(SCOPE, thing).level == HIGHEST
    assert breaks(entries()) == []


def test_one_chunk_from_many_workers_is_staged_by_one() -> None:
    thing = things.begin_build(SCOPE, a_cause(), an_id()).thing_id
    done = at_once([lambda: things.stage(SCOPE, thing, 0, [1, 2, 3])] * WRITERS)
    assert sum(done) == 1
    things.end_build(SCOPE, a_cause(), thing)
    assert things.parts(SCOPE, thing) == [1, 2, 3]


def test_a_long_verb_ended_by_two_at_once_ends_once() -> None:
    thing = things.begin_build(SCOPE, a_cause(), an_id()).thing_id
    things.stage(SCOPE, thing, 0, [1])

    def end(key: str) -> bool:
        try:
            patiently(lambda: things.end_build(SCOPE, a_cause(key), thing))
        except Conflict:
            return False
        return True

    assert sorted(at_once([lambda: end("one"), lambda: end("other")])) == [False, True]
    assert [fence.n for fence in staging.fences(SCOPE, thing)] == [0]
    assert breaks(entries()) == []
