"""One DynamoDB client per process, shared by every row class (PynamoDB would make one per class)."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from pynamodb.connection.base import Connection, MetaTable
from pynamodb.connection.table import TableConnection
from pynamodb.exceptions import PynamoDBException

from chalicelib.config import settings

_lock = threading.Lock()
_shared: Connection | None = None
_tables: dict[str, TableConnection] = {}

LOCAL_CREDENTIALS = {
    "aws_access_key_id": "local",
    "aws_secret_access_key": "local",
}  # an engine on loopback asks for any


def connection() -> Connection:
    """The process's connection, made on first use."""
    global _shared
    with _lock:
        if _shared is None:
            here = settings()
            keys: dict[str, Any] = LOCAL_CREDENTIALS if _is_on_loopback(here.dynamodb_endpoint) else {}
            _shared = Connection(
                region=here.region,
                host=here.dynamodb_endpoint,
                connect_timeout_seconds=3,
                read_timeout_seconds=15,
                max_pool_connections=32,
                **keys,
            )
            _ = _shared.client
        return _shared


def _is_on_loopback(endpoint: str | None) -> bool:
    host = urlsplit(endpoint or "").hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def table_connection(table_name: str, meta_table: Callable[[], MetaTable]) -> TableConnection:
    """The shared connection, seen as one table's; what the table looks like is asked for once."""
    shared = connection()
    with _lock:
        if table_name not in _tables:
            shared.add_meta_table(meta_table())
            table = TableConnection(table_name)
            table.connection = shared
            _tables[table_name] = table
        return _tables[table_name]


def refusal_code(error: PynamoDBException) -> str | None:
    """The engine's own word for a failure; None when it gave none, because the reply was lost.

    PynamoDB's `cause_response_code` stumbles over the lost reply: botocore's connection errors carry `response = None`.
    """
    response = getattr(error.cause, "response", None) or {}
    code = response.get("Error", {}).get("Code")
    return str(code) if code else None


def forget() -> None:
    """Connect anew at the next call: for a test or a runner that moves to another engine."""
    global _shared
    with _lock:
        _shared = None
        _tables.clear()
