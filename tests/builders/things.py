"""A capability as small as can be, to try the kernel with: things that are made, lifted and built of parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.scope import Cause, Scope
from chalicelib.db import rows, staging
from chalicelib.db.reads import Listing, every, get
from chalicelib.db.rows import AggregateRow, table_name
from chalicelib.journal import VERBS, transaction, verb
from tests.builders.core import an_id

HIGHEST = 1_000


class ThingRow(AggregateRow):
    """A thing."""

    class Meta:
        table_name = table_name("things")

    work = rows.WorkIndex()
    work_pk = UnicodeAttribute(null=True)
    work_sk = UnicodeAttribute(null=True)
    level = NumberAttribute(default=0)
    state = UnicodeAttribute(default="")


class PartRow(ThingRow):
    """A part of a thing, staged until the thing is built."""


@dataclass(frozen=True)
class Stands:
    """How high a thing stands."""

    thing_id: str
    level: int


class TooHigh(Conflict):
    code = "test_too_high"


def load(scope: Scope, thing_id: str) -> ThingRow:
    row = get(ThingRow, scope.org_id, thing_id)
    if row is None:
        raise NotFound()
    return row


@verb("test.make")
def make(scope: Scope, cause: Cause, thing_id: str, *, level: int = 0) -> Stands:
    row = ThingRow(scope.org_id, thing_id, level=level, work_pk=scope.org_id, work_sk=thing_id)
    with transaction(scope, cause) as tx:
        return tx.record("thing.made", subject=row, home="O", outcome=Stands(thing_id, level))


@verb("test.lift")
def lift(scope: Scope, cause: Cause, thing_id: str, *, by: int) -> Stands:
    row = load(scope, thing_id)
    if row.level + by > HIGHEST:
        raise TooHigh(level=int(row.level))
    row.level += by
    with transaction(scope, cause) as tx:
        outcome = Stands(thing_id, int(row.level))
        return tx.record("thing.lifted", subject=row, home="O", outcome=outcome, changes={"by": by}, reason="高一点")


@verb("test.begin_build")
def begin_build(scope: Scope, cause: Cause, thing_id: str) -> Stands:
    row = ThingRow(scope.org_id, thing_id, state="building")
    with transaction(scope, cause) as tx:
        tx.save(staging.open_head(scope, thing_id))
        return tx.record("thing.begun", subject=row, home="O", outcome=Stands(thing_id, 0))


@verb("test.end_build")
def end_build(scope: Scope, cause: Cause, thing_id: str) -> Stands:
    row = load(scope, thing_id)
    if row.state != "building":
        raise Conflict(state=row.state)
    row.state, row.level = "built", len(all_parts(scope, thing_id))
    with transaction(scope, cause) as tx:
        tx.save(staging.commit_head(scope, thing_id))
        return tx.record("thing.built", subject=row, home="O", outcome=Stands(thing_id, int(row.level)))


def stage(scope: Scope, thing_id: str, n: int, numbers: Iterable[int], *, upto: str = "") -> bool:
    """Chunk `n` of the parts, while the thing is being built."""
    new = [PartRow(f"{scope.org_id}#{thing_id}", f"PART#{number:03}", level=number) for number in numbers]
    going_on = (ThingRow(scope.org_id, thing_id), ThingRow.state == "building")
    return staging.write_chunk(scope, thing_id, n, rows=new, upto=upto, result={"parts": len(new)}, only_if=going_on)


def all_parts(scope: Scope, thing_id: str) -> list[PartRow]:
    return list(every(Listing(PartRow, f"{scope.org_id}#{thing_id}", "PART#")))


def parts(scope: Scope, thing_id: str) -> list[int]:
    """What a reader sees."""
    return [int(row.level) for row in staging.visible(scope, all_parts(scope, thing_id))]


TABLE = rows.TABLES.pop(ThingRow.Meta.table_name)
_VERBS = {name: VERBS.pop(name) for name in [*VERBS] if name.startswith("test.")}


def put_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register the table for the time of a test, and make it and the journal's on the engine in use."""
    monkeypatch.setitem(rows.TABLES, ThingRow.Meta.table_name, TABLE)
    rows.create_tables()


def a_thing(scope: Scope, cause: Cause, name: str = "") -> str:
    """The id of a thing that was made."""
    return make(scope, cause, an_id(name)).thing_id
