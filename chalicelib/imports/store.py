"""Imports, their findings and the community's slot ↔ rows."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PynamoDBException
from pynamodb.expressions.condition import Condition

from chalicelib.core import clock, limits
from chalicelib.core.errors import Fact, NotFound
from chalicelib.core.scope import Scope
from chalicelib.db.bookkeeping import Lost, bookkeeping
from chalicelib.db.connection import refusal_code
from chalicelib.db.reads import Listing, every, get, page
from chalicelib.db.rows import AggregateRow, DueIndex, Instant, Packed, Row, table_name
from chalicelib.imports.rules.findings import Finding
from chalicelib.imports.rules.runs import Count, Import, Slot, State

_SHARDS: Final = 8
_ORDER: Final = {"error": 0, "warning": 1, "note": 2}


class ImportsRow(Row):
    """The imports table. `due_pk` stands only on imports that a job still works on."""

    class Meta:
        table_name = table_name("imports")

    due = DueIndex()
    due_pk = UnicodeAttribute(null=True)
    due_sk = UnicodeAttribute(null=True)


class ImportRow(ImportsRow, AggregateRow):
    upload_id = UnicodeAttribute()
    file_key = UnicodeAttribute()
    file_name = UnicodeAttribute()
    state = UnicodeAttribute()
    started_at = Instant()
    started_by = UnicodeAttribute()
    form = UnicodeAttribute(null=True)
    digest = UnicodeAttribute()
    compared_at = NumberAttribute(default=0)
    total = NumberAttribute()
    counts: Packed[Mapping[str, Count]] = Packed(dict[str, Count])
    findings: Packed[Mapping[str, int]] = Packed(dict[str, int])
    refusal: Packed[tuple[str, Mapping[str, Fact]]] = Packed(tuple[str, dict[str, Fact]], null=True)
    approval_id = UnicodeAttribute(null=True)
    confirmed_at = Instant(null=True)
    done_at = Instant(null=True)


class SlotRow(ImportsRow, AggregateRow):
    open_import = UnicodeAttribute(null=True)


class FindingsRow(ImportsRow):
    """Up to a page of findings of one severity: kept as bookkeeping, no aggregate."""

    found: Packed[tuple[Finding, ...]] = Packed(tuple[Finding, ...])


_KEPT = [f.name for f in fields(Import) if f.name not in {"import_id", "community_id", "state", "stamp"}]
_COUNTED: Final = ("total", "compared_at")


def import_row(scope: Scope, one: Import) -> ImportRow:
    """The import's row; while a job works on it, it stands in the due index."""
    row = ImportRow(_pk(scope, one.community_id), f"IMPORT#{one.import_id}", state=str(one.state))
    for name in _KEPT:
        setattr(row, name, getattr(one, name))
    if one.is_moving:
        row.due_pk = f"DUE#{zlib.crc32(one.import_id.encode()) % _SHARDS}"
        row.due_sk = f"{clock.instant(one.started_at)}#{scope.org_id}#{one.community_id}#{one.import_id}"
    row.stamped(one.stamp)
    return row


def stands(scope: Scope, community_id: str, import_id: str) -> bool:
    """Whether this id is taken in the community."""
    return get(ImportRow, _pk(scope, community_id), f"IMPORT#{import_id}") is not None


def load(scope: Scope, community_id: str, import_id: str) -> Import:
    """The import; raises NotFound."""
    row = get(ImportRow, _pk(scope, community_id), f"IMPORT#{import_id}")
    if row is None:
        raise NotFound()
    return _import(row)


def imports_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[Import], str | None]:
    """A page of the community's imports, newest first."""
    listing = Listing(ImportRow, _pk(scope, community_id), "IMPORT#", newest_first=True)
    found = page(scope, listing, cursor=cursor)
    return [_import(row) for row in found.rows], found.next


def slot_row(scope: Scope, slot: Slot) -> SlotRow:
    row = SlotRow(_pk(scope, slot.community_id), "SLOT", open_import=slot.open_import)
    row.stamped(slot.stamp)
    return row


def load_slot(scope: Scope, community_id: str) -> Slot:
    row = get(SlotRow, _pk(scope, community_id), "SLOT")
    return Slot(community_id, row.open_import, row.stamp) if row else Slot(community_id)


def still(scope: Scope, one: Import, state: State) -> tuple[ImportRow, Condition]:
    """The condition that the stored import is in `state`."""
    return ImportRow(_pk(scope, one.community_id), f"IMPORT#{one.import_id}"), ImportRow.state == str(state)


def over_refused(scope: Scope, one: Import, rows: Sequence[Row]) -> bool:
    """Whether some of these rows stand, staged by imports that were refused: they are then put in their place."""
    replaced = False
    for row in rows:
        stood = get(type(row), row.pk, row.sk)
        if stood is None or stood.head in {None, one.head} or not _is_refused(scope, one, stood.head):
            continue
        row.version = stood.version
        replaced = True
    return replaced


def _is_refused(scope: Scope, one: Import, head: str) -> bool:
    row = get(ImportRow, _pk(scope, one.community_id), f"IMPORT#{head.rpartition('#')[2]}")
    return row is not None and _import(row).head == head and row.state == str(State.REFUSED)


def is_unwritable(error: Exception) -> bool:
    """Whether the engine refused the rows as such: it would refuse them again."""
    return isinstance(error, PynamoDBException) and refusal_code(error) == "ValidationException"


def keep_findings(scope: Scope, one: Import, findings: Sequence[Finding]) -> None:
    """Keep what was found in the file of the import's digest, a page a row, the most severe first.

    Comparing the same file again with the same things on file keeps the same; other findings never mix with them.
    """
    books = bookkeeping("findings of an import")
    for severity, place in _ORDER.items():
        some = [finding for finding in findings if finding.severity == severity]
        for start in range(0, len(some), limits.PAGE_ROWS):
            row = FindingsRow(_findings_pk(scope, one), f"FOUND#{place}#{start // limits.PAGE_ROWS:06}")
            row.found = tuple(some[start : start + limits.PAGE_ROWS])
            try:
                books.put(row)
            except Lost:
                continue


def findings_page(
    scope: Scope, one: Import, *, severity: str | None, cursor: str | None
) -> tuple[list[Finding], str | None]:
    """A page of findings, the most severe first."""
    prefix = f"FOUND#{_ORDER[severity]}#" if severity else "FOUND#"
    found = page(scope, Listing(FindingsRow, _findings_pk(scope, one), prefix), cursor=cursor, limit=1)
    return [finding for row in found.rows for finding in row.found], found.next


def moving(before: datetime) -> Iterator[tuple[str, str, str]]:
    """(organisation, community, import) of every import begun before an instant that a job still has to finish."""
    for shard in range(_SHARDS):
        for row in every(Listing(ImportRow, f"DUE#{shard}", index="due")):
            started_at, org_id, community_id, import_id = row.due_sk.split("#")
            if clock.from_instant(started_at) <= before:
                yield org_id, community_id, import_id


def _import(row: ImportRow) -> Import:
    kept = {name: getattr(row, name) for name in _KEPT} | {name: int(getattr(row, name)) for name in _COUNTED}
    return Import(
        import_id=row.sk.removeprefix("IMPORT#"),
        community_id=row.pk.rpartition("#")[2],
        state=State(row.state),
        stamp=row.stamp,
        **kept,
    )


def _pk(scope: Scope, community_id: str) -> str:
    return f"{scope.org_id}#C#{community_id}"


def _findings_pk(scope: Scope, one: Import) -> str:
    return f"{scope.org_id}#I#{one.community_id}#{one.import_id}#{one.digest}#{one.compared_at}"
