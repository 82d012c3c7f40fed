"""The real WeChat Pay adapter against the simulator: an order is opened, found, closed, and its notice read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from chalicelib import config
from chalicelib.core import clock
from chalicelib.payments.providers import port
from chalicelib.payments.providers.port import AlreadyPaid, NoProvider, Paid, Provider, ProviderDown, Scene
from infra.local.wechat.simulator import Simulator
from tests.builders.core import AT, standing_clock
from tests.builders.provider import an_order, prepay_id, simulated


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    with standing_clock(), simulated(tmp_path) as found:
        yield found


@pytest.fixture
def provider(simulator: Simulator) -> Provider:
    return port.provider()


@pytest.mark.parametrize("scene", Scene)
def test_a_notice_and_a_query_say_the_same_of_a_payment(simulator: Simulator, provider: Provider, scene: Scene) -> None:
    asked = an_order(scene=scene)
    assert provider.open(asked).startswith("http://127.0.0.1:8000/local/pay/wx")
    assert provider.find(asked.trade_no) is None
    told = simulator.pay(asked.trade_no)
    paid = provider.read(told.headers, told.raw, at=AT)
    assert paid == provider.find(asked.trade_no)
    (taken,) = simulator.statement()
    assert paid == Paid("wechat", asked.trade_no, taken.transaction_id, 280_32, AT, "guanjia-1")


def test_a_wrong_amount_is_told_as_it_was_paid(simulator: Simulator, provider: Provider) -> None:
    asked = an_order()
    provider.open(asked)
    told = simulator.pay(asked.trade_no, 1)
    paid = provider.read(told.headers, told.raw, at=AT)
    assert (paid.amount_fen, paid) == (1, provider.find(asked.trade_no))


def test_an_order_asked_for_again_is_the_same_order_and_can_be_paid(simulator: Simulator, provider: Provider) -> None:
    asked = an_order()
    first, second = provider.open(asked), provider.open(replace(asked, payer_address="2001:db8::1"))
    assert prepay_id(first) == prepay_id(second)
    simulator.tap(prepay_id(second))
    with pytest.raises(AlreadyPaid):
        provider.open(asked)


@pytest.mark.parametrize(
    "other",
    [
        {"amount_fen": 1},
        {"attach": "another"},
        {"description": "停车费"},
        {"scene": Scene.NATIVE},
        {"expires_at": AT + timedelta(hours=2)},
    ],
    ids=lambda other: next(iter(other)),
)
def test_an_order_asked_for_again_with_other_facts_is_refused(provider: Provider, other: dict[str, object]) -> None:
    asked = an_order()
    provider.open(asked)
    with pytest.raises(ProviderDown) as refused:
        provider.open(replace(asked, **other))  # type: ignore[arg-type]
    assert refused.value.facts == {"says": "INVALID_REQUEST"}


def test_a_closed_order_cannot_be_paid_and_closing_is_harmless_twice(simulator: Simulator, provider: Provider) -> None:
    asked = an_order()
    provider.close(asked.trade_no)
    provider.open(asked)
    for _ in range(2):
        provider.close(asked.trade_no)
    assert provider.find(asked.trade_no) is None
    with pytest.raises(Exception, match="closed"):
        simulator.pay(asked.trade_no)
    with pytest.raises(ProviderDown) as refused:
        provider.open(asked)
    assert refused.value.facts == {"says": "ORDER_CLOSED"}


def test_a_paid_order_cannot_be_closed(simulator: Simulator, provider: Provider) -> None:
    asked = an_order()
    provider.open(asked)
    simulator.pay(asked.trade_no)
    with pytest.raises(AlreadyPaid):
        provider.close(asked.trade_no)
    assert provider.find(asked.trade_no) is not None


def test_an_order_that_nobody_opened_is_not_paid(provider: Provider) -> None:
    assert provider.find("N" * 26) is None


def test_an_order_too_late_to_be_paid_is_still_only_unpaid(simulator: Simulator, provider: Provider) -> None:
    asked = an_order()
    provider.open(asked)
    clock.use(lambda: asked.expires_at)
    with pytest.raises(Exception, match="closed"):
        simulator.pay(asked.trade_no)
    assert provider.find(asked.trade_no) is None


def test_a_long_description_is_cut_between_characters(simulator: Simulator, provider: Provider) -> None:
    link = provider.open(an_order(description="物业费\n" * 40))
    shown = simulator.shown(prepay_id(link)).description
    assert shown == " ".join(["物业费"] * 40)[: len(shown)]
    assert 120 < len(shown.encode()) <= 127


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_a_notice_counts_for_five_minutes_either_way(simulator: Simulator, provider: Provider, seconds: int) -> None:
    asked = an_order()
    provider.open(asked)
    told = simulator.pay(asked.trade_no)
    assert provider.read(told.headers, told.raw, at=AT + timedelta(seconds=seconds)).trade_no == asked.trade_no


def test_what_is_signed_are_the_bytes_whatever_language_they_hold(simulator: Simulator, provider: Provider) -> None:
    asked = an_order(attach="𠮷林路 № 5 – Ünit")
    provider.open(asked)
    told = simulator.pay(asked.trade_no)
    assert provider.read(told.headers, told.raw, at=AT).attach == asked.attach


def test_the_wall_clock_that_signs_requests_may_differ_from_the_systems(provider: Provider) -> None:
    clock.use(lambda: datetime(2031, 1, 1, tzinfo=AT.tzinfo))
    provider.open(an_order())


def test_without_settings_nothing_can_be_paid_online(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("APPID", "MCHID", "SERIAL", "PUBLIC_KEY_ID", "NOTIFY_URL", "GATEWAY"):
        monkeypatch.delenv(f"GUANJIA_WECHAT_{name}")
    config.forget()
    port.use(None)
    try:
        with pytest.raises(NoProvider):
            port.provider()
    finally:
        monkeypatch.undo()
        config.forget()


def test_the_library_is_loaded_by_the_first_payment_and_not_before() -> None:
    heavy = "{'requests', 'wechatpayv3'} & sys.modules.keys()"
    look = f"import sys, chalicelib.payments.providers.wechat; sys.exit(len({heavy}))"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


def test_with_settings_alone_wechat_pay_is_the_provider() -> None:
    port.use(None)
    assert port.provider().name == "wechat"
    port.use(None)
