"""Follows the journal's stream, as a function on the table's stream does in AWS: at least once, from where it was left.

Where it was left stands in a file of the data directory; without one, everything that the stream holds is heard again,
which tells nobody anything twice. An engine without streams is said so, loudly, and its journal is read instead.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from botocore.config import Config
from botocore.exceptions import ClientError

from chalicelib.config import settings
from chalicelib.core import clock
from chalicelib.core.scope import Scope, system_scope
from chalicelib.db import connection
from chalicelib.edge.logs import logger
from chalicelib.estate import service as estate
from chalicelib.journal import stream
from chalicelib.journal.entries import ORGANISATION_HOME, EntryRow, community_home, unit_home
from chalicelib.notices import jobs as notices_jobs
from chalicelib.notices.service import hearing
from infra.local.home import Home
from infra.local.queue import LocalQueue
from infra.local.terminal import say

Record = dict[str, Any]

TRIES: Final = 5
_BATCH: Final = 500
_TRIMMED: Final = frozenset({"TrimmedDataAccessException", "ValidationException"})
_EXPIRED: Final = frozenset({"ExpiredIteratorException"})
_LOOK_BACK: Final = timedelta(days=1)
_OVERLAP: Final = timedelta(minutes=1)


class Source(Protocol):
    """Where entries are heard from; asked again after `pause_seconds` when there was nothing."""

    pause_seconds: float

    def once(self) -> int:
        """Hear what there is now; gives how many records or entries that were."""


def follow(home: Home, queue: LocalQueue, stopping: threading.Event) -> None:
    """Hear the journal until told to stop, whatever fails meanwhile."""
    source: Source | None = None
    while not stopping.is_set():
        heard, wait = 0, 1.0
        try:
            source = source or source_of(home, queue)
            heard, wait = source.once(), source.pause_seconds
        except Exception:
            logger.exception("the journal's stream could not be followed")
        if not heard:
            stopping.wait(wait)


def drain(home: Home, queue: LocalQueue) -> int:
    """Hear everything that is there now: for a program that is alone with its data. Gives how much that was."""
    return hear_all(source_of(home, queue))


def hear_all(source: Source) -> int:
    """Hear until nothing new is there."""
    total = heard = source.once()
    while heard and not isinstance(source, Readings):
        heard = source.once()
        total += heard
    return total


def source_of(home: Home, queue: LocalQueue) -> Source:
    """The journal's stream, or the journal itself where the engine has none."""
    described = connection.connection().client.describe_table(TableName=EntryRow.Meta.table_name)
    arn, client = described["Table"].get("LatestStreamArn"), _client()
    try:
        if arn is None:
            raise LookupError("the table has none")
        client.describe_stream(StreamArn=arn)
    except (ClientError, LookupError) as error:
        say(
            f"This engine gives no stream of the journal ({error}). Messages to owners go out all the same, but up to "
            f"{Readings.pause_seconds // 60:.0f} minutes later."
        )
        return Readings()
    return Pump(client, arn, home.stream, lambda record: _leave_to_queue(queue, record))


def _leave_to_queue(queue: LocalQueue, record: Record) -> None:
    queue.put(notices_jobs.HEAR, {"key": record["dynamodb"]["Keys"]["pk"]["S"]})


def _client() -> Any:
    """A client of the stream. The engine's shard id is shorter than botocore would have it, so nothing is validated."""
    import boto3

    endpoint = settings().dynamodb_endpoint
    host = urlsplit(endpoint or "").hostname or ""
    given: dict[str, Any] = {}
    if not host.endswith(("amazonaws.com", "amazonaws.com.cn")):
        given["endpoint_url"] = endpoint
    if host in {"127.0.0.1", "localhost", "::1"}:
        given |= connection.LOCAL_CREDENTIALS
    config = Config(parameter_validation=False, connect_timeout=3, read_timeout=15)
    return boto3.client("dynamodbstreams", region_name=settings().region, config=config, **given)


class Pump:
    """Reads a stream's shards and remembers, after each batch that was heard, where the next begins."""

    pause_seconds = 0.5

    def __init__(self, client: Any, arn: str, checkpoint: Path, give_up: Callable[[Record], None]) -> None:
        self._client = client
        self._arn = arn
        self._checkpoint = checkpoint
        self._give_up = give_up
        self._heard = _kept(checkpoint, arn)
        self._shards: list[str] = []
        self._iterators: dict[str, str] = {}
        self._failures: Counter[str] = Counter()

    def once(self) -> int:
        """Hear the next batch of each shard. A record that fails is tried again, then left to the queue."""
        if not self._shards:
            described = self._client.describe_stream(StreamArn=self._arn)["StreamDescription"]
            self._shards = [one["ShardId"] for one in described["Shards"]]
        return sum(self._hear(shard) for shard in list(self._shards))

    def _hear(self, shard: str) -> int:
        records = self._next(shard)
        if not records:
            return 0
        failed = notices_jobs.hear_records(records)
        done = list(_before(records, failed))
        if failed is not None:
            self._iterators.pop(shard, None)
            self._failures[failed] += 1
            if self._failures[failed] >= TRIES:
                self._give_up(records[len(done)])
                done.append(records[len(done)])
        if done:
            self._heard[shard] = done[-1]["dynamodb"]["SequenceNumber"]
            _keep(self._checkpoint, self._arn, self._heard)
        return len(done)

    def _next(self, shard: str) -> list[Record]:
        try:
            if shard not in self._iterators:
                self._iterators[shard] = self._iterator(shard)
            answer = self._client.get_records(ShardIterator=self._iterators[shard], Limit=_BATCH)
        except ClientError as error:
            self._iterators.pop(shard, None)
            code = error.response["Error"]["Code"]
            if code in _TRIMMED and shard in self._heard:
                logger.warning("the stream is older than what was heard of it; hearing all that it holds")
                del self._heard[shard]
            elif code not in _EXPIRED:
                raise
            return []
        records: list[Record] = answer["Records"]
        if answer.get("NextShardIterator"):
            self._iterators[shard] = answer["NextShardIterator"]
        else:
            del self._iterators[shard]
            self._shards = [] if not records else self._shards
        return records

    def _iterator(self, shard: str) -> str:
        heard = self._heard.get(shard)
        where = {"ShardIteratorType": "TRIM_HORIZON"}
        if heard is not None:
            where = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": heard}
        found: str = self._client.get_shard_iterator(StreamArn=self._arn, ShardId=shard, **where)["ShardIterator"]
        return found


def _before(records: Iterable[Record], failed: str | None) -> Iterator[Record]:
    for record in records:
        if record["dynamodb"]["SequenceNumber"] == failed:
            return
        yield record


def _kept(checkpoint: Path, arn: str) -> dict[str, str]:
    """By shard, the last record heard of this very stream; nothing where that cannot be read."""
    try:
        kept = json.loads(checkpoint.read_text(encoding="utf-8"))
        return dict(kept["heard"]) if kept["stream"] == arn else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _keep(checkpoint: Path, arn: str, heard: dict[str, str]) -> None:
    """Not synced to disk: after a power cut something is heard again."""
    draft = checkpoint.with_suffix(".new")
    draft.write_text(json.dumps({"stream": arn, "heard": heard}), encoding="utf-8")
    draft.replace(checkpoint)


class Readings:
    """The journal of every home, read by the day: for an engine without streams."""

    pause_seconds = 300.0

    def __init__(self) -> None:
        self._since = clock.now() - _LOOK_BACK

    def once(self) -> int:
        """Hear what came since the last time that nothing failed; what is heard again does no harm."""
        at, count, failed = clock.now(), 0, False
        for scope, home in _homes():
            for day in sorted({self._since.date(), at.date()}):
                for heard in stream.heard_on(scope, home, day):
                    if heard.at >= self._since:
                        count += 1
                        failed |= not _is_heard(heard)
        if not failed:
            self._since = at - _OVERLAP
        return count


def _is_heard(heard: stream.Heard) -> bool:
    try:
        hearing.handle(heard)
    except Exception:
        logger.exception("an entry was not heard")
        return False
    return True


def _homes() -> Iterator[tuple[Scope, str]]:
    for org_id in estate.organisation_ids():
        scope = system_scope(org_id, hearing.ACTOR)
        yield scope, ORGANISATION_HOME
        for community in estate.list_communities(scope):
            yield scope, community_home(community.community_id)
            for unit in estate.every_unit(scope, community.community_id):
                yield scope, unit_home(unit.unit_id)
