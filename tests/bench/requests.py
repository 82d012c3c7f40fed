"""What the verbs of every day ask of DynamoDB, in requests and in price, next to the least possible (`floors`).

Each is done twice on the embedded engine: once as a process does it that has just begun (cold), once as it does it from
then on (warm: it knows which runs are released and when their bills are due). The warm one is held to the goals. Who is
asking is found out before a verb begins, for money at every request anew: that stands beside them, and is no verb's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final

from chalicelib.db.meter import Item, Table, Units
from tests.bench.everyday import CASES, Case, Everyday
from tests.bench.floors import FLOORS, Floor, Key, Stored
from tests.bench.household import a_household
from tests.bench.recorder import Request, bare_client, recording
from tests.bench.register import Fact, Measured, figure
from tests.bench.town import a_stage

MOST_REQUESTS: Final = 1.25
MOST_UNITS: Final = 1.2


@figure("requests", says="requests of a verb ÷ the least possible, the worst of them, warm", at_most=MOST_REQUESTS)
def requests(is_quick: bool) -> Measured:
    """One household; as quick as it gets either way."""
    found, asking = _every_verb()
    facts: dict[str, Fact] = {one.floor.verb: one.facts for one in found}
    facts["who is asking, found out anew"] = {"requests": len(asking), **_plain(_sum_of(asking))}
    return Measured(max(one.requests_ratio for one in found), facts)


@figure("units", says="price of a verb's request units ÷ the least possible, the worst of them", at_most=MOST_UNITS)
def units(is_quick: bool) -> Measured:
    """The same household's: a write unit is priced at five read units."""
    found, _ = _every_verb()
    facts: dict[str, Fact] = {one.floor.verb: one.units_ratio for one in found}
    return Measured(max(one.units_ratio for one in found), facts)


@dataclass(frozen=True)
class Priced:
    """One verb as it was done warm, and how many requests it took cold."""

    floor: Floor
    seen: list[Request]
    least: Units
    cold: int

    @property
    def units(self) -> Units:
        return _sum_of(self.seen)

    @property
    def requests_ratio(self) -> float:
        return round(len(self.seen) / self.floor.requests, 3)

    @property
    def units_ratio(self) -> float:
        return round(float(self.units.price / self.least.price), 3)

    @property
    def facts(self) -> dict[str, float]:
        """As numbers, for the JSON."""
        return {
            "requests": len(self.seen),
            "requests_least": self.floor.requests,
            "requests_ratio": self.requests_ratio,
            "requests_cold": self.cold,
            **_plain(self.units),
            **_plain(self.least, "_least"),
            "units_ratio": self.units_ratio,
        }


def _plain(found: Units, which: str = "") -> dict[str, float]:
    """As numbers; `units` are priced, in read units."""
    return {
        f"read_units{which}": float(found.reads),
        f"write_units{which}": found.writes,
        f"units{which}": float(found.price),
    }


def _sum_of(seen: list[Request]) -> Units:
    return sum((one.units for one in seen), Units())


@cache
def _every_verb() -> tuple[list[Priced], list[Request]]:
    """Every verb's figures, and what it took to know who is asking."""
    with a_stage():
        from chalicelib.db import connection
        from chalicelib.db.rows import TABLES

        bare = bare_client()
        tables = {_short(name): Table.of(bare.describe_table(TableName=name)["Table"]) for name in TABLES}
        household = Everyday(a_household())
        found = [_priced(FLOORS[verb], partial(case, household), tables) for verb, case in CASES.items()]
        ask = household.be_asked_for()
        with recording(connection.connection().client) as asking:
            ask()
        return found, asking


def _priced(floor: Floor, case: Callable[[], Case], tables: dict[str, Table]) -> Priced:
    """Cold, then warm."""
    from chalicelib.db import connection

    client = connection.connection().client
    _, verb = case()
    _forget()
    with recording(client) as cold:
        verb()
    names, verb = case()
    before = _stored()
    with recording(client) as warm:
        verb()
    return Priced(floor, warm, floor.units(tables, names, before, _stored()), len(cold))


def _forget() -> None:
    """What a new process does not know."""
    from chalicelib.billing.store import runs
    from chalicelib.db import staging
    from chalicelib.edge import sessions

    staging.forget()
    runs.forget()
    sessions.forget()


def _stored() -> Stored:
    """Every item of every table, read beside the client that is watched."""
    from chalicelib.db.rows import TABLES

    bare = bare_client()

    def items(table: str) -> dict[Key, Item]:
        pages: list[dict[str, Any]] = bare.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
        return {(item["pk"]["S"], item["sk"]["S"]): item for page in pages for item in page["Items"]}

    return {_short(table): items(table) for table in TABLES}


def _short(table: str) -> str:
    from chalicelib.db.rows import table_name

    return table.removeprefix(table_name(""))
