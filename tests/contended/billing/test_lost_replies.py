"""An office whose every reply to a write is lost once: nothing is guessed, nothing is done twice (PAY-02)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest
from botocore.exceptions import ConnectionClosedError

from chalicelib.estate import service as estate
from tests.builders.billing import A_UNIT_FEN, a_small_workbook
from tests.builders.office import Office
from tests.crash.chain import breaks, entries
from tests.crash.watch import listening

pytestmark = pytest.mark.contended


@contextmanager
def lost_replies(every: int) -> Iterator[list[int]]:
    """Of every few transactions, one is committed and never answered; gives the numbers of those."""
    numbers, lost = count(), []

    def lose(operation: str, _: dict[str, Any]) -> None:
        if operation == "TransactWriteItems" and (number := next(numbers)) % every == 0:
            lost.append(number)
            raise ConnectionClosedError(endpoint_url="http://engine")

    with listening(after=lose):
        yield lost


@pytest.mark.parametrize("every", [1, 2, 3])
def test_an_import_and_a_run_whose_replies_are_lost_end_as_any_other(office: Office, every: int) -> None:
    with lost_replies(every) as lost:
        office.take_in(a_small_workbook(3, first=201), name="more.xlsx")
        run_id = office.draft("2026-10")
        released = office.release(run_id).about
    assert len(lost) >= 5
    assert len(list(estate.every_unit(office.scope, office.community_id))) == 11
    assert (released["units"], released["bills"], released["billed_fen"]) == (9, 18, 9 * A_UNIT_FEN)
    told = [entry.event for entry in entries() if entry.event.startswith("run.")]
    assert sorted(told) == ["run.drafted", "run.released", "run.started"]
    assert not breaks(entries())
