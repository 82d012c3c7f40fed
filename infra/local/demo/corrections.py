"""What waits for a second person in the demo: a discount that was entered late, and a price from the next month on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from chalicelib.billing.service import items
from chalicelib.core import clock, ids
from chalicelib.core.period import Period
from chalicelib.corrections.service import reading
from chalicelib.corrections.service.discounts import DISCOUNT
from chalicelib.corrections.service.reading import Papers
from infra.local import office
from infra.local.demo.habits import TWO_UNITS
from infra.local.demo.payments import Payers, desk_of
from infra.local.demo.staff import CLERK, COMMUNITY_ID, FINANCE

_FEE: Final = "物业服务费（高层）"
_SHARED: Final = "公共区域电费"


def make(at: Payers, now: datetime) -> int:
    """Ask for both; gives how many wait. In a small demo without the home or a fee, fewer do."""
    fees = {item.name: item.item_id for item in items.list_items(desk_of(FINANCE).scope, COMMUNITY_ID).values()}
    return _discount(at, fees, now) + _price(fees, now)


def _discount(at: Payers, fees: Mapping[str, str], now: datetime) -> int:
    """20 % off the fee of the quarter that is over, for a teacher."""
    unit = at.get(TWO_UNITS[0])
    if unit is None or _FEE not in fees:
        return 0
    month = Period.of(clock.business_date(now))
    first, last = month.plus(-3).first_day, month.plus(-1).last_day
    off = {"percent": "20", "policy": "教师优惠", "from_on": first.isoformat(), "to_on": last.isoformat()}
    office.set_time(now - timedelta(minutes=40))
    reading.ask(
        desk_of(CLERK).scope,
        office.cause("demo#discount"),
        COMMUNITY_ID,
        unit.unit_id,
        approval_id=ids.derived(COMMUNITY_ID, "demo", "discount"),
        kind=DISCOUNT,
        request={"item_id": fees[_FEE], "stretches": [off]},
        papers=Papers("教师资格证", "资格证上月才交来，上个季度的优惠没有登记"),
    )
    return 1


def _price(fees: Mapping[str, str], now: datetime) -> int:
    """Half a yuan less for the lamps in the halls, from the next month on."""
    if _SHARED not in fees:
        return 0
    first = Period.of(clock.business_date(now)).plus(1).first_day
    price: Mapping[str, Any] = {"formula": "2002", "fixed_fen": 12_00, "from_on": first.isoformat(), "to_on": None}
    office.set_time(now - timedelta(minutes=15))
    reading.ask_tariff(
        desk_of(FINANCE).scope,
        office.cause("demo#price"),
        COMMUNITY_ID,
        fees[_SHARED],
        approval_id=ids.derived(COMMUNITY_ID, "demo", "price"),
        request={"stretches": [price]},
        papers=Papers("业主大会决议 第 4 条", "换了节能灯，下个月起按实际用电降价"),
    )
    return 1
