"""Carries a data directory of an earlier version over: a table whose indexes are not today's is made anew.

DynamoDB gives a table its local indexes when it is made and never later. All rows go to a file first (the table is not
touched before that is on disk), then the table is deleted, made and filled. The file is the mark that this is under way
and is removed last, so a start that was killed at any point is finished by the next, which ends in the same rows.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.core import limits
from chalicelib.db import connection
from chalicelib.db.pauses import pause
from chalicelib.db.rows import TABLES, create_tables, table_name
from infra.local.engine import EngineFailed
from infra.local.home import Home, sync_folder
from infra.local.terminal import say

Item = dict[str, dict[str, Any]]
_PREFIX: Final = "carry-over-"


def carry_over(home: Home) -> None:
    """Finish what a killed start began, and make anew what is not as today's rows need it. Raises EngineFailed.

    The caller is alone with the data: nobody reads or writes it meanwhile.
    """
    for table in sorted(TABLES):
        kept = home.root / f"{_PREFIX}{table}.jsonl"
        if not kept.exists() and not lacks_an_index(table):
            continue
        try:
            say(f"The data was made by an earlier version of Guanjia; carrying over {table} …")
            if not kept.exists():
                _keep(table, kept)
            _make_anew(table, kept)
        except (OSError, BotoCoreError, ClientError, PynamoDBException) as error:
            raise EngineFailed(
                f"{table} cannot be carried over from an earlier version: {error}. Nothing is lost; start again when "
                f"that is mended, and do not remove {kept}."
            ) from error


def is_under_way(home: Home) -> bool:
    """Whether tables are being made anew, so that nobody may look at them."""
    return any(home.root.glob(f"{_PREFIX}*.jsonl"))


def lacks_an_index(table: str) -> bool:
    """True for a table that stands without one of the indexes that its rows declare."""
    described = _described(table)
    if described is None:
        return False
    kinds = ("LocalSecondaryIndexes", "GlobalSecondaryIndexes")
    there = {index["IndexName"] for kind in kinds for index in described.get(kind) or ()}
    return not TABLES[table]._indexes.keys() <= there


def _described(table: str) -> dict[str, Any] | None:
    """The table as the engine has it; None when it has none."""
    try:
        found: dict[str, Any] = _client().describe_table(TableName=table)["Table"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return None
    return found


def _client() -> Any:
    """The engine below PynamoDB, which would remember a table as it was."""
    return connection.connection().client


def _keep(table: str, kept: Path) -> None:
    """Write every row as it stands to the file, which is there whole or not at all."""
    draft = kept.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        for item in _rows(table):
            file.write(json.dumps(item, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(kept)
    sync_folder(kept.parent)


def _make_anew(table: str, kept: Path) -> None:
    """From the file that holds all rows to the table that does; every step may have been taken before."""
    if lacks_an_index(table):
        _client().delete_table(TableName=table)
        _wait_until_gone(table)
    create_tables()
    put = 0
    with kept.open(encoding="utf-8") as file:
        while some := [_mended(table, json.loads(line)) for line in islice(file, limits.TRANSACTION_ITEMS)]:
            _put(table, some)
            put += len(some)
    if put != sum(1 for _ in _rows(table)):
        raise EngineFailed(f"{table} did not take all of its {put} rows, which are in {kept}. Start again.")
    kept.unlink()
    sync_folder(kept.parent)
    say(f"Carried over {put} rows of {table}.")


def _mended(table: str, item: Item) -> Item:
    """The row with what an index needs that was not there when it was written."""
    is_bill = table == table_name("billing") and item["sk"]["S"].startswith("BILL#")
    if is_bill and int(item["total_fen"]["N"]) > int(item["settled_fen"]["N"]):
        return item | {"open_sk": item["sk"]}
    return item


def _rows(table: str) -> Iterator[Item]:
    asked: dict[str, Any] = {"TableName": table, "ConsistentRead": True}
    while True:
        answer = _client().scan(**asked)
        yield from answer["Items"]
        if not answer.get("LastEvaluatedKey"):
            return
        asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _put(table: str, items: list[Item]) -> None:
    """In one transaction: nobody needs it, but the engine writes it to disk at once."""
    _client().transact_write_items(TransactItems=[{"Put": {"TableName": table, "Item": item}} for item in items])


def _wait_until_gone(table: str) -> None:
    for attempt in range(limits.TABLE_ATTEMPTS):
        if _described(table) is None:
            return
        pause(attempt, most_ms=limits.TABLE_PAUSE_MS)
    raise EngineFailed(f"{table} cannot be deleted, to be made anew. Start again.")
