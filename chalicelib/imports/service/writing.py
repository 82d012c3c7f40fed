"""Writing: the new rows of a confirmed workbook, staged chunk by chunk under the import's head.

The file is read again from its bytes (their digest is checked), so every worker and every retry makes the same chunks.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from chalicelib.billing.service import items as billing
from chalicelib.core import limits
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.scope import Scope
from chalicelib.db import staging
from chalicelib.db.commit import Overtaken
from chalicelib.db.rows import Row
from chalicelib.estate import service as estate
from chalicelib.imports import store
from chalicelib.imports.rules.compare import Fresh
from chalicelib.imports.rules.runs import Import, State
from chalicelib.imports.service.reading import fresh, read
from chalicelib.people import service as people


class FileChanged(Conflict):
    """The stored file is not the one that was previewed."""

    code = "file_changed"


class RowTooLarge(Invalid):
    """The engine refuses a row of the import as such, so it would refuse it for ever."""

    code = "import_row_too_large"


def write(scope: Scope, one: Import, *, chunks: int) -> bool:
    """Stage up to `chunks` more chunks; True when everything is staged.

    Raises Overtaken when another worker gets ahead; FileMissing, FileChanged (the bytes are not those of the preview)
    or RowTooLarge when it can never be written.
    """
    found = read(one)
    if found.digest != one.digest:
        raise FileChanged(import_id=one.import_id)
    fence = staging.last_fence(scope, one.head)
    start, done = (fence.n, int(fence.result["done"])) if fence else (0, 0)
    for number, rows in enumerate(_chunks(scope, one, fresh(scope, one.community_id, found)), start=1):
        if number <= start:
            continue
        if number > start + chunks:
            return False
        done += len(rows)
        _write_chunk(scope, one, number, rows, done)
    return True


def _write_chunk(scope: Scope, one: Import, number: int, rows: list[Row], done: int) -> None:
    """Stage a chunk; over what a refused import has left at the same keys, which nobody ever saw."""
    only_if = store.still(scope, one, State.WRITING)

    def stage() -> bool:
        result = {"done": done}
        return staging.write_chunk(scope, one.head, number, rows=rows, upto="", result=result, only_if=only_if)

    try:
        staged = stage()
    except Overtaken:
        if not store.over_refused(scope, one, rows):
            raise
        staged = stage()
    except Exception as error:
        if store.is_unwritable(error):
            raise RowTooLarge() from error
        raise
    if not staged:
        raise Overtaken()


def total(scope: Scope, one: Import, new: Fresh) -> int:
    """How many rows the import will write: the measure of its progress."""
    return sum(len(rows) for rows in _groups(scope, one, new))


def _chunks(scope: Scope, one: Import, new: Fresh) -> Iterator[list[Row]]:
    """Rows in transactions' sizes; what belongs together stays together, unless it alone is more than one holds.

    Even then nobody sees a part of it: all of the import's rows become visible at once.
    """
    batch: list[Row] = []
    for group in _groups(scope, one, new):
        if batch and len(batch) + len(group) > limits.CHUNK_ITEMS:
            yield batch
            batch = []
        batch = batch + group
        while len(batch) > limits.CHUNK_ITEMS:
            yield batch[: limits.CHUNK_ITEMS]
            batch = batch[limits.CHUNK_ITEMS :]
    if batch:
        yield batch


def _groups(scope: Scope, one: Import, new: Fresh) -> Iterator[list[Row]]:
    items = ([row] for row in billing.rows_to_stage(scope, items=new.items))
    buildings = ([row] for row in estate.rows_to_stage(scope, buildings=new.buildings))
    parties = (people.party_rows(scope, one.started_at, party) for party in new.parties)
    units = (
        [
            *estate.rows_to_stage(scope, units=[filed.unit]),
            *billing.rows_to_stage(scope, charges=[filed.charges]),
            *people.household_rows(scope, filed.unit, filed.tenures),
        ]
        for filed in new.units
    )
    return chain(items, buildings, parties, units)
