"""Findings ↔ rows: one that checks write and pages list, and beside it the chain of what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute

from chalicelib.core import clock, limits
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Scope
from chalicelib.core.stamp import NEW
from chalicelib.db.reads import Ask, Listing, Together, every, get_many, page
from chalicelib.db.rows import AggregateRow, Instant, Packed
from chalicelib.quality.rules.findings import Finding, State
from chalicelib.quality.rules.found import About, Check, Plain
from chalicelib.quality.store.tables import QualityRow, seen_by_checks

_FINDING: Final = "FINDING"
_TRAIL: Final = "TRAIL"
_KEPT: Final = (
    *("community_id", "building_id", "unit_id", "place", "sort", "subject_id", "found_at", "digest", "facts", "beside"),
    *("worker_id", "accepted_by", "accepted_at", "reason", "fixed_at"),
)


class FindingRow(QualityRow):
    community_id = UnicodeAttribute()
    building_id = UnicodeAttribute()
    unit_id = UnicodeAttribute()
    place = UnicodeAttribute()
    sort = UnicodeAttribute()
    check = UnicodeAttribute()
    about = UnicodeAttribute()
    subject_id = UnicodeAttribute()
    found_at = Instant()
    digest = UnicodeAttribute()
    facts: Packed[dict[str, Plain]] = Packed(dict[str, Plain])
    beside: Packed[dict[str, Plain]] = Packed(dict[str, Plain])
    state = UnicodeAttribute()
    worker_id = UnicodeAttribute(null=True)
    accepted_by = UnicodeAttribute(null=True)
    accepted_at = Instant(null=True)
    reason = UnicodeAttribute(null=True)
    alone = BooleanAttribute(null=True)
    fixed_at = Instant(null=True)


class TrailRow(QualityRow, AggregateRow):
    """The end of the chain of what people decided about a finding. A check never touches it."""


def finding_row(scope: Scope, one: Finding) -> FindingRow:
    """As checks and verbs save it, at the version read. Fixed ones are listed by when, others by check and place."""
    row = FindingRow(_pk(scope, one.finding_id), _FINDING, state=str(one.state))
    for name in _KEPT:
        setattr(row, name, getattr(one, name))
    row.check, row.about, row.reason = str(one.check), str(one.about), one.reason or None
    row.alone = one.alone or None
    row.work_pk = _list(scope, one.community_id, one.state)
    order = clock.instant(one.fixed_at) if one.fixed_at else f"{one.check}#{one.sort}"
    row.work_sk = f"{order}#{one.finding_id}"
    if one.version is not None:
        row.version = one.version
    return row


def trail_row(scope: Scope, one: Finding) -> TrailRow:
    """The subject of the entries about a finding."""
    row = TrailRow(_pk(scope, one.finding_id), _TRAIL)
    row.stamped(one.stamp)
    return row


def put(scope: Scope, one: Finding) -> None:
    """What a check sees of a finding; raises Lost when somebody else wrote it meanwhile."""
    seen_by_checks().put(finding_row(scope, one))


def load_finding(scope: Scope, finding_id: str, *, community_id: str) -> Finding:
    """The finding within reach and of this community; raises NotFound."""
    row_ask = Ask(FindingRow, _pk(scope, finding_id), _FINDING, lambda row: row)
    trail_ask = Ask(TrailRow, _pk(scope, finding_id), _TRAIL, lambda row: row.stamp if row else NEW)
    together = Together(row_ask, trail_ask)
    row = together[row_ask]
    if row is None or row.community_id != community_id:
        raise NotFound()
    scope.need_unit(row.unit_id, community_id=row.community_id, building_id=row.building_id)
    return _finding(row, stamp=together[trail_ask])


def findings(scope: Scope, finding_ids: Iterable[str]) -> dict[str, Finding]:
    """Those that stand, without their chains: for a check."""
    rows = get_many(FindingRow, ((_pk(scope, finding_id), _FINDING) for finding_id in finding_ids))
    return {one.finding_id: one for one in map(_finding, rows)}


def findings_page(
    scope: Scope, community_id: str, *, state: State, check: Check | None, cursor: str | None
) -> tuple[list[Finding], str | None]:
    """A page of findings within reach; of fixed ones newest first, of others by check and place."""
    is_fixed = state == State.FIXED
    prefix = f"{check}#" if check and not is_fixed else ""
    listing = Listing(FindingRow, _list(scope, community_id, state), prefix, index="work", newest_first=is_fixed)
    found = page(scope, listing, cursor=cursor)
    rows = (row for row in found.rows if scope.sees_building(row.building_id) and check in {None, row.check})
    return [_finding(row) for row in rows], found.next


def standing(scope: Scope, community_id: str, state: State, *, most: int | None = None) -> Iterator[Finding]:
    """All findings in this state, or the first `most`; for checks and figures. The index may lag behind a moment."""
    return map(_finding, islice(every(Listing(FindingRow, _list(scope, community_id, state), index="work")), most))


def counted(scope: Scope, community_id: str) -> list[Finding] | None:
    """The open findings; None where there are more than are counted."""
    found = list(standing(scope, community_id, State.OPEN, most=limits.FINDINGS_COUNTED + 1))
    return found if len(found) <= limits.FINDINGS_COUNTED else None


def _finding(row: FindingRow, stamp: Any = NEW) -> Finding:
    kept: dict[str, Any] = {name: getattr(row, name) for name in _KEPT} | {"reason": row.reason or ""}
    kept["alone"] = bool(row.alone)
    return Finding(
        finding_id=row.pk.rpartition("#")[2],
        check=Check(row.check),
        about=About(row.about),
        state=State(row.state),
        stamp=stamp,
        version=row.version,
        **kept,
    )


def _pk(scope: Scope, finding_id: str) -> str:
    return f"{scope.org_id}#F#{finding_id}"


def _list(scope: Scope, community_id: str, state: State) -> str:
    return f"{scope.org_id}#C#{community_id}#{state}"
