"""The questions of the page of data quality: how right the files are, what is open, how far a round is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.core.scope import Scope
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit
from chalicelib.people import service as people
from chalicelib.quality.rules.accuracy import Accuracy
from chalicelib.quality.rules.findings import Finding, State
from chalicelib.quality.rules.found import About, Check
from chalicelib.quality.rules.progress import Progress
from chalicelib.quality.rules.rounds import Round
from chalicelib.quality.rules.signing import Sign, holds
from chalicelib.quality.service.checking import doubtful
from chalicelib.quality.store import checks as check_store
from chalicelib.quality.store import findings as finding_store
from chalicelib.quality.store import rounds as round_store


@dataclass(frozen=True)
class Standing:
    """A community's check, how right its files are now, and how many findings of each check are open.

    `counts` is None where there are too many to be counted each time; the figures are then the last check's.
    """

    progress: Progress
    accuracy: Accuracy
    counts: Mapping[str, int] | None


@dataclass(frozen=True)
class Verified:
    """A unit in a round: what was said of it, and whether it is signed off with the area that it has."""

    unit: Unit
    sign: Sign | None
    is_done: bool


def standing(scope: Scope, community_id: str) -> Standing:
    """How things stand. Whatever people decided since the last check counts at once."""
    estate.get_whole_community(scope, community_id)
    progress = check_store.load_progress(scope, community_id)
    doubts = finding_store.counted(scope, community_id)
    if doubts is None:
        return Standing(progress, progress.accuracy, None)
    units, persons = doubtful(doubts, About.UNIT), doubtful(doubts, About.PARTY)
    now = replace(progress.accuracy, units_doubtful=units, people_doubtful=persons)
    return Standing(progress, now, Counter(str(one.check) for one in doubts))


def findings_page(
    scope: Scope, community_id: str, *, state: State, check: Check | None, cursor: str | None
) -> tuple[list[Finding], str | None]:
    """A page of findings within reach."""
    estate.get_community(scope, community_id)
    return finding_store.findings_page(scope, community_id, state=state, check=check, cursor=cursor)


def names_of(scope: Scope, findings: list[Finding]) -> dict[str, str]:
    """The names of whose the findings are, who accepted them, and of the people whom they are about.

    People of other units are named to those who reach the whole community alone.
    """
    actors = {actor for one in findings for actor in (one.worker_id, one.accepted_by) if actor}
    actors |= {f"P:{one.subject_id}" for one in findings if one.about == About.PARTY}
    if scope.reach.buildings is None:
        others = (one.facts.get("party_ids") for one in findings)
        actors |= {f"P:{party_id}" for found in others if isinstance(found, list) for party_id in found}
    return people.actor_names(scope, actors)


def rounds_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[Round], str | None]:
    """A page of a community's rounds, the newest first."""
    estate.get_whole_community(scope, community_id)
    return round_store.rounds_page(scope, community_id, cursor=cursor)


def verified_page(
    scope: Scope, community_id: str, round_id: str, *, waiting_only: bool, at: datetime, cursor: str | None
) -> tuple[list[Verified], str | None]:
    """A page of the units within reach in the order of their numbers; `waiting_only`: those not signed off yet."""
    units, onward = estate.units_page(scope, community_id, cursor=cursor)
    round_store.load_round(scope, community_id, round_id)
    signs = round_store.signs_of(scope, round_id, [unit.unit_id for unit in units])
    found = [Verified(one, signs.get(one.unit_id), holds(signs.get(one.unit_id), one, at)) for one in units]
    return [one for one in found if not (waiting_only and one.is_done)], onward
