"""The billing table: a community's items, charges and runs; a unit's bills, and an index of those still open."""

from __future__ import annotations

from typing import Final

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import IncludeProjection, LocalSecondaryIndex

from chalicelib.core.scope import Scope
from chalicelib.db.rows import AggregateRow, DueIndex, Row, table_name

DUE_SHARDS: Final = 8


class OpenIndex(LocalSecondaryIndex[Row]):  # type: ignore[no-untyped-call]
    """What a unit still owes, without the lines; local, so that a bill just paid is not shown as owed."""

    class Meta:
        index_name = "open"
        projection = IncludeProjection(
            [
                "v",
                "version",
                "head",
                "community_id",
                "item_number",
                "item_name",
                "payer_id",
                "total_fen",
                "settled_fen",
                "due_on",
            ]
        )

    pk = UnicodeAttribute(hash_key=True)
    open_sk = UnicodeAttribute(range_key=True)


class BillingRow(AggregateRow):
    """Any row of billing. `due_pk` stands only on runs that a job works on, `open_sk` on bills not yet settled."""

    class Meta:
        table_name = table_name("billing")

    due = DueIndex()
    due_pk = UnicodeAttribute(null=True)
    due_sk = UnicodeAttribute(null=True)
    open = OpenIndex()
    open_sk = UnicodeAttribute(null=True)


def community_pk(scope: Scope, community_id: str) -> str:
    return f"{scope.org_id}#C#{community_id}"


def unit_pk(scope: Scope, unit_id: str) -> str:
    return f"{scope.org_id}#U#{unit_id}"
