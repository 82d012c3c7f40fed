"""Who asks (Scope), and why a change happens (Cause). Every store function takes the first, every verb both.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from chalicelib.core.errors import NotFound


class Role(StrEnum):
    OWNER = "owner"
    TENANT = "tenant"
    DESK = "desk"
    COMPLAINT_HANDLER = "complaint_handler"
    CREW = "crew"
    STEWARD = "steward"
    GATE_GUARD = "gate_guard"
    FINANCE = "finance"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    REGIONAL_MANAGER = "regional_manager"
    COMMITTEE = "committee"
    AUDITOR = "auditor"
    ADMIN = "admin"
    SYSTEM = "system"


class Origin(StrEnum):
    """Where a change came from: the first parts of a journal key, which no caller can choose."""

    WEB = "web"
    JOB = "job"
    TERMINAL = "terminal"
    PROVIDER = "provider"


@dataclass(frozen=True)
class Reach:
    """What one may see: None means all. Buildings narrow a community, units narrow everything."""

    communities: frozenset[str] | None = None
    buildings: frozenset[str] | None = None
    units: frozenset[str] | None = None


NOWHERE: Final = Reach(communities=frozenset(), buildings=frozenset(), units=frozenset())


@dataclass(frozen=True)
class Household:
    """Who asks as somebody at home: the parties that they are, and the units that these own, since when.

    None: since before anybody knows.
    """

    parties: frozenset[str]
    owns: Mapping[str, date | None]


@dataclass(frozen=True)
class Scope:
    """One organisation and a reach within it, on behalf of an actor (`S:…` staff, `P:…` party, or a job's name).

    `household` stands only on the scope of somebody at home.
    """

    org_id: str
    actor_id: str
    roles: frozenset[Role]
    reach: Reach
    household: Household | None = None

    def need_community(self, community_id: str) -> None:
        """Raise NotFound unless the whole community is within reach (one's own units are not)."""
        within = self.reach.communities is None or community_id in self.reach.communities
        if not within or self.reach.units is not None:
            raise NotFound()

    def need_unit(self, unit_id: str, *, community_id: str, building_id: str) -> None:
        """Raise NotFound unless this unit is within reach."""
        for allowed, asked in (
            (self.reach.communities, community_id),
            (self.reach.buildings, building_id),
            (self.reach.units, unit_id),
        ):
            if allowed is not None and asked not in allowed:
                raise NotFound()

    def sees_of_unit(self, unit_id: str, party_id: str | None, day: date) -> bool:
        """Whether something of a unit within reach, which concerns a party and a day, may be seen (SEC-01).

        The office sees all of it; whoever is at home what concerns themselves, and an owner whatever is of the days
        since they own the unit: what was the last owner's stays theirs.
        """
        if not self.roles & {Role.OWNER, Role.TENANT}:
            return True
        if self.household is None:
            return False
        if party_id in self.household.parties:
            return True
        if unit_id not in self.household.owns:
            return False
        since = self.household.owns[unit_id]
        return since is None or since <= day

    def sees_building(self, building_id: str) -> bool:
        """Whether a listing may show this building (a steward's reach may be a few)."""
        return self.reach.buildings is None or building_id in self.reach.buildings


def system_scope(org_id: str, job: str) -> Scope:
    """The whole organisation, for a job; the job's name is the actor in the journal."""
    return Scope(org_id, job, frozenset({Role.SYSTEM}), Reach())


@dataclass(frozen=True)
class Cause:
    """Why a change happens: when, where from, by whom, and the key that makes it happen once.

    `verb` and `digest` are filled by `journal.verb`; `key` is the client's, or what is due for a job.
    """

    at: datetime
    origin: Origin
    key: str
    request_id: str
    verb: str = ""
    digest: str = ""

    def of(self, verb: str, digest: str) -> Cause:
        """The same cause, bound to one request."""
        return replace(self, verb=verb, digest=digest)
