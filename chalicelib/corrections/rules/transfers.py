"""What a transfer of ownership asks for, and who pays for the unit afterwards (REG-02, BIL-05).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from chalicelib.billing.rules.bills import Bill
from chalicelib.core.dated import Dated, Source, holding, standing
from chalicelib.corrections.rules.facts import BadFact, Stretch, day_of, with_stretch

_DAY: Final = timedelta(days=1)
_FIRST: Final = date(1980, 1, 1)
_AHEAD: Final = timedelta(days=366)
_NOBODY: Final = Source("", "", date.min)
Paying = tuple[Stretch[str | None], ...]
"""Who pays when; None: nobody is known to."""


@dataclass(frozen=True)
class Transfer:
    """Whose a unit becomes from which day: a party on file, or a new one whose file is sealed (`new`).

    Without them the transfer of the approval `instead_of` is set back; with both it is entered anew.
    """

    from_on: date | None
    party_id: str | None
    new: Mapping[str, Any] | None
    also_leaving: tuple[str, ...]
    instead_of: str | None


def transfer_of(request: Mapping[str, Any], *, today: date) -> Transfer:
    """The transfer that is asked for; raises BadFact."""
    to: Mapping[str, Any] = request.get("to") or {}
    try:
        from_on = day_of(request.get("from_on"))
    except ValueError as error:
        raise BadFact(why="unreadable") from error
    one = Transfer(
        from_on,
        to.get("party_id"),
        to.get("new"),
        tuple(dict.fromkeys(request.get("also_leaving") or ())),
        request.get("instead_of"),
    )
    owners = (one.party_id is not None) + (one.new is not None)
    if owners != (from_on is not None) or not (owners or one.instead_of) or (one.also_leaving and not owners):
        raise BadFact(why="unreadable")
    if from_on and not _FIRST <= from_on <= today + _AHEAD:
        raise BadFact(why="day")
    return one


def payers_after(
    payer: Sequence[Dated[str]],
    *,
    to: str | None,
    from_on: date | None,
    staying: Collection[str],
    instead_of: str | None,
    gone: Collection[str] = (),
) -> Paying:
    """Who pays otherwise once a unit has changed hands, or once that is set back; no stretch where nobody does.

    The new owner pays from their day on, but for whoever pays then and stays: a tenant. Whoever never belonged to the
    unit (`gone`) pays for no day of it: where nobody is known to have paid before, nobody is known again.
    """
    facts = tuple(payer)
    if instead_of:
        facts = _with(facts, _set_back(facts, instead_of, gone))
    if to and from_on:
        facts = _with(facts, _taken_over(facts, to, from_on, staying))
    return _differing(payer, facts)


def need_payers(paying: Paying, bills: Iterable[Bill]) -> None:
    """Raise BadFact where a released bill is for days of which nobody would be known to pay: it would be nobody's."""
    unknown = [one for one in paying if one.value is None]
    for bill in bills:
        for line in bill.lines:
            for one in unknown:
                if one.from_on <= line.to_on and (one.to_on is None or line.from_on <= one.to_on):
                    raise BadFact(why="nobody", from_on=one.from_on.isoformat(), period=bill.period)


def _set_back(facts: Sequence[Dated[str]], approval_id: str, gone: Collection[str]) -> Paying:
    """Whoever paid before the approval, on the days on which what it said stands, or one of the `gone` pays."""

    def right(day: date) -> str | None:
        now = holding(facts, day)
        if now and now.source.approval_id != approval_id and now.value not in gone:
            return now.value
        before = (fact for fact in facts if fact.replaced_by == approval_id and fact.holds_on(day))
        return next((fact.value for fact in before if fact.value not in gone), None)

    return _stretches(_turns(facts, ever=True), lambda day: _value(facts, day), right)


def _taken_over(facts: Sequence[Dated[str]], to: str, from_on: date, staying: Collection[str]) -> Paying:
    def right(day: date) -> str:
        now = holding(facts, day)
        return now.value if now and now.value in staying else to

    return _stretches(
        (from_on, *(day for day in _turns(facts) if day > from_on)), lambda day: _value(facts, day), right
    )


def _differing(before: Sequence[Dated[str]], after: Sequence[Dated[str]]) -> Paying:
    """The net of several changes: what each day comes to in the end, where that is another party."""
    days = sorted({*_turns(before), *_turns(after)})
    return _stretches(days, lambda day: _value(before, day), lambda day: _value(after, day))


def _stretches(days: Sequence[date], was: Callable[[date], str | None], right: Callable[[date], str | None]) -> Paying:
    """From each of these days to the next, in order, the stretches on which another party is right; joined."""
    found: list[Stretch[str | None]] = []
    for n, day in enumerate(days):
        value, end = right(day), days[n + 1] - _DAY if n + 1 < len(days) else None
        if value == was(day):
            continue
        if found and found[-1].value == value and found[-1].to_on == day - _DAY:
            found[-1] = Stretch(value, found[-1].from_on, end)
        else:
            found.append(Stretch(value, day, end))
    return tuple(found)


def _with(facts: tuple[Dated[str], ...], stretches: Paying) -> tuple[Dated[str], ...]:
    for one in stretches:
        facts = with_stretch(facts, one, _NOBODY, on=date.min)
    return facts


def _turns(facts: Iterable[Dated[str]], *, ever: bool = False) -> list[date]:
    """The days on which another fact begins to hold, or none does any more; `ever`: of those that are replaced too."""
    there = tuple(facts) if ever else standing(facts)
    ends = {fact.to_on + _DAY for fact in there if fact.to_on and fact.to_on < date.max}
    return sorted(ends | {fact.from_on for fact in there if fact.from_on})


def _value(facts: Sequence[Dated[str]], day: date) -> str | None:
    found = holding(facts, day)
    return found.value if found else None
