"""The kind `unit.area`: what another area from a past day would do, and its taking effect (REG-03, REG-04)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from chalicelib.approvals.kinds import Kind, Preview
from chalicelib.approvals.rules import Approval
from chalicelib.billing.rules.notes import Change, is_touched, shares_of
from chalicelib.billing.service import notes, runs
from chalicelib.core import clock, limits
from chalicelib.core.dated import Dated, Source, standing
from chalicelib.core.scope import Scope
from chalicelib.corrections import store
from chalicelib.corrections.rules import (
    AREA,
    BadFact,
    Correction,
    CorrectionRunning,
    DraftStands,
    span_of,
    stretches_of,
    with_stretches,
)
from chalicelib.corrections.service import posting
from chalicelib.db.reads import Together
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import Transaction
from chalicelib.tickets.service import joining


def preview(scope: Scope, one: Approval) -> Preview:
    """Before, after, and month by month what was billed and what is right. Raises BadFact, NothingToCorrect."""
    unit = estate.get_unit(scope, one.unit_id, community_id=one.community_id)
    right = _corrected(unit, one, entered_on=clock.business_date(one.asked_at), on=clock.business_date(clock.now()))
    first, last = span_of(stretches_of(one.request))
    changes = notes.changed_by_area(scope, right, first=first, last=last)
    if any(line.amount_fen > limits.MOST_FEN for change in changes for line in change.after):
        raise BadFact(why="amount", most_fen=limits.MOST_FEN)
    facts = {
        "before": [_fact(fact) for fact in standing(unit.area)],
        "after": [_fact(fact) for fact in sorted(standing(right.area), key=lambda fact: fact.from_on or date.min)],
        "months": [_month(change) for change in changes],
        "money": _money(right, changes),
    }
    return Preview(facts, sum(change.amount_fen for change in changes))


def apply_in(tx: Transaction, one: Approval) -> None:
    """The area holds as corrected, and what it changes is to be posted. Raises CorrectionRunning, DraftStands."""
    unit = estate.get_unit(tx.scope, one.unit_id, community_id=one.community_id)
    ask = store.ask_slot(tx.scope, unit.unit_id)
    slot = Together(ask)[ask]
    if slot.correction_id:
        raise CorrectionRunning()
    first, last = span_of(stretches_of(one.request))
    drafts = [period for period in runs.drafts_of(tx.scope, unit.community_id) if is_touched(period, first, last)]
    if drafts:
        raise DraftStands(period=drafts[0])
    today = clock.business_date(tx.cause.at)
    right = _corrected(unit, one, entered_on=clock.business_date(one.asked_at), on=today)
    correction = Correction(one.approval_id, unit.unit_id, unit.community_id, AREA, first, last, tx.cause.at)
    estate.correct_area_in(tx, right)
    tx.save(store.slot_row(tx.scope, replace(slot, correction_id=one.approval_id)))
    tx.save(store.correction_row(tx.scope, correction))
    _tell_in(tx, one)


def refuse_in(tx: Transaction, one: Approval) -> None:
    """Whoever asked on the portal is answered in words."""
    _tell_in(tx, one)


def follow(org_id: str, one: Approval) -> None:
    """Post at once what was agreed to; the sweep does it where this process dies."""
    posting.post(org_id, one.unit_id, one.approval_id)


KIND = Kind(AREA, preview, apply_in, refuse_in, follow)


def _corrected(unit: Unit, one: Approval, *, entered_on: date, on: date) -> Unit:
    source = Source(one.paper, one.asked_by, entered_on, one.decided_by, one.approval_id)
    return replace(unit, area=with_stretches(unit.area, stretches_of(one.request), source, on=on))


def _tell_in(tx: Transaction, one: Approval) -> None:
    if one.ticket_id and one.answer:
        joining.reply_in(tx, one.ticket_id, one.answer)


def _fact(fact: Dated[Decimal]) -> dict[str, Any]:
    return {
        "area": f"{fact.value:f}",
        "from_on": fact.from_on.isoformat() if fact.from_on else None,
        "to_on": fact.to_on.isoformat() if fact.to_on else None,
        "paper": fact.source.paper,
    }


def _month(change: Change) -> dict[str, Any]:
    billed, right = (sum(line.amount_fen for line in lines) for lines in (change.before, change.after))
    return {
        "period": change.bill.period,
        "item_id": change.bill.item_id,
        "item_name": change.bill.item_name,
        "billed_fen": billed,
        "right_fen": right,
        "amount_fen": change.amount_fen,
        "settled_fen": change.settled_fen,
        "area_before": [f"{line.area.value:f}" for line in change.before if line.area],
        "area_after": [f"{line.area.value:f}" for line in change.after if line.area],
        "rate": [f"{line.tariff.value.rate:f}" for line in change.after if line.tariff.value.rate is not None],
    }


def _money(unit: Unit, changes: Sequence[Change]) -> list[dict[str, Any]]:
    """For each party: what their account is credited beyond open bills, what they are asked for."""
    today = clock.business_date(clock.now())
    payer = unit.payer_on(today)
    found: dict[str, dict[str, Any]] = {}
    for change in changes:
        moved = change.amount_fen + change.settled_fen
        for share in shares_of(unit, change.bill, moved) if moved else ():
            one = found.setdefault(share.party_id, {"party_id": share.party_id, "credit_fen": 0, "debit_fen": 0})
            one["debit_fen" if share.amount_fen > 0 else "credit_fen"] += abs(share.amount_fen)
            one["pays_now"] = payer is not None and payer.value == share.party_id
    return [found[party_id] for party_id in sorted(found)]
