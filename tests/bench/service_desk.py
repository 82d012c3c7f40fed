"""Whether the service desk's questions and its sweep stay as small while closed tickets pile up for years.

Each is asked with a thousand closed tickets on file and again with fifty thousand (twenty of them mine either time),
priced by the meter on the embedded engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

from chalicelib.core import ids
from chalicelib.db.meter import Units
from tests.bench.everyday import TICKETS, Everyday
from tests.bench.household import Household, a_household
from tests.bench.recorder import recording
from tests.bench.register import Fact, Measured, figure
from tests.bench.town import COMMUNITY_ID, a_stage, save

if TYPE_CHECKING:
    from chalicelib.tickets.rules.tickets import Ticket

FEW: Final = 1_000
MANY: Final = 50_000
QUICK_MANY: Final = 4_000
LIST: Final = "list my 20 open tickets"
CLOSED: Final = "list the newest closed tickets"
SWEEP: Final = "idle sweep, each shard"
OPEN: Final = "open a ticket"
Prices = dict[str, dict[str, float]]


@figure("tickets", says="price of the desk's work with 50,000 closed tickets ÷ with 1,000, the worst", at_most=1.0)
def tickets(is_quick: bool) -> Measured:
    """Quick: 4,000 instead of 50,000."""
    with a_stage():
        home = a_household()
        everyday, closed = Everyday(home), closed_tickets(home)
        everyday.list_tickets()
        most = QUICK_MANY if is_quick else MANY
        few = _prices(home, closed, FEW)
        many = _prices(home, closed, most - FEW)
    facts: dict[str, Fact] = {f"{name}, {FEW} closed": price for name, price in few.items()}
    facts |= {f"{name}, {most} closed": price for name, price in many.items()}
    grown = {name: round(many[name]["units"] / few[name]["units"], 3) for name in few}
    return Measured(max(grown.values()), {"grown": grown, **facts})


def _prices(home: Household, closed: Iterator[Ticket], more: int) -> Prices:
    """What each costs once so many more are closed."""
    from chalicelib.core.scope import system_scope
    from chalicelib.tickets.store.tickets import ticket_row

    scope = system_scope(home.org_id, "bench")
    save([ticket_row(scope, one) for one in islice(closed, more)])
    home.later(seconds=1)
    return {name: _price(work, shards) for name, (work, shards) in _works(home).items()}


def _works(home: Household) -> dict[str, tuple[Callable[[], object], int]]:
    """Each piece of work, and by how many its price is shared."""
    from chalicelib.edge import jobs
    from chalicelib.tickets import jobs as tickets_jobs
    from chalicelib.tickets.service import intake, reading
    from chalicelib.timers import due

    def mine() -> None:
        assert len(reading.unit_page(home.owner, home.unit.unit_id, is_open=True, cursor=None)[0]) == TICKETS

    def closed() -> None:
        assert reading.closed_page(home.cashier, COMMUNITY_ID, cursor=None)[0]

    def sweep() -> None:
        jobs.JOBS[tickets_jobs.PROMISES].work(home.at, {})

    def take_down() -> None:
        ticket_id = ids.ulid(home.at)
        intake.open_ticket(home.cashier, home.cause(ticket_id), _neighbour(), ticket_id=ticket_id, words="灯坏了")

    return {LIST: (mine, 1), CLOSED: (closed, 1), SWEEP: (sweep, due.SHARDS), OPEN: (take_down, 1)}


def _price(work: Callable[[], object], shared_by: int) -> dict[str, float]:
    from chalicelib.db import connection

    with recording(connection.connection().client) as seen:
        work()
    units = sum((one.units for one in seen), Units())
    return {
        "requests": len(seen) / shared_by,
        "read_units": float(units.reads) / shared_by,
        "write_units": units.writes / shared_by,
        "units": float(units.price) / shared_by,
    }


def closed_tickets(home: Household) -> Iterator[Ticket]:
    """Without end: one of mine in fifty, the others a neighbour's; the newest last, all of times gone by."""
    from chalicelib.tickets.rules.tickets import Kind, Priority, Status, Ticket

    n, mine, neighbour = 0, home.unit, _neighbour()
    while True:
        n += 1
        at: datetime = home.at - timedelta(days=900) + timedelta(minutes=20 * n)
        yield Ticket(
            ticket_id=ids.derived_at(at, "bench", str(n)),
            community_id=COMMUNITY_ID,
            building_id=mine.building_id,
            unit_id=neighbour if n % 50 else mine.unit_id,
            place=mine.label,
            kind=Kind.REPAIR,
            priority=Priority.NORMAL,
            summary="厨房水管漏水，已经流到楼下了",
            status=Status.CLOSED,
            reporter_id="S:bench",
            contact_id=None,
            opened_at=at,
            worker_id="S:bench",
            percent=100,
            done_at=at + timedelta(hours=2),
            closed_at=at + timedelta(hours=20),
        )


def _neighbour() -> str:
    from chalicelib.estate import service as estate

    return estate.unit_id_of(COMMUNITY_ID, "1", "1", "101")
