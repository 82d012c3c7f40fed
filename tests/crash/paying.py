"""A billed office, set up afresh for every point; a provider that outlives them all and took its money once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from chalicelib.core import clock, limits
from chalicelib.payments.rules.parts import Part
from infra.local.wechat.notices import Notification
from infra.local.wechat.simulator import Simulator
from tests.builders import ledger, payments
from tests.builders.core import AT
from tests.builders.office import Office, a_cause
from tests.builders.payments import FIRST
from tests.builders.provider import simulated
from tests.crash import points
from tests.crash.offices import SEALED, key

OCTOBER = ("2026-10",)
THREE_MONTHS = ("2026-08", "2026-09", "2026-10")
MONTH_FEN = 265_00
BILLS_AT_ONCE = 2
NUMBERED_AFTER = timedelta(seconds=limits.NUMBER_AFTER_SECONDS + 1)


@pytest.fixture
def few_at_once(embedded_engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six bills fall into three chunks: more places to die at."""
    monkeypatch.setattr(limits, "BILLS_PER_CHUNK", BILLS_AT_ONCE)
    monkeypatch.setattr(limits, "RECEIPTS_PER_CHUNK", BILLS_AT_ONCE)


@pytest.fixture
def paying(few_at_once: None, tmp_path: Path) -> Iterator[Paying]:
    with simulated(tmp_path) as simulator:
        yield Paying(simulator)


@contextmanager
def later(by: timedelta) -> Iterator[None]:
    """So much later than the time that stands still in crash tests."""
    clock.use(lambda: AT + by)
    try:
        yield
    finally:
        clock.use(lambda: AT)


class Paying:
    """What the tests of payments' crashes act in."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.office: Office
        self.parts: dict[int, tuple[Part, ...]] = {}
        self._notices: dict[str, Notification] = {}

    def order(self, name: str = "order", number: int = FIRST, *, prepay_fen: int = 0) -> str:
        """An order for all that the unit owes, always the same one for a name."""
        return payments.an_order(
            self.office, number, order_id=key(name), cause=a_cause(key(f"start {name}")), prepay_fen=prepay_fen
        )

    def notice(self, name: str = "order", number: int = FIRST, *, amount_fen: int | None = None) -> Notification:
        """The notice of an order that was placed: the provider took its money in the first life of the office."""
        if name not in self._notices:
            self._notices[name] = payments.taken(self.office, self.simulator, key(name), number, amount_fen=amount_fen)
        return self._notices[name]

    def same_after_any_crash(
        self,
        prepare: Callable[[], object],
        work: Callable[[], object],
        *,
        months: tuple[str, ...] = OCTOBER,
        units: int = 2,
        masked: frozenset[str] = frozenset(),
    ) -> int:
        """As the function in `points`, on an office billed for these months, whose ledger adds up each time."""

        def set_up() -> None:
            self.office = payments.a_billed_office(units, months=months)
            self.parts = {number: payments.all_of(self.office, number) for number in range(FIRST, FIRST + units)}
            prepare()

        return points.assert_same_after_any_crash(
            set_up, work, masked=SEALED | masked, check=lambda: ledger.add_up(self.office, self.simulator.statement())
        )
