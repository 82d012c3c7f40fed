"""The base of every stored row: its key, its schema version, its lock; typed attributes; the two allowed indexes.

A table is a `Row` subclass with its own `Meta`; the rows kept in it subclass that. `TABLES` is the register of them.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Final, Generic, TypeVar

import msgspec
from pynamodb.attributes import Attribute, UnicodeAttribute
from pynamodb.connection.base import MetaTable
from pynamodb.connection.table import TableConnection
from pynamodb.constants import STRING
from pynamodb.exceptions import TableDoesNotExist
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.config import settings
from chalicelib.core import clock, limits
from chalicelib.core.errors import Unavailable
from chalicelib.core.stamp import Stamp
from chalicelib.db import connection
from chalicelib.db.flat import FlatModel, Lock, Whole
from chalicelib.db.pauses import pause

T = TypeVar("T")

TABLES: dict[str, type[Row]] = {}
SCHEMA: Final = 1
"""The version of every row's shape; `tests/fixtures` keeps a row of each kind as it was written under each version."""
_ENCODER: Final = msgspec.json.Encoder()
_NOT_SAID: Final = re.compile(
    rb',"(?:approved_by|approval_id|from_on|to_on|known_on|known_by|replaced_on|replaced_by|instead_of|discount|source)'
    rb'":null'
)
"""What a dated fact, a line of it or a tenure leaves open is not stored: a bill of one line fits one write unit."""


def table_name(capability: str) -> str:
    """The full name of a capability's table in this stage."""
    return settings().table_prefix + capability


class Packed(Attribute[T], Generic[T]):
    """A typed value (dataclass, tuple, dict of such) kept as JSON text; dates and decimals stay exact."""

    attr_type = STRING

    def __init__(self, kind: Any, **options: Any) -> None:
        super().__init__(**options)
        self._decoder = msgspec.json.Decoder(kind)

    def serialize(self, value: T) -> str:
        return _NOT_SAID.sub(b"", _ENCODER.encode(value)).decode()

    def deserialize(self, value: str) -> T:
        return self._decoder.decode(value)  # type: ignore[no-any-return]


class Instant(Attribute[datetime]):
    """An aware instant, kept as sortable UTC text."""

    attr_type = STRING

    def serialize(self, value: datetime) -> str:
        return clock.instant(value)

    def deserialize(self, value: str) -> datetime:
        return clock.from_instant(value)


class Day(Attribute[date]):
    """A business date, kept as 2026-10-31."""

    attr_type = STRING

    def serialize(self, value: date) -> str:
        return value.isoformat()

    def deserialize(self, value: str) -> date:
        return date.fromisoformat(value)


class WorkIndex(GlobalSecondaryIndex["Row"]):  # type: ignore[no-untyped-call]
    """Queues and listings: only rows that carry `work_pk` are in it."""

    class Meta:
        index_name = "work"
        projection = AllProjection()

    work_pk = UnicodeAttribute(hash_key=True)
    work_sk = UnicodeAttribute(range_key=True)


class DueIndex(GlobalSecondaryIndex["Row"]):  # type: ignore[no-untyped-call]
    """What must be looked at by a time: only rows that carry `due_pk` (DUE#shard) are in it."""

    class Meta:
        index_name = "due"
        projection = AllProjection()

    due_pk = UnicodeAttribute(hash_key=True)
    due_sk = UnicodeAttribute(range_key=True)


class Row(FlatModel):
    """One item. `v` is its schema version, `version` its lock, `head` the long verb whose commit makes it visible."""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    v = Whole(default=SCHEMA)
    version = Lock()
    head = UnicodeAttribute(null=True)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "Meta" in cls.__dict__:
            TABLES[cls.__dict__["Meta"].table_name] = cls

    @classmethod
    def _get_connection(cls) -> TableConnection:
        return connection.table_connection(cls.Meta.table_name, cls._meta_table)

    @classmethod
    def _meta_table(cls) -> MetaTable:
        schema = cls._get_schema()
        return MetaTable(
            {
                "TableName": cls.Meta.table_name,
                "KeySchema": schema["key_schema"],
                "AttributeDefinitions": schema["attribute_definitions"],
                "GlobalSecondaryIndexes": [
                    {"IndexName": index["index_name"], "KeySchema": index["key_schema"]}
                    for index in schema["global_secondary_indexes"]
                ],
                "LocalSecondaryIndexes": [
                    {"IndexName": index["index_name"], "KeySchema": index["key_schema"]}
                    for index in schema["local_secondary_indexes"]
                ],
            }
        )


class AggregateRow(Row):
    """A row whose changes stand in the journal: it carries the end of its chain of entries. Subclassed with a Meta."""

    chain_n = Whole(default=0)
    chain_head = UnicodeAttribute(default="")

    @property
    def stamp(self) -> Stamp:
        """What an entity made from this row must carry to be saved again."""
        return Stamp(version=self.version, chain_n=int(self.chain_n), chain_head=self.chain_head)

    def stamped(self, stamp: Stamp) -> None:
        """Put back what the entity carried, before saving."""
        self.chain_n, self.chain_head = stamp.chain_n, stamp.chain_head
        if stamp.version is not None:
            self.version = stamp.version


def create_tables() -> None:
    """Make every registered table that does not exist yet, and wait until each can be used; raises Unavailable.

    (For the local engine and tests; in AWS the template makes them.)
    """
    missing = sorted(TABLES.keys() - _tables_there())
    for name in missing:
        TABLES[name].create_table(billing_mode="PAY_PER_REQUEST", wait=False)
    for name in missing:
        _wait_for(name)


def _tables_there() -> set[str]:
    there: set[str] = set()
    last: str | None = None
    while True:
        answer = connection.connection().list_tables(exclusive_start_table_name=last)
        there.update(answer["TableNames"])
        last = answer.get("LastEvaluatedTableName")
        if last is None:
            return there


def _wait_for(name: str) -> None:
    for attempt in range(limits.TABLE_ATTEMPTS):
        try:
            if connection.connection().describe_table(name)["TableStatus"] == "ACTIVE":
                return
        except TableDoesNotExist:
            pass
        pause(attempt, most_ms=limits.TABLE_PAUSE_MS)
    raise Unavailable()
