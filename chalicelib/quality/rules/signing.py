"""Signing a unit's area off against its paper, and saying that the paper says otherwise.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from chalicelib.core.area import MOST_M2, PLACES
from chalicelib.core.clock import business_date
from chalicelib.core.dated import Dated
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.estate.rules import Unit


class AreaChanged(Conflict):
    """The area on file is not the one that was looked at."""

    code = "quality_area_changed"


class AreaMissing(Conflict):
    """No area is on file, so that there is nothing to sign off."""

    code = "quality_area_missing"


class OwnEntry(Forbidden):
    """Whoever entered an area does not sign it off: somebody else looks at the paper."""

    code = "quality_own_entry"


class StillDiffers(Conflict):
    """Its paper was said to say otherwise, by the same person, and nothing was corrected since."""

    code = "quality_still_differs"


class AlreadySigned(Conflict):
    """All of these are signed off already."""

    code = "quality_already_signed"


class BadArea(Invalid):
    """No area: an exact number above zero, not beyond belief."""

    code = "quality_bad_area"


class SameArea(Invalid):
    """The paper says what is on file: then it is signed off."""

    code = "quality_same_area"


@dataclass(frozen=True)
class Sign:
    """That somebody compared a unit's area (in m², exact) with its paper; `says` is what the paper says otherwise."""

    unit_id: str
    building: str
    area: str
    paper: str
    by: str
    at: datetime
    says: str = ""
    words: str = ""
    alone: bool = False
    version: int | None = None

    @property
    def differs(self) -> bool:
        return bool(self.says)


def area_text(unit: Unit, at: datetime) -> str:
    """The area on file as it is compared; "" where there is none."""
    fact = _fact(unit, at)
    return f"{fact.value:f}" if fact else ""


def holds(sign: Sign | None, unit: Unit, at: datetime) -> bool:
    """Whether the unit is signed off with the area that it has."""
    return sign is not None and not sign.differs and sign.area == area_text(unit, at)


def signed_off(
    unit: Unit, before: Sign | None, *, area: str, paper: str, by: str, at: datetime, may_be_alone: bool
) -> Sign | None:
    """The paper says the area that was looked at; None where that is signed off already. Two persons see each area."""
    fact = _fact(unit, at)
    if fact is None:
        raise AreaMissing(place=unit.label)
    if area_text(unit, at) != area:
        raise AreaChanged(place=unit.label)
    if holds(before, unit, at):
        return None
    is_own = fact.source.entered_by == by
    if is_own and not may_be_alone:
        raise OwnEntry(place=unit.label)
    if before and before.differs and before.area == area and before.by == by:
        raise StillDiffers(place=unit.label)
    return Sign(unit.unit_id, unit.building, area, paper, by, at, alone=is_own, version=_version(before))


def marked_differing(
    unit: Unit, before: Sign | None, *, area: str, says: str, paper: str, words: str, by: str, at: datetime
) -> Sign:
    """The paper says another area: to be corrected, and then signed off."""
    if area_text(unit, at) != area:
        raise AreaChanged(place=unit.label)
    found = read_area(says)
    if area and found == Decimal(area):
        raise SameArea()
    return Sign(unit.unit_id, unit.building, area, paper, by, at, f"{found:f}", words, version=_version(before))


def read_area(text: str) -> Decimal:
    """An area in m²; raises BadArea."""
    try:
        area = Decimal(text)
    except InvalidOperation as error:
        raise BadArea(most_m2=str(MOST_M2)) from error
    if not area.is_finite() or not 0 < area <= MOST_M2 or -int(area.as_tuple().exponent) > PLACES:
        raise BadArea(most_m2=str(MOST_M2))
    return area


def _fact(unit: Unit, at: datetime) -> Dated[Decimal] | None:
    return unit.area_on(business_date(at))


def _version(before: Sign | None) -> int | None:
    return before.version if before else None
