"""Bad weather between us and DynamoDB: throttles, resets, replies lost after the commit, transactions in the way.

Each strikes behind the client's own retries, where nobody but us is left to deal with it. Seeded; which request is
struck still depends on which thread comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from chalicelib.core.errors import Refusal, Unavailable
from chalicelib.db.pauses import pause
from tests.crash.watch import WRITES, listening

T = TypeVar("T")

ENGINE = "http://engine"
MOST_TRIES = 80


def throttled(operation: str) -> Exception:
    """What DynamoDB says of a request that is one too many."""
    if operation == "TransactWriteItems":
        return cancelled("ThrottlingError")
    error: Exception = ClientError({"Error": {"Code": "ProvisionedThroughputExceededException"}}, operation)
    return error


def cancelled(why: str) -> Exception:
    """A transaction cancelled for the sake of its first item."""
    reasons: Any = {"CancellationReasons": [{"Code": why}, {"Code": "None"}]}
    error: Exception = ClientError({"Error": {"Code": "TransactionCanceledException"}} | reasons, "TransactWriteItems")
    return error


@dataclass
class Weather:
    """How many of a hundred requests are struck by what; `struck` counts them."""

    seed: int
    throttles: int = 15
    resets: int = 10
    conflicts: int = 5
    lost_replies: int = 15
    struck: Counter[str] = field(default_factory=Counter)
    requests: int = 0

    def __post_init__(self) -> None:
        self._chance = Random(self.seed)

    @contextmanager
    def blowing(self) -> Iterator[None]:
        """Over every request of this process."""
        with listening(before=self._before, after=self._after):
            yield

    def _before(self, operation: str, _: dict[str, Any]) -> None:
        self.requests += 1
        drawn = self._chance.uniform(0, 100)
        in_the_way = self.conflicts if operation == "TransactWriteItems" else 0
        if drawn < self.throttles:
            self.struck["throttles"] += 1
            raise throttled(operation)
        if drawn < self.throttles + self.resets:
            self.struck["resets"] += 1
            raise self._chance.choice([EndpointConnectionError, ConnectionClosedError])(endpoint_url=ENGINE)
        if drawn < self.throttles + self.resets + in_the_way:
            self.struck["conflicts"] += 1
            raise cancelled("TransactionConflict")

    def _after(self, operation: str, answer: dict[str, Any]) -> None:
        drawn = self._chance.uniform(0, 100)
        if operation in WRITES and drawn < self.lost_replies:
            self.struck["lost replies"] += 1
            raise self._chance.choice([ReadTimeoutError, ConnectionClosedError])(endpoint_url=ENGINE)
        if operation == "BatchGetItem" and drawn < self.throttles:
            self._leave_undone(answer)

    def _leave_undone(self, answer: dict[str, Any]) -> None:
        """A batch answered but for one row, which is to be asked for again."""
        for table, items in answer.get("Responses", {}).items():
            if items:
                undone = items.pop()
                key = {name: undone[name] for name in ("pk", "sk")}
                answer["UnprocessedKeys"] = {table: {"Keys": [key], "ConsistentRead": True}}
                self.struck["rows left undone"] += 1
                return


@dataclass
class Callers:
    """People and providers as they are: told to try again they do, with the same key; a refusal they believe."""

    tries: list[int] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)

    def ask(self, work: Callable[[], T], *, stumbles: tuple[type[Exception], ...] = ()) -> T | Refusal:
        """The answer, or the refusal. Bounded: whoever is never told either way fails the test.

        A fault fails it at once: nobody is left with one, whatever the weather. But a job may have some that it
        `stumbles` over, and is delivered again.
        """
        for attempt in range(MOST_TRIES):
            try:
                answer: T | Refusal = work()
            except Unavailable as busy:
                self.told[busy.code] += 1
            except stumbles as stumbled:
                self.told[type(stumbled).__name__] += 1
            except Refusal as refusal:
                self.told["refused"] += 1
                answer = refusal
                break
            else:
                break
            pause(min(attempt, 3))
        else:
            raise AssertionError(f"never answered in {MOST_TRIES} tries")
        self.tries.append(attempt + 1)
        return answer

    def figures(self) -> str:
        """How often one had to ask."""
        tries = sorted(self.tries)
        return (
            f"{len(tries)} calls, {sum(tries) / len(tries):.2f} tries each,"
            f" 95 % within {tries[len(tries) * 95 // 100]}, at most {tries[-1]}; told: {dict(self.told)}"
        )
