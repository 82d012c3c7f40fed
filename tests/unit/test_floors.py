"""How the least for a verb is derived from the rows that it is declared by."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.db.meter import Index, Item, Table, Units
from tests.bench.everyday import CASES
from tests.bench.floors import FLOORS, Floor, Rows, Stale, Stored

TABLES = {
    "things": Table(("pk", "sk"), (Index("open", ("pk", "open_sk"), frozenset({"n"})),)),
    "entries": Table(("pk",)),
}
NAMES = {"org": "O", "thing": "T"}
THING = Rows("things", "{org}#{thing}", "THING")
PARTS = Rows("things", "{org}#{thing}", "PART#")
OPEN = Rows("things", "{org}#{thing}", "PART#", index="open")
ENTRY = Rows("entries", "{org}#*#*", "ENTRY")


def an_item(pk: str, sk: str, size: int = 0, **values: str) -> dict[tuple[str, str], Item]:
    item: dict[str, dict[str, Any]] = {"pk": {"S": pk}, "sk": {"S": sk}, "pad": {"S": "x" * size}}
    return {(pk, sk): item | {name: {"S": value} for name, value in values.items()}}


def least(floor: Floor, before: Stored, after: Stored | None = None) -> Units:
    return floor.units(TABLES, NAMES, before, before if after is None else after)


PART = {"things": {**an_item("O#T", "PART#1", 1_500, open_sk="1"), **an_item("O#T", "PART#2", 1_500)}}


def test_rows_of_one_collection_are_read_together() -> None:
    assert least(Floor("list", (PARTS,)), PART) == Units(reads=Units().reads + 1)
    assert Floor("list", (PARTS,)).requests == 1


def test_an_index_is_read_by_what_it_keeps_of_the_rows_in_it() -> None:
    many = {
        "things": {key: item for n in range(9) for key, item in an_item("O#T", f"PART#{n}", 1_500, open_sk="1").items()}
    }
    assert least(Floor("list", (PARTS,)), many).reads == 4
    assert least(Floor("list", (OPEN,)), many).reads == 1


def test_rows_of_others_do_not_count() -> None:
    others = {"things": {**PART["things"], **an_item("O#X", "PART#1", 9_000), **an_item("P#T", "PART#1", 9_000)}}
    assert least(Floor("list", (PARTS,)), others).reads == 1


def test_a_commit_of_one_row_is_no_transaction_and_one_of_several_is() -> None:
    before: dict[str, Any] = {"things": an_item("O#T", "THING"), "entries": {}}
    after = {"things": an_item("O#T", "THING", 5), "entries": an_item("O#a#b", "ENTRY")}
    assert least(Floor("change", (THING,), (THING,)), before, after) == Units(Units().reads + 1, 1)
    assert least(Floor("change", (THING,), (THING, ENTRY)), before, after) == Units(Units().reads + 1, 4)
    assert Floor("change", (THING,), (THING, ENTRY)).requests == 2


def test_a_row_declared_twice_is_paid_once() -> None:
    before, after = {"things": an_item("O#T", "THING")}, {"things": an_item("O#T", "THING", 5)}
    assert least(Floor("change", (), (THING, Rows("things", "{org}#{thing}"))), before, after).writes == 1


@pytest.mark.parametrize("floor", [Floor("read", (THING,)), Floor("write", (PARTS,), (PARTS,))])
def test_a_declaration_of_what_is_not_so_is_refused(floor: Floor) -> None:
    with pytest.raises(Stale, match=floor.verb):
        least(floor, PART)


def test_every_declared_verb_is_measured_and_says_what_it_is_about() -> None:
    assert all(floor.decides_on and floor.why for floor in FLOORS.values())
    assert FLOORS.keys() == CASES.keys()
