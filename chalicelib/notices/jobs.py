"""Notices' jobs: the sweep over messages that wait, an entry that could not be heard; and the stream's listener."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from chalicelib.core import clock
from chalicelib.core.scope import system_scope
from chalicelib.edge.jobs import job
from chalicelib.edge.logs import logger
from chalicelib.edge.schedules import Every
from chalicelib.journal import stream
from chalicelib.notices.service import delivering, hearing
from chalicelib.notices.store import deliveries
from chalicelib.notices.store.deliveries import Place
from chalicelib.timers.due import each

DELIVER = "notices.deliver"
HEAR = "notices.hear"


@job(DELIVER, promise="sends what waited for the morning or for a channel that failed", schedule=Every(1))
def deliver(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """A level check: what is sent or dropped does not wait any more."""
    became: Counter[str] = Counter()

    def one(place: Place) -> None:
        state = delivering.deliver(system_scope(place.org_id, hearing.ACTOR), place)
        became[str(state or "busy")] += 1

    each(deliveries.waiting(clock.now()), one, "a message was not delivered")
    return {"sent": 0, **became}


@job(HEAR, promise="decides who is told of an entry that could not be heard")
def hear(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """One entry by its key; harmless again."""
    heard = stream.read(payload["key"])
    return {"deliveries": hearing.handle(heard) if heard else 0}


def hear_records(records: Iterable[Mapping[str, Any]]) -> str | None:
    """Hear what a DynamoDB stream tells of the journal, in order: None, or the first record that could not be heard.

    At least once: those before it, and those after it, may come again. (A function on the stream gives it back as the
    one `itemIdentifier` of its `batchItemFailures`.)
    """
    for record in records:
        try:
            heard = stream.heard(record)
            if heard is not None:
                hearing.handle(heard)
        except Exception:
            logger.exception("an entry was not heard")
            return str(record["dynamodb"]["SequenceNumber"])
    return None
