"""What a checker sees of the money that a change moves, as plain values: month by month, and by party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from chalicelib.billing.rules.lines import Line
from chalicelib.billing.rules.notes import Change, sum_of
from chalicelib.core import clock
from chalicelib.core.scope import Scope
from chalicelib.estate.rules import Unit
from chalicelib.people import service as people


def month(change: Change) -> dict[str, Any]:
    """What one bill comes to, what is right, and the inputs of both."""
    return {
        "period": change.bill.period,
        "item_id": change.bill.item_id,
        "item_name": change.bill.item_name,
        "billed_fen": sum_of(change.before),
        "right_fen": sum_of(change.after),
        "amount_fen": change.amount_fen,
        "settled_fen": change.settled_fen,
        "credited_fen": change.credited_fen,
        "debited_fen": change.debited_fen,
        "area_before": _areas(change.before),
        "area_after": _areas(change.after),
        "rate_before": _rates(change.before),
        "rate": _rates(change.after),
        "percent_before": _percents(change.before),
        "percent_after": _percents(change.after),
    }


def money(
    scope: Scope, unit: Unit, changes: Sequence[Change], names: Mapping[str, str] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """For each party: what open bills take of their credit, what goes to their account, what they are asked for.

    `names` are those of parties who are not on file yet.
    """
    payer = unit.payer_on(clock.business_date(clock.now()))
    found: dict[str, dict[str, Any]] = {}
    for share in (share for change in changes for share in change.shares):
        one = found.setdefault(
            share.party_id, {"party_id": share.party_id, "settled_fen": 0, "credit_fen": 0, "debit_fen": 0}
        )
        one["settled_fen"] += share.settled_fen
        one["credit_fen"] += share.kept_fen
        one["debit_fen"] += max(0, share.amount_fen)
        one["pays_now"] = payer is not None and payer.value == share.party_id
    on_file = people.actor_names(scope, (f"P:{party_id}" for party_id in found))
    return [
        {**found[party_id], "name": on_file.get(f"P:{party_id}") or names.get(party_id, "")}
        for party_id in sorted(found)
    ]


def day(one: date | None) -> str | None:
    """2026-10-31, or none."""
    return one.isoformat() if one else None


def _areas(lines: Sequence[Line]) -> list[str]:
    return [f"{line.area.value:f}" for line in lines if line.area]


def _rates(lines: Sequence[Line]) -> list[str]:
    return [f"{line.tariff.value.rate:f}" for line in lines if line.tariff.value.rate is not None]


def _percents(lines: Sequence[Line]) -> list[str]:
    return [f"{line.discount.value.percent:f}" for line in lines if line.discount]
