"""No notice that WeChat Pay did not send to us, now, about a payment to us, is ever believed; and nothing breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from chalicelib.payments.providers import port
from chalicelib.payments.providers.port import NotGenuine, NotOurs, Provider
from infra.local.wechat import messages
from infra.local.wechat.messages import Order
from infra.local.wechat.notices import Notification, told
from infra.local.wechat.simulator import Simulator
from tests.builders import forgeries
from tests.builders.core import AT, standing_clock
from tests.builders.forgeries import Bend
from tests.builders.provider import an_order, prepay_id, simulated


@dataclass(frozen=True)
class Two:
    """Two paid orders, and the notice of each."""

    simulator: Simulator
    provider: Provider
    order: Order
    one: Notification
    other: Notification

    def refusal_of(self, bend: Bend, *kinds: type[Exception]) -> str:
        """Why it is not believed; anything else than one of `kinds` breaks the test, naming the bend."""
        try:
            found = self.provider.read(bend.told.headers, bend.told.raw, at=AT)
        except kinds as refusal:
            return str(next(iter(getattr(refusal, "facts", {}).values())))
        except Exception as error:
            raise AssertionError(f"{bend.name}: {error!r}") from error
        raise AssertionError(f"{bend.name}: believed as {found}")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    with standing_clock(), simulated(tmp_path_factory.mktemp("wechat")) as simulator:
        provider = port.provider()
        links = [provider.open(asked) for asked in (an_order("one"), an_order("other", attach="another"))]
        one, other = (simulator.pay(simulator.shown(prepay_id(link)).trade_no) for link in links)
        yield Two(simulator, provider, simulator.shown(prepay_id(links[0])), one, other)


def test_the_genuine_notice_is_believed(two: Two) -> None:
    assert two.provider.read(two.one.headers, two.one.raw, at=AT).trade_no == two.order.trade_no


def test_more_than_ten_thousand_bent_notices_are_not_genuine(two: Two) -> None:
    bends = list(forgeries.bent(two.one, two.other))
    why = Counter(two.refusal_of(bend, NotGenuine) for bend in bends)
    assert sum(why.values()) == len(bends) > 10_000
    assert why.keys() == {"type", "serial", "timestamp", "nonce", "signature", "time", "body"}


@pytest.mark.parametrize("seconds", [301, 302, 3_600, 86_400, 10**9])
def test_a_genuine_notice_of_another_time_is_not_genuine_now(two: Two, seconds: int) -> None:
    for way in (-1, 1):
        with pytest.raises(NotGenuine):
            two.provider.read(two.one.headers, two.one.raw, at=AT + timedelta(seconds=way * seconds))


def test_what_another_key_signed_or_sealed_is_not_genuine(two: Two) -> None:
    bends = list(forgeries.resigned(two.simulator.keys, two.order))
    why = Counter(two.refusal_of(bend, NotGenuine) for bend in bends)
    assert sum(why.values()) == len(bends) > 40
    assert why.keys() == {"signature", "serial", "contents", "body"}


def test_what_is_not_about_a_payment_to_us_is_not_ours(two: Two) -> None:
    bends = list(forgeries.estranged(two.simulator.keys, two.order))
    why = Counter(two.refusal_of(bend, NotOurs, NotGenuine) for bend in bends)
    assert sum(why.values()) == len(bends) > 100
    words = {path.split(".")[-1].replace("amount", "currency") for path in forgeries.WRONG}
    assert words | {"event_type", "resource"} <= why.keys()
    assert why["contents"] == 2, "no text in UTF-8"


def test_a_notice_sent_again_is_the_same_payment(two: Two) -> None:
    again = two.simulator.notification(two.order.trade_no)
    assert again.headers != two.one.headers
    assert two.provider.read(again.headers, again.raw, at=AT) == two.provider.read(two.one.headers, two.one.raw, at=AT)


def test_further_headers_and_further_words_do_no_harm(two: Two) -> None:
    headers = two.one.headers | {"request-id": "08F78BB5", "x-forwarded-for": "203.0.113.9"}
    assert two.provider.read(headers, two.one.raw, at=AT).trade_no == two.order.trade_no
    words = messages.transaction(two.order, two.simulator.keys.here) | {"promotion_detail": [{"coupon_id": "1"}]}
    notice = told(two.simulator.keys, forgeries.envelope(two.simulator.keys.sealed(words, "transaction")) | {"new": 1})
    assert two.provider.read(notice.headers, notice.raw, at=AT).attach == "guanjia-1"
