"""The door for writes that are not business changes: sessions, codes, rate counters, progress, drafts.

No money and no state machine may pass here; `tests/tidy` lists every reason given.
"""

from __future__ import annotations

from collections.abc import Callable

from pynamodb.exceptions import DeleteError, PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core import limits
from chalicelib.core.errors import Unavailable
from chalicelib.db import connection
from chalicelib.db.commit import Commit, OutcomeUnknown, Overtaken
from chalicelib.db.pauses import pause
from chalicelib.db.reads import get
from chalicelib.db.rows import Row

_REFUSED = "ConditionalCheckFailedException"
_CONFLICT = "TransactionConflictException"


class Lost(Exception):
    """A condition did not hold, of one of `rows` where several were to be written; nothing was written."""

    def __init__(self, rows: tuple[Row, ...] = ()) -> None:
        super().__init__()
        self.rows = rows


class Books:
    """Writes for one stated reason: of one row, or of a few that only mean something together."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def put(self, row: Row, condition: Condition | None = None) -> None:
        """Write the row at the version read (a new one where none is); raises Lost."""
        _until_free(lambda: row.save(condition=condition))

    def update(self, row: Row, actions: list[Action], condition: Condition | None = None) -> None:
        """Change attributes in place whatever the version is, then refresh `row`; raises Lost."""
        _until_free(lambda: row.update(actions=[*actions], condition=condition, add_version_condition=False))

    def delete(self, row: Row, condition: Condition | None = None) -> None:
        """Remove the row whatever its version; raises Lost."""
        _until_free(lambda: row.delete(condition=condition, add_version_condition=False))

    def put_with(self, row: Row, *updates: tuple[Row, list[Action], Condition]) -> None:
        """Put a new row and change others in place, all or nothing. Raises Lost with the rows whose condition failed.

        Whether it happened is never left open: where a reply is lost, the new row says it. Raises Unavailable.
        """
        commit, in_doubt = Commit(), False
        commit.save(row)
        for update in updates:
            commit.update(*update)
        for attempt in range(limits.VERB_ATTEMPTS):
            try:
                return commit.run()
            except (Overtaken, OutcomeUnknown) as error:
                in_doubt |= isinstance(error, OutcomeUnknown)
                if in_doubt and get(type(row), row.pk, row.sk):
                    return None
                if isinstance(error, Overtaken) and error.rows:
                    raise Lost(error.rows) from error
            pause(attempt)
        raise Unavailable()


def _until_free(write: Callable[[], object]) -> None:
    """Write, again while a transaction has hold of the row; raises Lost, Unavailable, or what else went wrong."""
    for attempt in range(limits.VERB_ATTEMPTS):
        try:
            write()
            return
        except (PutError, UpdateError, DeleteError) as error:
            code = connection.refusal_code(error)
            if code == _REFUSED:
                raise Lost() from error
            if code != _CONFLICT:
                raise
        pause(attempt)
    raise Unavailable()


def bookkeeping(reason: str) -> Books:
    """Writes for `reason`, a short phrase that the tidy test knows."""
    return Books(reason)
