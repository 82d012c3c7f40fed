"""What the verbs of every day ask of DynamoDB, in requests and in price, next to the least possible (`floors`).

Each is done twice on the embedded engine: once as a process does it that has just begun (cold), once as it does it from
then on (warm: it knows which runs are released and when their bills are due). The warm one is held to the goals.
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
    found = _every_verb()
    return Measured(max(one.requests_ratio for one in found), {one.floor.verb: one.facts for one in found})


@figure("units", says="price of a verb's request units ÷ the least possible, the worst of them", at_most=MOST_UNITS)
def units(is_quick: bool) -> Measured:
    """The same household's: a write unit is priced at five read units."""
    found = _every_verb()
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
        return sum((one.units for one in self.seen), Units())

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
            "read_units": float(self.units.reads),
            "read_units_least": float(self.least.reads),
            "write_units": self.units.writes,
            "write_units_least": self.least.writes,
            "units": float(self.units.price),
            "units_least": float(self.least.price),
            "units_ratio": self.units_ratio,
        }


@cache
def _every_verb() -> list[Priced]:
    with a_stage():
        from chalicelib.db.rows import TABLES

        bare = bare_client()
        tables = {_short(name): Table.of(bare.describe_table(TableName=name)["Table"]) for name in TABLES}
        household = Everyday(a_household())
        return [_priced(FLOORS[verb], partial(case, household), tables) for verb, case in CASES.items()]


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
