"""Corrections on the wire."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core import clock, limits
from chalicelib.corrections.rules import Correction, Stretch
from chalicelib.edge.wire import Gives, Id, Reason, Takes

AreaText = Annotated[str, msgspec.Meta(max_length=20, pattern=r"^[0-9]+(\.[0-9]+)?$")]
DayText = Annotated[str, msgspec.Meta(max_length=10, pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class StretchBody(Takes):
    """An area in m², exact, from a day to a day (both included); without an end it holds on."""

    area: AreaText
    from_on: DayText
    to_on: DayText | None = None


class AskArea(Takes):
    """A unit's right areas, the paper that says so, and why; `ticket_id` where the owner asked."""

    approval_id: Id
    stretches: Annotated[list[StretchBody], msgspec.Meta(min_length=1, max_length=limits.STRETCHES)]
    paper: Annotated[str, msgspec.Meta(min_length=2, max_length=100, pattern=r"\S")]
    words: Reason
    files: Annotated[list[Id], msgspec.Meta(max_length=limits.TICKET_FILES)] = msgspec.field(default_factory=list)
    ticket_id: Id | None = None


class StretchView(Gives):
    """A stretch as it may be asked for."""

    area: str
    from_on: str
    to_on: str | None


class UndoView(Gives):
    """What sets a correction back; empty when there was nothing before it."""

    stretches: list[StretchView]


class CorrectionView(Gives):
    """A correction of a unit and what was posted of it; `approval_id` has who asked and agreed."""

    approval_id: str
    kind: str
    first: str
    last: str | None
    agreed_at: str
    state: str
    notes: int
    credited_fen: int
    debited_fen: int
    kept_fen: int


def request_of(body: AskArea) -> dict[str, object]:
    """What the approval keeps."""
    return {"stretches": [{"area": s.area, "from_on": s.from_on, "to_on": s.to_on} for s in body.stretches]}


def stretch_view(one: Stretch) -> StretchView:
    """A stretch."""
    return StretchView(
        area=f"{one.area:f}", from_on=one.from_on.isoformat(), to_on=one.to_on.isoformat() if one.to_on else None
    )


def correction_view(one: Correction) -> CorrectionView:
    """A correction."""
    return CorrectionView(
        approval_id=one.correction_id,
        kind=one.kind,
        first=one.first.isoformat(),
        last=one.last.isoformat() if one.last else None,
        agreed_at=clock.instant(one.agreed_at),
        state=one.state,
        notes=one.notes,
        credited_fen=one.credited_fen,
        debited_fen=one.debited_fen,
        kept_fen=one.kept_fen,
    )
