"""The local queue keeps every job until a worker finished it, and gives it to one worker at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from infra.local.queue import MOST_RECEIVES, LocalQueue


class Hands:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def queue(tmp_path: Path, hands: Hands) -> LocalQueue:
    return LocalQueue(tmp_path / "queue.db", time_source=hands)


def test_a_finished_job_is_gone_and_comes_with_its_payload(queue: LocalQueue) -> None:
    queue.put("billing.draft", {"run_id": "R1", "units": [1, 2], "name": "幸福里"})
    message = queue.lease(60)
    assert message is not None
    assert (message.job, message.payload) == (
        "billing.draft",
        {"run_id": "R1", "units": [1, 2], "name": "幸福里"},
    )
    assert queue.done(message)
    assert queue.waiting() == 0


def test_jobs_come_in_the_order_they_were_put(queue: LocalQueue) -> None:
    for n in range(3):
        queue.put("a", {"n": n})
    taken = [queue.lease(60) for _ in range(3)]
    assert [message.payload["n"] for message in taken if message] == [0, 1, 2]


def test_a_leased_job_is_hidden_until_the_lease_runs_out(queue: LocalQueue, hands: Hands) -> None:
    queue.put("a", {})
    first = queue.lease(60)
    assert first is not None
    assert queue.lease(60) is None
    hands.at += 61
    second = queue.lease(60)
    assert second is not None
    assert second.receives == 2
    assert not queue.done(first)  # another worker has it now
    assert queue.done(second)


def test_what_a_dead_worker_held_is_given_out_at_once(queue: LocalQueue) -> None:
    queue.put("a", {})
    queue.put("later", {}, delay_seconds=30)
    held = queue.lease(60)
    queue.void_leases()
    again = queue.lease(60)
    assert held is not None
    assert again is not None
    assert (again.id, again.receives) == (held.id, 2)
    assert queue.lease(60) is None  # a delayed job still waits


def test_a_lease_can_be_held_longer(queue: LocalQueue, hands: Hands) -> None:
    queue.put("a", {})
    message = queue.lease(60)
    assert message is not None
    hands.at += 50
    assert queue.extend(message, 60)
    hands.at += 50
    assert queue.lease(60) is None


def test_a_delayed_job_waits(queue: LocalQueue, hands: Hands) -> None:
    queue.put("a", {}, delay_seconds=30)
    assert queue.lease(60) is None
    hands.at += 30
    assert queue.lease(60) is not None


def test_a_failing_job_backs_off_and_becomes_a_dead_letter_after_five_receives(queue: LocalQueue, hands: Hands) -> None:
    queue.put("a", {"n": 1})
    waits = []
    for _ in range(MOST_RECEIVES):
        message = queue.lease(60)
        assert message is not None
        queue.release(message, "ValueError: no")
        began = hands.at
        while queue.waiting() and hands.at < began + 1000:
            hands.at += 1
            peek = queue._waiting(queue._db(), early=False)
            if peek is not None:
                break
        waits.append(hands.at - began)
    assert waits[:4] == sorted(waits[:4])
    assert queue.lease(60) is None
    (dead,) = queue.dead_letters()
    assert (dead.job, dead.payload, dead.error) == ("a", {"n": 1}, "ValueError: no")


def test_a_job_that_kills_its_worker_five_times_is_a_dead_letter_too(queue: LocalQueue, hands: Hands) -> None:
    queue.put("a", {})
    for _ in range(MOST_RECEIVES):
        assert queue.lease(60) is not None
        hands.at += 61
    assert queue.lease(60) is None
    assert len(queue.dead_letters()) == 1


def test_a_due_moment_is_put_once_and_the_first_one_seen_is_only_noted(queue: LocalQueue) -> None:
    assert not queue.put_due("monthly", "2026-10-01T00:00:00.000000Z")
    assert queue.put_due("monthly", "2026-11-01T00:00:00.000000Z")
    assert not queue.put_due("monthly", "2026-11-01T00:00:00.000000Z")
    assert not queue.put_due("monthly", "2026-10-01T00:00:00.000000Z")
    message = queue.lease(60)
    assert message is not None
    assert message.due == "2026-11-01T00:00:00.000000Z"
    assert queue.lease(60) is None


def test_many_threads_take_every_job_once(queue: LocalQueue) -> None:
    for n in range(60):
        queue.put("a", {"n": n})
    taken: list[object] = []

    def work() -> None:
        while (message := queue.lease(600)) is not None:
            taken.append(message.payload["n"])
            queue.done(message)

    hands = [threading.Thread(target=work) for _ in range(6)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(taken, key=str) == sorted(range(60), key=str)


_PUT_UNTIL_KILLED = """
import sys
from pathlib import Path
from infra.local.queue import LocalQueue
queue = LocalQueue(Path(sys.argv[1]))
n = 0
while True:
    queue.put("a", {"n": n})
    print(n, flush=True)
    n += 1
"""


def test_every_job_that_was_acknowledged_survives_kill_nine(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    child = subprocess.Popen([sys.executable, "-c", _PUT_UNTIL_KILLED, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    for _ in range(40):
        last = int(child.stdout.readline())
    os.kill(child.pid, signal.SIGKILL)
    last = max([last, *map(int, child.stdout.read().split())])
    child.wait()
    assert LocalQueue(path).waiting() >= last + 1


def test_the_file_is_readable_by_its_user_alone(tmp_path: Path) -> None:
    LocalQueue(tmp_path / "queue.db").put("a", {})
    assert (tmp_path / "queue.db").stat().st_mode & 0o077 == 0
