"""What the kinds of correction have in common: a fact of a unit as it would be, its money, its taking effect (REG-04).

A kind says what it makes of the facts (`propose`) and of the bills (`rating`); everything else is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from chalicelib.approvals.kinds import Preview, Request
from chalicelib.approvals.rules import Approval
from chalicelib.billing.rules.notes import Change, sum_of
from chalicelib.billing.rules.rating import Rating
from chalicelib.billing.service import notes, runs
from chalicelib.core import clock, limits
from chalicelib.core.dated import Dated, Source, standing
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.corrections import store
from chalicelib.corrections.rules.corrections import Correction, CorrectionRunning, DraftStands, State
from chalicelib.corrections.rules.facts import BadFact, Stretch
from chalicelib.corrections.service import views
from chalicelib.db.reads import Together
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import Transaction
from chalicelib.tickets.service import joining

T = TypeVar("T")
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Proposed:
    """What a change would make of a unit's facts: as pages show them before and after, and as they are saved.

    `rating` is what it makes of the bills; None where money does not depend on it. `names` are those of parties who
    are not on file yet.
    """

    unit: Unit
    before: Sequence[Facts]
    after: Sequence[Facts]
    first: date
    last: date | None
    save_in: Callable[[Transaction], None]
    rating: Rating | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FactKind:
    """One kind of fact. `propose(scope, approval, on)` also refuses what cannot be asked.

    `rating` is what the facts on file make of the bills once it was agreed to; `undo` the request that sets it back.
    `kept` and `shown` are the approval's own: the request as its row keeps it, and as pages may see it.
    """

    name: str
    propose: Callable[[Scope, Approval, date], Proposed]
    rating: Callable[[Scope, Unit, Approval, Correction], Rating] | None = None
    undo: Callable[[Scope, Unit, Approval], Mapping[str, Any]] | None = None
    kept: Callable[[Scope, Request], Request] = lambda scope, request: request
    shown: Callable[[Request], Request] = lambda request: request


def preview(kind: FactKind, scope: Scope, one: Approval) -> Preview:
    """Before, after, month by month what was billed and what is right, whose money it is. Raises what is refused."""
    what = kind.propose(scope, one, clock.business_date(clock.now()))
    changes = notes.changed(scope, what.unit, what.rating) if what.rating else []
    need_amounts(changes)
    facts = {
        "before": what.before,
        "after": what.after,
        "months": [views.month(change) for change in changes],
        "money": views.money(scope, what.unit, changes, what.names),
    }
    return Preview(facts, sum(change.amount_fen for change in changes))


def apply_in(kind: FactKind, tx: Transaction, one: Approval) -> None:
    """The fact holds as corrected, and what it changes is to be posted. Raises CorrectionRunning, DraftStands."""
    what = kind.propose(tx.scope, one, clock.business_date(tx.cause.at))
    unit = what.unit
    correction = Correction(
        one.approval_id, unit.unit_id, unit.community_id, kind.name, what.first, what.last, tx.cause.at, State.POSTED
    )
    if what.rating:
        ask = store.ask_slot(tx.scope, unit.unit_id)
        slot = Together(ask)[ask]
        if slot.correction_id:
            raise CorrectionRunning()
        need_no_draft(tx.scope, unit.community_id, what.rating.touches)
        tx.save(store.slot_row(tx.scope, replace(slot, correction_id=one.approval_id)))
        correction = replace(correction, state=State.POSTING)
    what.save_in(tx)
    tx.save(store.correction_row(tx.scope, correction))
    tell_in(tx, one)


def get_unit(scope: Scope, one: Approval) -> Unit:
    """The unit that an approval is about; raises NotFound for one that is about none."""
    if one.unit_id is None:
        raise NotFound()
    return estate.get_unit(scope, one.unit_id, community_id=one.community_id)


def source_of(one: Approval) -> Source:
    """The source of what an approval brings on file."""
    return Source(one.paper, one.asked_by, clock.business_date(one.asked_at), one.decided_by, one.approval_id)


def facts_of(facts: Iterable[Dated[T]], value_of: Callable[[T], Facts]) -> list[Facts]:
    """The standing facts as pages show them, in order."""
    every_one = sorted(standing(facts), key=lambda fact: fact.from_on or date.min)
    return [
        {
            **value_of(fact.value),
            "from_on": views.day(fact.from_on),
            "to_on": views.day(fact.to_on),
            "paper": fact.source.paper,
        }
        for fact in every_one
    ]


def request_of(stretches: Iterable[Stretch[T]], value_of: Callable[[T], Facts]) -> dict[str, Any]:
    """Stretches as they may be asked for."""
    return {
        "stretches": [
            {**value_of(one.value), "from_on": one.from_on.isoformat(), "to_on": views.day(one.to_on)}
            for one in stretches
        ]
    }


def tell_in(tx: Transaction, one: Approval) -> None:
    """Whoever asked on the portal is answered in words."""
    if one.ticket_id and one.answer:
        joining.reply_in(tx, one.ticket_id, one.answer)


def need_no_draft(scope: Scope, community_id: str, touches: Callable[[str], bool]) -> None:
    """Raise DraftStands while bills of months that it touches are drafted by what is to be corrected."""
    drafts = [period for period in runs.drafts_of(scope, community_id) if touches(period)]
    if drafts:
        raise DraftStands(period=drafts[0])


def need_amounts(changes: Iterable[Change]) -> None:
    """Raise BadFact for a bill beyond belief, and for one that comes to less than what was waived of it."""
    if any(line.amount_fen > limits.MOST_FEN for change in changes for line in change.after):
        raise BadFact(why="amount", most_fen=limits.MOST_FEN)
    below = next((change.bill for change in changes if sum_of(change.after) < 0), None)
    if below:
        raise BadFact(why="waived", period=below.period, item_name=below.item_name)
