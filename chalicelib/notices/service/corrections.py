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
    found = [
        note
        for note in _notes(scope, unit.unit_id, delivery.facts["correction_id"])
        if delivery.party_id in _parties(note)
    ]
    areas = [
        (a.area.value, b.area.value) for n in found for b, a in zip(n.before, n.after, strict=True) if b.area and a.area
    ]
    if not areas:
        raise Drop(Why.NOT_NEEDED)
    shares = [share.amount_fen for note in found for share in note.shares if share.party_id == delivery.party_id]
    payer = unit.payer_on(clock.business_date(at))
    right, wrong = areas[-1]
    return correction_words.text_of(
        correction_words.Corrected(
            community=estate.name_of_community(scope, unit),
            unit=unit.label,
            wrong=wrong,
            right=right,
            periods=[note.period for note in found],
            settled_fen=sum(note.settled_fen for note in found if note.payer_id == delivery.party_id),
            kept_fen=-sum(fen for fen in shares if fen < 0),
            debited_fen=sum(fen for fen in shares if fen > 0),
            moved_out=payer is None or payer.value != delivery.party_id,
            page=f"{settings().page_origin}/bills",
        )
    )


def _notes(scope: Scope, unit_id: str, correction_id: str) -> list[Note]:
    return [note for note in notes.notes_of(scope, unit_id) if note.correction_id == correction_id]


def _parties(note: Note) -> set[str]:
    settled = {note.payer_id} if note.settled_fen else set()
    return settled | {share.party_id for share in note.shares}
