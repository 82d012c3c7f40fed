"""A community of any size for the bench: its units and charges stand in the tables without an import's work.

Nothing of chalicelib that declares a row may be imported before the stage is set, hence the imports inside.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from chalicelib.core import clock, ids, limits
from chalicelib.core.dated import Dated, Source
from infra.local import stage
from infra.local.home import Home

if TYPE_CHECKING:
    from chalicelib.core.scope import Scope
    from chalicelib.db.rows import Row

COMMUNITY_ID: Final = ids.derived("bench", "community")
PERIOD: Final = "2026-10"
BILLS_PER_UNIT: Final = 2
_AT: Final = datetime(2026, 10, 1, 2, tzinfo=UTC)
_SOURCE: Final = Source("bench.xlsx", "S:bench", date(2026, 10, 1))
_DOORS: Final = 10
_UNITS_PER_BUILDING: Final = 500


@contextmanager
def a_stage() -> Iterator[stage.Stage]:
    """A fresh data directory with its engine on disk, as `make run` has it; time stands still."""
    with (
        tempfile.TemporaryDirectory(prefix="guanjia-bench-", ignore_cleanup_errors=True) as folder,
        stage.opened(Home.at(folder)) as here,
    ):
        clock.use(lambda: _AT)
        yield here


def a_town(units: int, *, name: str) -> str:
    """An organisation with one community of `units` units, each charged by area and a fixed sum; gives its id."""
    from chalicelib.billing.rules.items import FeeItem, Tariff
    from chalicelib.billing.service import items as billing
    from chalicelib.core.scope import system_scope
    from chalicelib.people import setup
    from infra.local import office

    org_id = ids.derived("bench", name)
    scope = system_scope(org_id, "bench")
    new = setup.NewOffice(name, COMMUNITY_ID, name, ids.derived(org_id, "admin"), "bench", "13800000001")
    setup.create_office(scope, office.cause("bench"), new)
    by_area, fixed = Tariff("1001", rate=Decimal("2.50")), Tariff("2002", fixed_fen=1250)
    fee_items = [
        FeeItem(billing.item_id_of(COMMUNITY_ID, number), COMMUNITY_ID, number, number, (Dated(tariff, _SOURCE),))
        for number, tariff in (("1", by_area), ("2", fixed))
    ]
    save(billing.rows_to_stage(scope, items=fee_items))
    save([row for n in range(units) for row in _unit_rows(scope, n, [item.item_id for item in fee_items])])
    return org_id


def _unit_rows(scope: Scope, n: int, item_ids: list[str]) -> list[Row]:
    from chalicelib.billing.rules.items import Charges
    from chalicelib.billing.service import items as billing
    from chalicelib.estate import service as estate
    from chalicelib.estate.rules import Unit

    building, number = str(n // _UNITS_PER_BUILDING + 1), f"{n % _UNITS_PER_BUILDING // _DOORS + 1}{n % _DOORS:02}"
    unit = Unit(
        unit_id=estate.unit_id_of(COMMUNITY_ID, building, "1", number),
        community_id=COMMUNITY_ID,
        number=number,
        building=building,
        entrance="1",
        floor="1",
        kind="dwelling",
        area=(Dated(Decimal(5000 + n % 9000) / 100, _SOURCE),),
        payer=(Dated(ids.derived("party", str(n)), _SOURCE),),
    )
    charges = Charges(unit.unit_id, COMMUNITY_ID, tuple(Dated(item, _SOURCE) for item in item_ids))
    return [*estate.rows_to_stage(scope, units=[unit]), *billing.rows_to_stage(scope, charges=[charges])]


def save(rows: list[Row]) -> None:
    """Write them, chunk by chunk."""
    from chalicelib.db.commit import Commit

    for start in range(0, len(rows), limits.CHUNK_ITEMS):
        commit = Commit()
        for row in rows[start : start + limits.CHUNK_ITEMS]:
            commit.save(row)
        commit.run()
