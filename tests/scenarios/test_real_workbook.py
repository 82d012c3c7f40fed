"""A real office's workbook, billed for a month. Its file is not part of the project: without it, skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chalicelib.billing.service import accounts, runs
from chalicelib.core.period import Period
from chalicelib.estate import service as estate
from chalicelib.imports.service import verbs as imports
from tests.builders.office import an_office

_BESIDE = Path(__file__).parents[2].parent / "shared" / "data" / "peer-office-import.xlsx"
WORKBOOK = Path(os.environ.get("GUANJIA_PEER_WORKBOOK", _BESIDE))


@pytest.mark.skipif(
    not WORKBOOK.exists(), reason="the peer's workbook is not beside the project (GUANJIA_PEER_WORKBOOK)"
)
def test_the_real_workbook_bills_88703_fen_and_skips_three_units_without_payer(either_engine: str) -> None:
    office = an_office()
    import_id = office.take_in(WORKBOOK.read_bytes())
    one = imports.get_import(office.scope, office.community_id, import_id)
    assert (one.counts["units"].new, one.counts["parties"].new, one.counts["items"].new) == (8, 5, 2)
    run = runs.get_run(office.scope, office.community_id, office.bill("2026-10"))
    assert (run.sums.bills, run.sums.lines, run.sums.billed_fen) == (7, 7, 88703)
    assert run.sums.skipped == {"no_payer": 3}
    units = list(estate.every_unit(office.scope, office.community_id))
    assert sum(bill.open_fen for bill in accounts.every_bill(office.scope, units)) == 88703
    assert runs.released_in(office.scope, office.community_id, Period(2026, 10)) == [run]
