"""Rows that were written once are read for ever, and ours are written exactly as PynamoDB would write them."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from pynamodb.attributes import Attribute, NumberAttribute, VersionAttribute
from pynamodb.models import Model

from chalicelib.db.flat import Lock, Whole
from chalicelib.db.rows import SCHEMA, Row
from tests.builders.rows import every_kind, filled, name_of

FIXTURES = Path(__file__).parents[1] / "fixtures"
KINDS = {name_of(kind): kind for kind in every_kind()}
STORED = [
    pytest.param(name, item, id=f"{path.stem} {name}")
    for path in sorted(FIXTURES.glob("rows-v*.json"))
    for name, item in json.loads(path.read_text(encoding="utf-8")).items()
]


@pytest.mark.parametrize(("name", "item"), STORED)
def test_a_row_of_any_version_is_read_and_loses_nothing_when_it_is_written_again(
    name: str, item: dict[str, Any]
) -> None:
    again = KINDS[name].from_raw_data(copy.deepcopy(item)).serialize()
    assert {attribute: again.get(attribute) for attribute in item} == item


def test_every_kind_of_row_stands_in_the_newest_fixture() -> None:
    newest = json.loads((FIXTURES / f"rows-v{SCHEMA}.json").read_text(encoding="utf-8"))
    assert KINDS.keys() - newest.keys() == set(), "run: python -m tests.fixtures"
    assert {name: item["v"]["N"] for name, item in newest.items()} == dict.fromkeys(newest, str(SCHEMA))


def plainly(attribute: Attribute[Any]) -> Attribute[Any]:
    """The attribute, as PynamoDB itself has it."""
    if isinstance(attribute, Lock):
        return VersionAttribute()
    if isinstance(attribute, Whole):
        return NumberAttribute(default=attribute.default, null=attribute.null)
    return copy.copy(attribute)


def twin_of(kind: type[Row]) -> type[Model]:
    """The same kind of row on PynamoDB's own model."""
    attributes: dict[str, Any] = {name: plainly(attribute) for name, attribute in kind.get_attributes().items()}
    attributes["Meta"] = type("Meta", (), {"table_name": kind.Meta.table_name})
    attributes["_get_connection"] = classmethod(lambda cls: kind._get_connection())
    return type(kind.__name__, (Model,), attributes)


@pytest.mark.usefixtures("moto_engine")
@pytest.mark.parametrize("name", KINDS)
def test_what_is_sent_for_a_row_is_what_pynamodb_would_send(name: str) -> None:
    kind = KINDS[name]
    twin = twin_of(kind)
    for version in (None, 1, 3):
        for condition in (None, kind.pk.does_not_exist()):
            row = filled(kind, version=version)
            plain = twin(**{name: value for name, value in row.attribute_values.items() if value is not None})
            assert row.get_save_kwargs_from_instance(condition) == plain.get_save_kwargs_from_instance(condition)
    item = filled(kind, version=2).serialize()
    mine, theirs = kind.from_raw_data(copy.deepcopy(item)), twin.from_raw_data(copy.deepcopy(item))
    assert mine.attribute_values == theirs.attribute_values
