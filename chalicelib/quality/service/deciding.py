"""What people do about a finding: take it or give it to a colleague, say that it is right so, doubt it again."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.approvals.kinds import may_be_alone
from chalicelib.core.scope import Cause, Scope
from chalicelib.estate import service as estate
from chalicelib.journal import transaction, verb
from chalicelib.journal.entries import unit_home
from chalicelib.people import service as people
from chalicelib.people.rules.staff import Staff
from chalicelib.quality.rules import findings as rules
from chalicelib.quality.rules.entered import entered_by
from chalicelib.quality.rules.findings import Finding
from chalicelib.quality.store import findings as store

WORK = "quality.work"


@dataclass(frozen=True)
class FindingMoved:
    """What a verb came to; nothing that names anybody. `alone`: one person entered what is doubted and accepted it."""

    finding_id: str
    check: str
    unit_id: str
    subject_id: str
    state: str
    community_id: str
    alone: bool = False


@verb("quality.assign")
def assign(
    scope: Scope, cause: Cause, finding_id: str, *, community_id: str, staff_id: str | None, instead_of: str | None
) -> FindingMoved:
    """Give a finding to a colleague, or (None) back to nobody. Raises NotFound for somebody of elsewhere.

    Raises FindingTaken when it is no longer with `instead_of`.
    """
    before = store.load_finding(scope, finding_id, community_id=community_id)
    worker_id = f"S:{staff_id}" if staff_id else None
    if worker_id:
        people.need_colleague(scope, worker_id, community_id=community_id, building_id=before.building_id, may=WORK)
    after = rules.assigned(before, worker_id, instead_of=f"S:{instead_of}" if instead_of else None)
    return _commit(scope, cause, after, "finding.assigned")


@verb("quality.accept")
def accept(scope: Scope, cause: Cause, finding_id: str, *, community_id: str, digest: str, reason: str) -> FindingMoved:
    """It is right so, and why. It comes back only if the facts that were looked at (`digest`) change.

    Raises OwnDoubt for whoever entered what is doubted, but in an office of one person, which is recorded.
    """
    before = store.load_finding(scope, finding_id, community_id=community_id)
    unit = estate.get_unit(scope, before.unit_id, community_id=community_id)
    household = people.households(scope, [unit.unit_id]).get(unit.unit_id, ())
    after = rules.accepted(
        before,
        digest=digest,
        by=scope.actor_id,
        at=cause.at,
        reason=reason,
        entered_by=entered_by(before, unit, household),
        may_be_alone=may_be_alone(scope),
    )
    return _commit(scope, cause, after, "finding.accepted", reason=reason)


@verb("quality.reopen")
def reopen(scope: Scope, cause: Cause, finding_id: str, *, community_id: str) -> FindingMoved:
    """It is doubtful after all."""
    after = rules.reopened(store.load_finding(scope, finding_id, community_id=community_id))
    return _commit(scope, cause, after, "finding.reopened")


def colleagues(scope: Scope, community_id: str) -> list[Staff]:
    """Whom a finding can be given to."""
    scope.need_community(community_id)
    return people.colleagues(scope, community_id, may=WORK)


def _commit(scope: Scope, cause: Cause, after: Finding, event: str, *, reason: str | None = None) -> FindingMoved:
    with transaction(scope, cause) as tx:
        tx.save(store.finding_row(scope, after))
        return tx.record(
            event,
            subject=store.trail_row(scope, after),
            home=unit_home(after.unit_id),
            outcome=_moved(after),
            reason=reason,
        )


def _moved(one: Finding) -> FindingMoved:
    return FindingMoved(
        one.finding_id, one.check, one.unit_id, one.subject_id, one.state, one.community_id, alone=one.alone
    )
