"""How much on file is without a finding, in hundredths of a percent. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

TARGET: Final = 9_900
"""≥ 99 % (REG-05)."""
WHOLE: Final = 10_000


@dataclass(frozen=True)
class Accuracy:
    """How many units and people were looked at, and of how many something is open."""

    units: int = 0
    units_doubtful: int = 0
    people: int = 0
    people_doubtful: int = 0

    @property
    def of_units(self) -> int | None:
        return share(self.units, self.units_doubtful)

    @property
    def of_people(self) -> int | None:
        return share(self.people, self.people_doubtful)

    @property
    def of_all(self) -> int | None:
        """Of units and people together."""
        return share(self.units + self.people, self.units_doubtful + self.people_doubtful)


NOTHING_YET: Final = Accuracy()


def share(whole: int, doubtful: int) -> int | None:
    """What is without doubt, of 10,000, rounded down so that it is whole only when nothing is open; None of nothing."""
    return max(0, whole - doubtful) * WHOLE // whole if whole else None
