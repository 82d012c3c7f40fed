"""One TransactWriteItems: rows saved with their version checked, all or nothing. Owns what its failures mean.

Business changes do not come here directly but through `journal.transaction`, chunks of long verbs through `staging`,
bookkeeping of several rows through `bookkeeping`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.core import limits
from chalicelib.db import connection
from chalicelib.db.rows import Row

_REFUSED = "ConditionalCheckFailed"


class CommitFailed(Exception):
    """Nothing was written, or (OutcomeUnknown only) perhaps everything."""


class Overtaken(CommitFailed):
    """Another commit was first: `rows` are the ones whose version or absence no longer held (none: try again)."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        super().__init__([f"{row.pk} {row.sk}" for row in rows])
        self.rows = tuple(rows)


class OutcomeUnknown(CommitFailed):
    """The engine's answer was lost: read back what would prove the commit, never guess."""


@dataclass
class Commit:
    """Rows to write together. Serialised only at `run`, so a row may still be filled in after it was added."""

    checks: list[tuple[Row, Condition]] = field(default_factory=list)
    deletes: list[Row] = field(default_factory=list)
    saves: list[tuple[Row, Condition | None]] = field(default_factory=list)
    updates: list[tuple[Row, list[Action], Condition]] = field(default_factory=list)

    def save(self, row: Row, condition: Condition | None = None) -> None:
        """Put `row`: one read before only at the version read, a new one only where none is."""
        self.saves.append((row, condition))

    def delete(self, row: Row) -> None:
        """Delete `row` at the version read."""
        self.deletes.append(row)

    def check(self, row: Row, condition: Condition) -> None:
        """Commit only if `condition` holds on the stored item with this row's key."""
        self.checks.append((row, condition))

    def update(self, row: Row, actions: list[Action], condition: Condition) -> None:
        """Change attributes in place whatever the version is; for bookkeeping."""
        self.updates.append((row, actions, condition))

    def __len__(self) -> int:
        return len(self.checks) + len(self.deletes) + len(self.saves) + len(self.updates)

    def run(self) -> None:
        """Write; raises Overtaken or OutcomeUnknown. A limit passed is a fault of ours, not a refusal."""
        assert 0 < len(self) <= limits.TRANSACTION_ITEMS, f"{len(self)} items in one transaction"  # noqa: S101
        try:
            with TransactWrite(connection=connection.connection()) as write:
                for row, condition in self.checks:
                    write.condition_check(type(row), row.pk, row.sk, condition=condition)
                for row in self.deletes:
                    write.delete(row)
                for row, only_if in self.saves:
                    write.save(row, condition=only_if)
                for row, actions, only_if in self.updates:
                    write.update(row, [*actions], condition=only_if, add_version_condition=False)
        except TransactWriteError as error:
            raise self._meaning(error) from error

    def _meaning(self, error: TransactWriteError) -> Exception:
        code = connection.refusal_code(error)
        if code == "TransactionCanceledException":
            in_order = [row for row, _ in self.checks] + self.deletes + [row for row, _ in self.saves]
            in_order += [row for row, *_ in self.updates]
            reasons = list(error.cancellation_reasons)
            refused = [r for r, why in zip(in_order, reasons, strict=False) if why and why.code == _REFUSED]
            return Overtaken(refused)
        if code in connection.OURS:
            return error
        return OutcomeUnknown(str(error))


def absent(row: type[Row]) -> Any:
    """The condition that no item stands at the key."""
    return row.pk.does_not_exist()
