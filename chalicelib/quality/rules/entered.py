"""Who entered what a finding doubts: they do not accept it themselves. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from chalicelib.core.dated import standing
from chalicelib.estate.rules import Unit
from chalicelib.people.rules.parties import Tenure
from chalicelib.quality.rules.findings import Finding
from chalicelib.quality.rules.found import About, Check

_OF_AREA: Final = frozenset({Check.AREA_MISSING, Check.AREA_UNLIKE_SISTERS, Check.AREA_OVERLAP, Check.AREA_GAP})
_OF_PAYER: Final = frozenset({Check.PAYER_MISSING, Check.PAYER_OVERLAP, Check.PAYER_GAP})


def entered_by(one: Finding, unit: Unit, household: Sequence[Tenure]) -> set[str]:
    """By the sources of what stands: of the unit's areas, of its payers, or of its people whom it is about.

    What the office's books said when they were taken over was entered by nobody in particular.
    """
    if one.check in _OF_AREA:
        return {fact.source.entered_by for fact in standing(unit.area)}
    if one.check in _OF_PAYER:
        return {fact.source.entered_by for fact in standing(unit.payer)}
    others = one.facts.get("party_ids")
    about = {*(others if isinstance(others, list) else ()), *([one.subject_id] if one.about == About.PARTY else ())}
    return {held.source.entered_by for held in household if held.source and held.party_id in about}
