"""WeChat Pay, simulated in this process behind the real adapter: no socket, no thread, the clock of the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from chalicelib.core import clock
from chalicelib.payments.providers import port
from chalicelib.payments.providers.port import Asked, Scene
from infra.local.wechat.simulator import Simulator
from tests.builders.core import an_id

PAYER_ADDRESS = "203.0.113.7"


@contextmanager
def simulated(folder: Path) -> Iterator[Simulator]:
    """A simulator that keeps its file in `folder`, and is the provider of this process meanwhile."""
    simulator = Simulator.at(folder / "wechat.db")
    port.use(simulator.provider())
    try:
        yield simulator
    finally:
        port.use(None)
        simulator.close()


def an_order(
    name: str = "",
    *,
    amount_fen: int = 280_32,
    scene: Scene = Scene.H5,
    attach: str = "guanjia-1",
    expires_at: datetime | None = None,
    description: str = "示例花园 3-2-501 物业费",
) -> Asked:
    """What a provider is asked to collect: half an hour from now, by a link, unless said otherwise."""
    at = expires_at or clock.now() + timedelta(minutes=30)
    return Asked(an_id(name), amount_fen, description, attach, at.replace(microsecond=0), scene, PAYER_ADDRESS)


def prepay_id(link: str) -> str:
    """The provider's own number of an order, as the payer's page has it in its address."""
    return link.partition("/local/pay/")[2].partition("?")[0]
