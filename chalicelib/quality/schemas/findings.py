"""Findings and checks on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from chalicelib.core import clock, limits
from chalicelib.edge.wire import Gives, Id, Name, Paged, Reason, Takes
from chalicelib.people.rules.staff import Staff
from chalicelib.quality.rules.accuracy import TARGET
from chalicelib.quality.rules.findings import Finding, State
from chalicelib.quality.rules.found import About, Check
from chalicelib.quality.service.reading import Standing

Digest = Annotated[str, msgspec.Meta(max_length=limits.DIGEST_CHARACTERS)]


class AskDoubts(Paged):
    """Which findings: in this state, of one check or of all."""

    state: State = State.OPEN
    check: Check | None = None


class AssignDoubt(Takes):
    """Whose it is to see to, null for nobody; `instead_of` is who had it when this was decided, null for nobody."""

    staff_id: Id | None = None
    instead_of: Id | None = None


class AcceptDoubt(Takes):
    """Why it is right so; `digest` is that of the facts that were looked at."""

    digest: Digest
    reason: Reason


class AccuracyView(Gives):
    """What is without an open finding, in hundredths of a percent; null where nothing was looked at yet."""

    target: int
    of_all: int | None
    of_units: int | None
    of_people: int | None
    units: int
    units_doubtful: int
    people: int
    people_doubtful: int


class CheckView(Gives):
    """A community's check. While it runs, `seen` of `total` units; `moved_at` says when it last went on."""

    running: bool
    phase: str
    seen: int
    total: int
    started_at: str | None
    moved_at: str | None
    done_at: str | None


class StandingView(Gives):
    """How right the files are, and how many findings of each check are open (null: more than are counted)."""

    accuracy: AccuracyView
    check: CheckView
    counts: dict[str, int] | None


class DoubtView(Gives):
    """A finding. `facts` are plain and of its check; `about` says whose file it is, and a unit leads to it.

    `alone`: one person entered what is doubted and said that it is right so.
    """

    finding_id: str
    check: str
    about: str
    state: str
    unit_id: str
    place: str
    subject_id: str
    subject_name: str
    other_names: list[str]
    facts: dict[str, Any]
    digest: str
    found_at: str
    worker_id: str | None
    worker_name: str
    accepted_by: str
    accepted_at: str | None
    reason: str
    alone: bool
    fixed_at: str | None


class HandView(Gives):
    """A colleague to whom a finding can be given."""

    staff_id: str
    name: Name


def standing_view(one: Standing) -> StandingView:
    """How things stand."""
    progress, accuracy = one.progress, one.accuracy
    return StandingView(
        accuracy=AccuracyView(
            target=TARGET,
            of_all=accuracy.of_all,
            of_units=accuracy.of_units,
            of_people=accuracy.of_people,
            units=accuracy.units,
            units_doubtful=accuracy.units_doubtful,
            people=accuracy.people,
            people_doubtful=accuracy.people_doubtful,
        ),
        check=CheckView(
            running=progress.is_running,
            phase=progress.phase,
            seen=progress.units,
            total=progress.total,
            started_at=clock.instant(progress.started_at) if progress.started_at else None,
            moved_at=clock.instant(progress.moved_at) if progress.moved_at else None,
            done_at=clock.instant(progress.done_at) if progress.done_at else None,
        ),
        counts=dict(one.counts) if one.counts is not None else None,
    )


def doubt_view(one: Finding, names: Mapping[str, str]) -> DoubtView:
    """A finding; `names` are those of the actors and of the people whom it is about."""
    others = one.facts.get("party_ids")
    return DoubtView(
        finding_id=one.finding_id,
        check=one.check,
        about=one.about,
        state=one.state,
        unit_id=one.unit_id,
        place=one.place,
        subject_id=one.subject_id,
        subject_name=names.get(f"P:{one.subject_id}", "") if one.about == About.PARTY else "",
        other_names=[names.get(f"P:{party}", "") for party in others] if isinstance(others, list) else [],
        facts={name: value for name, value in {**one.facts, **one.beside}.items() if name != "party_ids"},
        digest=one.digest,
        found_at=clock.instant(one.found_at),
        worker_id=one.worker_id.partition(":")[2] if one.worker_id else None,
        worker_name=names.get(one.worker_id or "", ""),
        accepted_by=names.get(one.accepted_by or "", ""),
        accepted_at=clock.instant(one.accepted_at) if one.accepted_at else None,
        reason=one.reason,
        alone=one.alone,
        fixed_at=clock.instant(one.fixed_at) if one.fixed_at else None,
    )


def hand_view(one: Staff) -> HandView:
    """A colleague."""
    return HandView(staff_id=one.staff_id, name=one.name)
