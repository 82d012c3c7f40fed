"""What waits and what was decided: by community and by unit, with the money, within reach (REG-04)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.approvals import service as approvals
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Reach
from tests.builders import corrections, payments
from tests.builders.corrections import RIGHT
from tests.builders.office import Office, an_id
from tests.builders.payments import FIRST

pytestmark = pytest.mark.usefixtures("moto")


def listed(office: Office, *, is_waiting: bool, unit_id: str | None = None) -> list[tuple[str, int]]:
    """The approvals of a list, each with its money."""
    found, _ = approvals.approvals_page(
        office.scope, office.community_id, is_waiting=is_waiting, cursor=None, unit_id=unit_id
    )
    return [(one.approval_id, one.amount_fen) for one in found]


def test_a_unit_shows_what_waits_for_it_and_what_was_decided_each_with_its_money() -> None:
    office = corrections.a_wrong_office(months=("2026-10",), units=2)
    mine, other = (corrections.asked(office, (RIGHT, "2026-10-01", None), number=n) for n in (FIRST, FIRST + 1))
    unit_id = payments.unit_of(office)
    assert set(listed(office, is_waiting=True)) == {(mine, -200_00), (other, -200_00)}
    assert listed(office, is_waiting=True, unit_id=unit_id) == [(mine, -200_00)]
    corrections.agreed(office, mine)
    assert listed(office, is_waiting=True, unit_id=unit_id) == []
    assert listed(office, is_waiting=False, unit_id=unit_id) == [(mine, -200_00)]
    decided, shown = approvals.get_approval(office.scope, mine, community_id=office.community_id)
    assert (decided.amount_fen, shown.amount_fen) == (-200_00, -200_00)


def test_a_unit_out_of_reach_or_of_nobody_shows_nothing() -> None:
    office = corrections.a_wrong_office(months=())
    narrow = replace(office.scope, reach=Reach(buildings=frozenset({an_id("another building")})))
    for scope, unit_id in ((narrow, payments.unit_of(office)), (office.scope, an_id("no unit"))):
        with pytest.raises(NotFound):
            approvals.approvals_page(scope, office.community_id, is_waiting=True, cursor=None, unit_id=unit_id)
