"""The quality table: what all of its rows share."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.scope import Scope
from chalicelib.db.bookkeeping import Books, bookkeeping
from chalicelib.db.rows import Row, WorkIndex, table_name


class QualityRow(Row):
    """The quality table. `work_pk` stands only on findings: open, accepted, fixed."""

    class Meta:
        table_name = table_name("quality")

    work = WorkIndex()
    work_pk = UnicodeAttribute(null=True)
    work_sk = UnicodeAttribute(null=True)


def seen_by_checks() -> Books:
    """Writes of checks, that say what is on file: no person decided any of it."""
    return bookkeeping("what checks of the files see")


def community_pk(scope: Scope, community_id: str) -> str:
    """A community's check and its rounds."""
    return f"{scope.org_id}#C#{community_id}"
