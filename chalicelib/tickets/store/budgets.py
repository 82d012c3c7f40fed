"""How many tickets somebody opened within an hour ↔ a row, written with the ticket: a flood is slowed down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pynamodb.attributes import NumberAttribute

from chalicelib.core import clock
from chalicelib.core.scope import Scope
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.db.reads import Ask
from chalicelib.tickets.store.tables import TicketsRow


@dataclass(frozen=True)
class Budget:
    """What an actor has opened in the hour of `hour`."""

    actor_id: str
    hour: str
    opened: int = 0
    stamp: Stamp = NEW


class BudgetRow(TicketsRow):
    opened = NumberAttribute()
    ttl = NumberAttribute(null=True)


def budget_row(scope: Scope, budget: Budget, *, at: datetime) -> BudgetRow:
    row = BudgetRow(_pk(scope, budget.actor_id), f"HOUR#{budget.hour}", opened=budget.opened)
    row.ttl = int(at.timestamp()) + 86_400
    row.stamped(budget.stamp)
    return row


def ask_budget(scope: Scope, *, at: datetime) -> Ask[Budget]:
    """The caller's budget of this hour, to be read with other things."""
    hour = clock.instant(at)[:13]

    def meaning(row: BudgetRow | None) -> Budget:
        return Budget(scope.actor_id, hour, int(row.opened), row.stamp) if row else Budget(scope.actor_id, hour)

    return Ask(BudgetRow, _pk(scope, scope.actor_id), f"HOUR#{hour}", meaning)


def _pk(scope: Scope, actor_id: str) -> str:
    return f"{scope.org_id}#A#{actor_id}"
