"""What each payer was told last ↔ rows, in their community's collection."""

from __future__ import annotations

from collections.abc import Iterable

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.scope import Scope
from chalicelib.db.reads import get, get_many
from chalicelib.db.rows import AggregateRow, Day, Packed, table_name
from chalicelib.dunning.rules.stages import Reached, Reminder


class ReminderRow(AggregateRow):
    """The dunning table: one row for each payer of a community who was ever reminded."""

    class Meta:
        table_name = table_name("dunning")

    payer_id = UnicodeAttribute()
    community_id = UnicodeAttribute()
    unit_ids: Packed[tuple[str, ...]] = Packed(tuple[str, ...])
    told_on = Day()
    reached: Packed[tuple[Reached, ...]] = Packed(tuple[Reached, ...])


def load(scope: Scope, community_id: str, payer_id: str) -> Reminder:
    """What the payer was told last; an empty one before the first time."""
    row = get(ReminderRow, *_key(scope, community_id, payer_id))
    return _reminder(row) if row else Reminder(community_id, payer_id)


def load_many(scope: Scope, community_id: str, payer_ids: Iterable[str]) -> dict[str, Reminder]:
    """What each was told last, of those who ever were."""
    rows = get_many(ReminderRow, (_key(scope, community_id, payer_id) for payer_id in payer_ids))
    return {row.payer_id: _reminder(row) for row in rows}


def reminder_row(scope: Scope, reminder: Reminder) -> ReminderRow:
    """The row of a reminder that is told today."""
    row = ReminderRow(
        *_key(scope, reminder.community_id, reminder.payer_id),
        payer_id=reminder.payer_id,
        community_id=reminder.community_id,
        unit_ids=reminder.unit_ids,
        told_on=reminder.told_on,
        reached=reminder.reached,
    )
    row.stamped(reminder.stamp)
    return row


def _key(scope: Scope, community_id: str, payer_id: str) -> tuple[str, str]:
    return f"{scope.org_id}#C#{community_id}", f"REMINDER#{payer_id}"


def _reminder(row: ReminderRow) -> Reminder:
    return Reminder(row.community_id, row.payer_id, row.unit_ids, row.told_on, row.reached, row.stamp)
