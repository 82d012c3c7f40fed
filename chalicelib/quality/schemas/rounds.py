"""Rounds on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core import clock, limits
from chalicelib.edge.wire import Gives, Id, Paged, Reason, Takes
from chalicelib.estate.schemas import SourceView, fact_source
from chalicelib.quality.rules.rounds import Round
from chalicelib.quality.rules.signing import Sign, area_text
from chalicelib.quality.service.reading import Verified

AreaText = Annotated[str, msgspec.Meta(max_length=20, pattern=r"^[0-9]+(\.[0-9]+)?$")]
NoAreaToo = Annotated[str, msgspec.Meta(max_length=20, pattern=r"^([0-9]+(\.[0-9]+)?)?$")]
Paper = Annotated[str, msgspec.Meta(min_length=2, max_length=limits.PAPER_CHARACTERS, pattern=r"\S")]


class AskVerified(Paged):
    """Which units of a round: all, or those that are not signed off yet."""

    waiting_only: bool = False


class OpenRound(Takes):
    """Why every unit is compared with its paper; the round's id is the client's."""

    round_id: Id
    reason: Reason


class Seen(Takes):
    """A unit and the area that was looked at, in m²."""

    unit_id: Id
    area: AreaText


class SignOff(Takes):
    """The papers of these units say what is on file."""

    units: Annotated[list[Seen], msgspec.Meta(min_length=1, max_length=limits.UNITS_PER_SIGNING)]
    paper: Paper


class MarkDiffering(Takes):
    """A unit's paper says another area (`says`) than that on file (`area`, empty where there is none), in m²."""

    area: NoAreaToo
    says: AreaText
    paper: Paper
    words: Annotated[str, msgspec.Meta(max_length=300)] = ""


class BuildingView(Gives):
    """How many of a building's units are signed off."""

    building: str
    done: int
    total: int


class RoundView(Gives):
    """A round; `correction_id` where a correction that moved money opened it.

    `alone` counts the units whose area one person entered and signed off.
    """

    round_id: str
    state: str
    opened_at: str
    opened_by: str
    reason: str
    correction_id: str | None
    done: int
    total: int
    differing: int
    alone: int
    buildings: list[BuildingView]
    closed_at: str | None


class SignView(Gives):
    """What was said of a unit; `says` is the paper's area where it says otherwise than the one on file then.

    `alone`: whoever signed had entered the area.
    """

    area: str
    paper: str
    by_name: str
    at: str
    says: str
    words: str
    alone: bool


class VerifiedView(Gives):
    """A unit of a round: its area on file (m², empty where there is none) with its source, and what was said of it.

    `is_own`: the caller entered that area, so that somebody else signs it off.
    """

    unit_id: str
    label: str
    building: str
    area: str
    source: SourceView | None
    sign: SignView | None
    is_done: bool
    is_own: bool


def round_view(one: Round, names: Mapping[str, str]) -> RoundView:
    """A round."""
    return RoundView(
        round_id=one.round_id,
        state=one.state,
        opened_at=clock.instant(one.opened_at),
        opened_by=names.get(one.opened_by, ""),
        reason=one.reason,
        correction_id=one.correction_id,
        done=one.done,
        total=one.total,
        differing=one.differing,
        alone=one.alone,
        buildings=[
            BuildingView(building=building, done=one.signed.get(building, 0), total=total)
            for building, total in one.totals.items()
        ],
        closed_at=clock.instant(one.closed_at) if one.closed_at else None,
    )


def verified_view(one: Verified, names: Mapping[str, str], *, at: datetime, barred: str | None) -> VerifiedView:
    """A unit of a round; `barred` is who looks, where they may not sign off what they entered."""
    fact = one.unit.area_on(clock.business_date(at))
    return VerifiedView(
        unit_id=one.unit.unit_id,
        label=one.unit.label,
        building=one.unit.building,
        area=area_text(one.unit, at),
        source=fact_source(fact, names) if fact else None,
        sign=_sign_view(one.sign, names) if one.sign else None,
        is_done=one.is_done,
        is_own=fact is not None and barred == fact.source.entered_by,
    )


def _sign_view(sign: Sign, names: Mapping[str, str]) -> SignView:
    return SignView(
        area=sign.area,
        paper=sign.paper,
        by_name=names.get(sign.by, ""),
        at=clock.instant(sign.at),
        says=sign.says,
        words=sign.words,
        alone=sign.alone,
    )
