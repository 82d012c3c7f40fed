"""How far a community's check is, and what it remembers between its steps ↔ rows. All of it is bookkeeping."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action

from chalicelib.core import limits
from chalicelib.core.scope import Scope
from chalicelib.db.reads import Listing, every, get
from chalicelib.db.rows import SCHEMA, Instant, Packed
from chalicelib.quality.rules.accuracy import Accuracy
from chalicelib.quality.rules.parties import Person
from chalicelib.quality.rules.progress import Phase, Progress
from chalicelib.quality.store.tables import QualityRow, community_pk, seen_by_checks

_CHECK: Final = "CHECK"
_SEEN: Final = "SEEN#"
_KEPT: Final = ("check_id", "upto", "started_at", "moved_at", "done_id", "done_at", "accuracy")
_COUNTS: Final = ("step", "units", "total")


class CheckRow(QualityRow):
    check_id = UnicodeAttribute()
    phase = UnicodeAttribute()
    step = NumberAttribute()
    upto = UnicodeAttribute()
    units = NumberAttribute()
    total = NumberAttribute()
    started_at = Instant(null=True)
    moved_at = Instant(null=True)
    done_id = UnicodeAttribute()
    done_at = Instant(null=True)
    accuracy: Packed[Accuracy] = Packed(Accuracy)


class SeenRow(QualityRow):
    """What one step over the units saw: ids of what it found, and the people. The next check writes over it."""

    check_id = UnicodeAttribute()
    looked_at = Instant(null=True)
    finding_ids: Packed[tuple[str, ...]] = Packed(tuple[str, ...])
    people: Packed[tuple[Person, ...]] = Packed(tuple[Person, ...])


def load_progress(scope: Scope, community_id: str) -> Progress:
    """How far the community's check is; one that never was is done."""
    row = get(CheckRow, community_pk(scope, community_id), _CHECK)
    if row is None:
        return Progress(community_id)
    kept: dict[str, Any] = {name: getattr(row, name) for name in _KEPT}
    kept |= {name: int(getattr(row, name)) for name in _COUNTS}
    return Progress(community_id, phase=Phase(row.phase), **kept)


def advance(scope: Scope, before: Progress, after: Progress) -> None:
    """From one step to the next; raises Lost when another worker took it."""
    row = CheckRow(community_pk(scope, before.community_id), _CHECK)
    values = {name: getattr(after, name) for name in (*_KEPT, *_COUNTS)}
    said: list[Action] = [getattr(CheckRow, name).set(value) for name, value in values.items() if value is not None]
    said += [CheckRow.v.set(SCHEMA), CheckRow.phase.set(str(after.phase))]
    same = (CheckRow.check_id == before.check_id) & (CheckRow.step == before.step)
    seen_by_checks().update(row, said, same if before.check_id else CheckRow.pk.does_not_exist())


def remember(
    scope: Scope, one: Progress, finding_ids: Iterable[str], people: Sequence[Person], *, at: datetime
) -> None:
    """Keep what this step saw, over what an earlier check kept there: in several rows where a building is large.

    Raises Lost where somebody looked at the files later (than `at`): whoever slept meanwhile changes nothing of it.
    """
    found = tuple(finding_ids)
    not_later = SeenRow.looked_at.does_not_exist() | (SeenRow.looked_at <= at)
    size = limits.SEEN_PER_ROW
    for part, start in enumerate(range(0, max(len(found), len(people), 1), size)):
        row = SeenRow(community_pk(scope, one.community_id), f"{_SEEN}{one.step:06}#{part:03}")
        said: list[Action] = [
            SeenRow.v.set(SCHEMA),
            SeenRow.check_id.set(one.check_id),
            SeenRow.looked_at.set(at),
            SeenRow.finding_ids.set(found[start : start + size]),
            SeenRow.people.set(tuple(people[start : start + size])),
        ]
        seen_by_checks().update(row, said, not_later)


def remembered(scope: Scope, one: Progress) -> tuple[set[str], list[Person]]:
    """What all steps of this check saw."""
    found: set[str] = set()
    people: list[Person] = []
    for row in every(Listing(SeenRow, community_pk(scope, one.community_id), _SEEN)):
        if row.check_id == one.check_id:
            found.update(row.finding_ids)
            people += row.people
    return found, people
