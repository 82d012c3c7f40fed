"""The simulated WeChat Pay: takes each order's money once, and tells of it as it was told to; no thread, no waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from chalicelib.core import clock
from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.payments.providers import port
from chalicelib.payments.providers.port import NotGenuine, Paid
from infra.local.wechat.keys import Keys, merchant
from infra.local.wechat.ledger import Behaviour
from infra.local.wechat.sender import AGAIN_AFTER_SECONDS, Sender
from infra.local.wechat.simulator import Simulator
from tests.builders.core import AT, standing_clock
from tests.builders.provider import an_order, prepay_id, simulated
from tests.builders.threads import at_once


@dataclass
class Office:
    """The merchant's end: takes what is genuine, unless it is away."""

    took: list[Paid] = field(default_factory=list)
    refused: list[NotGenuine] = field(default_factory=list)
    is_away: bool = False

    def deliver(self, url: str, headers: Mapping[str, str], raw: bytes) -> int:
        assert url == "http://127.0.0.1:8000/api/payments/wechat/notify"
        if self.is_away:
            return 0
        try:
            self.took.append(port.provider().read(headers, raw, at=clock.now()))
        except NotGenuine as refusal:
            self.refused.append(refusal)
            return 401
        return 200


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    with standing_clock(), simulated(tmp_path) as found:
        yield found


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def sender(simulator: Simulator, office: Office) -> Sender:
    return Sender(simulator, office.deliver)


def tapped(simulator: Simulator, name: str, amount_fen: int | None = None) -> str:
    """An order that its payer has paid on the provider's page; gives its number."""
    asked = an_order(name)
    simulator.tap(prepay_id(port.provider().open(asked)), amount_fen)
    return asked.trade_no


def later(seconds: int) -> None:
    """Move the standing clock."""
    at = clock.now() + timedelta(seconds=seconds)
    clock.use(lambda: at)


def test_a_payment_is_told_once(simulator: Simulator, sender: Sender, office: Office) -> None:
    trade_no = tapped(simulator, "one")
    assert [sender.step(), sender.step()] == [1, 0]
    assert [paid.trade_no for paid in office.took] == [trade_no]
    assert simulator.waiting() == 0


def test_a_notice_is_repeated(simulator: Simulator, sender: Sender, office: Office) -> None:
    simulator.behave(Behaviour(repeat=3))
    tapped(simulator, "one")
    sender.step()
    assert len(office.took) == 4
    assert len(set(office.took)) == 1


def test_a_notice_comes_late(simulator: Simulator, sender: Sender, office: Office) -> None:
    simulator.behave(Behaviour(delay_seconds=3_600))
    tapped(simulator, "one")
    later(3_599)
    assert sender.step() == 0
    later(1)
    sender.step()
    assert [paid.paid_at for paid in office.took] == [AT]


def test_the_second_notice_comes_before_the_first(simulator: Simulator, sender: Sender, office: Office) -> None:
    simulator.behave(Behaviour(reorder=True))
    first = tapped(simulator, "first")
    assert sender.step() == 0
    second = tapped(simulator, "second")
    assert [sender.step(), sender.step()] == [1, 1]
    assert [paid.trade_no for paid in office.took] == [second, first]


def test_what_is_held_back_goes_when_order_is_asked_for_again(
    simulator: Simulator, sender: Sender, office: Office
) -> None:
    simulator.behave(Behaviour(reorder=True))
    tapped(simulator, "first")
    simulator.behave(Behaviour())
    sender.step()
    assert len(office.took) == 1


def test_a_forgery_comes_besides(simulator: Simulator, sender: Sender, office: Office) -> None:
    simulator.behave(Behaviour(forge=True))
    tapped(simulator, "one")
    assert sender.step() == 2
    assert (len(office.refused), len(office.took), simulator.waiting()) == (1, 1, 0)


def test_a_payment_never_told_is_found_by_asking(simulator: Simulator, sender: Sender, office: Office) -> None:
    simulator.behave(Behaviour(drop=True))
    trade_no = tapped(simulator, "one")
    assert (sender.step(), simulator.waiting(), office.took) == (0, 0, [])
    found = port.provider().find(trade_no)
    assert found is not None
    assert found.amount_fen == 280_32


def test_a_wrong_amount_is_taken_and_told(simulator: Simulator, sender: Sender, office: Office) -> None:
    tapped(simulator, "one", 280_31)
    sender.step()
    assert [paid.amount_fen for paid in office.took] == [280_31]
    assert [row.amount_fen for row in simulator.statement()] == [280_31]


def test_a_notice_that_is_not_taken_is_sent_again_until_it_is_given_up(
    simulator: Simulator, sender: Sender, office: Office
) -> None:
    office.is_away = True
    tapped(simulator, "one")
    assert sender.step() == 1
    for seconds in AGAIN_AFTER_SECONDS:
        later(seconds - 1)
        assert sender.step() == 0
        later(1)
        assert (simulator.waiting(), sender.step()) == (1, 1)
    assert simulator.waiting() == 0


def test_a_notice_sent_late_is_signed_when_it_leaves(simulator: Simulator, sender: Sender, office: Office) -> None:
    office.is_away = True
    tapped(simulator, "one")
    sender.step()
    office.is_away = False
    later(86_400)
    sender.step()
    assert [paid.paid_at for paid in office.took] == [AT]


def test_another_process_goes_on_with_what_was_not_sent(tmp_path: Path, simulator: Simulator, office: Office) -> None:
    simulator.behave(Behaviour(repeat=1))
    trade_no = tapped(simulator, "one")
    next_one = Simulator.at(tmp_path / "wechat.db")
    assert Sender(next_one, office.deliver).step() == 2
    assert {paid.trade_no for paid in office.took} == {trade_no}
    assert (next_one.statement(), next_one.behaviour()) == (simulator.statement(), simulator.behaviour())
    next_one.close()


def test_an_order_is_paid_once_and_two_orders_twice(simulator: Simulator) -> None:
    asked = an_order("one")
    link = prepay_id(port.provider().open(asked))
    outcomes = at_once([lambda: simulator.tap(link) for _ in range(8)])
    assert sum(isinstance(one, Conflict) for one in outcomes) == 7
    tapped(simulator, "two")
    assert sorted(row.trade_no for row in simulator.statement()) == sorted([asked.trade_no, an_order("two").trade_no])
    with pytest.raises(Conflict, match="paid"):
        simulator.pay(asked.trade_no)
    port.provider().open(an_order("three"))
    with pytest.raises(Conflict, match="open"):
        simulator.notification(an_order("three").trade_no)


@pytest.mark.parametrize(
    "call", [lambda s: s.pay("N" * 26), lambda s: s.tap("wx1"), lambda s: s.notification("N" * 26)]
)
def test_what_was_never_opened_is_not_there(simulator: Simulator, call: Callable[[Simulator], object]) -> None:
    with pytest.raises(NotFound):
        call(simulator)
    assert simulator.statement() == []


@pytest.mark.parametrize("amount_fen", [0, -1, 2**31])
def test_an_absurd_amount_is_not_taken(simulator: Simulator, amount_fen: int) -> None:
    asked = an_order("one")
    port.provider().open(asked)
    with pytest.raises(Invalid):
        simulator.pay(asked.trade_no, amount_fen)
    assert port.provider().find(asked.trade_no) is None


@pytest.mark.parametrize("told", [Behaviour(repeat=-1), Behaviour(repeat=21), Behaviour(delay_seconds=86_401)])
def test_an_absurd_behaviour_is_refused(simulator: Simulator, told: Behaviour) -> None:
    with pytest.raises(Invalid):
        simulator.behave(told)
    assert simulator.behaviour() == Behaviour()


def test_an_order_can_be_asked_for_again_by_a_system_that_moved_to_another_port(
    tmp_path: Path, simulator: Simulator
) -> None:
    asked = an_order("one")
    port.provider().open(asked)
    moved = Simulator(tmp_path / "wechat.db", replace(simulator.keys, here=merchant(9000)))
    link = moved.provider().open(asked)
    assert link.startswith("http://127.0.0.1:9000/local/pay/wx")
    moved.tap(prepay_id(link))
    ((_, url, _),) = simulator.due()
    assert url == "http://127.0.0.1:9000/api/payments/wechat/notify"
    moved.close()


def test_paying_many_orders_at_once_keeps_the_statement_whole(simulator: Simulator) -> None:
    orders = [an_order(str(n), amount_fen=n + 1) for n in range(24)]

    def pay(n: int) -> int:
        port.provider().open(orders[n])
        simulator.pay(orders[n].trade_no)
        found = port.provider().find(orders[n].trade_no)
        return found.amount_fen if found else 0

    assert at_once([lambda n=n: pay(n) for n in range(24)]) == list(range(1, 25))  # type: ignore[misc]
    rows = simulator.statement()
    assert sum(row.amount_fen for row in rows) == 300
    assert len({row.transaction_id for row in rows}) == 24


def test_a_request_that_the_merchant_did_not_sign_is_refused(simulator: Simulator) -> None:
    path = "/v3/pay/transactions/out-trade-no/" + "N" * 26
    for headers in ({}, {"authorization": "WECHATPAY2-SHA256-RSA2048 "}, {"authorization": "é" * 9}):
        answer = simulator.answer("GET", path, headers, b"")
        assert (answer.status, b"SIGN_ERROR" in answer.body) == (401, True)
        assert not [name for name, _ in answer.headers if name.startswith("wechatpay")]


def test_keys_that_are_not_rsa_keys_are_refused(simulator: Simulator) -> None:
    with pytest.raises(ValueError, match=r"PEM|deserialize"):
        Keys.of(simulator.keys.here, lambda name: b"no key")
