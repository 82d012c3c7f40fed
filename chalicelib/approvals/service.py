"""Asking for a change, agreeing to it, refusing it, taking it back (REG-04)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from chalicelib.approvals import rules, store
from chalicelib.approvals.kinds import Preview, kind_of, may_be_alone
from chalicelib.approvals.rules import Approval, ApprovalChanged, ApprovalExists
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.media import Media
from chalicelib.core.scope import Cause, Scope
from chalicelib.db.reads import Together
from chalicelib.edge.logs import logger
from chalicelib.estate import service as estate
from chalicelib.journal import transaction, verb
from chalicelib.journal.entries import unit_home
from chalicelib.people import service as people

_REASON_CHARACTERS: Final = 300
"""So much of a long answer stands in the entry, whose size is bounded; all of it stands with the approval."""


@dataclass(frozen=True)
class ApprovalMoved:
    approval_id: str
    kind: str
    community_id: str
    unit_id: str
    state: str
    amount_fen: int = 0
    alone: bool = False


@dataclass(frozen=True)
class Asked:
    """What somebody asks for, as the approval keeps it."""

    kind: str
    unit_id: str
    request: Mapping[str, Any]
    paper: str
    words: str
    files: tuple[Media, ...] = ()
    asked_for: str | None = None
    ticket_id: str | None = None


@verb("approvals.ask")
def ask(scope: Scope, cause: Cause, community_id: str, *, approval_id: str, asked: Asked) -> ApprovalMoved:
    """Put a change of a unit before a second person. Raises NotFound, ApprovalExists, and what its kind refuses."""
    unit = estate.get_unit(scope, asked.unit_id, community_id=community_id)
    if _stands(scope, approval_id):
        raise ApprovalExists()
    one = Approval(
        approval_id=approval_id,
        community_id=community_id,
        building_id=unit.building_id,
        place=unit.label,
        asked_by=scope.actor_id,
        asked_at=cause.at,
        **vars(asked),
    )
    preview = kind_of(one).preview(scope, one)
    with transaction(scope, cause) as tx:
        return tx.record(
            "approval.asked",
            subject=store.approval_row(scope, one),
            home=unit_home(one.unit_id),
            outcome=_moved(one, preview.amount_fen),
            reason=one.words,
        )


def approve(
    scope: Scope, cause: Cause, approval_id: str, *, community_id: str, digest: str, answer: str = ""
) -> ApprovalMoved:
    """Agree to what was looked at (`digest`): it is so from now on. Then what takes longer goes on by itself.

    Raises OwnApproval, ApprovalDecided, and ApprovalChanged when it would do something else by now.
    """
    moved = _approve(scope, cause, approval_id, community_id=community_id, digest=digest, answer=answer)
    one = store.load_approval(scope, approval_id, community_id=community_id)
    try:
        kind_of(one).follow(scope.org_id, one)
    except Exception:
        logger.exception("what follows an approval is left to its sweep")
    return moved


@verb("approvals.approve")
def _approve(
    scope: Scope, cause: Cause, approval_id: str, *, community_id: str, digest: str, answer: str
) -> ApprovalMoved:
    one = store.load_approval(scope, approval_id, community_id=community_id)
    hands = people.hands_of(scope, scope.actor_id) if one.asked_for else ()
    decided = rules.approved(
        one, by=scope.actor_id, at=cause.at, answer=answer, may_be_alone=may_be_alone(scope), hands=hands
    )
    with transaction(scope, cause) as tx:
        kind_of(one).apply_in(tx, decided)
        # Looked at behind what is to be written, whose versions are checked: nothing can come between.
        preview = kind_of(one).preview(scope, one)
        if preview.digest != digest:
            raise ApprovalChanged()
        decided = rules.seen(decided, preview.facts)
        return tx.record(
            "approval.approved",
            subject=store.approval_row(scope, decided),
            home=unit_home(one.unit_id),
            outcome=_moved(decided, preview.amount_fen),
            reason=answer[:_REASON_CHARACTERS] or None,
        )


@verb("approvals.refuse")
def refuse(scope: Scope, cause: Cause, approval_id: str, *, community_id: str, answer: str) -> ApprovalMoved:
    """Do not agree, and say why. Whoever asked may be the one: that takes it back."""
    one = store.load_approval(scope, approval_id, community_id=community_id)
    decided = rules.refused(one, by=scope.actor_id, at=cause.at, answer=answer)
    with transaction(scope, cause) as tx:
        kind_of(one).refuse_in(tx, decided)
        return tx.record(
            "approval.refused",
            subject=store.approval_row(scope, decided),
            home=unit_home(one.unit_id),
            outcome=_moved(decided),
            reason=answer,
        )


@verb("approvals.withdraw")
def withdraw(scope: Scope, cause: Cause, approval_id: str, *, community_id: str) -> ApprovalMoved:
    """Take back what one has asked oneself."""
    one = store.load_approval(scope, approval_id, community_id=community_id)
    decided = rules.withdrawn(one, by=scope.actor_id, at=cause.at)
    with transaction(scope, cause) as tx:
        return tx.record(
            "approval.retracted",
            subject=store.approval_row(scope, decided),
            home=unit_home(one.unit_id),
            outcome=_moved(decided),
        )


def get_approval(scope: Scope, approval_id: str, *, community_id: str) -> tuple[Approval, Preview]:
    """The approval, and what it would do now; of a decided one, what was looked at when it was.

    One that its kind refuses by now shows `refused`, the code, and can only be refused or taken back.
    """
    one = store.load_approval(scope, approval_id, community_id=community_id)
    if one.state != rules.State.WAITING:
        return one, Preview(one.shown)
    try:
        return one, kind_of(one).preview(scope, one)
    except (Conflict, Invalid) as refusal:
        return one, Preview({"refused": refusal.code})


def approvals_page(
    scope: Scope, community_id: str, *, is_waiting: bool, cursor: str | None
) -> tuple[list[Approval], str | None]:
    """A page of what waits for a second person, the longest waiting first; or of what was decided, newest first."""
    estate.get_community(scope, community_id)
    return store.approvals_page(scope, community_id, is_waiting=is_waiting, cursor=cursor)


def _stands(scope: Scope, approval_id: str) -> bool:
    same = store.ask_approval(scope, approval_id)
    return Together(same)[same] is not None


def _moved(one: Approval, amount_fen: int = 0) -> ApprovalMoved:
    return ApprovalMoved(
        one.approval_id, one.kind, one.community_id, one.unit_id, one.state, amount_fen, alone=one.alone
    )
