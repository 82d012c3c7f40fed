"""An order's states, until when it can be paid, and when its provider is asked (PAY-01, PAY-02)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, product

import pytest

from chalicelib.core import ids, limits
from chalicelib.core.ids import checked
from chalicelib.payments.rules import orders
from chalicelib.payments.rules.orders import TRANSITIONS, Order, OrderRefused, State, Verb
from tests.builders.core import AT, an_id
from tests.builders.payments import a_part

ALLOWED = {
    ("open", "pay"): "paid",
    ("open", "close"): "closed",
    ("closed", "pay"): "paid",
    ("paid", "pay"): "paid",
}
LAST = timedelta(seconds=limits.ORDER_LAST_SECONDS)
HALF_AN_HOUR = timedelta(minutes=30)


def an_order(state: State = State.OPEN) -> Order:
    """For one bill, and ¥1.00 for later."""
    opened = orders.open_order(
        an_id("order"),
        unit_id=an_id("unit"),
        community_id=an_id("community"),
        payer_id=an_id("payer"),
        of_several=False,
        parts=(a_part(),),
        prepay_fen=1_00,
        at=AT,
        by="P:somebody",
    )
    return replace(opened, state=state)


def test_the_table_of_an_order_s_transitions_is_this_one() -> None:
    assert {(str(state), str(verb)): str(to) for (state, verb), to in TRANSITIONS.items()} == ALLOWED


@pytest.mark.parametrize(("state", "verb"), list(product(State, Verb)))
def test_an_order_moves_only_as_the_table_says(state: State, verb: Verb) -> None:
    before = an_order(state)
    if (state, verb) in ALLOWED:
        assert orders.move(before, verb) == replace(before, state=State(ALLOWED[state, verb]))
    else:
        with pytest.raises(OrderRefused) as refused:
            orders.move(before, verb)
        assert refused.value.facts == {"order_id": before.order_id, "state": state, "verb": verb}


def test_money_that_was_taken_finds_no_state_that_refuses_it() -> None:
    assert {state for state in State if (state, Verb.PAY) not in TRANSITIONS} == set()


def test_a_new_order_is_open_for_half_an_hour_and_looked_at_after_a_minute() -> None:
    order = an_order()
    assert (order.state, order.amount_fen, order.payment_id) == (State.OPEN, 251_00, None)
    assert order.expires_at == AT + HALF_AN_HOUR
    assert order.look_at == AT + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (timedelta(), None),
        (HALF_AN_HOUR - LAST - timedelta(microseconds=1), None),
        (HALF_AN_HOUR - LAST, "expired"),
        (HALF_AN_HOUR, "expired"),
        (timedelta(days=1), "expired"),
    ],
)
def test_nobody_is_sent_to_pay_in_the_last_two_minutes(after: timedelta, state: str | None) -> None:
    if state is None:
        orders.need_open(an_order(), AT + after)
        return
    with pytest.raises(OrderRefused) as refused:
        orders.need_open(an_order(), AT + after)
    assert refused.value.facts["state"] == state


@pytest.mark.parametrize("state", [State.PAID, State.CLOSED])
def test_nobody_is_sent_to_pay_what_is_paid_or_closed(state: State) -> None:
    with pytest.raises(OrderRefused) as refused:
        orders.need_open(an_order(state), AT)
    assert refused.value.facts["state"] == state


def test_an_order_is_closed_once_nobody_can_be_on_the_way_to_pay_it() -> None:
    end = AT + HALF_AN_HOUR + LAST
    assert not orders.may_be_closed(an_order(), end - timedelta(microseconds=1))
    assert orders.may_be_closed(an_order(), end)


def test_the_provider_is_asked_ever_more_rarely_but_once_the_time_is_over() -> None:
    order, at, looks = an_order(), AT, []
    for _ in range(14):
        at = orders.next_look(order, at)
        looks.append((at - AT) // timedelta(minutes=1))
    assert looks[:9] == [1, 2, 4, 8, 13, 18, 23, 28, 32]
    assert all(1 <= there - here <= 5 for here, there in pairwise(looks))


def test_a_clock_that_goes_back_does_not_ask_the_provider_all_the_time() -> None:
    assert orders.next_look(an_order(), AT - timedelta(hours=1)) >= AT - timedelta(minutes=59)


def test_a_provider_s_number_is_that_of_one_order_of_one_unit_of_one_organisation() -> None:
    names = [an_id(name) for name in ("a", "b", "c")]
    places = list(product(names, repeat=3))
    numbers = {orders.trade_no_of(*place) for place in places}
    assert len(numbers) == len(places)
    assert {len(checked(number)) for number in numbers} == {26}
    assert orders.trade_no_of(*names) != ids.derived(*names)
