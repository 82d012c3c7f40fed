"""The kind `item.tariff`: another price of a fee item from a day on, for every unit that is charged it (BIL-03).

Agreed to, the price holds; then the correction spreads to the units that it changes a bill of, and each is posted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, Final

from chalicelib.approvals.kinds import Preview
from chalicelib.approvals.rules import Approval
from chalicelib.billing.rules.items import FeeItem, Tariff
from chalicelib.billing.rules.notes import Change, sum_of
from chalicelib.billing.rules.rating import Rating, by_tariff, reaches, within_waivers
from chalicelib.billing.service import items, notes
from chalicelib.core import clock, limits
from chalicelib.core.period import Period
from chalicelib.core.scope import Scope
from chalicelib.corrections import store
from chalicelib.corrections.rules.corrections import Correction, Spread
from chalicelib.corrections.rules.facts import BadFact, span_of, stretches_of, undoing, with_stretches
from chalicelib.corrections.rules.values import tariff_of
from chalicelib.corrections.service.proposing import (
    facts_of,
    need_amounts,
    need_no_draft,
    request_of,
    source_of,
)
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import Transaction

TARIFF: Final = "item.tariff"


@dataclass(frozen=True)
class Repriced:
    """An item before and after, and the days that are spoken about."""

    before: FeeItem
    after: FeeItem
    first: date
    last: date | None

    def rating(self, unit: Unit) -> Rating:
        """What it makes of a unit's bills: never less than was waived of one, whoever looks."""
        return within_waivers(by_tariff(unit, self.after, self.first, self.last))

    def reaches(self, period: Period) -> bool:
        """Whether it may change a month."""
        return reaches(period, self.first, self.last, any_day=True)


def preview(scope: Scope, one: Approval) -> Preview:
    """The prices before and after, and month by month what all units were billed and what is right."""
    what = _repriced(scope, one, clock.business_date(clock.now()))
    _need_so_few(scope, one.community_id, what)
    months: dict[str, dict[str, Any]] = defaultdict(lambda: {"bills": 0, "billed_fen": 0, "right_fen": 0})
    units = amount_fen = 0
    for _, changes in changed_units(scope, one.community_id, what):
        need_amounts(changes)
        units += 1
        amount_fen += sum(change.amount_fen for change in changes)
        for change in changes:
            month = months[change.bill.period]
            month["bills"] += 1
            month["billed_fen"] += sum_of(change.before)
            month["right_fen"] += sum_of(change.after)
    facts = {
        "item_name": what.before.name,
        "before": facts_of(what.before.tariffs, _view),
        "after": facts_of(what.after.tariffs, _view),
        "months": [{"period": period, **months[period]} for period in sorted(months)],
        "units": units,
    }
    return Preview(facts, amount_fen)


def apply_in(tx: Transaction, one: Approval) -> None:
    """The price holds, and is to spread. Raises DraftStands."""
    what = _repriced(tx.scope, one, clock.business_date(tx.cause.at))
    need_no_draft(tx.scope, one.community_id, lambda period: what.reaches(Period.parse(period)))
    items.correct_item_in(tx, what.after)
    spread = Spread(one.approval_id, one.community_id, TARIFF, what.first, what.last, tx.cause.at, tx.cause.at)
    tx.save(store.spread_row(tx.scope, spread))


def changed_units(
    scope: Scope, community_id: str, what: Repriced, *, after: str | None = None
) -> Iterator[tuple[Unit, list[Change]]]:
    """The units of which it changes a bill, in their order, those behind one."""
    periods = [one for one in notes.released_periods(scope, community_id) if what.reaches(one)]
    units = estate.every_unit(scope, community_id, after=after)
    while periods and (some := list(islice(units, limits.PAGE_ROWS))):
        found = notes.changed_in(scope, some, what.after.item_id, what.rating, periods=periods)
        yield from ((unit, found[unit.unit_id]) for unit in some if unit.unit_id in found)


def on_file(scope: Scope, one: Spread, approval: Approval) -> Repriced:
    """What a spread makes of the bills, by the prices that are on file now."""
    item = items.get_item(scope, one.community_id, str(approval.request["item_id"]))
    return Repriced(item, item, one.first, one.last)


def rating(scope: Scope, unit: Unit, approval: Approval, one: Correction) -> Rating:
    """The item's prices as they are on file."""
    item = items.get_items(scope, unit.community_id)[str(approval.request["item_id"])]
    return by_tariff(unit, item, one.first, one.last)


def undo_of(item: FeeItem, approval_id: str) -> Mapping[str, Any]:
    """The request that sets a change of prices back."""
    return {"item_id": item.item_id, **request_of(undoing(item.tariffs, approval_id), _view)}


def _need_so_few(scope: Scope, community_id: str, what: Repriced) -> None:
    """Raise BadFact for more bills than somebody can be shown while they wait: to be asked in shorter stretches."""
    months = sum(what.reaches(period) for period in notes.released_periods(scope, community_id))
    if months * estate.count_units(scope, community_id) > limits.BILLS_PER_PRICE:
        raise BadFact(why="too_many_bills", most=limits.BILLS_PER_PRICE)


def _repriced(scope: Scope, one: Approval, on: date) -> Repriced:
    item = items.get_item(scope, one.community_id, str(one.request.get("item_id")))
    stretches = stretches_of(one.request, tariff_of)
    after = replace(item, tariffs=with_stretches(item.tariffs, stretches, source_of(one), on=on))
    return Repriced(item, after, *span_of(stretches))


def _view(tariff: Tariff) -> Mapping[str, Any]:
    return {
        "formula": str(tariff.formula),
        "rate": f"{tariff.rate:f}" if tariff.rate is not None else None,
        "surcharge_fen": tariff.surcharge_fen,
        "fixed_fen": tariff.fixed_fen,
    }
