"""A workbook that an office was really given, where a copy of it is at hand: what nobody here shaped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chalicelib.documents.workbook import read_workbook
from chalicelib.imports.rules import parse
from tests.builders.workbooks import found

BESIDE = Path(__file__).resolve().parents[4] / "shared" / "data" / "peer-office-import.xlsx"


def test_the_peers_own_workbook_is_understood() -> None:
    path = Path(os.environ.get("GUANJIA_PEER_WORKBOOK", BESIDE))
    if not path.exists():
        pytest.skip("no copy of the peer's workbook here; GUANJIA_PEER_WORKBOOK may name one")
    result = parse(read_workbook(path.read_bytes()))
    assert (result.form, len(result.units), len(result.parties), len(result.items)) == ("peer", 8, 5, 2)
    assert len(result.buildings) == 26
    assert {unit.number: [charge.item_number for charge in unit.charges] for unit in result.units} == {
        "1011": ["1", "2"],
        "1012": ["1"],
        "1013": ["2"],
        "1014": ["1", "2"],
        "1021": ["2"],
        "1022": ["2"],
        "1023": ["2"],
        "1024": ["1", "2"],
    }
    assert [finding.facts["owner"] for finding in found(result, "owner_missing")] == ["6", "7", "8"]
    assert [finding.facts["rows"] for finding in found(result, "id_number_shared")] == [["2", "3", "4", "5", "6"]]
    assert result.totals["error"] == 0
    assert {(str(item.rate), item.surcharge_fen, item.broken) for item in result.items} == {
        ("1.3", 2000, None),
        ("1", 2000, None),
    }
