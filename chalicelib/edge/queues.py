"""Where long work waits: SQS in AWS; the local runner and tests put another adapter in."""

from __future__ import annotations

from typing import Any, Protocol

import msgspec

from chalicelib.config import settings


class Queue(Protocol):
    """At-least-once delivery of small messages to jobs."""

    def put(self, job: str, payload: dict[str, Any], *, delay_seconds: int = 0) -> None:
        """Run `job` with `payload` soon; perhaps more than once."""


class _Sqs:
    """Amazon SQS, one queue for all jobs."""

    def put(self, job: str, payload: dict[str, Any], *, delay_seconds: int = 0) -> None:
        import boto3

        body = msgspec.json.encode({"job": job, "payload": payload}).decode()
        client = boto3.client("sqs", region_name=settings().region)
        client.send_message(QueueUrl=settings().queue_url, MessageBody=body, DelaySeconds=delay_seconds)


_queue: Queue = _Sqs()


def use(queue: Queue | None) -> None:
    """Send to `queue` from now on; None goes back to SQS."""
    global _queue
    _queue = queue or _Sqs()


def put(job: str, payload: dict[str, Any], *, delay_seconds: int = 0) -> None:
    """Run `job` with `payload` soon."""
    _queue.put(job, payload, delay_seconds=delay_seconds)
