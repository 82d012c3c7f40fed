"""Posting what a correction changes, bill by bill, in chunks: each chunk one transaction, balanced in itself (BIL-07).

What is left to post is found anew each time: where the stored bills and notes already come to what is right, there is
nothing. So a chunk delivered twice, after a crash or by two workers, posts nothing twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from chalicelib.billing.rules.bills import Bill
from chalicelib.billing.rules.notes import Change
from chalicelib.billing.rules.runs import due_day
from chalicelib.billing.service import notes, runs
from chalicelib.core import clock, limits
from chalicelib.core.period import Period
from chalicelib.core.scope import Cause, Scope, system_scope
from chalicelib.corrections import store
from chalicelib.corrections.rules import corrections as rules
from chalicelib.corrections.rules.corrections import ChunkPosted, Correction, Spread, State
from chalicelib.corrections.service.areas import AREA
from chalicelib.corrections.service.kinds import rating_of
from chalicelib.db.reads import Together
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import Transaction, transaction, verb
from chalicelib.journal.entries import unit_home
from chalicelib.payments.service import crediting
from chalicelib.quality.service import rounds

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
    """Post the next bills of a correction; raises ChunkPosted when another worker did.

    An area that was wrong with money in it has every area verified: that begins before the last chunk, so that no crash
    leaves it out (REG-05).
    """
    one = store.load_correction(scope, unit_id, correction_id)
    if one.chunks != chunk or one.state == State.POSTED:
        raise ChunkPosted(chunk=chunk)
    unit = estate.get_unit(scope, unit_id)
    changes = notes.changed(scope, unit, rating_of(scope, unit, one))
    now = _fitting(changes)
    is_last = len(now) == len(changes)
    after = rules.posted(one, now, is_last=is_last)
    if is_last and one.kind == AREA and (after.credited_fen or after.debited_fen):
        rounds.open_round_after(scope.org_id, one.community_id, correction_id)
    with transaction(scope, cause) as tx:
        _post_in(tx, now, correction_id)
        _credit_in(tx, unit, now, f"{correction_id}#{chunk}")
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


def drafted_before(scope: Scope, one: Correction | Spread) -> list[str]:
    """The periods drafted by what was wrong: begun before it was agreed to, or in that very moment."""
    begun_by = one.agreed_at + timedelta(seconds=limits.CLOCKS_APART_SECONDS)
    return runs.drafts_of(scope, one.community_id, begun_by=begun_by)


def _is_drafted(scope: Scope, one: Correction) -> bool:
    drafts = drafted_before(scope, one)
    rating = rating_of(scope, estate.get_unit(scope, one.unit_id), one) if drafts else None
    return any(rating.touches(period) for period in drafts) if rating else False


def _fitting(changes: Sequence[Change]) -> Sequence[Change]:
    """As many of the first as one transaction takes: fewer where many parties have a part in them."""
    rows, parties = _ROWS_BESIDE, set[str]()
    for n, change in enumerate(changes[: limits.NOTES_PER_CHUNK]):
        credited = {share.party_id for share in change.shares if share.amount_fen < 0} - parties
        rows += 1 + len(change.settled) + len(change.missing) + _ROWS_OF_CREDIT * len(credited)
        if n and rows > limits.TRANSACTION_ITEMS:
            return changes[:n]
        parties |= credited
    return changes[: limits.NOTES_PER_CHUNK]


def _post_in(tx: Transaction, changes: Sequence[Change], correction_id: str) -> None:
    today = clock.business_date(tx.cause.at)
    month = Period.of(today)
    for change in changes:
        notes.post_in(tx, change, correction_id, period=month, due_on=due_day(month, today))


def _credit_in(tx: Transaction, unit: Unit, changes: Sequence[Change], cause: str) -> None:
    """To each party one credit: what their open bills take of it, and what goes to their account."""
    kept: Counter[str] = Counter()
    settled: defaultdict[str, list[tuple[Bill, int]]] = defaultdict(list)
    for change in changes:
        kept.update(change.kept)
        for bill, fen in change.settled:
            settled[bill.payer_id].append((bill, fen))
    for party_id in sorted({*kept, *settled}):
        crediting.credit_in(tx, unit, party_id, cause=cause, settled=settled[party_id], kept_fen=kept[party_id])


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
