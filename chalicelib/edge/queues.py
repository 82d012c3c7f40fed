"""Where long work waits: SQS in AWS; the local runner and tests put another adapter in."""

from __future__ import annotations

import threading
from typing import Any, Protocol

import msgspec

from chalicelib.config import settings


class Queue(Protocol):
    """At-least-once delivery of small messages to jobs."""

    def put(self, job: str, payload: dict[str, Any], *, delay_seconds: int = 0) -> None:
        """Run `job` with `payload` soon; perhaps more than once."""


class _Sqs:
    """Amazon SQS, one queue for all jobs (consumed by `functions.work`).

    A message is {"job", "payload"}; a schedule runs its job itself, so no message carries a due instant.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._client: Any = None

    def put(self, job: str, payload: dict[str, Any], *, delay_seconds: int = 0) -> None:
        body = msgspec.json.encode({"job": job, "payload": payload}).decode()
        self._made().send_message(QueueUrl=settings().queue_url, MessageBody=body, DelaySeconds=delay_seconds)

    def _made(self) -> Any:
        """The client: made once, since it takes long, and then any thread's."""
        import boto3

        with self._lock:
            self._client = self._client or boto3.client("sqs", region_name=settings().region)
            return self._client


_queue: Queue = _Sqs()


def use(queue: Queue | None) -> None:
    """Send to `queue` from now on; None goes back to SQS."""
    global _queue
    _queue = queue or _Sqs()


def put(job: str, payload: dict[str, Any], *, delay_seconds: int = 0) -> None:
    """Run `job` with `payload` soon."""
    _queue.put(job, payload, delay_seconds=delay_seconds)
