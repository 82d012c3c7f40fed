"""The figures of all data, read from the stored rows themselves: every unit, bill, payment, skip, ticket, callback and
journal entry.

The same keys in the same order wherever they are printed. Refuses to print sums that do not agree with each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields
from itertools import islice
from typing import Any, Final, TypeVar

from chalicelib.billing.rules.runs import Run, State
from chalicelib.billing.service import accounts, runs
from chalicelib.callbacks.service import callbacks_page
from chalicelib.core import limits
from chalicelib.core.scope import Scope, system_scope
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.journal import EntryView, entries
from chalicelib.payments.service import history
from chalicelib.people import service as people
from chalicelib.people.service import Relation
from chalicelib.tickets.service import reading
from infra.local.books import Books

_OWNS = frozenset({Relation.OWNER, Relation.CO_OWNER})
_SKIPS_COUNT = frozenset({State.DRAFT, State.RELEASED})
_READINGS = 3
_REMINDED: Final = "bills.reminded"
_PEOPLE: Final = ("S:", "P:")
T = TypeVar("T")


class SumsDiffer(Exception):
    """Two figures that must be equal are not: the message names both. Nothing was changed."""


@dataclass
class Figures:
    """Counts and sums of every organisation and community; money in fen. `owners` own a unit, each counted once.

    `skipped` counts units by the reason for which a run could not bill them; bills are those that were released.
    `payments` are those by which money came in, `paid_fen` is that money; `prepaid_fen` is what of it settles no bill
    yet. Nothing is ever refunded so far. `credited_fen` is what corrections gave back, `debited_fen` what they asked
    for more, as bills of their own. `callbacks` are those that a person answered, `reminders` those that the
    journal tells of.
    """

    units: int = 0
    owners: int = 0
    bills: int = 0
    lines: int = 0
    billed_fen: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    payments: int = 0
    paid_fen: int = 0
    prepaid_fen: int = 0
    refunded_fen: int = 0
    credited_fen: int = 0
    debited_fen: int = 0
    open_fen: int = 0
    tickets: int = 0
    callbacks: int = 0
    reminders: int = 0
    journal_entries: int = 0

    def printed(self, seconds: float) -> dict[str, Any]:
        """The figures as they are printed."""
        return asdict(self) | {"seconds": round(seconds, 1)}


def read() -> Figures:
    """Add up everything there is; raises SumsDiffer."""
    total = Figures()
    for org_id in estate.organisation_ids():
        scope = system_scope(org_id, "figures")
        total = _plus(total, Figures(journal_entries=entries.count_entries(scope, entries.ORGANISATION_HOME)))
        for community in estate.list_communities(scope):
            total = _plus(total, _community(scope, community.community_id))
    return total


def _plus(one: Figures, other: Figures) -> Figures:
    sums: dict[str, Any] = {f.name: getattr(one, f.name) for f in fields(one)}
    for name, value in asdict(other).items():
        if isinstance(value, dict):
            sums[name] = {key: sums[name].get(key, 0) + value.get(key, 0) for key in sorted({*sums[name], *value})}
        else:
            sums[name] += value
    return Figures(**sums)


def _community(scope: Scope, community_id: str) -> Figures:
    figures = _service(scope, community_id)
    _add_entries(figures, _entries(scope, entries.community_home(community_id)))
    owners: set[str] = set()
    settled_fen = unapplied_fen = 0
    for units in _batches(estate.every_unit(scope, community_id)):
        households = people.households(scope, [unit.unit_id for unit in units])
        owners |= {one.party_id for tenures in households.values() for one in tenures if one.relation in _OWNS}
        for unit in units:
            found = _books(scope, unit)
            _add(figures, found)
            settled_fen += found.settled_fen
            unapplied_fen += found.unapplied_fen
    every_run = list(_runs(scope, community_id))
    figures.owners = len(owners)
    figures.skipped = _skipped(scope, every_run)
    released = [run for run in every_run if run.state == State.RELEASED]
    _must_agree(figures, released, settled_fen, unapplied_fen)
    return figures


def _books(scope: Scope, unit: Unit) -> Books:
    """The unit's books, which agree; read again when they do not, since a payment may have come in between."""
    for tries_left in reversed(range(_READINGS)):
        found = Books(
            bills=list(accounts.every_bill(scope, [unit])),
            payments=history.every_payment(scope, unit.unit_id),
            balances=history.every_balance(scope, unit.unit_id),
            entries=list(_entries(scope, entries.unit_home(unit.unit_id))),
        )
        differences = found.differences()
        if differences and not tries_left:
            raise SumsDiffer(f"{unit.label}: {differences[0]}")
        if not differences:
            break
    return found


def _add(figures: Figures, found: Books) -> None:
    figures.units += 1
    released = [bill for bill in found.bills if bill.run_id]
    figures.bills += len(released)
    figures.lines += sum(len(bill.lines) for bill in released)
    figures.billed_fen += sum(bill.total_fen for bill in released)
    figures.debited_fen += sum(bill.total_fen for bill in found.bills if not bill.run_id)
    figures.credited_fen += found.credited_fen
    figures.open_fen += sum(bill.open_fen for bill in found.bills)
    figures.payments += len(found.money_in)
    figures.paid_fen += sum(payment.amount_fen for payment in found.money_in)
    figures.prepaid_fen += sum(balance.prepaid_fen for balance in found.balances)
    _add_entries(figures, found.entries)


def _add_entries(figures: Figures, found: Iterable[EntryView]) -> None:
    for entry in found:
        figures.journal_entries += 1
        figures.reminders += entry.event == _REMINDED


def _service(scope: Scope, community_id: str) -> Figures:
    """The community's tickets, and the callbacks that were answered: each by a person who reached somebody."""
    answered = list(_pages(lambda cursor: callbacks_page(scope, community_id, is_open=False, cursor=cursor)))
    for one in answered:
        if not any(attempt.reached and attempt.by.startswith(_PEOPLE) for attempt in one.attempts):
            raise SumsDiffer(f"callback of {one.ticket_number} has a score, and nobody asked for it")
    is_open = _pages(lambda cursor: reading.open_page(scope, community_id, cursor=cursor))
    closed = _pages(lambda cursor: reading.closed_page(scope, community_id, cursor=cursor))
    tickets = sum(1 for some in (is_open, closed) for _ in some)
    return Figures(tickets=tickets, callbacks=len(answered))


def _pages(ask: Callable[[str | None], tuple[list[T], str | None]]) -> Iterator[T]:
    cursor: str | None = None
    while True:
        found, cursor = ask(cursor)
        yield from found
        if cursor is None:
            return


def _entries(scope: Scope, home: str) -> Iterator[EntryView]:
    return _pages(lambda cursor: entries.entry_page(scope, home, cursor=cursor))


def _batches(units: Iterator[Unit]) -> Iterator[list[Unit]]:
    while some := list(islice(units, limits.PAGE_ROWS)):
        yield some


def _runs(scope: Scope, community_id: str) -> Iterator[Run]:
    return _pages(lambda cursor: runs.runs_page(scope, community_id, cursor=cursor))


def _skipped(scope: Scope, every_run: list[Run]) -> dict[str, int]:
    """Units by reason over all runs that count: one skipped every month is one unit."""
    units: defaultdict[str, set[str]] = defaultdict(set)
    for run in every_run:
        if run.state not in _SKIPS_COUNT or not run.sums.skipped:
            continue
        here: defaultdict[str, set[str]] = defaultdict(set)
        for skip in runs.every_skip(scope, run):
            here[skip.reason].add(skip.unit_id)
        counted = {reason: len(some) for reason, some in here.items()}
        if counted != dict(run.sums.skipped):
            raise SumsDiffer(f"skipped units of {run.period} do not hold: {counted} is not {dict(run.sums.skipped)}")
        for reason, some in here.items():
            units[reason] |= some
    return {reason: len(some) for reason, some in sorted(units.items())}


def _must_agree(figures: Figures, released: list[Run], settled_fen: int, unapplied_fen: int) -> None:
    """Bills against their runs' figures; what is open against what is settled; money in against where it went.

    What is unapplied is booked and about to settle bills: nothing, unless somebody is paying at this moment.
    """
    went_fen = settled_fen + unapplied_fen + figures.prepaid_fen + figures.refunded_fen
    for what, left, right in (
        ("bills = bills of the released runs", figures.bills, sum(run.sums.bills for run in released)),
        ("lines = lines of the released runs", figures.lines, sum(run.sums.lines for run in released)),
        ("billed = sums of the released runs", figures.billed_fen, sum(run.sums.billed_fen for run in released)),
        ("billed + debited - settled = open", figures.billed_fen + figures.debited_fen - settled_fen, figures.open_fen),
        ("paid + credited = settled + prepaid + refunded", figures.paid_fen + figures.credited_fen, went_fen),
    ):
        if left != right:
            raise SumsDiffer(f"{what} does not hold: {left} is not {right}")
