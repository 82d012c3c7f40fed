"""A run's bills per second against a raw loop of the very same transactions, on the same engine.

One run of all units. Every so many chunks it is halted, and the transactions that it has just sent are sent again by a
bare client, prepared beforehand, to another organisation's keys: both sides see the same engine at the same size.
"""

from __future__ import annotations

import copy
import os
import sys
import time
from typing import Any, Final

from tests.bench.recorder import bare_client
from tests.bench.register import Fact, Measured, figure
from tests.bench.town import BILLS_PER_UNIT, COMMUNITY_ID, PERIOD, a_stage, a_town

UNITS: Final = 10_000
QUICK_UNITS: Final = 2_000
ROUND_CHUNKS: Final = 60  # many, so that what the run reads ahead while it is halted counts for little
_OPERATION: Final = "dynamodb.TransactWriteItems"


@figure("run_speed", says="bills per second of a run ÷ a raw loop of the same transactions", at_least=0.6)
def run_speed(is_quick: bool) -> Measured:
    """Draft and release one run; the raw loop's time is taken out of its own."""
    units = QUICK_UNITS if is_quick else UNITS
    with a_stage():
        org_id = a_town(units, name="speed")
        loop = RawLoop(org_id)
        started = time.perf_counter()
        bills = _run(org_id, loop)
        run_seconds = time.perf_counter() - started - loop.halted_seconds
    assert bills == loop.bills == units * BILLS_PER_UNIT, (bills, loop.bills)
    run, raw = bills / run_seconds, bills / loop.seconds
    facts: dict[str, Fact] = {
        "units": units,
        "bills": bills,
        "run_bills_per_second": round(run),
        "raw_bills_per_second": round(raw),
    }
    return Measured(round(run / raw, 3), facts)


def _run(org_id: str, loop: RawLoop) -> int:
    """Start, draft and release the month by its verbs and jobs; gives the bills."""
    from chalicelib.billing.service import runs
    from chalicelib.core import ids
    from chalicelib.core.scope import system_scope
    from infra.local import office, stage

    scope, run_id = system_scope(org_id, "bench"), ids.derived("bench", "run")
    runs.start_run(scope, office.cause("start"), COMMUNITY_ID, run_id=run_id, period=PERIOD)
    loop.watch(COMMUNITY_ID, run_id)
    if os.environ.get("PROFILE"):
        _profiled(stage.drain)
    else:
        stage.drain()
    loop.send()
    checker, draft = system_scope(org_id, "second person"), runs.approval_of(COMMUNITY_ID, run_id)
    return int(office.agree(checker, office.cause("release"), COMMUNITY_ID, draft).about["bills"])


class RawLoop:
    """Remembers the run's transactions and sends them again. `halted_seconds` is all that the run waited for it."""

    def __init__(self, org_id: str) -> None:
        from chalicelib.db import connection

        self._client = connection.connection().client
        self._raw = bare_client()
        self._names = (org_id, org_id[::-1])
        self._waiting: list[list[dict[str, Any]]] = []
        self.seconds = self.halted_seconds = 0.0
        self.bills = 0

    def watch(self, community_id: str, run_id: str) -> None:
        """From now on remember what is sent; give the raw loop a run of its own, on which its chunks depend."""
        started = time.perf_counter()
        from chalicelib.billing.store.tables import BillingRow

        key = {"pk": {"S": f"{self._names[0]}#C#{community_id}"}, "sk": {"S": f"RUN#{run_id}"}}
        found = self._raw.get_item(TableName=BillingRow.Meta.table_name, Key=key)["Item"]
        self._raw.put_item(TableName=BillingRow.Meta.table_name, Item=self._moved(found))
        self._client.meta.events.register(f"provide-client-params.{_OPERATION}", self._remember)
        self._client.meta.events.register(f"after-call.{_OPERATION}", self._sent)
        self.halted_seconds += time.perf_counter() - started

    def _remember(self, params: dict[str, Any], **_: object) -> None:
        bills = sum(1 for item in params["TransactItems"] if _is_bill(item))
        if bills:
            self._waiting.append(params["TransactItems"])
            self.bills += bills

    def _sent(self, **_: object) -> None:
        if len(self._waiting) >= ROUND_CHUNKS:
            self.send()

    def send(self) -> None:
        """One round: prepare, then send what waits; only the sending is measured."""
        started = time.perf_counter()
        prepared = [self._moved(copy.deepcopy(items)) for items in self._waiting]
        self._waiting.clear()
        begun = time.perf_counter()
        for items in prepared:
            self._raw.transact_write_items(TransactItems=items)
        ended = time.perf_counter()
        self.seconds += ended - begun
        self.halted_seconds += ended - started

    def _moved(self, found: Any) -> Any:
        """The same, in the raw loop's own keys."""
        if isinstance(found, dict):
            return {name: self._moved(value) for name, value in found.items()}
        if isinstance(found, list):
            return [self._moved(value) for value in found]
        return found.replace(*self._names) if isinstance(found, str) else found


def _is_bill(item: dict[str, Any]) -> bool:
    key: str = item.get("Put", {}).get("Item", {}).get("sk", {}).get("S", "")
    return key.startswith("BILL#")


def _profiled(work: Any) -> None:
    import cProfile
    import pstats

    profile = cProfile.Profile()
    profile.runcall(work)
    pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(45)
