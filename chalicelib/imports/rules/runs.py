"""The import as a state machine: reading → ready → waiting for a second person → writing → done.

Refused or discarded before anything is written; one that turns out while writing to be unwritable is refused, and
nothing of it is ever seen.

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from chalicelib.core.errors import Conflict, Fact
from chalicelib.core.stamp import NEW, Stamp


class State(StrEnum):
    READING = "reading"
    READY = "ready"
    WAITING = "waiting"
    REFUSED = "refused"
    WRITING = "writing"
    DONE = "done"
    DISCARDED = "discarded"


class Verb(StrEnum):
    FINISH_READING = "finish_reading"
    REFUSE = "refuse"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"
    WRITE = "write"
    FINISH = "finish"
    DISCARD = "discard"
    FAIL = "fail"


TRANSITIONS: Final = {
    (State.READING, Verb.FINISH_READING): State.READY,
    (State.READING, Verb.REFUSE): State.REFUSED,
    (State.READY, Verb.CONFIRM): State.WAITING,
    (State.WAITING, Verb.SEND_BACK): State.READY,
    (State.WAITING, Verb.WRITE): State.WRITING,
    (State.READING, Verb.DISCARD): State.DISCARDED,
    (State.READY, Verb.DISCARD): State.DISCARDED,
    (State.WAITING, Verb.DISCARD): State.DISCARDED,
    (State.WRITING, Verb.FINISH): State.DONE,
    (State.WRITING, Verb.FAIL): State.REFUSED,
}


class ImportRefused(Conflict):
    """The import is in a state that does not allow this."""

    code = "import_refused"


class ImportOpen(Conflict):
    """Another import of this community is being written."""

    code = "import_open"


class ImportExists(Conflict):
    """An import with this id stands already: another intention took it."""

    code = "import_exists"


class ImportStale(Conflict):
    """Another import was written since this one was previewed: what would be written now is not what was shown."""

    code = "import_stale"


class ImportHasErrors(Conflict):
    """Rows would be left out, and the caller has not said that this is meant."""

    code = "import_has_errors"


@dataclass(frozen=True)
class Count:
    """How many of a kind are new, stand already just so, or stand already otherwise (and are left as they are)."""

    new: int = 0
    same: int = 0
    changed: int = 0


@dataclass(frozen=True)
class Import:
    """One workbook on its way in. `digest` is of the file's bytes: what was previewed is what is written.

    `compared_at` is how often the community's slot had been written when the file was held against what is on file.
    `approval_id` is the approval that it waits for, or waited for last.
    """

    import_id: str
    community_id: str
    upload_id: str
    file_key: str
    file_name: str
    state: State
    started_at: datetime
    started_by: str
    form: str | None = None
    digest: str = ""
    compared_at: int = 0
    total: int = 0
    counts: Mapping[str, Count] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    refusal: tuple[str, Mapping[str, Fact]] | None = None
    approval_id: str | None = None
    confirmed_at: datetime | None = None
    done_at: datetime | None = None
    stamp: Stamp = NEW

    @property
    def head(self) -> str:
        """The head that its rows are staged under."""
        return f"IMPORT#{self.community_id}#{self.import_id}"

    @property
    def is_moving(self) -> bool:
        """Whether a job still has work to do on it."""
        return self.state in {State.READING, State.WRITING}

    @property
    def is_over(self) -> bool:
        """Whether nothing will ever need its file again."""
        return self.state in {State.REFUSED, State.DISCARDED, State.DONE}


@dataclass(frozen=True)
class Slot:
    """The community's place for one import being written."""

    community_id: str
    open_import: str | None = None
    stamp: Stamp = NEW

    @property
    def writes(self) -> int:
        """How often it was taken or freed: it grows with every import that is written."""
        return self.stamp.version or 0


def move(one: Import, verb: Verb) -> Import:
    """The one door: raises ImportRefused with the state that stands in the way."""
    if (one.state, verb) not in TRANSITIONS:
        raise ImportRefused(import_id=one.import_id, state=one.state, verb=verb)
    return replace(one, state=TRANSITIONS[one.state, verb])


def confirm(one: Import, slot: Slot, *, leave_out_errors: bool) -> Import:
    """Have it wait for a second person. Raises ImportHasErrors, ImportOpen, ImportStale."""
    moved = move(one, Verb.CONFIRM)
    if one.findings.get("error") and not leave_out_errors:
        raise ImportHasErrors(errors=one.findings["error"])
    _need_free(one, slot)
    return moved


def write(one: Import, slot: Slot) -> tuple[Import, Slot]:
    """Begin writing: the point of no return. Raises ImportOpen, ImportStale."""
    moved = move(one, Verb.WRITE)
    _need_free(one, slot)
    return moved, replace(slot, open_import=one.import_id)


def _need_free(one: Import, slot: Slot) -> None:
    if slot.open_import:
        raise ImportOpen(import_id=slot.open_import)
    if slot.writes != one.compared_at:
        raise ImportStale(import_id=one.import_id)
