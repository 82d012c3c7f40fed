"""The last run of each scheduled job: when, what it did, whether it failed. Bookkeeping, of the whole deployment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.update import Action

from chalicelib.db.bookkeeping import bookkeeping
from chalicelib.db.reads import get_many
from chalicelib.db.rows import SCHEMA, Instant, Packed, Row, table_name
from chalicelib.edge.logs import logger

_SK: Final = "TRIGGER"


class TriggerRow(Row):
    """The triggers table: one row for each scheduled job, that of its run that ended last."""

    class Meta:
        table_name = table_name("triggers")

    name = UnicodeAttribute()
    started_at = Instant()
    ended_at = Instant()
    did: Packed[dict[str, int]] = Packed(dict[str, int])
    error = UnicodeAttribute(null=True)


@dataclass(frozen=True)
class Run:
    """One run that ended; `error` is the kind of its failure, None when there was none."""

    started_at: datetime
    ended_at: datetime
    did: dict[str, int]
    error: str | None


def note(
    name: str,
    *,
    started_at: datetime,
    ended_at: datetime,
    did: Mapping[str, int] | None = None,
    error: str | None = None,
) -> None:
    """Keep what a run did. Never raises: a job that is done is not undone because nobody can read of it."""
    said: list[Action] = [
        TriggerRow.v.set(SCHEMA),
        TriggerRow.name.set(name),
        TriggerRow.started_at.set(started_at),
        TriggerRow.ended_at.set(ended_at),
        TriggerRow.did.set(dict(did or {})),
        TriggerRow.error.set(error) if error else TriggerRow.error.remove(),
    ]
    try:
        bookkeeping("last runs of triggers").update(TriggerRow(*_key(name)), said)
    except Exception:
        logger.exception("what a trigger did was not kept", extra={"job": name})


def last_runs(names: Iterable[str]) -> dict[str, Run]:
    """By job, the run that ended last, of those that ever ran."""
    rows = get_many(TriggerRow, map(_key, names))
    return {row.name: Run(row.started_at, row.ended_at, row.did, row.error) for row in rows}


def _key(name: str) -> tuple[str, str]:
    return f"_#TRIGGER#{name}", _SK
