"""What a data directory holds, in figures by which two copies are compared; JSON is the last line of its output.

Every row counts: by table the number of rows and one hash over all of them, whatever their order; the ends of the
journal's chains; and the sums of money as `make summary` prints them. Starts the engine for as long as it reads, so the
directory must be nobody's at the time; writes nothing of its own to the tables.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from chalicelib import config
from chalicelib.db import connection
from infra.local import engine, processes, stage
from infra.local.engine import Engine, EngineFailed
from infra.local.home import ROOT, Busy, Home
from infra.local.terminal import FAILED, Ended, end_cleanly_on_signals, say

Item = dict[str, dict[str, Any]]
_SETS: Final = frozenset({"SS", "NS", "BS"})
_EARLIER: Final = "the tables are an earlier version's"


def of(folder: Path) -> dict[str, Any]:
    """The digest of the data directory, read by a process of its own, which leaves no connection behind.

    Raises Ended when it cannot be read.
    """
    argv = [sys.executable, "-m", "infra.local.digest"]
    env = {name: value for name, value in os.environ.items() if name != "DYNAMODB_ENDPOINT"}
    reading = subprocess.Popen(argv, cwd=ROOT, env=env | {"DATA_DIR": str(folder)}, stdout=subprocess.PIPE)
    try:
        told, _ = reading.communicate()
    finally:
        processes.stop(reading)
    if reading.returncode:
        raise Ended("The copy could not be read back.", FAILED)
    digest: dict[str, Any] = json.loads(told.splitlines()[-1])
    return digest


def difference(one: dict[str, Any], other: dict[str, Any]) -> str | None:
    """Where two digests part, in a few words; None when they are equal.

    The sums are compared where both have them: the tables of an earlier version are not added up.
    """
    for name in ("tables", "chains"):
        if one[name] != other[name]:
            apart = sorted(key for key in {*one[name], *other[name]} if one[name].get(key) != other[name].get(key))
            return f"{name}: {', '.join(apart)}"
    if one["figures"] and other["figures"] and one["figures"] != other["figures"]:
        return "figures"
    return None


def _read(home: Home, running: Engine) -> dict[str, Any]:
    os.environ.update(stage.environment(home, running, port=8000))
    config.forget()
    tables = {table: _Table(table) for table in _tables()}
    digest: dict[str, Any] = {
        "tables": {name: table.printed for name, table in tables.items() if table.rows},
        "chains": _chains([line for table in tables.values() for line in table.chains]),
    }
    figures, why = _figures(home, running, set(tables))
    return digest | {"figures": figures} | ({"no_figures": why} if why else {})


class _Table:
    """Every row of a table, read once. Only hashes are kept, so that a large office fits into memory."""

    def __init__(self, name: str) -> None:
        self.chains: list[str] = []
        seen: list[bytes] = []
        for item in _rows(name):
            seen.append(hashlib.sha256(_canonical(item)).digest())
            if "chain_head" in item and item["chain_n"]["N"] != "0":
                key = (name, item["pk"]["S"], item["sk"]["S"], item["chain_n"]["N"], item["chain_head"]["S"])
                self.chains.append(json.dumps(key))
        self.rows = len(seen)
        self.printed = {"rows": self.rows, "sha256": hashlib.sha256(b"".join(sorted(seen))).hexdigest()}


def _chains(lines: list[str]) -> dict[str, Any]:
    """How many subjects have a chain of entries, and one hash over where each ends."""
    return {"subjects": len(lines), "sha256": hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()}


def _figures(home: Home, running: Engine, tables: set[str]) -> tuple[dict[str, Any] | None, str | None]:
    """The sums, or why there are none: sums that do not agree are no reason to keep no copy."""
    from chalicelib import wiring  # noqa: F401 - declares every row, by the settings of now
    from chalicelib.db.rows import TABLES
    from infra.local import figures
    from infra.local.carry_over import lacks_an_index

    if not TABLES.keys() <= tables or any(lacks_an_index(table) for table in TABLES):
        return None, _EARLIER
    stage.set_up(home, running, port=8000, is_alone=False)
    try:
        return asdict(figures.read()), None
    except figures.SumsDiffer as error:
        return None, f"the figures do not agree: {error}"


def _tables() -> list[str]:
    names: list[str] = []
    pages = connection.connection().client.get_paginator("list_tables").paginate()
    for page in pages:
        names += page["TableNames"]
    return sorted(names)


def _rows(table: str) -> Iterator[Item]:
    pages = connection.connection().client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    for page in pages:
        yield from page["Items"]


def _canonical(item: Item) -> bytes:
    """The same bytes for the same row, in whatever order an engine gives its attributes and the members of sets."""
    ordered = {
        name: {kind: sorted(value) if kind in _SETS else value for kind, value in one.items()}
        for name, one in item.items()
    }
    return json.dumps(ordered, sort_keys=True, default=lambda raw: base64.b64encode(raw).decode()).encode()


def main() -> int:
    """Print the digest of DATA_DIR."""
    end_cleanly_on_signals()
    try:
        home = Home.at(os.environ["DATA_DIR"])
        with home.hold():
            running = engine.start(home)
            try:
                digest = _read(home, running)
            finally:
                running.stop()
    except (Busy, EngineFailed) as error:
        say(str(error))
        return FAILED
    print(json.dumps(digest, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
