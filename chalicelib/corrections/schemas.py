"""Corrections on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec

from chalicelib.core import clock, limits
from chalicelib.corrections.rules.corrections import Correction
from chalicelib.corrections.service.reading import Papers
from chalicelib.edge.wire import Gives, Id, Name, Reason, Takes

NumberText = Annotated[str, msgspec.Meta(max_length=20, pattern=r"^[0-9]+(\.[0-9]+)?$")]
DayText = Annotated[str, msgspec.Meta(max_length=10, pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Paper = Annotated[str, msgspec.Meta(min_length=2, max_length=100, pattern=r"\S")]
PhoneText = Annotated[str, msgspec.Meta(max_length=30)]
PaperNumber = Annotated[str, msgspec.Meta(max_length=limits.PARTY_NUMBER_CHARACTERS)]
Policy = Annotated[str, msgspec.Meta(max_length=60)]
Fen = Annotated[int, msgspec.Meta(ge=0, le=limits.MOST_FEN)]
Files = Annotated[list[Id], msgspec.Meta(max_length=limits.TICKET_FILES)]


_PAPERS = frozenset({"approval_id", "paper", "words", "files", "ticket_id"})


class StretchBody(Takes):
    """One value of the asked kind, exact, from a day to a day (both included); without an end it holds on.

    `area` in m² · `party_id` who pays · `occupancy` · `percent` off, under a `policy`.
    """

    from_on: DayText
    to_on: DayText | None = None
    area: NumberText | None = None
    party_id: Id | None = None
    occupancy: Literal["lived_in", "vacant", "let", "renovating"] | None = None
    percent: NumberText | None = None
    policy: Policy | None = None


class AskFact(Takes):
    """What is right about a unit, the paper that says so, and why; `ticket_id` where the owner asked.

    `item_id` is the fee item that a discount is on.
    """

    approval_id: Id
    stretches: Annotated[list[StretchBody], msgspec.Meta(min_length=1, max_length=limits.STRETCHES)]
    paper: Paper
    words: Reason
    kind: Literal["unit.area", "unit.payer", "unit.occupancy", "unit.discount"] = "unit.area"
    item_id: Id | None = None
    files: Files = msgspec.field(default_factory=list)
    ticket_id: Id | None = None


class PriceBody(Takes):
    """A month's price from a day to a day: by area (1001) in yuan per m², or fixed (2002) in fen."""

    from_on: DayText
    formula: Literal["1001", "2002"]
    to_on: DayText | None = None
    rate: NumberText | None = None
    surcharge_fen: Fen = 0
    fixed_fen: Fen = 0


class AskTariff(Takes):
    """A fee item's right prices, the paper that says so, and why."""

    approval_id: Id
    stretches: Annotated[list[PriceBody], msgspec.Meta(min_length=1, max_length=limits.STRETCHES)]
    paper: Paper
    words: Reason
    files: Files = msgspec.field(default_factory=list)


class AskWaiver(Takes):
    """So much off one bill, in fen; below nothing puts back what was waived."""

    approval_id: Id
    amount_fen: Annotated[int, msgspec.Meta(ge=-limits.MOST_FEN, le=limits.MOST_FEN)]
    paper: Paper
    words: Reason
    files: Files = msgspec.field(default_factory=list)


class NewPartyBody(Takes):
    """Somebody who is not on file yet; without a `number` they get the unit's next."""

    name: Name
    kind: Literal["person", "company"] = "person"
    phone: PhoneText | None = None
    id_number: PaperNumber | None = None
    number: PaperNumber | None = None


class OwnerBody(Takes):
    """Whose a unit becomes: a party on file, or somebody new."""

    party_id: Id | None = None
    new: NewPartyBody | None = None


class AskTransfer(Takes):
    """Whose a unit is from which day, who leaves with its owners, the paper that says so, and why.

    `instead_of` is the approval of a transfer that was wrong: without `to` it is set back, with it entered anew.
    """

    approval_id: Id
    paper: Paper
    words: Reason
    from_on: DayText | None = None
    to: OwnerBody | None = None
    also_leaving: Annotated[list[Id], msgspec.Meta(max_length=limits.ALSO_LEAVING)] = msgspec.field(
        default_factory=list
    )
    instead_of: Id | None = None
    files: Files = msgspec.field(default_factory=list)
    ticket_id: Id | None = None


class AskFile(Takes):
    """What is right in somebody's file: what is not named stays, an empty phone or id number is taken away."""

    approval_id: Id
    party_id: Id
    paper: Paper
    words: Reason
    name: Name | None = None
    phone: PhoneText | None = None
    id_number: PaperNumber | None = None
    files: Files = msgspec.field(default_factory=list)
    ticket_id: Id | None = None


class UndoView(Gives):
    """What sets a correction back: the kind, and the request to be asked for; its `stretches` may be empty."""

    kind: str
    request: dict[str, Any]


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


def papers_of(body: AskFact | AskTariff | AskWaiver | AskTransfer | AskFile) -> Papers:
    """Why it is asked for."""
    ticket_id = body.ticket_id if isinstance(body, AskFact | AskTransfer | AskFile) else None
    return Papers(body.paper, body.words, tuple(body.files), ticket_id)


def request_of(body: AskFact | AskTariff) -> dict[str, Any]:
    """What the approval keeps: what was said, and nothing that was not."""
    item_id = body.item_id if isinstance(body, AskFact) else None
    request: dict[str, Any] = {"stretches": [_said(one) for one in body.stretches]}
    return request | ({"item_id": item_id} if item_id else {})


def party_request_of(body: AskTransfer | AskFile, *, community_id: str, unit_id: str) -> dict[str, Any]:
    """The same of what is about people of a unit, which names the unit: a file is sealed for it."""
    said: dict[str, Any] = msgspec.to_builtins(body)
    kept = {name: value for name, value in said.items() if value is not None and name not in _PAPERS}
    if to := kept.get("to"):
        kept["to"] = {name: value for name, value in to.items() if value is not None}
    return {**kept, "community_id": community_id, "unit_id": unit_id}


def undo_view(kind: str, request: Mapping[str, Any]) -> UndoView:
    """What sets it back."""
    return UndoView(kind=kind, request=dict(request))


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


def _said(one: StretchBody | PriceBody) -> dict[str, Any]:
    said = {name: value for name, value in msgspec.structs.asdict(one).items() if value is not None}
    return {"to_on": None} | said
