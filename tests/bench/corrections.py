"""What setting the past right costs: looking at three years of one unit, posting them, and a price of a whole street.

On the embedded engine, as the verbs do it; requests stand beside the least possible. Who is asking is not counted.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from chalicelib.core import clock, ids, limits
from chalicelib.db.meter import Units
from tests.bench.household import bill
from tests.bench.recorder import Request, recording
from tests.bench.register import Fact, Measured, figure
from tests.bench.town import COMMUNITY_ID, a_stage, a_town

if TYPE_CHECKING:
    from chalicelib.core.scope import Cause, Role, Scope

MONTHS: Final = 36
UNITS, QUICK_UNITS, PRICED_MONTHS = 500, 100, 3
TRIES: Final = 5
MOST_MS: Final = 1_000
MOST_REQUESTS: Final = 1.25
LEAST_OF_A_UNIT: Final = 4
"""The approval says which unit; that and the names; its bills; its notes."""
LEAST_BESIDE_PAGES: Final = 1
"""Of a price: the approval with its item and the months that were released."""
SINCE: Final = {"from_on": "2020-01-01", "to_on": None}


@dataclass(frozen=True)
class Office:
    """A town that was billed, and a change that waits for a second person."""

    org_id: str
    approval_id: str

    def look(self) -> Any:
        """What the second person sees."""
        from chalicelib.approvals import service as approvals
        from chalicelib.core.scope import Role

        return approvals.get_approval(_scope(self.org_id, Role.SUPERVISOR), self.approval_id, community_id=COMMUNITY_ID)

    def agree(self) -> None:
        """They agree to it, and it is posted."""
        from chalicelib.approvals import service as approvals
        from chalicelib.core.scope import Role
        from infra.local import stage

        approvals.approve(
            _scope(self.org_id, Role.SUPERVISOR),
            _cause("agree"),
            self.approval_id,
            community_id=COMMUNITY_ID,
            digest=self.look()[1].digest,
        )
        stage.drain()


@figure("correction", says="ms to look at an area corrected over 36 months of one unit, warm", at_most=MOST_MS)
def correction(is_quick: bool) -> Measured:
    """As quick as it gets either way."""
    with a_stage():
        office = _a_wrong_area(MONTHS)
        cold_ms, cold = _timed(office.look)
        tries = [_timed(office.look) for _ in range(TRIES)]
        months = len(office.look()[1].facts["months"])
        _, posting = _timed(office.agree)
    assert months == MONTHS
    facts: dict[str, Fact] = {
        "months": months,
        "ms_cold": cold_ms,
        "requests_cold": len(cold),
        "requests": len(tries[-1][1]),
        "requests_least": LEAST_OF_A_UNIT,
        "looking": _plain(tries[-1][1]),
        "agreeing and posting": _plain(posting),
        "notes": months,
    }
    return Measured(median(ms for ms, _ in tries), facts)


@figure("price", says="requests to look at a price of 500 units × 3 months ÷ the least possible", at_most=MOST_REQUESTS)
def price(is_quick: bool) -> Measured:
    """Quick: 100 units."""
    units = QUICK_UNITS if is_quick else UNITS
    with a_stage():
        office = _a_wrong_price(units)
        office.look()
        ms, seen = _timed(office.look)
        found = office.look()[1]
        posting_ms, posting = _timed(office.agree)
    assert found.facts["units"] == units
    pages, of_bills = -(-units // limits.PAGE_ROWS), -(-units * PRICED_MONTHS // limits.PAGE_ROWS)
    least = LEAST_BESIDE_PAGES + pages + 2 * of_bills
    facts: dict[str, Fact] = {
        "units": units,
        "bills": units * PRICED_MONTHS,
        "ms": ms,
        "requests": len(seen),
        "requests_least": least,
        "looking": _plain(seen),
        "posting_ms": posting_ms,
        "agreeing and posting": _plain(posting),
        "by operation": dict(Counter(one.operation for one in seen)),
    }
    return Measured(round(len(seen) / least, 3), facts)


def _a_wrong_area(months: int) -> Office:
    from chalicelib.corrections.service import reading
    from chalicelib.corrections.service.areas import AREA
    from chalicelib.estate import service as estate

    org_id = a_town(1, name="area")
    scope = _billed(org_id, months)
    office = Office(org_id, ids.derived("bench", "approval"))
    reading.ask(
        scope,
        _cause("ask"),
        COMMUNITY_ID,
        estate.unit_id_of(COMMUNITY_ID, "1", "1", "100"),
        approval_id=office.approval_id,
        kind=AREA,
        request={"stretches": [{"area": "45.5", **SINCE}]},
        papers=reading.Papers("不动产权证", "入伙时抄错"),
    )
    return office


def _a_wrong_price(units: int) -> Office:
    from chalicelib.billing.service import items
    from chalicelib.corrections.service import reading

    org_id = a_town(units, name="price")
    scope = _billed(org_id, PRICED_MONTHS)
    office = Office(org_id, ids.derived("bench", "approval"))
    reading.ask_tariff(
        scope,
        _cause("ask"),
        COMMUNITY_ID,
        items.item_id_of(COMMUNITY_ID, "1"),
        approval_id=office.approval_id,
        request={"stretches": [{"formula": "1001", "rate": "2.4", **SINCE}]},
        papers=reading.Papers("收费公示", "录入时写错"),
    )
    return office


def _billed(org_id: str, months: int) -> Scope:
    from chalicelib.core.scope import Role, system_scope

    bill(system_scope(org_id, "bench"), months)
    return _scope(org_id, Role.FINANCE)


def _scope(org_id: str, role: Role) -> Scope:
    from chalicelib.core.scope import Reach, Scope

    return Scope(org_id, f"S:bench {role}", frozenset({role}), Reach(communities=frozenset({COMMUNITY_ID})))


def _cause(key: str) -> Cause:
    from chalicelib.core.scope import Cause, Origin

    at = clock.now()
    return Cause(at, Origin.WEB, ids.derived("bench", key), ids.ulid(at))


def _timed(work: Callable[[], object]) -> tuple[float, list[Request]]:
    """Its milliseconds, and its requests, counted in a run of their own where it may be done again."""
    with _counted() as seen:
        started = time.perf_counter()
        work()
        ms = round(1_000 * (time.perf_counter() - started), 1)
    return ms, [*seen]


@contextmanager
def _counted() -> Iterator[list[Request]]:
    from chalicelib.db import connection

    with recording(connection.connection().client) as seen:
        yield seen


def _plain(seen: list[Request]) -> dict[str, float]:
    units = sum((one.units for one in seen), Units())
    return {
        "requests": len(seen),
        "transactions": sum(one.operation == "TransactWriteItems" for one in seen),
        "read_units": float(units.reads),
        "write_units": units.writes,
    }
