"""Asking for a change, agreeing to it, refusing it, taking it back (REG-04)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from chalicelib.approvals import concerns, rules, store
from chalicelib.approvals.kinds import Preview, kind_of, may_be_alone
from chalicelib.approvals.rules import Approval, ApprovalChanged, ApprovalExists
from chalicelib.core.errors import NotFound, Refusal, Unavailable
from chalicelib.core.media import Media
from chalicelib.core.scope import Cause, Scope
from chalicelib.db.reads import Together
from chalicelib.edge.logs import logger
from chalicelib.estate import service as estate
from chalicelib.journal import Transaction, transaction, verb
from chalicelib.journal.entries import community_home, unit_home

_REASON_CHARACTERS: Final = 300
"""So much of a long answer stands in the entry, whose size is bounded; all of it stands with the approval."""


@dataclass(frozen=True)
class ApprovalMoved:
    """`about` is what the kind says of it."""

    approval_id: str
    kind: str
    community_id: str
    unit_id: str | None
    state: str
    amount_fen: int = 0
    alone: bool = False
    about: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Asked:
    """What somebody asks for: of a unit, or, without one, of the whole community, and then `place` is what it is called
    by: a file, a month.
    """

    kind: str
    unit_id: str | None
    request: Mapping[str, Any]
    paper: str
    words: str
    files: tuple[Media, ...] = ()
    asked_for: str | None = None
    ticket_id: str | None = None
    place: str | None = None


@verb("approvals.ask")
def ask(scope: Scope, cause: Cause, community_id: str, *, approval_id: str, asked: Asked) -> ApprovalMoved:
    """Put a change before a second person. Raises NotFound, ApprovalExists, and what its kind refuses."""
    one = _asked(scope, cause, community_id, approval_id, asked)
    if _stands(scope, approval_id):
        raise ApprovalExists()
    one = replace(one, request=kind_of(one).kept(scope, one.request))
    one = replace(one, amount_fen=kind_of(one).preview(scope, one).amount_fen)
    with transaction(scope, cause) as tx:
        return tx.record(
            "approval.asked",
            subject=store.approval_row(scope, one),
            home=_home(one),
            outcome=_moved(one, one.amount_fen),
            reason=one.words or None,
        )


def ask_in(
    tx: Transaction,
    community_id: str,
    *,
    approval_id: str,
    asked: Asked,
    asked_by: str | None = None,
    amount_fen: int = 0,
) -> None:
    """Join a verb whose outcome waits for a second person from now on. `approval_id` is derived from what it is about;
    `asked_by` whose doing it was, where a job is only finishing it.
    """
    one = _asked(tx.scope, tx.cause, community_id, approval_id, asked)
    one = replace(one, request=kind_of(one).kept(tx.scope, one.request), amount_fen=amount_fen)
    tx.save(store.approval_row(tx.scope, replace(one, asked_by=asked_by or one.asked_by)))


def withdraw_in(tx: Transaction, approval_id: str, *, community_id: str) -> None:
    """Join a verb that gives up what an approval is about: nobody is to decide it any more. Harmless where none waits.

    The kind is not told: the verb knows.
    """
    try:
        one = store.load_approval(tx.scope, approval_id, community_id=community_id)
    except NotFound:
        return
    if one.is_waiting:
        dropped = rules.dropped(one, by=tx.scope.actor_id, at=tx.cause.at)
        tx.save(store.approval_row(tx.scope, _without_sealed(dropped)))


def approve(
    scope: Scope, cause: Cause, approval_id: str, *, community_id: str, digest: str, answer: str = ""
) -> ApprovalMoved:
    """Agree to what was looked at (`digest`): it is so from now on. Then what takes longer goes on by itself.

    Raises OwnApproval, ApprovalDecided, and ApprovalChanged when it would do something else by now.
    """
    moved = _approve(scope, cause, approval_id, community_id=community_id, digest=digest, answer=answer)
    one = store.load_approval(scope, approval_id, community_id=community_id)
    _followed(one, kind_of(one).follow, scope)
    return moved


@verb("approvals.approve")
def _approve(
    scope: Scope, cause: Cause, approval_id: str, *, community_id: str, digest: str, answer: str
) -> ApprovalMoved:
    one = store.load_approval(scope, approval_id, community_id=community_id)
    is_own, may = concerns.is_own(scope, one), may_be_alone(scope)
    decided = rules.approved(one, by=scope.actor_id, at=cause.at, answer=answer, is_own=is_own, may_be_alone=may)
    with transaction(scope, cause) as tx:
        kind_of(one).apply_in(tx, decided)
        # Looked at behind what is to be written, whose versions are checked: nothing can come between.
        preview = kind_of(one).preview(scope, one)
        if preview.digest != digest:
            raise ApprovalChanged()
        decided = rules.seen(decided, preview.facts, preview.amount_fen)
        if decided.alone:
            tx.save(store.alone_row(scope, decided))
        return tx.record(
            kind_of(one).agreed,
            subject=store.approval_row(scope, decided),
            home=_home(one),
            outcome=replace(_moved(decided, preview.amount_fen), about=kind_of(one).told(decided)),
            reason=answer[:_REASON_CHARACTERS] or None,
        )


def refuse(scope: Scope, cause: Cause, approval_id: str, *, community_id: str, answer: str) -> ApprovalMoved:
    """Do not agree, and say why. Whoever asked may be the one: that takes it back."""
    moved = _refuse(scope, cause, approval_id, community_id=community_id, answer=answer)
    one = store.load_approval(scope, approval_id, community_id=community_id)
    _followed(one, kind_of(one).follow_end, scope)
    return moved


@verb("approvals.refuse")
def _refuse(scope: Scope, cause: Cause, approval_id: str, *, community_id: str, answer: str) -> ApprovalMoved:
    one = store.load_approval(scope, approval_id, community_id=community_id)
    decided = _without_sealed(rules.refused(one, by=scope.actor_id, at=cause.at, answer=answer))
    with transaction(scope, cause) as tx:
        kind_of(one).refuse_in(tx, decided)
        return tx.record(
            "approval.refused",
            subject=store.approval_row(scope, decided),
            home=_home(one),
            outcome=_moved(decided),
            reason=answer,
        )


def withdraw(scope: Scope, cause: Cause, approval_id: str, *, community_id: str) -> ApprovalMoved:
    """Take back what one has asked oneself."""
    moved = _withdraw(scope, cause, approval_id, community_id=community_id)
    one = store.load_approval(scope, approval_id, community_id=community_id)
    _followed(one, kind_of(one).follow_end, scope)
    return moved


@verb("approvals.withdraw")
def _withdraw(scope: Scope, cause: Cause, approval_id: str, *, community_id: str) -> ApprovalMoved:
    one = store.load_approval(scope, approval_id, community_id=community_id)
    decided = _without_sealed(rules.withdrawn(one, by=scope.actor_id, at=cause.at))
    with transaction(scope, cause) as tx:
        kind_of(one).withdraw_in(tx, decided)
        return tx.record(
            "approval.retracted",
            subject=store.approval_row(scope, decided),
            home=_home(one),
            outcome=_moved(decided),
        )


def get_approval(scope: Scope, approval_id: str, *, community_id: str) -> tuple[Approval, Preview]:
    """The approval, and what it would do now; of a decided one, what was looked at when it was.

    One that its kind refuses by now shows `refused`, the code, and can only be refused or taken back.
    """
    one = store.load_approval(scope, approval_id, community_id=community_id)
    if not one.is_waiting:
        return one, Preview(one.shown, one.amount_fen)
    try:
        return one, kind_of(one).preview(scope, one)
    except Unavailable:
        raise
    except Refusal as refusal:
        return one, Preview({"refused": refusal.code})


def approvals_page(
    scope: Scope, community_id: str, *, is_waiting: bool, cursor: str | None, unit_id: str | None = None
) -> tuple[list[Approval], str | None]:
    """A page of what waits for a second person, the longest waiting first; or of what was decided, newest first.

    With a unit, only its own: what concerns the whole community is not among it.
    """
    estate.get_community(scope, community_id)
    if unit_id is not None:
        estate.get_unit(scope, unit_id, community_id=community_id)
    return store.approvals_page(scope, community_id, is_waiting=is_waiting, cursor=cursor, unit_id=unit_id)


def alone_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[Approval], str | None, int]:
    """A page of what one person asked for and agreed to, newest first; and how many there are in all."""
    estate.get_community(scope, community_id)
    found, onward = store.alone_page(scope, community_id, cursor=cursor)
    return found, onward, store.count_alone(scope, community_id)


def _asked(scope: Scope, cause: Cause, community_id: str, approval_id: str, asked: Asked) -> Approval:
    """The approval as it begins, with the place that it is about; raises NotFound."""
    if asked.unit_id is None:
        estate.get_whole_community(scope, community_id)
        building_id, label = None, ""
    else:
        unit = estate.get_unit(scope, asked.unit_id, community_id=community_id)
        building_id, label = unit.building_id, unit.label
    return Approval(
        approval_id=approval_id,
        community_id=community_id,
        building_id=building_id,
        asked_by=scope.actor_id,
        asked_at=cause.at,
        **(vars(asked) | {"place": asked.place or label}),
    )


def _without_sealed(one: Approval) -> Approval:
    """What comes to nothing keeps of its request what pages show alone: nobody's phone or id number, sealed or not."""
    return replace(one, request=kind_of(one).shown(one.request))


def _followed(one: Approval, follow: Callable[[str, Approval], None], scope: Scope) -> None:
    try:
        follow(scope.org_id, one)
    except Exception:
        logger.exception("what follows an approval is left to its sweep")


def _home(one: Approval) -> str:
    return community_home(one.community_id) if one.unit_id is None else unit_home(one.unit_id)


def _stands(scope: Scope, approval_id: str) -> bool:
    same = store.ask_approval(scope, approval_id)
    return Together(same)[same] is not None


def _moved(one: Approval, amount_fen: int = 0) -> ApprovalMoved:
    return ApprovalMoved(
        one.approval_id, one.kind, one.community_id, one.unit_id, one.state, amount_fen, alone=one.alone
    )
