"""The due index: where rows wait for a time, in shards, for a sweep of every organisation."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from chalicelib.core import clock, limits
from chalicelib.db.reads import Listing, every
from chalicelib.db.rows import Row
from chalicelib.edge.logs import logger

SHARDS: Final = 8
_AFTER_EVERY_PLACE: Final = "~"


@dataclass(frozen=True)
class Waiting:
    """A row that is due since `since`; `place` is what its table needs to find it: the organisation first."""

    since: datetime
    place: tuple[str, ...]


def shards(purpose: str) -> list[str]:
    """Every shard of one job's sweep."""
    return [f"DUE#{purpose}#{shard}" for shard in range(SHARDS)]


def due_pk(purpose: str, name: str) -> str:
    """The shard in which `name` waits for one job's sweep."""
    return shards(purpose)[zlib.crc32(name.encode()) % SHARDS]


def due_sk(at: datetime, *place: str) -> str:
    """When, and where it stands."""
    return "#".join((clock.instant(at), *place))


def waiting(row: type[Row], purpose: str, *, until: datetime, most: int = limits.DUE_PER_SHARD) -> Iterator[Waiting]:
    """What is due by `until`, the longest due first in each shard; at most so many of each, so that none starves."""
    for shard in shards(purpose):
        yield from islice(standing(row, shard, until=until), most)


def standing(row: type[Row], shard: str, *, until: datetime | None = None) -> Iterator[Waiting]:
    """Everything in one shard, the longest due first; what is not due by `until` is not even read."""
    last = f"{clock.instant(until)}{_AFTER_EVERY_PLACE}" if until else ""
    for found in every(Listing(row, shard, index="due", until=last)):
        since, *place = found.due_sk.split("#")  # type: ignore[attr-defined]
        yield Waiting(clock.from_instant(since), tuple(place))


def each(places: Iterable[Any], work: Callable[[Any], object], failure: str) -> int:
    """Do the work for each; one that fails does not hold up the others. Gives how many; raises the first failure."""
    done, failed = 0, []
    for place in places:
        try:
            work(place)
            done += 1
        except Exception as error:
            logger.exception(failure)
            failed.append(error)
    if failed:
        raise failed[0]
    return done
