"""Posting what a correction changes, bill by bill, in chunks: each chunk one transaction, balanced in itself (BIL-07).

What is left to post is found anew each time: where the stored bills and notes already come to what is right, there is
nothing. So a chunk delivered twice, after a crash or by two workers, posts nothing twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.rules.notes import Change, Share, is_touched, shares_of
from chalicelib.billing.rules.runs import due_day
from chalicelib.billing.service import notes, runs
from chalicelib.core import clock, limits
from chalicelib.core.period import Period
from chalicelib.core.scope import Cause, Scope, system_scope
from chalicelib.corrections import rules, store
from chalicelib.corrections.rules import ChunkPosted, Correction, State
from chalicelib.db.reads import Together
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import Transaction, transaction, verb
from chalicelib.journal.entries import unit_home
from chalicelib.payments.service import crediting

POST: Final = "corrections.post"
_ROWS_BESIDE: Final = 3
"""The correction, its slot, the entry."""
_ROWS_OF_CREDIT: Final = 3
"""The payment, the balance, the exception item where a person is to give it back."""


@dataclass(frozen=True)
class CorrectionPosted:
    """What one chunk came to, in fen; `state` posted: the last, and then the sums are the whole correction's."""

    correction_id: str
    unit_id: str
    chunk: int
    state: str
    notes: int
    credited_fen: int
    debited_fen: int
    kept_fen: int


def post(org_id: str, unit_id: str, correction_id: str) -> None:
    """Post chunk by chunk until all is posted. Any number of workers may do so at once.

    Bills that were drafted by what was wrong, just before it was agreed to, are waited for: the sweep comes again.
    """
    scope = system_scope(org_id, POST)
    while True:
        one = store.load_correction(scope, unit_id, correction_id)
        if one.state == State.POSTED or _is_drafted(scope, one):
            return
        cause = jobs.job_cause(f"post#{unit_id}#{correction_id}#{one.chunks}")
        try:
            post_chunk(scope, cause, unit_id, correction_id=correction_id, chunk=one.chunks)
        except ChunkPosted:
            continue


@verb("corrections.post_chunk")
def post_chunk(scope: Scope, cause: Cause, unit_id: str, *, correction_id: str, chunk: int) -> CorrectionPosted:
    """Post the next bills of a correction; raises ChunkPosted when another worker did."""
    one = store.load_correction(scope, unit_id, correction_id)
    if one.chunks != chunk or one.state == State.POSTED:
        raise ChunkPosted(chunk=chunk)
    unit = estate.get_unit(scope, unit_id)
    changes = notes.changed_by_area(scope, unit, first=one.first, last=one.last)
    now = _fitting(unit, changes)
    is_last = len(now) == len(changes)
    kept = _kept(unit, now)
    after = rules.posted(
        one,
        notes=len(now),
        credited_fen=-sum(change.amount_fen for change in now if change.amount_fen < 0),
        debited_fen=sum(change.amount_fen for change in now if change.amount_fen > 0),
        kept_fen=sum(kept.values()),
        is_last=is_last,
    )
    with transaction(scope, cause) as tx:
        _post_in(tx, unit, now, correction_id)
        _credit_in(tx, unit, now, kept, f"{correction_id}#{chunk}")
        if is_last:
            _free_in(tx, unit_id)
        return tx.record(
            "correction.posted",
            subject=store.correction_row(scope, after),
            home=unit_home(unit_id),
            outcome=_outcome(after, chunk),
        )


def due_corrections(until: datetime) -> list[tuple[str, str, str]]:
    """(organisation, unit, correction) of what is still to be posted: for the sweep."""
    return [(one.place[0], one.place[1], one.place[2]) for one in store.to_post(until)]


def _is_drafted(scope: Scope, one: Correction) -> bool:
    return any(is_touched(period, one.first, one.last) for period in runs.drafts_of(scope, one.community_id))


def _fitting(unit: Unit, changes: Sequence[Change]) -> Sequence[Change]:
    """As many of the first as one transaction takes: fewer where many parties have a part in them."""
    rows, parties = _ROWS_BESIDE, set[str]()
    for n, change in enumerate(changes[: limits.NOTES_PER_CHUNK]):
        shares = _shares(unit, change)
        credited = {share.party_id for share in shares if share.amount_fen < 0} - parties
        credited |= {bill.payer_id for bill, _ in change.settled} - parties
        asked = sum(share.amount_fen > 0 for share in shares)
        rows += 1 + len(change.settled) + asked + _ROWS_OF_CREDIT * len(credited)
        if n and rows > limits.TRANSACTION_ITEMS:
            return changes[:n]
        parties |= credited
    return changes[: limits.NOTES_PER_CHUNK]


def _post_in(tx: Transaction, unit: Unit, changes: Sequence[Change], correction_id: str) -> None:
    today = clock.business_date(tx.cause.at)
    month = Period.of(today)
    for change in changes:
        shares = _shares(unit, change)
        notes.post_in(tx, change, shares, correction_id, due_on=due_day(month, today), period=month)


def _shares(unit: Unit, change: Change) -> tuple[Share, ...]:
    """Whose the money is that no open bill takes."""
    moved = change.amount_fen + change.settled_fen
    return shares_of(unit, change.bill, moved) if moved else ()


def _kept(unit: Unit, changes: Sequence[Change]) -> dict[str, int]:
    """By party, what their account is credited with."""
    kept: defaultdict[str, int] = defaultdict(int)
    for change in changes:
        for share in _shares(unit, change):
            if share.amount_fen < 0:
                kept[share.party_id] -= share.amount_fen
    return dict(kept)


def _credit_in(tx: Transaction, unit: Unit, changes: Sequence[Change], kept: dict[str, int], cause: str) -> None:
    settled: defaultdict[str, list[tuple[Bill, int]]] = defaultdict(list)
    for change in changes:
        for bill, fen in change.settled:
            settled[bill.payer_id].append((bill, fen))
    for party_id in sorted({*kept, *settled}):
        crediting.credit_in(tx, unit, party_id, cause=cause, settled=settled[party_id], kept_fen=kept.get(party_id, 0))


def _free_in(tx: Transaction, unit_id: str) -> None:
    ask = store.ask_slot(tx.scope, unit_id)
    tx.save(store.slot_row(tx.scope, replace(Together(ask)[ask], correction_id=None)))


def _outcome(one: Correction, chunk: int) -> CorrectionPosted:
    return CorrectionPosted(
        one.correction_id,
        one.unit_id,
        chunk,
        one.state,
        one.notes,
        one.credited_fen,
        one.debited_fen,
        one.kept_fen,
    )
