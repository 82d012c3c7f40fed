"""A row of every kind that the system keeps, every attribute filled, made from what the attributes say they hold."""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pynamodb.attributes import Attribute, BooleanAttribute, NumberAttribute, UnicodeAttribute, VersionAttribute

from chalicelib import wiring
from chalicelib.db.rows import SCHEMA, Day, Instant, Packed, Row
from tests.builders.core import AT

assert wiring.BLUEPRINTS

_PLAIN: dict[Any, Any] = {
    str: "字 text",
    int: 7,
    bool: True,
    date: AT.date(),
    datetime: AT,
    Decimal: Decimal("94.560"),
    Any: {"a": [1, "b", None]},
}


def every_kind(kind: type[Row] = Row) -> list[type[Row]]:
    """Every class of rows with a table."""
    below = [one for sub in kind.__subclasses__() for one in (sub, *every_kind(sub))]
    return [one for one in below if one.__module__.startswith("chalicelib.") and hasattr(one, "Meta")]


def name_of(kind: type[Row]) -> str:
    return f"{kind.__module__}.{kind.__name__}"


def filled(kind: type[Row], *, version: int | None = None) -> Row:
    """A row of this kind without a hole."""
    values = {name: _value(name, attribute) for name, attribute in kind.get_attributes().items()}
    return kind(**{**values, "v": SCHEMA, "version": version})


def _value(name: str, attribute: Attribute[Any]) -> Any:
    if isinstance(attribute, Packed):
        return sample(attribute._decoder.type)
    for holds, value in (
        (VersionAttribute, None),
        (Instant, AT),
        (Day, AT.date()),
        (BooleanAttribute, True),
        (NumberAttribute, 7),
        (UnicodeAttribute, f"{name} 字"),
    ):
        if isinstance(attribute, holds):
            return value
    raise AssertionError(f"say what {name} holds: {attribute}")


def sample(kind: Any) -> Any:
    """A value of this type, as deep as it goes."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return next(iter(kind))
    outer, inner = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(outer or kind):
        return _entity(outer or kind, inner)
    return _MADE[outer](inner)


_MADE: dict[Any, Callable[[tuple[Any, ...]], Any]] = {
    typing.Literal: lambda inner: inner[0],
    typing.Union: lambda inner: sample(next(one for one in inner if one is not type(None))),
    types.UnionType: lambda inner: sample(next(one for one in inner if one is not type(None))),
    tuple: lambda inner: tuple(sample(one) for one in inner if one is not Ellipsis),
    list: lambda inner: [sample(inner[0])],
    dict: lambda inner: {sample(inner[0]): sample(inner[1])},
    Mapping: lambda inner: {sample(inner[0]): sample(inner[1])},
}


def _entity(kind: Any, inner: tuple[Any, ...]) -> Any:
    hints = typing.get_type_hints(kind)
    given = dict(zip(getattr(kind, "__parameters__", ()), inner, strict=False))
    fields = [one for one in dataclasses.fields(kind) if one.init]
    return kind(**{one.name: sample(given.get(hints[one.name], hints[one.name])) for one in fields})
