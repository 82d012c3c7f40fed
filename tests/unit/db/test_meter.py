"""The meter's figures, each from the guide or from what was measured on DynamoDB (see the module's own sources)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from chalicelib.db import meter
from chalicelib.db.meter import Index, Item, Table, Units

KEYS = ("pk", "sk")
WORK = Index("work", ("work_pk", "work_sk"))
OPEN = Index("open", ("pk", "open_sk"), frozenset({"kept"}))
TABLE = Table(KEYS, (WORK, OPEN))


def an_item(size: int = 0, **values: str) -> Item:
    """An item of strings; `size` pads it by `pad` to so many bytes."""
    item: dict[str, dict[str, Any]] = {"pk": {"S": "p"}, "sk": {"S": "s"}}
    item |= {name: {"S": value} for name, value in values.items()}
    if size:
        item["pad"] = {"S": "x" * (size - meter.item_bytes(item) - len("pad"))}
        assert meter.item_bytes(item) == size
    return item


@pytest.mark.parametrize(
    ("number", "size"),
    [
        ("0", 1),
        ("-0", 1),
        ("1", 2),
        ("12", 2),
        ("123", 3),
        ("1234", 3),
        ("123456", 4),
        ("12345678901234567890123456789012345678", 20),
        ("0042", 2),
        ("100", 2),
        ("1010", 3),
        ("0.0000001", 2),
        ("1E125", 2),
        ("1E-100", 2),
        ("1.5", 3),
        ("1.200", 3),
        ("3.14159", 5),
        ("100.5", 4),
        ("0.15", 2),
        ("-42", 3),
    ],
)
def test_a_number_costs_its_significant_digits(number: str, size: int) -> None:
    assert meter.number_bytes(number) == size


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": ""}, 0),
        ({"S": "管家"}, 6),
        ({"B": b"abc"}, 3),
        ({"BOOL": False}, 1),
        ({"NULL": True}, 1),
        ({"L": []}, 3),
        ({"L": [{"S": "a"}, {"N": "1"}]}, 8),
        ({"M": {}}, 3),
        ({"M": {"kk": {"L": [{"BOOL": True}]}}}, 11),
        ({"SS": ["a", "bb"]}, 3),
        ({"NS": ["1", "22"]}, 4),
        ({"BS": [b"a", b"bc"]}, 3),
    ],
)
def test_a_value_costs_its_bytes(value: dict[str, Any], size: int) -> None:
    assert meter.value_bytes(value) == size


def test_a_kind_of_value_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="kind"):
        meter.value_bytes({"X": "1"})


def test_an_item_costs_its_names_too() -> None:
    assert meter.item_bytes({"收款": {"S": "a"}}) == 7


@pytest.mark.parametrize(("size", "units"), [(20, 1), (1_024, 1), (1_025, 2), (3_000, 3)])
def test_a_write_costs_a_unit_a_kilobyte(size: int, units: int) -> None:
    assert TABLE.written(None, an_item(size)) == Units(writes=units)


def test_the_larger_of_the_old_and_the_new_counts() -> None:
    assert TABLE.written(an_item(3_000), an_item()).writes == 3
    assert TABLE.written(an_item(), an_item(3_000)).writes == 3
    assert TABLE.written(an_item(3_000), None).writes == 3


def test_deleting_nothing_costs_a_unit() -> None:
    assert TABLE.written(None, None).writes == 1


def test_a_transaction_doubles_each_item_after_rounding_and_no_index_entry() -> None:
    assert TABLE.written(None, an_item(1_500), in_transaction=True).writes == 4
    both = an_item(work_pk="w", work_sk="w", open_sk="o")
    assert TABLE.written(None, both).writes == 1 + 1 + 1
    assert TABLE.written(None, both, in_transaction=True).writes == 2 + 1 + 1


def test_an_entry_that_stays_as_it_is_costs_nothing() -> None:
    one = an_item(work_pk="w", work_sk="w", open_sk="o")
    assert TABLE.written(one, one).writes == 1


def test_an_index_that_keeps_a_part_costs_nothing_when_the_rest_changes() -> None:
    assert TABLE.written(an_item(open_sk="o", other="1"), an_item(open_sk="o", other="2")).writes == 1
    assert TABLE.written(an_item(open_sk="o", kept="1"), an_item(open_sk="o", kept="2")).writes == 2


def test_an_entry_is_sized_by_what_the_index_keeps() -> None:
    assert TABLE.written(None, an_item(3_000, open_sk="o")).writes == 3 + 1
    assert TABLE.written(None, an_item(3_000, work_pk="w", work_sk="w")).writes == 3 + 3


def test_a_changed_key_is_a_delete_and_a_put_each_rounded_by_itself() -> None:
    before = an_item(1_500, work_pk="w", work_sk="1")
    assert TABLE.written(before, an_item(1_500, work_pk="w", work_sk="2")).writes == 2 + 2 + 2
    assert TABLE.written(before, an_item(work_pk="w", work_sk="2")).writes == 2 + 2 + 1


def test_an_entry_that_leaves_the_index_costs_what_it_was() -> None:
    assert TABLE.written(an_item(1_500, work_pk="w", work_sk="1"), an_item()).writes == 2 + 2


def test_an_item_without_all_keys_of_an_index_is_not_in_it() -> None:
    assert WORK.entry(an_item(work_pk="w"), KEYS) is None
    assert WORK.entry(None, KEYS) is None


def test_a_write_refused_costs_the_larger_image_and_no_index() -> None:
    there = an_item(2_000, work_pk="w", work_sk="w")
    assert meter.refused(there, an_item(3_000)).writes == 3
    assert meter.refused(there, an_item()).writes == 2
    assert meter.refused(None).writes == 1
    assert meter.refused(there, in_transaction=True).writes == 4


def test_reading_one_by_one_rounds_each_item_up_to_four_kilobytes() -> None:
    assert meter.read_one_by_one([an_item(1_500), an_item(6_500)]).reads == 1 + 2
    assert meter.read_one_by_one([an_item(4_096)]).reads == 1
    assert meter.read_one_by_one([an_item(4_097)], consistent=False).reads == 1


def test_reading_what_is_not_there_costs_the_least_read() -> None:
    assert meter.read_one_by_one([None]).reads == 1
    assert meter.read_one_by_one([None], consistent=False).reads == Decimal("0.5")
    assert meter.read_together([]).reads == 1
    assert meter.read_together([], consistent=False).reads == Decimal("0.5")


def test_a_transaction_s_reads_cost_twice_and_are_always_consistent() -> None:
    assert meter.read_one_by_one([an_item(5_000), None], in_transaction=True).reads == 4 + 2
    assert meter.read_one_by_one([None], in_transaction=True, consistent=False).reads == 2


def test_what_a_query_finds_is_added_up_before_it_is_rounded() -> None:
    assert meter.read_together([an_item(340)] * 12).reads == 1
    assert meter.read_together([an_item(342)] * 12, consistent=False).reads == 1


def test_a_table_is_known_from_its_description() -> None:
    def keys(*names: str) -> list[dict[str, str]]:
        return [{"AttributeName": name, "KeyType": kind} for name, kind in zip(names, ("HASH", "RANGE"), strict=True)]

    described = {
        "KeySchema": keys("pk", "sk"),
        "GlobalSecondaryIndexes": [
            {"IndexName": "work", "KeySchema": keys("work_pk", "work_sk"), "Projection": {"ProjectionType": "ALL"}}
        ],
        "LocalSecondaryIndexes": [
            {
                "IndexName": "open",
                "KeySchema": [*reversed(keys("pk", "open_sk"))],
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["kept"]},
            }
        ],
    }
    assert Table.of(described) == TABLE
    assert TABLE.index("open") == OPEN
    assert TABLE.key_of(an_item()) == ("p", "s")


def test_units_add_up_and_a_write_costs_five_reads() -> None:
    both = Units(Decimal("0.5"), 2) + Units(Decimal(1), 1)
    assert both == Units(Decimal("1.5"), 3)
    assert both.price == Decimal("16.5")
