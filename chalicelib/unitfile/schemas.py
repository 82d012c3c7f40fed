"""What the wire carries of a unit's file."""

from __future__ import annotations

from datetime import date
from typing import Any

from chalicelib.edge.wire import Gives, Takes
from chalicelib.estate.schemas import SourceView


class UnitView(Gives):
    """The unit itself; `area_m2` is today's, exact decimal text."""

    unit_id: str
    number: str
    label: str
    building: str
    entrance: str
    floor: str
    kind: str
    area_m2: str | None


class PersonView(Gives):
    """Someone with a relation to the unit; the phone is masked (SEC-01)."""

    party_id: str
    name: str
    relation: str
    phone_masked: str | None
    from_on: str | None
    to_on: str | None


class FactView(Gives):
    """A dated fact: area, payer, occupancy, fee item or discount on one, with its source.

    `value` is a name, a code or an exact decimal; `unit` is m2, yuan_per_m2_month, yuan_per_month, percent or "".
    `about_id` is the party that pays or the item charged; `policy` is why something is taken off. It was believed
    from `known_on` until the day before `replaced_on` (None: it still is).
    """

    kind: str
    name: str
    value: str
    unit: str
    about_id: str
    policy: str
    from_on: str | None
    to_on: str | None
    known_on: str
    replaced_on: str | None
    source: SourceView


class UnitPage(Gives):
    """A unit with its people and its facts over time."""

    unit: UnitView
    people: list[PersonView]
    facts: list[FactView]


class EntryRow(Gives):
    """A journal entry of the unit or its community; `actor` is a name, "" for a job."""

    entry_id: str
    at: str
    event: str
    actor: str
    origin: str
    facts: Any
    reason: str | None


class AskDay(Takes):
    """A day, and the day on which we believed what is asked for; today where they are not said."""

    day: date | None = None
    believed_on: date | None = None


class OnDayView(Gives):
    """A unit on `day` as it was believed at the end of `believed_on`."""

    day: str
    believed_on: str
    facts: list[FactView]
    people: list[PersonView]
