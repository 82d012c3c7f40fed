"""What a check says of one unit or person. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from chalicelib.core import ids

Plain: TypeAlias = str | int | list[str]
Facts: TypeAlias = Mapping[str, Plain]


class About(StrEnum):
    """What a finding is about."""

    UNIT = "unit"
    PARTY = "party"


class Check(StrEnum):
    """Every check, what costs money first."""

    AREA_MISSING = "area_missing"
    AREA_UNLIKE_SISTERS = "area_unlike_sisters"
    AREA_OVERLAP = "area_overlap"
    AREA_GAP = "area_gap"
    PAYER_MISSING = "payer_missing"
    PAYER_OVERLAP = "payer_overlap"
    PAYER_GAP = "payer_gap"
    OWNER_TWICE = "owner_twice"
    MISSING_PHONE = "missing_phone"
    BAD_PHONE = "bad_phone"
    BAD_ID_NUMBER = "bad_id_number"
    DUPLICATE_PARTY = "duplicate_party"


@dataclass(frozen=True)
class Found:
    """One thing that a check sees. `facts` hold ids, figures, days and masked values, and nothing that names anybody.

    `beside` is what they were held against: shown with them, and no reason to judge anew when it moves.
    """

    check: Check
    about: About
    subject_id: str
    facts: Facts = field(default_factory=dict)
    beside: Facts = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Tells whether the facts are those of before."""
        return hashlib.sha256(json.dumps(dict(self.facts), sort_keys=True).encode()).hexdigest()[:32]

    def finding_id(self, community_id: str) -> str:
        """The same thing found again is the same finding."""
        return ids.derived(community_id, "finding", self.check, self.subject_id)
