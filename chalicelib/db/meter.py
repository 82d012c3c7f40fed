"""What a request to DynamoDB costs, in request units, computed from the bytes of the items that it touches.

Pure: no connection, no row, no clock. Items are as the wire has them (`{"name": {"S": "…"}}`). Sources: the Developer
Guide's pages CapacityUnitCalculations (sizes), read-write-operations (units), LSI and GSI (throughput considerations).
"Captured" is what the guide leaves open or has wrong and others have measured on DynamoDB itself, by the byte: the
public suites paritysuite/dynamodb-conformance and nubo-db/dynoxide (issues 176 to 188), whose figures these are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, TypeAlias

Value: TypeAlias = Mapping[str, Any]
Item: TypeAlias = Mapping[str, Value]

WRITE_BYTES: Final = 1_024
READ_BYTES: Final = 4_096
IN_TRANSACTION: Final = 2
"""A transaction prepares and commits: each item costs twice. Its index entries do not (captured, GSI and LSI alike)."""
WRITE_IN_READS: Final = 5
"""A write unit costs what five read units cost (price lists of AWS, China included: ¥0.058 for 10 against 50)."""
_NESTED_BYTES: Final = 3
_ELEMENT_BYTES: Final = 1


@dataclass(frozen=True)
class Units:
    """Read request units (in halves: an eventually consistent read) and write request units."""

    reads: Decimal = Decimal(0)
    writes: int = 0

    def __add__(self, other: Units) -> Units:
        return Units(self.reads + other.reads, self.writes + other.writes)

    @property
    def price(self) -> Decimal:
        """What they cost together, in read request units."""
        return self.reads + WRITE_IN_READS * self.writes


@dataclass(frozen=True)
class Index:
    """A secondary index of either kind: `keys` (partition, sort), and what it keeps beside them and the table's own.

    `kept` is None where it keeps every attribute.
    """

    name: str
    keys: tuple[str, ...]
    kept: frozenset[str] | None = None

    def entry(self, item: Item | None, table_keys: tuple[str, ...]) -> Item | None:
        """What the index keeps of `item`; None when it is not in it (sparse: one of the index's keys is missing)."""
        if item is None or any(key not in item for key in self.keys):
            return None
        if self.kept is None:
            return item
        return {name: value for name, value in item.items() if name in self.kept or name in (*self.keys, *table_keys)}


@dataclass(frozen=True)
class Table:
    """What pricing must know of a table: its keys and its indexes, of either kind."""

    keys: tuple[str, ...]
    indexes: tuple[Index, ...] = ()

    @classmethod
    def of(cls, description: Mapping[str, Any]) -> Table:
        """Read from the answer of DescribeTable (or from what CreateTable is given)."""
        found = (*description.get("GlobalSecondaryIndexes", ()), *description.get("LocalSecondaryIndexes", ()))
        indexes = tuple(Index(one["IndexName"], _keys(one), _kept(one["Projection"])) for one in found)
        return cls(_keys(description), indexes)

    def index(self, name: str) -> Index:
        """The index of this name; raises KeyError."""
        return {one.name: one for one in self.indexes}[name]

    def key_of(self, item: Item) -> tuple[str, ...]:
        """The values of the table's keys, by which an item is told from others."""
        return tuple(str(next(iter(item[key].values()))) for key in self.keys)

    def written(self, old: Item | None, new: Item | None, *, in_transaction: bool = False) -> Units:
        """A put, update or delete that left `new` where `old` was (None: nothing), with all that its indexes cost."""
        own = _kilobytes(old, new) * (IN_TRANSACTION if in_transaction else 1)
        return Units(writes=own + sum(self._entry_written(index, old, new) for index in self.indexes))

    def _entry_written(self, index: Index, old: Item | None, new: Item | None) -> int:
        """Nothing for an entry that stays as it is; a changed key is a delete and a put, each rounded by itself."""
        before, after = index.entry(old, self.keys), index.entry(new, self.keys)
        if before == after:
            return 0
        if before and after and any(before[key] != after[key] for key in index.keys):
            return _kilobytes(before) + _kilobytes(after)
        return _kilobytes(before, after)


def refused(old: Item | None, new: Item | None = None, *, in_transaction: bool = False) -> Units:
    """A write (or ConditionCheck) that looked at `old` and wrote nothing: as much as writing it, without indexes.

    Whether its condition failed, or another's in the same transaction did, or it had nothing to write: a ConditionCheck
    is a write (captured). `new` is what would have been written; the larger of the two counts.
    """
    return Units(writes=_kilobytes(old, new) * (IN_TRANSACTION if in_transaction else 1))


def read_one_by_one(items: Iterable[Item | None], *, consistent: bool = True, in_transaction: bool = False) -> Units:
    """GetItem, BatchGetItem, TransactGetItems: each item rounded up by itself; one that is missing costs a unit."""
    blocks = sum(_blocks(item_bytes(item) if item else 0) for item in items)
    return _reads(blocks * (IN_TRANSACTION if in_transaction else 1), consistent or in_transaction)


def read_together(entries: Iterable[Item], *, consistent: bool = True) -> Units:
    """One request of Query (a page): what it went through is added up, then rounded; nothing found costs a unit.

    For an index, `entries` are what the index keeps. Attributes that it does not keep would be fetched one by one.
    """
    return _reads(_blocks(sum(item_bytes(entry) for entry in entries)), consistent)


def item_bytes(item: Item) -> int:
    """Names in UTF-8 and values. (The 100 bytes of overhead for each item and index entry are for storage alone.)"""
    return sum(len(name.encode()) + value_bytes(value) for name, value in item.items())


def value_bytes(value: Value) -> int:
    """One value without its name. A list or map costs 3 bytes, and 1 more for each element."""
    [(kind, content)] = value.items()
    if kind == "M":
        return _NESTED_BYTES + _ELEMENT_BYTES * len(content) + item_bytes(content)
    if kind == "L":
        return _NESTED_BYTES + sum(_ELEMENT_BYTES + value_bytes(one) for one in content)
    if kind in {"SS", "NS", "BS"}:
        return sum(value_bytes({kind[0]: one}) for one in content)
    return _scalar_bytes(kind, content)


def number_bytes(text: str) -> int:
    """1 byte, 1 for every two significant digits on either side of the point (rounded up on each), 1 if negative.

    The guide says "approximately 1 byte per two significant digits + 1"; this is what was captured, to the byte.
    """
    sign, digits, exponent = Decimal(text).as_tuple()
    assert isinstance(exponent, int), text  # noqa: S101 - DynamoDB knows neither infinity nor NaN
    significant = "".join(map(str, digits)).lstrip("0")
    trimmed = significant.rstrip("0")
    if not trimmed:
        return 1
    exponent += len(significant) - len(trimmed)
    fraction = min(max(-exponent, 0), len(trimmed))
    whole = len(trimmed) - fraction
    return 1 + -(-whole // 2) + -(-fraction // 2) + sign


def _scalar_bytes(kind: str, content: Any) -> int:
    if kind in {"BOOL", "NULL"}:
        return 1
    if kind == "N":
        return number_bytes(content)
    if kind not in {"S", "B"}:
        raise ValueError(f"no such kind of value: {kind}")
    return len(content.encode() if kind == "S" else content)


def _keys(described: Mapping[str, Any]) -> tuple[str, ...]:
    """Partition key first."""
    return tuple(one["AttributeName"] for one in sorted(described["KeySchema"], key=lambda one: str(one["KeyType"])))


def _kept(projection: Mapping[str, Any]) -> frozenset[str] | None:
    if projection["ProjectionType"] == "ALL":
        return None
    return frozenset(projection.get("NonKeyAttributes", ()))


def _kilobytes(*images: Item | None) -> int:
    """The larger image in whole KB; at least one, also for what is not there."""
    return max(1, *(-(-item_bytes(image) // WRITE_BYTES) if image else 1 for image in images))


def _blocks(size: int) -> int:
    return max(1, -(-size // READ_BYTES))


def _reads(blocks: int, consistent: bool) -> Units:
    return Units(reads=Decimal(blocks) if consistent else Decimal(blocks) / 2)
