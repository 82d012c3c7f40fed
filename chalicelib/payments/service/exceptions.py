"""Exception items: what a person has to look at, and that somebody did (PAY-07)."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.core.scope import Cause, Scope
from chalicelib.estate import service as estate
from chalicelib.journal import transaction, verb
from chalicelib.journal.entries import unit_home
from chalicelib.payments.rules import exceptions as rules
from chalicelib.payments.rules.exceptions import ExceptionItem
from chalicelib.payments.store import exceptions as store


@dataclass(frozen=True)
class ExceptionSeenTo:
    exception_id: str
    unit_id: str


def exceptions_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[ExceptionItem], str | None]:
    """A page of the community's items, newest first."""
    estate.get_whole_community(scope, community_id)
    return store.exceptions_page(scope, community_id, cursor=cursor)


@verb("payments.handle_exception")
def handle_exception(scope: Scope, cause: Cause, community_id: str, *, exception_id: str, note: str) -> ExceptionSeenTo:
    """Say how the item was seen to. Moves no money: a refund is a verb of its own, when there is one."""
    estate.get_whole_community(scope, community_id)
    item = store.load_exception(scope, community_id, exception_id)
    handled = rules.handle(item, note=note, by=scope.actor_id, at=cause.at)
    with transaction(scope, cause) as tx:
        return tx.record(
            "exception.handled",
            subject=store.exception_row(scope, handled),
            home=unit_home(item.unit_id),
            outcome=ExceptionSeenTo(exception_id, item.unit_id),
            reason=note,
        )
