"""The kind `bill.waiver`: an amount off one released bill, or put back, though no fact is wrong (REG-04, BIL-08).

It is a line of its own on the bill's next note, so that it stands whatever fact is corrected later.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from chalicelib.approvals.rules import Approval
from chalicelib.billing.rules.notes import lines_now, sum_of
from chalicelib.billing.rules.rating import Rating, by_waiver, waived_fen
from chalicelib.billing.service import notes
from chalicelib.core.scope import Scope
from chalicelib.corrections.rules.corrections import Correction
from chalicelib.corrections.rules.facts import BadFact
from chalicelib.corrections.service.proposing import FactKind, Proposed, get_unit, source_of
from chalicelib.estate.rules import Unit
from chalicelib.journal import Transaction

WAIVER: Final = "bill.waiver"


def propose(scope: Scope, one: Approval, on: date) -> Proposed:
    """The bill with so much less to it. Raises NotFound, and BadFact for more than it comes to, or than was waived."""
    unit = get_unit(scope, one)
    (period, item_id), amount_fen = _bill(one), int(one.request["amount_fen"])
    bill, own = notes.bill_of(scope, unit, period, item_id)
    lines = lines_now(bill, own)
    whole = sum_of(lines)
    if not amount_fen or amount_fen > whole or -amount_fen > waived_fen(lines):
        raise BadFact(why="waiver", most_fen=whole)
    about = {"period": period, "item_name": bill.item_name}
    made = _rating(one)
    return Proposed(
        unit,
        [{**about, "amount_fen": whole, "waived_fen": waived_fen(lines)}],
        [{**about, "amount_fen": whole - amount_fen, "waived_fen": waived_fen(lines) + amount_fen}],
        made.first,
        made.last or made.first,
        save_in=_nothing,
        rating=made,
    )


def rating(scope: Scope, unit: Unit, approval: Approval, one: Correction) -> Rating:
    """Once, and no other bill."""
    return _rating(approval)


def undo(scope: Scope, unit: Unit, approval: Approval) -> Mapping[str, Any]:
    """The same put back."""
    return {**approval.request, "amount_fen": -int(approval.request["amount_fen"])}


def _rating(one: Approval) -> Rating:
    return by_waiver(_bill(one), -int(one.request["amount_fen"]), source_of(one))


def _bill(one: Approval) -> tuple[str, str]:
    return str(one.request["period"]), str(one.request["item_id"])


def _nothing(tx: Transaction) -> None:
    """A waiver is no fact: it is on the note alone."""


FACT: Final = FactKind(WAIVER, propose, rating, undo)
