"""Sees every DynamoDB request of this process, whichever client sends it, before it leaves and after it is answered.

Also the guard of the journal: an entry is only ever put where none is, within a transaction of one verb.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from botocore import handlers

from chalicelib.db.rows import table_name

WRITES: Final = frozenset(
    {"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem", "ExecuteStatement"}
)

Listener = Callable[[str, dict[str, Any]], None]

_before: list[Listener] = []
_after: list[Listener] = []


def _leaving(*, model: Any, params: dict[str, Any], **_: Any) -> None:
    for listener in tuple(_before):
        listener(model.name, json.loads(params["body"]))


def _answered(*, model: Any, parsed: dict[str, Any], **_: Any) -> None:
    for listener in tuple(_after):
        listener(model.name, parsed)


# Every botocore session starts with these handlers, so no client can be made that is not seen.
_HANDLERS: list[tuple[str, Callable[..., None]]] = handlers.BUILTIN_HANDLERS
_HANDLERS += [("before-call.dynamodb", _leaving), ("after-call.dynamodb", _answered)]


@contextmanager
def listening(*, before: Listener | None = None, after: Listener | None = None) -> Iterator[None]:
    """Call `before(operation, body)` and `after(operation, answer)`; what they raise, the caller of DynamoDB gets."""
    pairs = [(_before, before), (_after, after)]
    for listeners, listener in pairs:
        if listener:
            listeners.append(listener)
    try:
        yield
    finally:
        for listeners, listener in pairs:
            if listener:
                listeners.remove(listener)


def wrong_with(operation: str, body: dict[str, Any]) -> str | None:
    """Why this request must never be sent; None when it may be."""
    if operation == "TransactWriteItems":
        return _wrong_with_transaction(body["TransactItems"])
    if operation in {"BatchWriteItem", "ExecuteStatement"}:
        return f"{operation} writes without a condition"
    if operation in WRITES and body["TableName"] == table_name("journal"):
        return f"{operation} on the journal outside a transaction"
    if operation == "PutItem" and "chain_head" in body["Item"] and "head" not in body["Item"]:
        return "an aggregate changed as bookkeeping, without an entry"
    return None


_BOOKKEEPING: Final = frozenset({"codes", "sessions"})
"""Tables that hold nothing but bookkeeping: their rows may be written together without an entry."""


def _wrong_with_transaction(items: list[dict[str, Any]]) -> str | None:
    tables = {item["TableName"] for each in items for item in each.values()}
    if tables <= {table_name(one) for one in _BOOKKEEPING}:
        return None
    receipts = 0
    for kind, item in ((kind, item) for each in items for kind, item in each.items()):
        if item["TableName"] == table_name("journal"):
            receipts += 1
            if kind != "Put" or not _only_where_none_is(item):
                return f"{kind} on the journal without attribute_not_exists"
        elif item["TableName"] == table_name("staging") and kind == "Put":
            receipts += item["Item"]["sk"]["S"].startswith("CHUNK#")
    return None if receipts == 1 else f"{receipts} entries or fences in one transaction"


def _only_where_none_is(put: dict[str, Any]) -> bool:
    condition = put.get("ConditionExpression", "")
    for short, name in put.get("ExpressionAttributeNames", {}).items():
        condition = re.sub(rf"{re.escape(short)}\b", name, condition)
    return bool(re.search(r"attribute_not_exists ?\(pk\)", condition)) and not re.search(r"\b(OR|NOT)\b", condition)


@pytest.fixture(autouse=True)
def journal_guard() -> Iterator[None]:
    """Fail the test if any request of it breaks the rules of the journal, even if somebody swallowed the error."""
    wrongs: list[str] = []

    def look(operation: str, body: dict[str, Any]) -> None:
        wrong = wrong_with(operation, body)
        if wrong:
            wrongs.append(wrong)
            raise AssertionError(wrong)

    with listening(before=look):
        yield
    assert not wrongs
