"""What some work asks of DynamoDB: each request of one client, priced by the meter from the items that it touched.

What stood before a write, and what an update left, is read by another client, which nobody counts. For one thread.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from chalicelib.db import meter
from chalicelib.db.meter import Item, Table, Units

Body: TypeAlias = dict[str, Any]
WRITES: Final = {"PutItem": "Put", "UpdateItem": "Update", "DeleteItem": "Delete"}


class NotPriced(Exception):
    """A request of a form that the system does not send: no price is made up for it."""


@dataclass(frozen=True)
class Request:
    """One request, as it was answered; `failed` is DynamoDB's own code for a refusal."""

    operation: str
    tables: tuple[str, ...]
    units: Units
    failed: str | None = None


@dataclass(frozen=True)
class _Write:
    """One action of a write request, with what stood at its key before."""

    kind: str
    table: str
    key: Body
    put: Item | None
    old: Item | None


@contextmanager
def recording(client: Any) -> Iterator[list[Request]]:
    """Everything that `client` sends within the block, in order."""
    recorder = _Recorder(bare_client())
    events = client.meta.events
    events.register("before-call.dynamodb", recorder.leaving)
    events.register("after-call.dynamodb", recorder.answered)
    try:
        yield recorder.requests
    finally:
        events.unregister("before-call.dynamodb", recorder.leaving)
        events.unregister("after-call.dynamodb", recorder.answered)


def bare_client() -> Any:
    """boto3 alone, made as the system's own connection is: without checking parameters."""
    import boto3
    from botocore.config import Config

    from chalicelib.config import settings
    from chalicelib.db.connection import LOCAL_CREDENTIALS

    here = settings()
    return boto3.client(
        "dynamodb",
        region_name=here.region,
        endpoint_url=here.dynamodb_endpoint,
        config=Config(parameter_validation=False),
        **LOCAL_CREDENTIALS,
    )


class _Recorder:
    def __init__(self, bare: Any) -> None:
        self._bare = bare
        self._tables: dict[str, Table] = {}
        self.requests: list[Request] = []

    def leaving(self, *, model: Any, params: Body, context: Body, **_: Any) -> None:
        """Before it is sent: what stands where it will write."""
        body = json.loads(params["body"])
        context["metered"] = body, [self._write(*one) for one in _actions(model.name, body)]

    def answered(self, *, model: Any, parsed: Body, context: Body, **_: Any) -> None:
        """Once it is answered, whichever way."""
        body, writes = context.pop("metered")
        failed = parsed.get("Error", {}).get("Code")
        if writes:
            is_transaction = model.name == "TransactWriteItems"
            units = sum((self._written(one, is_transaction, failed) for one in writes), Units())
            tables = [one.table for one in writes]
        elif failed:
            units, tables = Units(), []
        else:
            units, tables = self._read(model.name, body, parsed)
        self.requests.append(Request(model.name, tuple(dict.fromkeys(tables)), units, failed))

    def _write(self, kind: str, action: Body) -> _Write:
        put, table = action.get("Item"), action["TableName"]
        key = {name: put[name] for name in self._table(table).keys} if put else action["Key"]
        return _Write(kind, table, key, put, self._stored(table, key))

    def _written(self, one: _Write, is_transaction: bool, failed: str | None) -> Units:
        if failed or one.kind == "ConditionCheck":
            return meter.refused(one.old, one.put, in_transaction=is_transaction)
        new = self._stored(one.table, one.key) if one.kind == "Update" else one.put
        return self._table(one.table).written(one.old, new, in_transaction=is_transaction)

    def _read(self, operation: str, body: Body, parsed: Body) -> tuple[Units, list[str]]:
        if operation == "GetItem":
            found = [parsed.get("Item")]
            return meter.read_one_by_one(found, consistent=_is_consistent(body)), [body["TableName"]]
        if operation == "BatchGetItem":
            priced = [self._batch(table, asked, parsed) for table, asked in body["RequestItems"].items()]
            return sum(priced, Units()), [*body["RequestItems"]]
        if operation == "TransactGetItems":
            found = [one.get("Item") for one in parsed["Responses"]]
            tables = [one["Get"]["TableName"] for one in body["TransactItems"]]
            return meter.read_one_by_one(found, in_transaction=True), tables
        if operation == "Query":
            return meter.read_together(self._entries(body, parsed), consistent=_is_consistent(body)), [
                body["TableName"]
            ]
        raise NotPriced(operation)

    def _batch(self, table: str, asked: Body, parsed: Body) -> Units:
        """What was not answered this time costs nothing this time."""
        found = parsed["Responses"].get(table, [])
        undone = parsed.get("UnprocessedKeys", {}).get(table, {}).get("Keys", [])
        missing = len(asked["Keys"]) - len(undone) - len(found)
        return meter.read_one_by_one([*found, *[None] * missing], consistent=_is_consistent(asked))

    def _entries(self, body: Body, parsed: Body) -> list[Item]:
        """What the query went through: of a count, read again in full."""
        if body.get("Select") == "COUNT":
            again = {name: value for name, value in body.items() if name != "Select"}
            parsed = self._bare.query(**again)
        elif not {"Select", "ProjectionExpression", "FilterExpression"}.isdisjoint(body):
            raise NotPriced(str(body))
        return list(parsed["Items"])

    def _stored(self, table: str, key: Body) -> Item | None:
        found: Item | None = self._bare.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")
        return found

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            self._tables[name] = Table.of(self._bare.describe_table(TableName=name)["Table"])
        return self._tables[name]


def _actions(operation: str, body: Body) -> list[tuple[str, Body]]:
    """(kind, action) of each write in the request; none in one that reads."""
    if operation in WRITES:
        return [(WRITES[operation], body)]
    if operation == "TransactWriteItems":
        return [pair for one in body["TransactItems"] for pair in one.items()]
    return []


def _is_consistent(asked: Body) -> bool:
    return bool(asked.get("ConsistentRead"))
