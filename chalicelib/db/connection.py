"""One DynamoDB client per process, shared by every row class (PynamoDB would make one per class)."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.connection.base import Connection, MetaTable
from pynamodb.connection.table import TableConnection
from pynamodb.exceptions import DoesNotExist, PynamoDBException

from chalicelib.config import settings
from chalicelib.core.errors import Unavailable

_lock = threading.Lock()
_shared: Connection | None = None
_tables: dict[str, TableConnection] = {}

OURS: Final = frozenset({"ValidationException", "ResourceNotFoundException", "AccessDeniedException"})
"""The engine's words for what is wrong with a request, whenever it is sent."""

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


def refusal_code(error: Exception) -> str | None:
    """The engine's own word for a failure, wrapped by PynamoDB or not; None when it gave none: the reply was lost.

    PynamoDB's `cause_response_code` stumbles over the lost reply: botocore's connection errors carry `response = None`.
    """
    response = getattr(getattr(error, "cause", None) or error, "response", None) or {}
    code = response.get("Error", {}).get("Code")
    return str(code) if code else None


@contextmanager
def answered() -> Iterator[None]:
    """Around a read: one that got no answer, or was one too many, is refused as something to ask again.

    Raises Unavailable. What the engine finds wrong with a request is a fault of ours and stays one.
    """
    try:
        yield
    except (PynamoDBException, BotoCoreError, ClientError) as error:
        if isinstance(error, DoesNotExist) or refusal_code(error) in OURS:
            raise
        raise Unavailable() from error


def forget() -> None:
    """Connect anew at the next call: for a test or a runner that moves to another engine."""
    global _shared
    with _lock:
        _shared = None
        _tables.clear()
