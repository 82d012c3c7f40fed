"""An everyday month of 1,000 households, in one place: how often each piece of work is done, and why so often.

Assumed, not observed: an office that knows better changes the numbers here, and `make cost` says what that costs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HOUSEHOLDS: Final = 1_000
DAYS: Final = 30
WORKING_DAYS: Final = 22
STAFF_LOOK_EVERY_SECONDS: Final = 20
"""As `LOOK_EVERY_MS` of the pages has it: nothing else costs as much."""


@dataclass(frozen=True)
class Times:
    """`work` is a name of `month_works.WORKS`."""

    work: str
    times: float
    why: str


def looks(people: int, hours: float) -> float:
    """How often a page of the staff that stands open asks for what is new."""
    return people * WORKING_DAYS * hours * 3_600 / STAFF_LOOK_EVERY_SECONDS


MONTH: Final = (
    Times("bill", 2 * HOUSEHOLDS, "two fee items each, drafted and released in one run"),
    Times("sign in", 0.5 * HOUSEHOLDS, "a session lasts 30 days; half of the households use the portal in a month"),
    Times("visit the portal", 2 * HOUSEHOLDS, "four visits by each of that half"),
    Times("portal looks", 8 * HOUSEHOLDS, "each visit lasts a minute, in which it asks four times what is new"),
    Times("look at a bill", 1 * HOUSEHOLDS, "every second visit"),
    Times("pay two bills online", 0.6 * HOUSEHOLDS, "with its receipt number, and the page that waits for it"),
    Times("pay two bills at the desk", 0.2 * HOUSEHOLDS, "another fifth pays nothing this month"),
    Times("draw a receipt", 0.1 * HOUSEHOLDS, "few print one"),
    Times("ticket from report to score", 0.08 * HOUSEHOLDS, "a thousand a year, each with a picture"),
    Times("remind a payer", 0.5 * HOUSEHOLDS, "three days before, on the day and after it, who has not paid by then"),
    Times("day of reminding, a household", DAYS * HOUSEHOLDS, "each day every unit is looked at for what it owes"),
    Times("desk looks", looks(1, 4), "the queue of tickets in front of somebody, four hours a day"),
    Times("crew looks", looks(4, 0.75), "the list of jobs lit on four phones, three quarters of an hour a day"),
)
VISITS: Final = sum(one.times for one in MONTH if one.work == "visit the portal")
FIRST_VISITS: Final = 0.1 * HOUSEHOLDS
"""With nothing in the browser's cache: new phones, and everybody once after each of the year's versions."""
FIRST_VISIT_FILES, FIRST_VISIT_BYTES = 20, 110_000
LATER_VISIT_FILES: Final = 2
ANSWER_BYTES: Final = 2_000
"""Of the API, packed."""
PICTURE_BYTES: Final = 600_000
MONTHS_KEPT: Final = 36
"""Rows and pictures are paid for as they lie after so many months of growing."""
