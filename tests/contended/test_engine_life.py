"""The embedded engine: starts, keeps what it acknowledged through kill -9, and leaves no orphan."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import botocore.session
import pytest

from infra.local import engine, processes
from infra.local.home import Home

pytestmark = pytest.mark.contended


def client(endpoint: str) -> Any:
    return botocore.session.get_session().create_client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name="cn-north-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )


def make_table(endpoint: str) -> Any:
    dynamodb = client(endpoint)
    dynamodb.create_table(
        TableName="things",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return dynamodb


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "data")


def test_the_memory_engine_is_empty_each_time_and_ends_by_itself() -> None:
    for _ in range(2):
        with engine.memory_engine() as endpoint:
            assert make_table(endpoint).list_tables()["TableNames"] == ["things"]
    assert not engine.is_up(endpoint)


_HOLD = """
import time
from infra.local.engine import memory_engine
with memory_engine() as endpoint:
    print(endpoint, flush=True)
    time.sleep(60)
"""


def test_the_memory_engine_ends_with_a_killed_owner() -> None:
    owner = subprocess.Popen([sys.executable, "-c", _HOLD], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    endpoint = owner.stdout.readline().strip()
    assert engine.is_up(endpoint)
    owner.kill()
    owner.wait()
    until = time.monotonic() + 5
    while engine.is_up(endpoint) and time.monotonic() < until:
        time.sleep(0.05)
    assert not engine.is_up(endpoint)


def test_what_the_engine_acknowledged_survives_its_kill(home: Home) -> None:
    first = engine.start(home)
    dynamodb = make_table(first.endpoint)
    for n in range(50):
        dynamodb.put_item(TableName="things", Item={"pk": {"S": str(n)}})
    os.kill(int(home.pid("engine").read_text()), signal.SIGKILL)
    second = engine.start(home)
    try:
        assert client(second.endpoint).scan(TableName="things", Select="COUNT")["Count"] == 50
    finally:
        second.stop()


def test_a_start_ends_the_engine_that_a_killed_runner_left(home: Home) -> None:
    left = engine.start(home)
    second = engine.start(home)
    try:
        assert not engine.is_up(left.endpoint)
        assert engine.is_up(second.endpoint)
    finally:
        second.stop()


def test_a_stranger_with_the_same_pid_is_never_ended(home: Home) -> None:
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"])
    home.pid("engine").write_text(str(stranger.pid))
    try:
        assert not processes.end_orphan(home.pid("engine"), marks=("dynoxide", str(home.engine_data)))
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_given_endpoint_starts_no_engine(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DYNAMODB_ENDPOINT", "http://127.0.0.1:9")
    assert engine.start(home).endpoint == "http://127.0.0.1:9"
    assert not home.pid("engine").exists()
