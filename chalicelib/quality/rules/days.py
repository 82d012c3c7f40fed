"""How days that overlap, or are missing, are said. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from chalicelib.core.dated import Dated
from chalicelib.quality.rules.found import Plain


def overlap_facts(pairs: Sequence[tuple[Dated[Any], Dated[Any]]]) -> dict[str, Plain]:
    """How many pairs, and the first day about which two facts speak ("" where neither says when it began)."""
    one, other = pairs[0]
    begins = [fact.from_on for fact in (one, other) if fact.from_on]
    return {"times": len(pairs), "from_on": max(begins).isoformat() if begins else ""}


def gap_facts(found: Sequence[tuple[date, date]]) -> dict[str, Plain]:
    """How many stretches, and the first and last day of the first."""
    first, last = found[0]
    return {"times": len(found), "from_on": first.isoformat(), "to_on": last.isoformat()}
