"""The life of a finding: a check opens and ends it, a person takes it, or says that it is right so.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from chalicelib.core.errors import Conflict, Forbidden
from chalicelib.core.stamp import NEW, Stamp
from chalicelib.quality.rules.found import About, Check, Facts, Found


class State(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    FIXED = "fixed"


class Verb(StrEnum):
    """What a person does, and what a check sees."""

    ASSIGN = "assign"
    ACCEPT = "accept"
    REOPEN = "reopen"
    CHANGE = "change"
    VANISH = "vanish"
    RETURN = "return"


TRANSITIONS: Final = {
    (State.OPEN, Verb.ASSIGN): State.OPEN,
    (State.OPEN, Verb.ACCEPT): State.ACCEPTED,
    (State.OPEN, Verb.CHANGE): State.OPEN,
    (State.OPEN, Verb.VANISH): State.FIXED,
    (State.ACCEPTED, Verb.REOPEN): State.OPEN,
    (State.ACCEPTED, Verb.CHANGE): State.OPEN,  # what was said to be right was said of something else
    (State.ACCEPTED, Verb.VANISH): State.FIXED,
    (State.FIXED, Verb.RETURN): State.OPEN,
}


class FindingRefused(Conflict):
    """It is not in a state in which this can be done."""

    code = "quality_finding_refused"


class FindingChanged(Conflict):
    """The facts are not those that were looked at."""

    code = "quality_finding_changed"


class FindingTaken(Conflict):
    """Somebody else has taken it, or given it away, meanwhile."""

    code = "quality_finding_taken"


class OwnDoubt(Forbidden):
    """Whoever entered what is doubted does not say that it is right so: somebody else looks at it."""

    code = "quality_own_doubt"


@dataclass(frozen=True)
class Finding:
    """One doubt about a unit or a person, which a unit leads to. `digest` tells its facts from others.

    `alone`: who accepted it had entered what is doubted, in an office of one person. `stamp` is of its entries;
    `version` of what a check writes too.
    """

    finding_id: str
    community_id: str
    building_id: str
    unit_id: str
    place: str
    sort: str
    check: Check
    about: About
    subject_id: str
    found_at: datetime
    digest: str
    facts: Facts = field(default_factory=dict)
    beside: Facts = field(default_factory=dict)
    state: State = State.OPEN
    worker_id: str | None = None
    accepted_by: str | None = None
    accepted_at: datetime | None = None
    reason: str = ""
    alone: bool = False
    fixed_at: datetime | None = None
    stamp: Stamp = NEW
    version: int | None = None


def move(finding: Finding, verb: Verb) -> Finding:
    """The one door between states; raises FindingRefused."""
    to = TRANSITIONS.get((finding.state, verb))
    if to is None:
        raise FindingRefused(state=finding.state)
    return replace(finding, state=to)


def assigned(finding: Finding, worker_id: str | None, *, instead_of: str | None) -> Finding:
    """Somebody's to see to, or nobody's. Raises FindingTaken when it is no longer `instead_of`'s (None: nobody's)."""
    moved = move(finding, Verb.ASSIGN)
    if finding.worker_id != instead_of:
        raise FindingTaken()
    return replace(moved, worker_id=worker_id)


def accepted(
    finding: Finding,
    *,
    digest: str,
    by: str,
    at: datetime,
    reason: str,
    entered_by: Collection[str] = (),
    may_be_alone: bool = False,
) -> Finding:
    """It is right as it is, as long as the facts that were looked at do not change. Two persons see what is doubted.

    By whoever entered it only in an office of one person, which is recorded.
    """
    moved = move(finding, Verb.ACCEPT)
    if digest != finding.digest:
        raise FindingChanged()
    is_own = by in entered_by
    if is_own and not may_be_alone:
        raise OwnDoubt(place=finding.place)
    return replace(moved, accepted_by=by, accepted_at=at, reason=reason, alone=is_own)


def reopened(finding: Finding) -> Finding:
    """It is doubtful after all."""
    return _undecided(move(finding, Verb.REOPEN))


def seen(finding: Finding, found: Found, *, at: datetime) -> Finding:
    """A check sees it: again, with other facts, or anew after it had been put right."""
    now = replace(finding, facts=found.facts, beside=found.beside, digest=found.digest)
    if finding.state == State.FIXED:
        return replace(_undecided(move(now, Verb.RETURN)), found_at=at, fixed_at=None)
    return now if found.digest == finding.digest else _undecided(move(now, Verb.CHANGE))


def vanished(finding: Finding, *, at: datetime) -> Finding:
    """A check does not see it any more."""
    return replace(_undecided(move(finding, Verb.VANISH)), fixed_at=at)


def _undecided(finding: Finding) -> Finding:
    return replace(finding, accepted_by=None, accepted_at=None, reason="", alone=False)
