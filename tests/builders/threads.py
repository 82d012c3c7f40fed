"""Several people, or several workers, at the same moment: real threads, bounded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from chalicelib.core.errors import Refusal
from chalicelib.journal import Busy

T = TypeVar("T")

MOST_TRIES = 100


def at_once(works: Sequence[Callable[[], T]]) -> list[T | Refusal]:
    """Do all of it at the same moment, each in its own thread; gives each one's answer or its refusal.

    Whoever is told that others are in the way asks again, as a browser does.
    """
    gate = Barrier(len(works))

    def start(work: Callable[[], T]) -> T | Refusal:
        gate.wait(10)
        for _ in range(MOST_TRIES):
            try:
                return work()
            except Busy:
                continue
            except Refusal as refusal:
                return refusal
        raise AssertionError("never let through")

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(start, works, timeout=60))
