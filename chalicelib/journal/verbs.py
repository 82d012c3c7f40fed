"""How a business change is made: `@verb` around a service function, `transaction()` around its commit.

A verb may be called again with the same key for ever: it writes nothing and gets the first answer back (PAY-02).
The answer is rebuilt from the entry's outcome, so a verb returns the dataclass that it recorded and nothing else.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast, get_type_hints

import msgspec

from chalicelib import config
from chalicelib.core import clock, limits
from chalicelib.core.errors import Conflict, Invalid, Unavailable
from chalicelib.core.scope import Cause, Scope
from chalicelib.db.commit import Commit, OutcomeUnknown, Overtaken
from chalicelib.db.pauses import pause
from chalicelib.db.rows import AggregateRow, Row
from chalicelib.journal.entries import EntryRow, digest_of, entry_key, find

P = ParamSpec("P")
A = TypeVar("A")

VERBS: Final[dict[str, Callable[..., Any]]] = {}


class KeyReused(Invalid):
    """This key has carried another request."""

    code = "key_reused"


class Busy(Unavailable):
    """Others keep changing the same thing; try again."""

    code = "busy"


class _Recorded(Exception):
    """The entry stood already when this commit was tried."""


@dataclass
class Transaction:
    """The rows of one verb and its one entry."""

    scope: Scope
    cause: Cause
    _commit: Commit = field(default_factory=Commit)
    _entry: EntryRow | None = None
    _subject: AggregateRow | None = None

    def save(self, row: Row) -> None:
        """Add a row: version-checked, or absent so far."""
        self._commit.save(row)

    def delete(self, row: Row) -> None:
        """Remove a row at the version read."""
        self._commit.delete(row)

    def record(
        self,
        event: str,
        *,
        subject: AggregateRow,
        home: str,
        outcome: A,
        changes: Mapping[str, object] | None = None,
        reason: str | None = None,
    ) -> A:
        """Say what happened, in the past tense; saves `subject` and gives `outcome` back. Once per transaction.

        `changes` are differences (before → after), never whole rows; neither holds a personal value.
        """
        assert self._entry is None, "one verb, one entry"  # noqa: S101
        self._commit.save(subject)
        at = clock.instant(self.cause.at)
        entry_id = self.cause.request_id
        self._subject = subject
        self._entry = EntryRow(
            entry_key(self.scope, self.cause),
            "ENTRY",
            work_pk=f"{self.scope.org_id}#{home}",
            work_sk=f"{at}#{int(subject.chain_n) + 1:06}#{entry_id}",
            entry_id=entry_id,
            at=self.cause.at,
            actor=self.scope.actor_id,
            origin=str(self.cause.origin),
            request_id=self.cause.request_id,
            verb=self.cause.verb,
            digest=self.cause.digest,
            event=event,
            subject=f"{subject.pk}|{subject.sk}",
            n=subject.chain_n + 1,
            prev=subject.chain_head,
            outcome=msgspec.to_builtins(outcome),
            changes=msgspec.to_builtins(changes or {}),
            reason=reason,
        )
        return outcome

    def commit(self) -> None:
        """Write all of it; raises Overtaken, OutcomeUnknown or (for `verb` alone) that the entry stood already."""
        assert self._entry is not None, "a verb without an entry"  # noqa: S101
        assert self._subject is not None  # noqa: S101
        size = len(msgspec.json.encode(self._entry.serialize()))
        assert size <= limits.ENTRY_BYTES, f"{self._entry.event}: an entry of {size} bytes"  # noqa: S101
        self._subject.chain_n = self._entry.n
        self._subject.chain_head = digest_of(self._entry)
        self._commit.save(self._entry, EntryRow.pk.does_not_exist())
        try:
            self._commit.run()
        except Overtaken as lost:
            if any(row is self._entry for row in lost.rows):
                raise _Recorded from lost
            raise


@contextmanager
def transaction(scope: Scope, cause: Cause) -> Iterator[Transaction]:
    """All or nothing: the rows saved inside and exactly one entry, committed when the block ends without an error."""
    tx = Transaction(scope, cause)
    yield tx
    tx.commit()


def verb(name: str) -> Callable[[Callable[Concatenate[Scope, Cause, P], A]], Callable[Concatenate[Scope, Cause, P], A]]:
    """Make a service function a verb: replayed by its key, decided anew when overtaken, settled when in doubt.

    `name` is its name for ever (it is part of the stored digest): `billing.release_run`.
    """

    def decorate(work: Callable[Concatenate[Scope, Cause, P], A]) -> Callable[Concatenate[Scope, Cause, P], A]:
        @functools.wraps(work)
        def run(scope: Scope, cause: Cause, *args: P.args, **named: P.kwargs) -> A:
            bound = cause.of(name, _digest(name, args, named))
            for attempt in range(limits.VERB_ATTEMPTS):
                try:
                    return work(scope, bound, *args, **named)
                except (Overtaken, OutcomeUnknown, _Recorded):
                    entry = find(scope, bound)
                except (Conflict, Invalid):
                    entry = find(scope, bound)
                    if entry is None:
                        raise
                if entry is not None:
                    return _first_answer(entry, bound, work)
                pause(attempt)
            raise Busy(verb=name)

        VERBS[name] = run
        return cast(Callable[Concatenate[Scope, Cause, P], A], run)

    return decorate


def _digest(name: str, args: tuple[object, ...], named: Mapping[str, object]) -> str:
    """Tells one request from another, and not even a guessed one from it: requests carry phones."""
    request = msgspec.json.encode([name, args, named], order="deterministic")
    return hmac.new(config.secret("journal"), request, hashlib.sha256).hexdigest()


def _first_answer(entry: EntryRow, cause: Cause, work: Callable[..., A]) -> A:
    if entry.digest != cause.digest:
        raise KeyReused(key=cause.key)
    answer: A = msgspec.convert(entry.outcome, get_type_hints(work)["return"])
    return answer
