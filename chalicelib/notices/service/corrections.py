"""What whoever paid too much, or too little, is told once a correction is posted (BIL-07)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from chalicelib.billing.rules.notes import Note
from chalicelib.billing.service import notes
from chalicelib.config import settings
from chalicelib.core import clock
from chalicelib.core.scope import Scope
from chalicelib.corrections.rules.corrections import State
from chalicelib.corrections.service import reading as corrections
from chalicelib.estate import service as estate
from chalicelib.journal.stream import Heard
from chalicelib.notices.rules import correction_words
from chalicelib.notices.rules.deliveries import Addressee, Delivery, Drop, Why


def who(scope: Scope, heard: Heard) -> Iterable[Addressee]:
    """Everybody whose bill or account the correction touched, once the last of it is posted."""
    if heard.facts["state"] != State.POSTED:
        return []
    found = _notes(scope, heard.facts["unit_id"], heard.facts["correction_id"])
    return [Addressee(party_id) for party_id in sorted({party for note in found for party in _parties(note)})]


def text(scope: Scope, delivery: Delivery, at: datetime) -> str:
    """What it comes to for this party."""
    unit = estate.get_unit(scope, delivery.facts["unit_id"])
    correction_id = delivery.facts["correction_id"]
    every_note = _notes(scope, unit.unit_id, correction_id)
    theirs = [note for note in every_note if delivery.party_id in _parties(note)]
    shares = [share for note in theirs for share in note.shares if share.party_id == delivery.party_id]
    settled_fen = sum(share.settled_fen for share in shares)
    kept_fen, debited_fen = sum(share.kept_fen for share in shares), sum(max(0, s.amount_fen) for s in shares)
    if not settled_fen + kept_fen + debited_fen:
        raise Drop(Why.NOT_NEEDED)
    payer = unit.payer_on(clock.business_date(at))
    return correction_words.text_of(
        correction_words.Corrected(
            community=estate.name_of_community(scope, unit),
            unit=unit.label,
            kind=corrections.get_correction(scope, unit.unit_id, correction_id).kind,
            notes=theirs,
            settled_fen=settled_fen,
            kept_fen=kept_fen,
            debited_fen=debited_fen,
            moved_out=payer is None or payer.value != delivery.party_id,
            page=f"{settings().page_origin}/bills",
        )
    )


def _notes(scope: Scope, unit_id: str, correction_id: str) -> list[Note]:
    return [note for note in notes.notes_of(scope, unit_id) if note.correction_id == correction_id]


def _parties(note: Note) -> set[str]:
    return {share.party_id for share in note.shares}
