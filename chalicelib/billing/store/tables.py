"""The billing table: a community's items, charges and runs; a unit's bills."""

from __future__ import annotations

from typing import Final

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.scope import Scope
from chalicelib.db.rows import AggregateRow, DueIndex, table_name

DUE_SHARDS: Final = 8


class BillingRow(AggregateRow):
    """Any row of billing. `due_pk` stands only on runs that a job still works on."""

    class Meta:
        table_name = table_name("billing")

    due = DueIndex()
    due_pk = UnicodeAttribute(null=True)
    due_sk = UnicodeAttribute(null=True)


def community_pk(scope: Scope, community_id: str) -> str:
    return f"{scope.org_id}#C#{community_id}"


def unit_pk(scope: Scope, unit_id: str) -> str:
    return f"{scope.org_id}#U#{unit_id}"
