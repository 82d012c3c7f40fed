"""An area that was wrong and cost money has every area verified; one that cost nothing does not (REG-05)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.quality.rules.rounds import Round, State
from chalicelib.quality.service import reading
from tests.builders import corrections
from tests.builders.core import standing_clock
from tests.builders.office import Office


@pytest.fixture
def office(moto_engine: None) -> Iterator[Office]:
    """Two units of 120 m² that have 100, billed for October."""
    with standing_clock():
        yield corrections.a_wrong_office(months=("2026-10",), units=2)


def rounds_of(office: Office) -> list[Round]:
    found, _ = reading.rounds_page(office.scope, office.community_id, cursor=None)
    return found


def test_a_correction_that_moved_money_opens_a_round_and_a_second_joins_it(office: Office) -> None:
    first = corrections.corrected(office, ("100", "2026-10-01", None))
    (one,) = rounds_of(office)
    assert (one.correction_id, one.state, one.total, one.done) == (first, State.OPEN, 2, 0)
    corrections.corrected(office, ("100", "2026-10-01", None), number=102)
    assert [each.round_id for each in rounds_of(office)] == [one.round_id]


def test_a_correction_of_days_that_nobody_was_billed_for_opens_none(office: Office) -> None:
    corrections.corrected(office, ("100", "2025-01-01", "2025-01-31"))
    assert rounds_of(office) == []
