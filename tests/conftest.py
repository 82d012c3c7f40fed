"""What every test stands on: settings, secrets, and one engine chosen by fixture.

moto is the everyday engine; `embedded` is the real one, for contention, tokens, capacity, streams and crashes.
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.wechat import keys as wechat_keys

_HOME = Path(tempfile.mkdtemp(prefix="guanjia-test-"))
_SECRETS = _HOME / "secrets.json"
_SECRETS.write_text(
    json.dumps(
        {
            name: base64.b64encode(name.encode().ljust(32, b".")).decode()
            for name in ("cursor", "people", "codes", "files", "journal", "receipts")
        }
        | {name: base64.b64encode(value).decode() for name, value in wechat_keys.new_secrets().items()}
    )
)
os.environ |= {
    "GUANJIA_STAGE": "local",
    "GUANJIA_SECRETS_FILE": str(_SECRETS),
    "GUANJIA_ORIGINS": "http://127.0.0.1:8000",
    "AWS_REGION": "cn-north-1",
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "POWERTOOLS_LOG_LEVEL": "CRITICAL",
    **wechat_keys.environment(8000),
}
os.environ.pop("GUANJIA_DYNAMODB_ENDPOINT", None)

from chalicelib import config, wiring
from chalicelib.billing.store import runs as billing_runs
from chalicelib.db import connection, rows, staging
from chalicelib.edge import sessions

assert wiring.BLUEPRINTS


def start_afresh(endpoint: str | None) -> None:
    """Move this process to another engine and forget what was cached of the last."""
    if endpoint:
        os.environ["GUANJIA_DYNAMODB_ENDPOINT"] = endpoint
    else:
        os.environ.pop("GUANJIA_DYNAMODB_ENDPOINT", None)
    config.forget()
    connection.forget()
    staging.forget()
    billing_runs.forget()
    sessions.forget()


@pytest.fixture
def moto_engine() -> Iterator[None]:
    """Empty tables on moto."""
    from moto import mock_aws

    with mock_aws():
        start_afresh(None)
        rows.create_tables()
        yield
    start_afresh(None)


@pytest.fixture
def embedded_engine() -> Iterator[str]:
    """Empty tables on the embedded engine, in memory, on a free port; gives its endpoint."""
    from infra.local.engine import memory_engine

    with memory_engine() as endpoint:
        start_afresh(endpoint)
        rows.create_tables()
        yield endpoint
    start_afresh(None)


@pytest.fixture(params=["moto", pytest.param("embedded", marks=pytest.mark.contended)])
def either_engine(request: pytest.FixtureRequest) -> str:
    """The same test on both engines: the store contract."""
    request.getfixturevalue(f"{request.param}_engine")
    return str(request.param)
