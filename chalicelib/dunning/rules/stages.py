"""The stages of an unpaid due day, and which of them a payer has yet to hear of. A level check: a day missed is made up
once, a day doubled does nothing. Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from chalicelib.core.stamp import NEW, Stamp

STAGES: Final = (-3, 0, 1, 7, 15, 30)
"""In days from the due day: before it, on it, after it."""
AGAIN_DAYS: Final = 30
"""After the last stage, how often there is another."""


@dataclass(frozen=True)
class Reached:
    """The newest stage of one due day, in days from it, that was told."""

    due_on: date
    stage: int


@dataclass(frozen=True)
class Reminder:
    """What one payer of a community was told last, and of which units."""

    community_id: str
    payer_id: str
    unit_ids: tuple[str, ...] = ()
    told_on: date | None = None
    reached: tuple[Reached, ...] = ()
    stamp: Stamp = NEW


def stage_on(due_on: date, today: date) -> int | None:
    """The newest stage that `today` has reached; None while it is too early for any."""
    days = (today - due_on).days
    if days >= STAGES[-1]:
        return days // AGAIN_DAYS * AGAIN_DAYS
    return max((stage for stage in STAGES if stage <= days), default=None)


def is_near(due_on: date, today: date) -> bool:
    """Whether a bill of this due day is spoken of yet."""
    return due_on <= near_until(today)


def near_until(today: date) -> date:
    """The last due day that is spoken of today."""
    return today - timedelta(days=STAGES[0])


def to_tell(last: Reminder, due_days: Iterable[date], today: date) -> tuple[Reached, ...]:
    """Every stage reached, by due day, if the payer is to hear of it today; empty when there is nothing new.

    A message names all that is owed, so a stage that only comes again (60, 90 … days) waits until the last message is
    thirty days old: many old months do not make many messages.
    """
    if last.told_on == today:
        return ()
    stages = ((due_on, stage_on(due_on, today)) for due_on in sorted(set(due_days)))
    reached = tuple(Reached(due_on, stage) for due_on, stage in stages if stage is not None)
    known = {one.due_on: one.stage for one in last.reached}
    new = [one for one in reached if one.due_on not in known or one.stage > known[one.due_on]]
    is_rested = last.told_on is None or (today - last.told_on).days >= AGAIN_DAYS
    if any(one.stage <= STAGES[-1] for one in new) or (new and is_rested):
        return reached
    return ()
