"""What held on a day, and what was believed of it on another: every fact of a unit (REG-03)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.billing.service import items
from tests.builders import corrections, payments
from tests.builders.browsers import signed_in
from tests.builders.core import AT, standing_clock
from tests.builders.corrections import RIGHT, WRONG
from tests.builders.office import Office

pytestmark = pytest.mark.usefixtures("moto_engine")

TODAY = AT.date()
YESTERDAY = TODAY - timedelta(days=1)


def on_day(office: Office, **asked: Any) -> dict[str, Any]:
    """The page's answer, by kind the value that held."""
    unit_id = payments.unit_of(office)
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    status, answer = signed_in(office).get(f"/communities/{office.community_id}/units/{unit_id}/day?{query}")
    assert status == 200, answer
    held = {fact["kind"]: fact["value"] for fact in answer["facts"]}
    assert (answer["day"], answer["believed_on"]) == (
        str(asked.get("day", TODAY)),
        str(asked.get("believed_on", TODAY)),
    )
    return held | {"people": [one["name"] for one in answer["people"]]}


def test_a_corrected_fact_is_as_it_is_believed_today_and_as_it_was_believed_before() -> None:
    with standing_clock(AT - timedelta(days=30)):
        office = corrections.a_wrong_office(months=())
        item_id = next(iter(items.list_items(office.scope, office.community_id)))
    with standing_clock(AT):
        corrections.corrected(office, (RIGHT, "2026-09-01", None))
        corrections.corrected_fact(
            office,
            "unit.discount",
            {"item_id": item_id, "stretches": [{"percent": "20", "policy": "老人优惠", "from_on": "2026-10-01"}]},
        )
        corrections.corrected_fact(
            office, "unit.occupancy", {"stretches": [{"occupancy": "vacant", "from_on": "2026-10-01"}]}
        )
        now, before = on_day(office), on_day(office, believed_on=YESTERDAY)
        august = on_day(office, day="2026-08-31")
    assert (now["area"], now["item"], now["discount"], now["occupancy"]) == (RIGHT, "10", "20", "vacant")
    assert (before["area"], before.get("discount"), before.get("occupancy")) == (WRONG, None, None)
    assert (august["area"], august.get("discount")) == (WRONG, None)
    assert now["people"] == before["people"] == ["业主 101"]


def test_a_day_that_is_none_and_a_unit_out_of_reach_are_refused() -> None:
    with standing_clock(AT):
        office = corrections.a_wrong_office(months=())
        other = corrections.a_wrong_office(months=(), name="别家物业")
        browser, base = signed_in(office), f"/communities/{office.community_id}/units"
        assert browser.get(f"{base}/{payments.unit_of(office)}/day?day=2026-02-30")[0] == 400
        assert browser.get(f"{base}/{payments.unit_of(other)}/day")[0] == 404
