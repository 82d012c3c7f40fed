"""The door for writes that are not business changes: sessions, codes, rate counters, progress, drafts.

No money and no state machine may pass here; `tests/tidy` lists every reason given.
"""

from __future__ import annotations

from pynamodb.exceptions import DeleteError, PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.db import connection
from chalicelib.db.rows import Row

_REFUSED = "ConditionalCheckFailedException"


class Lost(Exception):
    """The condition did not hold; nothing was written."""


class Books:
    """Single-row writes for one stated reason."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def put(self, row: Row, condition: Condition | None = None) -> None:
        """Write the row at the version read (a new one where none is); raises Lost."""
        try:
            row.save(condition=condition)
        except PutError as error:
            raise _meaning(error) from error

    def update(self, row: Row, actions: list[Action], condition: Condition | None = None) -> None:
        """Change attributes in place whatever the version is, then refresh `row`; raises Lost."""
        try:
            row.update(actions=actions, condition=condition, add_version_condition=False)
        except UpdateError as error:
            raise _meaning(error) from error

    def delete(self, row: Row, condition: Condition | None = None) -> None:
        """Remove the row whatever its version; raises Lost."""
        try:
            row.delete(condition=condition, add_version_condition=False)
        except DeleteError as error:
            raise _meaning(error) from error


def _meaning(error: PutError | UpdateError | DeleteError) -> Exception:
    return Lost() if connection.refusal_code(error) == _REFUSED else error


def bookkeeping(reason: str) -> Books:
    """Writes for `reason`, a short phrase that the tidy test knows."""
    return Books(reason)
