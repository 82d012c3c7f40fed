"""The kind `unit.discount`: so many percent off one fee item of a unit, under a named policy, from a day (BIL-04)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from chalicelib.approvals.rules import Approval
from chalicelib.billing.rules.items import Charges, Discount
from chalicelib.billing.rules.rating import Rating, by_discount
from chalicelib.billing.service import items
from chalicelib.core.dated import Dated, Source
from chalicelib.core.scope import Scope
from chalicelib.corrections.rules.corrections import Correction
from chalicelib.corrections.rules.facts import BadFact, span_of, stretches_of, undoing, with_stretches
from chalicelib.corrections.rules.values import discount_of
from chalicelib.corrections.service.proposing import FactKind, Proposed, facts_of, get_unit, request_of, source_of
from chalicelib.db.reads import Together
from chalicelib.estate.rules import Unit

DISCOUNT: Final = "unit.discount"


def propose(scope: Scope, one: Approval, on: date) -> Proposed:
    """The unit with these discounts on an item that it is charged. Raises BadFact, NothingToCorrect."""
    unit = get_unit(scope, one)
    item_id = str(one.request.get("item_id"))
    charges = _charges(scope, unit)
    item = items.get_items(scope, unit.community_id).get(item_id)
    if item is None or item_id not in {charge.value for charge in charges.items}:
        raise BadFact(why="item")

    def view(discount: Discount) -> Mapping[str, Any]:
        return {"item_name": item.name, **_view(discount)}

    stretches = stretches_of(one.request, lambda asked: discount_of(asked, item_id))
    own = charges.discounts_of(item_id)
    others = tuple(fact for fact in charges.discounts if fact.value.item_id != item_id)
    source = source_of(one)
    known = own or (_none_yet(item_id, source),)
    right = replace(charges, discounts=(*others, *with_stretches(known, stretches, source, on=on)))
    first, last = span_of(stretches)
    return Proposed(
        unit,
        facts_of(own, view),
        facts_of(right.discounts_of(item_id), view),
        first,
        last,
        save_in=lambda tx: items.correct_charges_in(tx, right),
        rating=by_discount(right, item_id, first, last),
    )


def rating(scope: Scope, unit: Unit, approval: Approval, one: Correction) -> Rating:
    """The unit's discounts as they are on file."""
    return by_discount(_charges(scope, unit), str(approval.request["item_id"]), one.first, one.last)


def undo(scope: Scope, unit: Unit, approval: Approval) -> Mapping[str, Any]:
    """What was taken off before it: nothing where there was no discount."""
    item_id = str(approval.request["item_id"])
    own = _charges(scope, unit).discounts_of(item_id)
    return {"item_id": item_id, **request_of(undoing(own, approval.approval_id), _view)}


def _charges(scope: Scope, unit: Unit) -> Charges:
    ask = items.ask_charges(scope, unit.community_id, unit.unit_id)
    return Together(ask)[ask]


def _none_yet(item_id: str, source: Source) -> Dated[Discount]:
    """Before the first discount there was none: so that the first can be set back."""
    return Dated(Discount(item_id, Decimal(0), ""), replace(source, approved_by=None, approval_id=None))


def _view(discount: Discount) -> Mapping[str, Any]:
    return {"percent": f"{discount.percent:f}", "policy": discount.policy}


FACT: Final = FactKind(DISCOUNT, propose, rating, undo)
