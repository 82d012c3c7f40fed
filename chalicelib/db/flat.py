"""PynamoDB's model for rows like ours: every attribute plain, stored under its own name.

Does what PynamoDB does for such rows without its provisions for maps, lists, renamed and discriminated attributes,
which took a third of a billing run's time. Refuses attributes that need them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final, Self

from pynamodb.attributes import Attribute, ListAttribute, MapAttribute, NumberAttribute, VersionAttribute
from pynamodb.constants import NULL
from pynamodb.exceptions import AttributeNullError
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model

_VERSION: Final = "version"


class Whole(NumberAttribute):
    """A whole number."""

    def serialize(self, value: int) -> str:
        return str(int(value))

    def deserialize(self, value: str) -> int:
        return int(value)


class Lock(VersionAttribute):
    """A row's version."""

    def serialize(self, value: int) -> str:
        return str(int(value))

    def deserialize(self, value: str) -> int:
        return int(value)


class FlatModel(Model):
    """A model whose attributes are values, not structures."""

    def _set_defaults(self, _user_instantiated: bool = True) -> None:
        self.attribute_values.update(self._plain_defaults())

    def _set_attributes(self, **attributes: Any) -> None:
        unknown = attributes.keys() - self._plain_attributes().keys()
        if unknown:
            raise ValueError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        self.attribute_values.update(attributes)

    def get_save_kwargs_from_instance(
        self, condition: Condition | None = None, return_values_on_condition_failure: str | None = None
    ) -> dict[str, Any]:
        """Of a new row, which is what long verbs write by the thousand, what PynamoDB makes of it: put if absent."""
        is_new = self.attribute_values.get(_VERSION) is None
        if not is_new or condition is not None or return_values_on_condition_failure is not None:
            return super().get_save_kwargs_from_instance(condition, return_values_on_condition_failure)
        return {
            "TableName": self.Meta.table_name,
            "Item": {**self.serialize(), _VERSION: {"N": "1"}},
            "ConditionExpression": "attribute_not_exists (#0)",
            "ExpressionAttributeNames": {"#0": _VERSION},
        }

    def _container_serialize(self, null_check: bool = True) -> dict[str, dict[str, Any]]:
        values = self.attribute_values
        stored: dict[str, dict[str, Any]] = {}
        for name, attribute in self._plain_attributes().items():
            value = values.get(name)
            if value is not None:
                stored[name] = {attribute.attr_type: attribute.serialize(value)}
            elif null_check and not attribute.null:
                raise AttributeNullError(name)
        return stored

    @classmethod
    def _instantiate(cls, attribute_values: dict[str, dict[str, Any]]) -> Self:
        row = cls(_user_instantiated=False)
        for name, attribute in cls._plain_attributes().items():
            stored = attribute_values.get(name)
            if stored and NULL not in stored:
                row.attribute_values[name] = attribute.deserialize(attribute.get_value(stored))
        return row

    @classmethod
    @cache
    def _plain_attributes(cls) -> dict[str, Attribute[Any]]:
        attributes = dict(cls.get_attributes())
        for name, attribute in attributes.items():
            assert attribute.attr_name == name, f"{cls.__name__}.{name} is stored under another name"  # noqa: S101
            assert not isinstance(attribute, ListAttribute | MapAttribute), f"{cls.__name__}.{name}"  # noqa: S101
        return attributes

    @classmethod
    @cache
    def _plain_defaults(cls) -> dict[str, Any]:
        """The defaults, which are all values: a callable or one for new rows alone has no place here."""
        attributes = cls._plain_attributes().items()
        assert not any(callable(one.default) or one.default_for_new is not None for _, one in attributes)  # noqa: S101
        return {name: attribute.default for name, attribute in attributes if attribute.default is not None}
