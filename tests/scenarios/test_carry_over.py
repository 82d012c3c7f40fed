"""A data directory of the version before, carried over by a start that dies at every step, again and again.

Steps are requests to the engine, before and after each, and what the interpreter tells of files before it happens.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

from chalicelib.billing.service import accounts
from chalicelib.db import connection
from chalicelib.db.rows import TABLES, table_name
from infra.local import carry_over
from infra.local.engine import EngineFailed
from infra.local.home import Home
from tests.builders.core import standing_clock
from tests.builders.office import Office
from tests.builders.payments import a_billed_office, open_bills, pay_cash, unit_of
from tests.crash.chain import Item, items_of
from tests.crash.points import Crash, restart
from tests.crash.watch import listening

pytestmark = pytest.mark.contended
BILLING = table_name("billing")
LOOKING = {"DescribeTable", "ListTables"}
FILE_STEPS = {"open", "os.rename", "os.remove"}

_steps: list[Callable[[], None]] = []
_watched: list[str] = []


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if _watched and event in FILE_STEPS and str(args[0]).startswith(_watched[-1]):
        _steps[-1]()


sys.addaudithook(_audit)


@pytest.fixture
def office(embedded_engine: str) -> Iterator[Office]:
    """Three months of some units, in more rows than one write takes: one has paid two months, a fourth is drafted."""
    with standing_clock():
        office = a_billed_office(12, months=("2026-08", "2026-09"))
        pay_cash(office)
        office.bill("2026-10")
        office.draft("2026-11")
        yield office


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path)


def as_before(rows: list[Item]) -> None:
    """Put the billing table back as the version before had it: without the index of open bills and its key."""
    connection.forget()
    client = connection.connection().client
    made = client.describe_table(TableName=BILLING)["Table"]
    client.delete_table(TableName=BILLING)
    keys = ("IndexName", "KeySchema", "Projection")
    client.create_table(
        TableName=BILLING,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=made["KeySchema"],
        AttributeDefinitions=[one for one in made["AttributeDefinitions"] if one["AttributeName"] != "open_sk"],
        GlobalSecondaryIndexes=[{key: one[key] for key in keys} for one in made["GlobalSecondaryIndexes"]],
    )
    puts = ({"Item": {name: value for name, value in row.items() if name != "open_sk"}} for row in rows)
    while some := [{"Put": {"TableName": BILLING, **put}} for put in islice(puts, 100)]:
        client.transact_write_items(TransactItems=some)
    restart()


def stored() -> list[Item]:
    return sorted(items_of(BILLING), key=lambda item: (item["pk"]["S"], item["sk"]["S"]))


def indexes() -> set[str]:
    described = connection.connection().client.describe_table(TableName=BILLING)["Table"]
    return {one["IndexName"] for kind in ("Local", "Global") for one in described.get(f"{kind}SecondaryIndexes", [])}


def carried_within(home: Home, steps: int) -> bool:
    """Whether a start carries everything over before it dies at a step, so many steps after its begin."""
    left = steps

    def step(what: str = "", *_: object) -> None:
        nonlocal left
        left -= what not in LOOKING
        if left < 0:
            raise Crash()

    _steps.append(step)
    _watched.append(str(home.root))
    connection.forget()
    try:
        with listening(before=step, after=step):
            carry_over.carry_over(home)
    except Crash:
        return False
    finally:
        _steps.pop()
        _watched.pop()
        connection.forget()
    return True


def test_rows_of_the_version_before_are_carried_over_and_open_bills_found(office: Office, home: Home) -> None:
    rows, owed = stored(), [open_bills(office, number) for number in (101, 102)]
    as_before(rows)
    assert indexes() == {"due"}
    carry_over.carry_over(home)
    assert indexes() == {"due", "open"}
    assert stored() == rows
    assert [open_bills(office, number) for number in (101, 102)] == owed
    assert all(owed)
    assert not carry_over.is_under_way(home)
    assert {path.name for path in home.root.iterdir()} == {"files", "logs"}


def test_what_is_of_today_is_left_as_it_is(office: Office, home: Home) -> None:
    rows = stored()
    seen: list[str] = []
    with listening(before=lambda operation, _: seen.append(operation)):
        carry_over.carry_over(home)
    assert seen == ["DescribeTable"] * len(TABLES)
    assert stored() == rows


def test_a_start_that_dies_at_any_step_is_finished_by_the_next(office: Office, home: Home) -> None:
    rows = stored()
    for steps in count():
        as_before(rows)
        is_done = carried_within(home, steps)
        carry_over.carry_over(home)
        assert (stored(), indexes()) == (rows, {"due", "open"}), steps
        assert not carry_over.is_under_way(home), steps
        if is_done:
            break
    assert steps > 15


def test_starts_that_die_one_after_the_other_lose_nothing(office: Office, home: Home) -> None:
    rows = stored()
    as_before(rows)
    starts = next(starts for starts, steps in enumerate(count(1), 1) if carried_within(home, steps))
    assert starts > 4
    assert (stored(), indexes()) == (rows, {"due", "open"})


def test_nothing_is_touched_when_the_rows_cannot_be_kept(office: Office, home: Home) -> None:
    rows = stored()
    as_before(rows)
    kept = stored()
    (home.root / f"carry-over-{BILLING}.new").mkdir()
    with pytest.raises(EngineFailed, match="cannot be carried over"):
        carry_over.carry_over(home)
    assert (stored(), indexes()) == (kept, {"due"})


def test_an_office_goes_on_with_what_was_carried_over(office: Office, home: Home) -> None:
    as_before(stored())
    carry_over.carry_over(home)
    restart()
    pay_cash(office, 102)
    assert accounts.open_of(office.scope, unit_of(office, 102)) == []
