"""What a community, a building and a unit are; how a unit is named and sorted. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from chalicelib.core import ids
from chalicelib.core.dated import Dated, holding
from chalicelib.core.errors import Conflict
from chalicelib.core.stamp import NEW, Stamp


class Occupancy(StrEnum):
    """How a unit is used (REG-01)."""

    LIVED_IN = "lived_in"
    VACANT = "vacant"
    LET = "let"
    RENOVATING = "renovating"


class CommunityExists(Conflict):
    code = "community_exists"


@dataclass(frozen=True)
class Organisation:
    """The office's company. `staff_totp`: staff sign in with a second factor.

    `one_person`: there is nobody who could be a second person, so that who asks for a change may agree to it (REG-04).
    """

    org_id: str
    name: str
    staff_totp: bool = False
    one_person: bool = False
    stamp: Stamp = NEW


@dataclass(frozen=True)
class Community:
    """A residential community (小区)."""

    community_id: str
    name: str
    stamp: Stamp = NEW


@dataclass(frozen=True)
class Building:
    """A building's entrance (幢 + 单元) as the workbook lists it."""

    community_id: str
    number: str
    entrance: str
    floors: int | None
    lift: bool | None

    @property
    def building_id(self) -> str:
        return building_id_of(self.community_id, self.number)


@dataclass(frozen=True)
class Unit:
    """A dwelling or shop (房屋). `area` in m², `payer` (a party's id), `occupancy` are dated."""

    unit_id: str
    community_id: str
    number: str
    building: str
    entrance: str
    floor: str
    kind: str
    area: tuple[Dated[Decimal], ...] = ()
    payer: tuple[Dated[str], ...] = ()
    occupancy: tuple[Dated[str], ...] = ()
    stamp: Stamp = NEW

    @property
    def building_id(self) -> str:
        return building_id_of(self.community_id, self.building)

    @property
    def label(self) -> str:
        return unit_label(self.building, self.entrance, self.number)

    @property
    def place(self) -> str:
        """Where the unit stands among its community's, as people count."""
        return sort_key(self.building, self.entrance, self.number)

    def area_on(self, day: date) -> Dated[Decimal] | None:
        """The area in m² that holds on `day`."""
        return holding(self.area, day)

    def payer_on(self, day: date) -> Dated[str] | None:
        """The party who pays on `day`."""
        return holding(self.payer, day)

    def occupancy_on(self, day: date) -> Dated[str] | None:
        """How the unit is used on `day`; None where nobody has said."""
        return holding(self.occupancy, day)


def building_id_of(community_id: str, building: str) -> str:
    """A building is the same wherever its number is written."""
    return ids.derived(community_id, "building", building)


def unit_id_of(community_id: str, building: str, entrance: str, number: str) -> str:
    """A unit is the same wherever building, entrance and number are written: imported twice, it is one (REG-07)."""
    return ids.derived(community_id, "unit", building, entrance, number)


def unit_label(building: str, entrance: str, number: str) -> str:
    """How people call a unit: 1 幢 1 单元 1011; A座 101 where the building has a name of its own and no entrance."""
    first = f"{building} 幢" if building[-1:].isascii() and building[-1:].isalnum() else building
    middle = f"{entrance} 单元" if entrance not in {"", "0"} else ""
    return " ".join(part for part in (first, middle, number) if part)


def sort_key(*texts: str) -> str:
    """A text by which 2 comes before 10 and B1-9 before B1-10."""
    return "-".join(re.sub(r"\d+", lambda found: found[0].zfill(8), text) for text in texts)
