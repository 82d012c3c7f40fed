"""Deliveries ↔ rows, in their party's collection, by the time of what they tell; what waits stands in the due index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.core import clock, limits
from chalicelib.core.scope import Scope
from chalicelib.db.bookkeeping import Lost, bookkeeping
from chalicelib.db.reads import get
from chalicelib.db.rows import DueIndex, Instant, Packed, Row, table_name
from chalicelib.notices.rules.deliveries import Delivery, State, Why
from chalicelib.timers import due

PURPOSE: Final = "deliver"
_REASON: Final = "deliveries of messages"


class NoticesRow(Row):
    """Any row of notices. `due_pk` stands only on what is still to be sent; `ttl` is when a row may go."""

    class Meta:
        table_name = table_name("notices")

    due = DueIndex()
    due_pk = UnicodeAttribute(null=True)
    due_sk = UnicodeAttribute(null=True)
    ttl = NumberAttribute(null=True)


class DeliveryRow(NoticesRow):
    """Kept for good, so that no replay tells anything twice."""

    key = UnicodeAttribute()
    entry_id = UnicodeAttribute()
    event = UnicodeAttribute()
    at = Instant()
    party_id = UnicodeAttribute()
    channel = UnicodeAttribute()
    urgent = BooleanAttribute(default=False)
    facts: Packed[Any] = Packed(Any)
    state = UnicodeAttribute()
    attempts = NumberAttribute(default=0)
    why = UnicodeAttribute(null=True)
    ended_at = Instant(null=True)


class DayRow(NoticesRow):
    """Which reminder a phone (its blind index) had on a day."""

    delivery_id = UnicodeAttribute()


class Place(NamedTuple):
    """What the due index says of a delivery: enough to find its row."""

    org_id: str
    party_id: str
    at: str
    delivery_id: str


def place_of(scope: Scope, delivery: Delivery) -> Place:
    return Place(scope.org_id, delivery.party_id, clock.instant(delivery.at), delivery.delivery_id)


def put_new(scope: Scope, delivery: Delivery) -> bool:
    """Keep a delivery that is not there yet; False when it is, whatever became of it."""
    row = DeliveryRow(
        *_key(place_of(scope, delivery)),
        key=delivery.key,
        entry_id=delivery.entry_id,
        event=delivery.event,
        at=delivery.at,
        party_id=delivery.party_id,
        channel=delivery.channel,
        urgent=delivery.urgent,
        facts=dict(delivery.facts),
        state=str(delivery.state),
        why=delivery.why,
    )
    if delivery.due_at is not None:
        row.due_pk, row.due_sk = _due(place_of(scope, delivery), delivery.due_at)
    try:
        bookkeeping(_REASON).put(row, DeliveryRow.pk.does_not_exist())
    except Lost:
        return False
    return True


def load(scope: Scope, place: Place) -> Delivery | None:
    """The delivery, read consistently."""
    row = get(DeliveryRow, *_key(place))
    return _delivery(row) if row else None


def waiting(until: datetime) -> Iterator[Place]:
    """Those of every organisation that are to be tried by `until`."""
    return (Place(*one.place) for one in due.waiting(NoticesRow, PURPOSE, until=until))


def move(scope: Scope, delivery: Delivery, *, due_at: datetime, attempts: int) -> bool:
    """Have it tried at another time; False when another worker was first."""
    due_pk, due_sk = _due(place_of(scope, delivery), due_at)
    moved = [DeliveryRow.due_pk.set(due_pk), DeliveryRow.due_sk.set(due_sk), DeliveryRow.attempts.set(attempts)]
    still = (DeliveryRow.state == str(State.KEPT)) & (DeliveryRow.attempts == delivery.attempts)
    try:
        bookkeeping(_REASON).update(DeliveryRow(*_key(place_of(scope, delivery))), [*moved], still)
    except Lost:
        return False
    return True


def end(scope: Scope, delivery: Delivery, *, at: datetime, why: Why | None = None) -> None:
    """It is sent, or dropped for a reason; harmless for one that is over."""
    state = State.DROPPED if why else State.SENT
    said = [DeliveryRow.state.set(str(state)), DeliveryRow.ended_at.set(at)]
    said += [DeliveryRow.why.set(str(why))] if why else []
    gone = [DeliveryRow.due_pk.remove(), DeliveryRow.due_sk.remove()]
    try:
        row = DeliveryRow(*_key(place_of(scope, delivery)))
        bookkeeping(_REASON).update(row, [*said, *gone], DeliveryRow.state == str(State.KEPT))
    except Lost:
        return


def take_day(scope: Scope, phone_index: str, day: date, delivery_id: str) -> bool:
    """Make this the phone's one reminder of the day; False when it had another."""
    row = DayRow(f"{scope.org_id}#DAY#{phone_index}", day.isoformat(), delivery_id=delivery_id)
    row.ttl = int((clock.now() + timedelta(days=limits.DAYS_REMEMBERED)).timestamp())
    try:
        bookkeeping("one reminder an owner a day").put(row, DayRow.pk.does_not_exist())
    except Lost:
        taken = get(DayRow, row.pk, row.sk)
        return taken is not None and taken.delivery_id == delivery_id
    return True


def _key(place: Place) -> tuple[str, str]:
    return f"{place.org_id}#P#{place.party_id}", f"DELIVERY#{place.at}#{place.delivery_id}"


def _due(place: Place, due_at: datetime) -> tuple[str, str]:
    return due.due_pk(PURPOSE, place.delivery_id), due.due_sk(due_at, *place)


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery(
        key=row.key,
        entry_id=row.entry_id,
        event=row.event,
        at=row.at,
        party_id=row.party_id,
        channel="sms",
        urgent=row.urgent,
        facts=row.facts,
        state=State(row.state),
        due_at=clock.from_instant(row.due_sk.split("#")[0]) if row.due_sk else None,
        attempts=int(row.attempts),
        why=Why(row.why) if row.why else None,
    )
