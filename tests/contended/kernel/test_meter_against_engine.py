"""The meter against the engine's own ConsumedCapacity, over every kind of write and read of an indexed table.

The engine reports what was captured on DynamoDB, index entries in transactions included: those are not doubled, of
global and local indexes alike. So there is no exception here: where the two differ, one of them has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.db import meter
from chalicelib.db.meter import Item, Table, Units
from tests.bench.recorder import bare_client, recording

pytestmark = pytest.mark.contended

NAME: Final = "metered"
KEY: Final = {"pk": {"S": "p"}, "sk": {"S": "one"}}
SIZES: Final = (0, 1_500, 4_200)
BOUNDED: Final = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)

Body = dict[str, Any]


@pytest.fixture(autouse=True)
def journal_guard() -> None:
    """Not watched: these are bare requests to a table of the test's own."""


@pytest.fixture
def client(_things: None) -> Any:
    """A client that asks the engine for its figures, on an empty table with an index of each kind."""
    found = bare_client()
    found.create_table(TableName=NAME, BillingMode="PAY_PER_REQUEST", **_shape())
    return found


def _shape() -> Body:
    def keys(*names: str) -> list[Body]:
        return [{"AttributeName": name, "KeyType": kind} for name, kind in zip(names, ("HASH", "RANGE"), strict=True)]

    return {
        "KeySchema": keys("pk", "sk"),
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "work_pk", "work_sk", "open_sk")
        ],
        "GlobalSecondaryIndexes": [
            {"IndexName": "work", "KeySchema": keys("work_pk", "work_sk"), "Projection": {"ProjectionType": "ALL"}}
        ],
        "LocalSecondaryIndexes": [
            {
                "IndexName": "open",
                "KeySchema": keys("pk", "open_sk"),
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["kept"]},
            }
        ],
    }


TABLE: Final = Table.of(_shape())


def an_item(sk: str = "one", *, work: str = "", opens: str = "", kept: int = 0, rest: int = 0) -> Item:
    """An item in the indexes whose key is given; the local one keeps the bytes of `kept`, `rest` it leaves."""
    item: dict[str, Body] = {"pk": {"S": "p"}, "sk": {"S": sk}}
    if work:
        item |= {"work_pk": {"S": "w"}, "work_sk": {"S": work}}
    if opens:
        item["open_sk"] = {"S": opens}
    if kept:
        item["kept"] = {"S": "k" * kept}
    if rest:
        item["rest"] = {"S": "r" * rest}
    return item


def images() -> Iterator[Item | None]:
    """What may stand at a key: nothing, or an item in none, one or both of the indexes, small or large."""
    yield None
    for work, opens in product(("", "1", "2"), ("", "1")):
        yield an_item(work=work, opens=opens)
    for kept, rest in product(SIZES, SIZES):
        yield an_item(work="1", opens="1", kept=kept, rest=rest)
    yield an_item(work="2", opens="2", kept=1_500, rest=1_500)
    yield an_item(kept=4_200, rest=1_500)


def stand(client: Any, image: Item | None) -> None:
    client.delete_item(TableName=NAME, Key=KEY)
    if image:
        client.put_item(TableName=NAME, Item=image)


def units_of(answer: Body) -> float:
    """The engine's own total."""
    capacity = answer["ConsumedCapacity"]
    total = capacity if isinstance(capacity, dict) else capacity[0]
    return float(total["CapacityUnits"])


def write(client: Any, new: Item | None, *, in_transaction: bool) -> float:
    """Put `new`, or delete what stands; gives what the engine says that it cost."""
    if in_transaction:
        action = {"Put": {"TableName": NAME, "Item": new}} if new else {"Delete": {"TableName": NAME, "Key": KEY}}
        return units_of(client.transact_write_items(TransactItems=[action], ReturnConsumedCapacity="INDEXES"))
    if new:
        return units_of(client.put_item(TableName=NAME, Item=new, ReturnConsumedCapacity="INDEXES"))
    return units_of(client.delete_item(TableName=NAME, Key=KEY, ReturnConsumedCapacity="INDEXES"))


@pytest.mark.parametrize("in_transaction", [False, True])
def test_every_image_over_every_other_costs_what_the_engine_says(client: Any, in_transaction: bool) -> None:
    for old, new in product(images(), images()):
        stand(client, old)
        said = write(client, new, in_transaction=in_transaction)
        assert TABLE.written(old, new, in_transaction=in_transaction) == Units(writes=int(said)), (old, new)


numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False).map(str)
scalars = st.one_of(
    st.text(max_size=12).map(lambda text: {"S": text}),
    numbers.map(lambda number: {"N": number}),
    st.booleans().map(lambda value: {"BOOL": value}),
    st.just({"NULL": True}),
    st.binary(max_size=12).map(lambda data: {"B": data}),
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda found: {"L": found})
        | st.dictionaries(st.text(min_size=1, max_size=6), inner, max_size=3).map(lambda found: {"M": found})
    ),
    max_leaves=6,
)


@BOUNDED
@given(value=values)
def test_a_value_has_the_size_at_which_the_engine_takes_another_unit(client: Any, value: Body) -> None:
    """Padded to a kilobyte it costs one unit, and two with one byte more: so its size is right to the byte."""
    item = {**KEY, "v": value, "pad": {"S": ""}}
    room = meter.WRITE_BYTES - meter.item_bytes(item)
    for more, units in ((0, 1), (1, 2)):
        stand(client, None)
        said = client.put_item(
            TableName=NAME, Item={**item, "pad": {"S": "x" * (room + more)}}, ReturnConsumedCapacity="TOTAL"
        )
        assert units_of(said) == units


@BOUNDED
@given(kept=st.integers(1, 6_000), rest=st.integers(1, 6_000), grown=st.integers(1, 6_000), moved=st.booleans())
def test_any_size_in_a_transaction(client: Any, kept: int, rest: int, grown: int, moved: bool) -> None:
    old = an_item(work="1", opens="1", kept=kept, rest=rest)
    new = an_item(work="1", opens="2" if moved else "1", kept=grown, rest=rest)
    stand(client, old)
    said = write(client, new, in_transaction=True)
    assert TABLE.written(old, new, in_transaction=True) == Units(writes=int(said))


def requests() -> Iterator[tuple[str, Body]]:
    """Each kind of request that the system sends, on a table where four items stand and one does not."""
    keys = [{"pk": {"S": "p"}, "sk": {"S": sk}} for sk in ("one", "two", "none")]
    prefix = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "p"}}}
    work = {"KeyConditionExpression": "work_pk = :p", "ExpressionAttributeValues": {":p": {"S": "w"}}}
    nobody = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "q"}}}
    for consistent in (True, False):
        also = {"ConsistentRead": consistent}
        yield "GetItem", {"TableName": NAME, "Key": keys[0], **also}
        yield "GetItem", {"TableName": NAME, "Key": keys[2], **also}
        yield "BatchGetItem", {"RequestItems": {NAME: {"Keys": keys, **also}}}
        yield "Query", {"TableName": NAME, **prefix, **also}
        yield "Query", {"TableName": NAME, **prefix, **also, "Limit": 1}
        yield "Query", {"TableName": NAME, **prefix, **also, "Select": "COUNT"}
        yield "Query", {"TableName": NAME, **nobody, **also}
        yield "Query", {"TableName": NAME, "IndexName": "open", **prefix, **also}
    yield "Query", {"TableName": NAME, "IndexName": "work", **work}
    yield "TransactGetItems", {"TransactItems": [{"Get": {"TableName": NAME, "Key": key}} for key in keys]}
    grow = {"UpdateExpression": "SET kept = :k", "ExpressionAttributeValues": {":k": {"S": "k" * 5_000}}}
    there = {"TableName": NAME, "Key": keys[0], "ConditionExpression": "attribute_exists(pk)"}
    yield "UpdateItem", {"TableName": NAME, "Key": keys[0], **grow}
    yield "UpdateItem", {"TableName": NAME, "Key": keys[2], **grow}
    yield "DeleteItem", {"TableName": NAME, "Key": keys[2]}
    yield "PutItem", {"TableName": NAME, "Item": an_item(work="3", rest=2_000)}
    yield (
        "TransactWriteItems",
        {
            "TransactItems": [
                {"ConditionCheck": there},
                {"Update": {"TableName": NAME, "Key": keys[1], **grow}},
                {"Put": {"TableName": NAME, "Item": an_item("new", work="4", opens="4", kept=1_100)}},
                {"Delete": {"TableName": NAME, "Key": keys[2]}},
            ]
        },
    )


def test_what_the_recorder_prices_is_what_the_engine_says(client: Any) -> None:
    for n, sk in enumerate(("one", "two", "three", "four")):
        client.put_item(TableName=NAME, Item=an_item(sk, work=str(n), opens=str(n), kept=1_700, rest=3_000))
    for operation, body in requests():
        with recording(client) as seen:
            answer = client._make_api_call(operation, {**body, "ReturnConsumedCapacity": "INDEXES"})
        [request] = seen
        assert request.operation == operation
        assert request.units.reads + request.units.writes == units_of(answer), (operation, body)


def test_the_recorder_prices_what_was_refused_too(client: Any) -> None:
    client.put_item(TableName=NAME, Item=an_item(rest=3_000))
    taken = {"TableName": NAME, "Item": an_item(), "ConditionExpression": "attribute_not_exists(pk)"}
    with recording(client) as seen:
        with pytest.raises(client.exceptions.ConditionalCheckFailedException):
            client.put_item(**taken)
        with pytest.raises(client.exceptions.TransactionCanceledException):
            client.transact_write_items(TransactItems=[{"Put": taken}])
    assert [(one.units.writes, one.failed) for one in seen] == [
        (3, "ConditionalCheckFailedException"),
        (6, "TransactionCanceledException"),
    ]
    assert {one.tables for one in seen} == {(NAME,)}
