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


@dataclass(frozen=True)
class Kind:
    """`preview` also refuses what cannot be asked. `apply_in` and `refuse_in` join the verb that decides.

    `follow` goes on after the agreement is committed (a long verb); it may be called again.
    """

    name: str
    preview: Callable[[Scope, Approval], Preview]
    apply_in: Callable[[Transaction, Approval], None]
    refuse_in: Callable[[Transaction, Approval], None] = lambda tx, one: None
    follow: Callable[[str, Approval], None] = lambda org_id, one: None


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
