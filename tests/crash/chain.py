"""Whether every thing's entries form one unbroken chain that ends where the thing's own row says."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from chalicelib.db import connection
from chalicelib.db.rows import TABLES
from chalicelib.journal.entries import EntryRow, digest_of

Item = dict[str, dict[str, Any]]


def items_of(table: str) -> list[Item]:
    """Everything in a table, as DynamoDB gives it."""
    client, found = connection.connection().client, []
    asked: dict[str, Any] = {"TableName": table, "ConsistentRead": True}
    while True:
        answer = client._make_api_call("Scan", asked)
        found += answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return found
        asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def entries() -> list[EntryRow]:
    """The whole journal, in no order."""
    found = []
    for item in items_of(EntryRow.Meta.table_name):
        row = EntryRow("", "")
        row.deserialize(item)
        found.append(row)
    return found


def breaks(journal: list[EntryRow]) -> list[str]:
    """What is wrong with the chains: nothing, when nobody changed, removed, reordered or inserted an entry."""
    by_subject: dict[str, list[EntryRow]] = defaultdict(list)
    for entry in journal:
        by_subject[entry.subject].append(entry)
    heads = _heads()
    found = [f"{subject}: a chain without an entry" for subject in heads.keys() - by_subject.keys()]
    for subject, chain in by_subject.items():
        chain.sort(key=lambda entry: int(entry.n))
        prev = ""
        for n, entry in enumerate(chain, 1):
            if (int(entry.n), entry.prev) != (n, prev):
                found.append(f"{subject}: entry {entry.n} does not follow entry {n - 1}")
            prev = digest_of(entry)
        if heads.get(subject) != (len(chain), prev):
            found.append(f"{subject}: the row says {heads.get(subject)}, the journal {(len(chain), prev)}")
    return found


def _heads() -> dict[str, tuple[int, str]]:
    return {
        f"{item['pk']['S']}|{item['sk']['S']}": (int(item["chain_n"]["N"]), item["chain_head"]["S"])
        for table in TABLES
        for item in items_of(table)
        if item.get("chain_n", {"N": "0"})["N"] != "0"
    }
