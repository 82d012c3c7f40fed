"""The payments table: a unit's orders, payments and balances; a community's receipt books and exception items."""

from __future__ import annotations

import zlib
from typing import Final

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.scope import Scope
from chalicelib.db.rows import AggregateRow, DueIndex, WorkIndex, table_name

DUE_SHARDS: Final = 8


class PaymentsRow(AggregateRow):
    """Any row of payments. `due_pk` stands only on what a job still has to see to, `work_pk` on what is listed."""

    class Meta:
        table_name = table_name("payments")

    due = DueIndex()
    due_pk = UnicodeAttribute(null=True)
    due_sk = UnicodeAttribute(null=True)
    work = WorkIndex()
    work_pk = UnicodeAttribute(null=True)
    work_sk = UnicodeAttribute(null=True)


def community_pk(scope: Scope, community_id: str) -> str:
    return f"{scope.org_id}#C#{community_id}"


def unit_pk(scope: Scope, unit_id: str) -> str:
    return f"{scope.org_id}#U#{unit_id}"


def due_pk(purpose: str, name: str) -> str:
    """The shard of the due index in which `name` waits for a job."""
    return f"DUE#{purpose}#{zlib.crc32(name.encode()) % DUE_SHARDS}"


def due_pks(purpose: str) -> list[str]:
    """Every shard of one job's waiting rows."""
    return [f"DUE#{purpose}#{shard}" for shard in range(DUE_SHARDS)]
