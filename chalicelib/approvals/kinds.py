"""The kinds of change that wait for a second person: registered by `wiring`, so that this floor calls none by name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from chalicelib.approvals.rules import Approval
from chalicelib.core.scope import Scope
from chalicelib.journal import Transaction


@dataclass(frozen=True)
class Preview:
    """What a change would do now: `facts` for the page (plain values), `amount_fen` the money that moves, signed."""

    facts: Mapping[str, Any]
    amount_fen: int = 0

    @property
    def digest(self) -> str:
        """Tells what was looked at from what would be done."""
        return hashlib.sha256(msgspec.json.encode([self.facts, self.amount_fen], order="deterministic")).hexdigest()


Request = Mapping[str, Any]


def _nothing_in(tx: Transaction, one: Approval) -> None:
    """Nothing else is to be done with the decision."""


def _nothing(org_id: str, one: Approval) -> None:
    """Nothing follows."""


def _as_it_is(request: Request) -> Request:
    return request


@dataclass(frozen=True)
class Kind:
    """`preview` also refuses what cannot be asked. `apply_in`, `refuse_in`, `withdraw_in` join the verb that decides.

    `follow` goes on after the agreement is committed (a long verb), `follow_end` after it was refused or taken back;
    both may be called again. `kept` gives the request as the row keeps it (what is personal, sealed), `shown` as pages
    may see it. `agreed` is the event of the agreement, `told` what its entry says beside the approval's own facts.
    """

    name: str
    preview: Callable[[Scope, Approval], Preview]
    apply_in: Callable[[Transaction, Approval], None]
    refuse_in: Callable[[Transaction, Approval], None] = _nothing_in
    follow: Callable[[str, Approval], None] = _nothing
    withdraw_in: Callable[[Transaction, Approval], None] = _nothing_in
    follow_end: Callable[[str, Approval], None] = _nothing
    kept: Callable[[Scope, Request], Request] = lambda scope, request: request
    shown: Callable[[Request], Request] = _as_it_is
    agreed: str = "approval.approved"
    told: Callable[[Approval], Mapping[str, Any]] = lambda one: {}


_KINDS: Final[dict[str, Kind]] = {}
_alone: list[Callable[[Scope], bool]] = []


def register(kind: Kind) -> None:
    """Have changes of this kind wait for a second person."""
    assert kind.name not in _KINDS, kind.name  # noqa: S101
    _KINDS[kind.name] = kind


def kind_of(one: Approval) -> Kind:
    """The kind of an approval."""
    return _KINDS[one.kind]


def ask_whether_alone(question: Callable[[Scope], bool]) -> None:
    """How it is found out whether an office is of one person."""
    _alone[:] = [question]


def may_be_alone(scope: Scope) -> bool:
    """Whether whoever asks may agree too: in an office of one person."""
    return any(question(scope) for question in _alone)
