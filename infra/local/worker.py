"""The worker process: leases jobs from the queue, runs them, puts scheduled jobs when they fall due, hears the journal.

Its own process, so that a long verb never holds up a page. It ends with the runner that started it, and may be killed
at any moment: a job's lease is extended while it runs, so an unfinished one's runs out and it is delivered again.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from chalicelib.core import clock
from chalicelib.edge.jobs import JOBS
from chalicelib.edge.logs import logger
from infra.local import stage
from infra.local.home import Home
from infra.local.queue import LocalQueue, Message

LEASE_SECONDS: Final = 120
THREADS: Final = 2
_IDLE_SECONDS: Final = 0.05
_TICK_SECONDS: Final = 5.0


def main(home: Home, runner: int) -> None:
    """Work until told to stop, or until the runner (its pid) is gone."""
    stopping = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    here = stage.install(home, is_worker=True)
    from chalicelib import wiring  # noqa: F401 - registers every job
    from infra.local import stream

    hands = [threading.Thread(target=_work, args=(here.queue, stopping.is_set)) for _ in range(THREADS)]
    hands.append(threading.Thread(target=stream.follow, args=(home, here.queue, stopping), name="stream"))
    for hand in hands:
        hand.start()
    next_tick = 0.0
    while not stopping.wait(0.5):
        if os.getppid() != runner:
            stopping.set()
        elif time.monotonic() >= next_tick:
            put_due_jobs(here.queue)
            next_tick = time.monotonic() + _TICK_SECONDS
    for hand in hands:
        hand.join()


def put_due_jobs(queue: LocalQueue) -> None:
    """Put every scheduled job whose latest due instant was not seen yet: one, however many were missed."""
    now = clock.now()
    for job in JOBS.values():
        if job.schedule is not None:
            queue.put_due(job.name, clock.instant(job.schedule.latest(now)))


def _work(queue: LocalQueue, is_stopping: Callable[[], bool]) -> None:
    while not is_stopping():
        try:
            message = queue.lease(LEASE_SECONDS)
            if message is None:
                time.sleep(_IDLE_SECONDS)
            else:
                _do(queue, message)
        except Exception:
            logger.exception("the worker stumbled")
            time.sleep(1)


@contextmanager
def _held(queue: LocalQueue, message: Message) -> Iterator[None]:
    """Keep the lease while the job runs, however long: a dead worker's still runs out."""
    ended = threading.Event()

    def extend() -> None:
        while not ended.wait(LEASE_SECONDS / 3):
            if not queue.extend(message, LEASE_SECONDS):
                break
        queue.close()

    hand = threading.Thread(target=extend, name=f"lease of {message.job}", daemon=True)
    hand.start()
    try:
        yield
    finally:
        ended.set()
        hand.join()


def _do(queue: LocalQueue, message: Message) -> None:
    try:
        with _held(queue, message):
            stage.run(message.job, message.payload, message.due)
    except Exception as error:
        logger.exception("job failed", extra={"job": message.job, "receives": message.receives})
        queue.release(message, f"{type(error).__name__}: {error}")
    else:
        queue.done(message)


if __name__ == "__main__":
    main(Home.at(sys.argv[1]), int(sys.argv[2]))
