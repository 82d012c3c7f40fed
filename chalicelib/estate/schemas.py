"""What the wire carries of the estate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.core.dated import Dated
from chalicelib.edge.wire import Gives, Id, Name, Takes


class CommunityView(Gives):
    """A community within reach."""

    id: str
    name: str


class CreateCommunity(Takes):
    """A new community; its id is the client's."""

    community_id: Id
    name: Name


class OrganisationView(Gives):
    """The caller's organisation; `staff_totp`: its staff sign in with a second factor.

    `one_person`: who asks for a change may agree to it.
    """

    id: str
    name: str
    staff_totp: bool
    one_person: bool


class SetStaffTotp(Takes):
    """Whether staff sign in with a second factor."""

    on: bool


class SetOnePerson(Takes):
    """Whether the office has nobody who could be a second person."""

    on: bool


class OnePersonView(Gives):
    """What holds from now on."""

    one_person: bool


class StaffTotpView(Gives):
    """What holds from now on."""

    staff_totp: bool


class SourceView(Gives):
    """Where a number comes from: the paper, who recorded it, who approved it, since when it holds."""

    paper: str
    entered_by: str
    entered_on: str
    approved_by: str | None
    since_on: str | None


def fact_source(fact: Dated[Any], names: Mapping[str, str]) -> SourceView:
    """The source of a dated fact; `names` are those of the actors who recorded and approved it."""
    source = fact.source
    return SourceView(
        paper=source.paper,
        entered_by=names.get(source.entered_by, source.entered_by),
        entered_on=source.entered_on.isoformat(),
        approved_by=names.get(source.approved_by, source.approved_by) if source.approved_by else None,
        since_on=fact.from_on.isoformat() if fact.from_on else None,
    )


def actors_of(facts: Iterable[Dated[Any]]) -> set[str]:
    """Everyone who recorded or approved one of these facts."""
    return {actor for fact in facts for actor in (fact.source.entered_by, fact.source.approved_by) if actor}
