"""A check of a community, step by step: any worker goes on where the last stopped, and a step done twice is done once.

Every write says what is seen, by an id that the same sight always has; the check's own row is the fence between steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import groupby, islice
from typing import Final

from chalicelib.core import clock, limits
from chalicelib.core.scope import Scope
from chalicelib.db.bookkeeping import Lost
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit, sort_key
from chalicelib.people import service as people
from chalicelib.quality.rules import checks, parties
from chalicelib.quality.rules.accuracy import Accuracy
from chalicelib.quality.rules.findings import Finding, State
from chalicelib.quality.rules.found import About
from chalicelib.quality.rules.parties import Person
from chalicelib.quality.rules.progress import Phase, Progress, begun, ended, stepped
from chalicelib.quality.service import keeping
from chalicelib.quality.service.keeping import Sight, keep
from chalicelib.quality.store import checks as store
from chalicelib.quality.store import findings as finding_store

CONTINUE: Final = "quality.continue_check"


def start(scope: Scope, community_id: str, *, check_id: str) -> Progress:
    """Begin a check, or wake the one that runs. Whoever comes second finds the first one's."""
    estate.get_whole_community(scope, community_id)
    progress = store.load_progress(scope, community_id)
    if not progress.is_running and progress.done_id != check_id:
        total = estate.count_units(scope, community_id)
        with suppress(Lost):  # somebody else began one in this moment
            store.advance(scope, progress, begun(progress, check_id, total=total, at=clock.now()))
        progress = store.load_progress(scope, community_id)
    if progress.is_running:
        jobs.enqueue(CONTINUE, {"org_id": scope.org_id, "community_id": community_id, "check_id": progress.check_id})
    return progress


def work(scope: Scope, community_id: str, check_id: str, *, steps: int) -> bool:
    """Take up to so many steps; True once the check is over, or another one runs."""
    sights: list[tuple[str, Sight]] | None = None
    for _ in range(steps):
        progress = store.load_progress(scope, community_id)
        if progress.check_id != check_id or not progress.is_running:
            return True
        try:
            if progress.phase == Phase.UNITS:
                _walk_units(scope, progress)
                continue
            sights = _people_sights(scope, progress) if sights is None else sights
            if progress.phase == Phase.PEOPLE:
                _walk_people(scope, progress, sights)
            else:
                _end(scope, progress, sights)
        except Lost:
            continue  # another worker is on it
    return False


def _walk_units(scope: Scope, progress: Progress) -> None:
    """The next buildings, whole: a unit is held against its sisters."""
    looked_at = clock.now()
    units = list(_some_buildings(estate.every_unit(scope, progress.community_id, after=progress.upto or None)))
    if not units:
        return store.advance(scope, progress, stepped(progress, phase=Phase.PEOPLE, at=clock.now()))
    today = clock.business_date(clock.now())
    households = people.households(scope, [unit.unit_id for unit in units])
    belong = {party_id for unit in units for party_id in checks.belonging(unit, households, today)}
    met = list(checks.of_people(units, households, people.opened_parties(scope, sorted(belong)), today))
    sights = list(_unit_sights(units, households, today))
    ids = (sight.found.finding_id(progress.community_id) for sight in sights)
    store.remember(scope, progress, ids, parties.merged(met), at=looked_at)
    keep(scope, progress.community_id, sights, at=looked_at)
    upto, seen = units[-1].unit_id, len(units)
    return store.advance(scope, progress, stepped(progress, phase=Phase.UNITS, upto=upto, units=seen, at=clock.now()))


def _unit_sights(units: Sequence[Unit], households: checks.Households, today: date) -> Iterator[Sight]:
    by_id = {unit.unit_id: unit for unit in units}
    for _, building in groupby(units, _building):
        for found in checks.of_units(list(building), households, today):
            yield Sight(found, by_id[found.subject_id])


def _some_buildings(units: Iterator[Unit]) -> Iterator[Unit]:
    """Whole buildings, until there are units enough for one step."""
    taken = 0
    for _, building in groupby(units, _building):
        if taken >= limits.UNITS_PER_CHECK:
            return
        for unit in building:
            taken += 1
            yield unit


def _building(unit: Unit) -> str:
    return sort_key(unit.building)


def _people_sights(scope: Scope, progress: Progress) -> list[tuple[str, Sight]]:
    """Everything found about people, by an order that is the same for every worker."""
    everybody = _everybody(scope, progress)
    twice = parties.duplicates(everybody)
    units = estate.get_units(scope, {one.unit_id for one in everybody if one.found or one.party_id in twice})
    sights = [
        (f"{one.party_id}#{found.check}", Sight(found, units[one.unit_id]))
        for one in everybody
        for found in (*one.found, *([twice[one.party_id]] if one.party_id in twice else ()))
    ]
    return sorted(sights, key=lambda sight: sight[0])


def _everybody(scope: Scope, progress: Progress) -> list[Person]:
    return parties.merged(store.remembered(scope, progress)[1])


def _walk_people(scope: Scope, progress: Progress, sights: list[tuple[str, Sight]]) -> None:
    some = list(islice(((name, one) for name, one in sights if name > progress.upto), limits.FINDINGS_PER_STEP))
    keep(scope, progress.community_id, [one for _, one in some], at=progress.started_at or clock.now())
    phase, upto = (Phase.PEOPLE, some[-1][0]) if some else (Phase.ENDING, "")
    store.advance(scope, progress, stepped(progress, phase=phase, upto=upto, at=clock.now()))


def _end(scope: Scope, progress: Progress, sights: list[tuple[str, Sight]]) -> None:
    """What was not met any more is put right; then the figures."""
    found, met = store.remembered(scope, progress)
    found |= {one.found.finding_id(progress.community_id) for _, one in sights}
    keeping.end_others(scope, progress.community_id, found, begun_at=progress.started_at or clock.now())
    doubts = [one for one in finding_store.findings(scope, sorted(found)).values() if one.state == State.OPEN]
    accuracy = Accuracy(
        units=progress.units,
        units_doubtful=doubtful(doubts, About.UNIT),
        people=len(parties.merged(met)),
        people_doubtful=doubtful(doubts, About.PARTY),
    )
    store.advance(scope, progress, ended(progress, accuracy, at=clock.now()))


def doubtful(doubts: Iterable[Finding], about: About) -> int:
    """Of how many units, or people, something is open."""
    return len({one.subject_id for one in doubts if one.about == about})
