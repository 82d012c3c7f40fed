"""Which heads are committed is remembered; what is forgotten of it to save memory is never lost to a reader."""

from __future__ import annotations

import pytest

from chalicelib.db import staging
from chalicelib.estate import service as estate
from tests.builders.billing import a_small_workbook
from tests.builders.office import Office


def test_nothing_becomes_invisible_when_the_memory_of_heads_is_full(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.take_in(a_small_workbook(2))
    office.take_in(a_small_workbook(3), name="one more.xlsx")
    staging.forget()
    monkeypatch.setattr(staging, "_MOST_REMEMBERED", 0)
    listed = list(estate.every_unit(office.scope, office.community_id))
    assert [unit.number for unit in listed] == ["101", "102", "103"]
    staging.forget()
    estate.get_unit(office.scope, listed[0].unit_id)
    assert len(estate.get_units(office.scope, [unit.unit_id for unit in listed])) == 3
