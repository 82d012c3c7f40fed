"""The tickets table: a ticket and its steps are one collection; its lists are indexes of small entries.

`work` lists a community's open tickets by the promise that breaks first, and its closed ones; `home` a unit's; `due`
holds those whose next promise a sweep must watch. `work` lists a community's broken promises too.
"""

from __future__ import annotations

from typing import Final

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection

from chalicelib.core.scope import Scope
from chalicelib.db.rows import AggregateRow, Row, table_name

LISTED: Final = [
    "v",
    "version",
    "community_id",
    "building_id",
    "unit_id",
    "place",
    "kind",
    "priority",
    "summary",
    "status",
    "worker_id",
    "percent",
    "opened_at",
    "expected_at",
    "promised_at",
    "promised_rule",
    "late",
    "reopened",
    "done_at",
]
"""What a list shows of a ticket; what it takes more stands in the ticket's own row."""
LISTED_AT_HOME: Final = [
    "v",
    "contact_id",
    "place",
    "kind",
    "priority",
    "summary",
    "status",
    "worker_id",
    "percent",
    "expected_at",
    "promised_at",
    "promised_rule",
    "done_at",
]
"""What a household's list shows: twenty entries in one read unit."""


class WorkIndex(GlobalSecondaryIndex[Row]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "work"
        projection = IncludeProjection(LISTED)

    work_pk = UnicodeAttribute(hash_key=True)
    work_sk = UnicodeAttribute(range_key=True)


class HomeIndex(GlobalSecondaryIndex[Row]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "home"
        projection = IncludeProjection(LISTED_AT_HOME)

    home_pk = UnicodeAttribute(hash_key=True)
    home_sk = UnicodeAttribute(range_key=True)


class DueIndex(GlobalSecondaryIndex[Row]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    due_pk = UnicodeAttribute(hash_key=True)
    due_sk = UnicodeAttribute(range_key=True)


class TicketsRow(AggregateRow):
    """Any row of tickets."""

    class Meta:
        table_name = table_name("tickets")

    work = WorkIndex()
    work_pk = UnicodeAttribute(null=True)
    work_sk = UnicodeAttribute(null=True)
    home = HomeIndex()
    home_pk = UnicodeAttribute(null=True)
    home_sk = UnicodeAttribute(null=True)
    due = DueIndex()
    due_pk = UnicodeAttribute(null=True)
    due_sk = UnicodeAttribute(null=True)


def ticket_pk(scope: Scope, ticket_id: str) -> str:
    return f"{scope.org_id}#T#{ticket_id}"
