"""What arrives at the notification's address and is not a new payment to us changes nothing that is stored (PAY-02)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.core import clock, limits
from infra.local.wechat import notices
from infra.local.wechat.notices import Notification
from infra.local.wechat.simulator import Simulator
from tests.builders import ledger, payments
from tests.builders.core import AT
from tests.builders.office import Office, an_id
from tests.builders.payments import FIRST
from tests.builders.people import Browser, gateway
from tests.builders.provider import PAYER_ADDRESS, an_order
from tests.integration.payments.asks import MONTH_FEN, stored
from tests.integration.payments.test_portal import NOTIFY, notify


@pytest.fixture
def notice(office: Office, simulator: Simulator) -> Notification:
    """The notice of a payment that we were not told of."""
    return payments.taken(office, simulator, payments.an_order(office))


def bent(raw: bytes, place: int) -> bytes:
    return raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]


def test_a_forged_notice_changes_nothing(office: Office, notice: Notification) -> None:
    before = stored()
    forgeries = [
        notices.forged(notice),
        Notification(notice.headers, bent(notice.raw, len(notice.raw) // 2)),
        Notification(notice.headers, notice.raw + b" "),
        Notification(notice.headers, b""),
        Notification(notice.headers, b"{}"),
        Notification({"content-type": "application/json"}, notice.raw),
        *(
            Notification({n: v for n, v in notice.headers.items() if n != name}, notice.raw)
            for name in notice.headers
            if name.startswith("wechatpay-")
        ),
        *(
            Notification(notice.headers | {name: f"{int(notice.headers[name]) + 1}"}, notice.raw)
            for name in ("wechatpay-timestamp",)
        ),
    ]
    for forgery in forgeries:
        status, body = notify(forgery)
        assert (status, b"not_genuine" in body) == (401, True), (forgery.headers, body)
    assert stored() == before
    assert notify(notice)[0] == 200


@pytest.mark.parametrize("away", [timedelta(seconds=301), timedelta(seconds=-301), timedelta(days=1)])
def test_a_notice_signed_at_another_time_changes_nothing(office: Office, notice: Notification, away: timedelta) -> None:
    before = stored()
    clock.use(lambda: AT + away)
    assert notify(notice)[0] == 401
    assert stored() == before


def test_a_notice_that_comes_again_changes_nothing_and_is_answered_as_taken(
    office: Office, simulator: Simulator, notice: Notification
) -> None:
    first = notify(notice)
    before = stored()
    (order,) = ledger.read(office).orders.values()
    again = simulator.notification(payments.trade_no(office, order.order_id))
    assert again.headers != notice.headers
    for later in (timedelta(), timedelta(seconds=299)):
        clock.use(lambda later=later: AT + later)  # type: ignore[misc]
        assert [notify(notice), notify(again)] == [first, first]
    assert stored() == before
    assert ledger.add_up(office, simulator.statement()).money_in_fen == 2 * MONTH_FEN


def test_genuine_words_about_something_else_change_nothing(
    office: Office, simulator: Simulator, notice: Notification
) -> None:
    before = stored()
    others = [
        notices.told(simulator.keys, {"event_type": "REFUND.SUCCESS"}),
        notices.told(simulator.keys, {}),
    ]
    for other in others:
        assert notify(other)[0] in {401, 422}
    assert stored() == before


def test_money_for_an_order_that_is_not_ours_is_refused_and_changes_nothing(
    office: Office, simulator: Simulator
) -> None:
    unknown = payments.attach_of(office, an_id("no such order"))
    known = payments.attach_of(office, payments.an_order(office))
    before = stored()
    for name, attach in (("elsewhere", "guanjia-1"), ("nobody's", unknown), ("another's number", known), ("none", "")):
        asked = an_order(name, attach=attach)
        simulator.provider().open(asked)
        status, body = notify(simulator.pay(asked.trade_no))
        assert status == 422, body
        assert (b"order_unknown" in body) or (b"bad_reference" in body) or (b"not_ours" in body)
    assert stored() == before


def test_a_body_over_the_limit_is_refused_before_it_is_looked_at(office: Office, notice: Notification) -> None:
    before = stored()
    for size, status in ((limits.NOTIFICATION_BYTES, 401), (limits.NOTIFICATION_BYTES + 1, 413), (2_000_000, 413)):
        assert notify(Notification(notice.headers, b"x" * size))[0] == status
    assert stored() == before


def test_the_address_takes_notices_only(office: Office, notice: Notification) -> None:
    before = stored()
    assert Browser().get(NOTIFY)[0] in {404, 405}
    text = notice.headers | {"content-type": "text/plain"}
    answer = gateway().call("POST", NOTIFY, text, notice.raw, address=PAYER_ADDRESS)
    assert answer.status == 415
    assert stored() == before


def test_what_is_paid_is_what_the_provider_says_not_what_the_order_asked_for(
    office: Office, simulator: Simulator
) -> None:
    for number, amount_fen in ((FIRST, 1), (FIRST + 1, 2 * MONTH_FEN + 1), (FIRST + 2, limits.PROVIDER_MOST_FEN)):
        order_id = payments.an_order(office, number)
        assert notify(payments.taken(office, simulator, order_id, number, amount_fen=amount_fen))[0] == 200
    found = ledger.add_up(office, simulator.statement())
    assert sorted(found.odd.values()) == [1, 2 * MONTH_FEN - 1, limits.PROVIDER_MOST_FEN - 2 * MONTH_FEN]
