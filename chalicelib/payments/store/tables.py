"""The payments table: a unit's orders, payments and balances; a community's receipt books and exception items."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.scope import Scope
from chalicelib.db.rows import AggregateRow, DueIndex, WorkIndex, table_name


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
