"""Who pays for a unit once it has changed hands, and which requests can be read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.core.dated import Dated, Source, holding
from chalicelib.corrections.rules.facts import BadFact, Stretch, with_stretches
from chalicelib.corrections.rules.transfers import payers_after, transfer_of

TODAY = date(2026, 11, 22)
SOLD = date(2026, 9, 16)
DAY = timedelta(days=1)
LET, LEFT = date(2026, 10, 1), date(2026, 10, 31)


def pays(party_id: str, from_on: date | None = None, to_on: date | None = None) -> Dated[str]:
    return Dated(party_id, Source("登记表", "S:1", date(2026, 1, 1)), from_on, to_on)


@pytest.mark.parametrize(
    ("payer", "staying", "right"),
    [
        ([pays("A")], (), [("B", SOLD, None)]),
        ([], (), [("B", SOLD, None)]),
        ([pays("B")], (), []),
        ([pays("T")], ("T",), []),
        ([pays("T")], (), [("B", SOLD, None)]),
        ([pays("A", None, LET - DAY), pays("T", LET)], ("T",), [("B", SOLD, LET - DAY)]),
        (
            [pays("A", None, LET - DAY), pays("T", LET, LEFT), pays("A", LEFT + DAY)],
            ("T",),
            [("B", SOLD, LET - DAY), ("B", LEFT + DAY, None)],
        ),
        ([pays("A", None, LET - DAY), pays("C", LET)], (), [("B", SOLD, None)]),
        ([pays("A", None, SOLD - 9 * DAY)], (), [("B", SOLD, None)]),
        ([pays("A", None, SOLD - 9 * DAY), pays("T", LET)], ("T",), [("B", SOLD, LET - DAY)]),
    ],
)
def test_the_new_owner_pays_but_for_a_tenant_who_pays_and_stays(
    payer: list[Dated[str]], staying: tuple[str, ...], right: list[tuple[str, date, date | None]]
) -> None:
    found = payers_after(payer, to="B", from_on=SOLD, staying=staying, instead_of=None)
    assert found == tuple(Stretch(*one) for one in right)


def agreed(payer: tuple[Dated[str], ...], approval_id: str, **asked: Any) -> tuple[Dated[str], ...]:
    source = Source("过户协议", "S:1", TODAY, "S:2", approval_id)
    stretches = payers_after(payer, **({"to": None, "from_on": None, "staying": (), "instead_of": None} | asked))
    return with_stretches(payer, stretches, source, on=TODAY)


def who(payer: tuple[Dated[str], ...]) -> dict[date, str]:
    """Who pays on days around the sale."""
    days = [SOLD + n * DAY for n in range(-20, 60)]
    return {day: found.value for day in days if (found := holding(payer, day))}


def test_set_back_whoever_paid_pays_again() -> None:
    before = (pays("A", None, LET - DAY), pays("T", LET, LEFT), pays("A", LEFT + DAY))
    sold = agreed(before, "V1", to="B", from_on=SOLD, staying=("T",))
    assert who(sold)[SOLD] == "B"
    assert who(agreed(sold, "V2", instead_of="V1")) == who(before)


@pytest.mark.parametrize("right", [SOLD - 10 * DAY, SOLD + 10 * DAY])
def test_entered_anew_each_pays_their_days_and_that_is_set_back_too(right: date) -> None:
    sold = agreed((pays("A"),), "V1", to="B", from_on=SOLD)
    moved = agreed(sold, "V2", to="B", from_on=right, instead_of="V1")
    assert who(moved) == {day: "B" if day >= right else "A" for day in who(moved)}
    assert who(agreed(moved, "V3", instead_of="V2")) == who(sold)


NEW = {"name": "业主丙"}


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"from_on": "2026-09-16"},
        {"to": {"party_id": "B"}},
        {"from_on": "2026-09-16", "to": {}},
        {"from_on": "2026-09-16", "to": {"party_id": "B", "new": NEW}},
        {"from_on": "2026-09-31", "to": {"party_id": "B"}},
        {"from_on": "16.9.2026", "to": {"party_id": "B"}},
        {"from_on": "1899-12-31", "to": {"party_id": "B"}},
        {"from_on": "2027-11-24", "to": {"party_id": "B"}},
        {"instead_of": "V1", "from_on": "2026-09-16"},
        {"instead_of": "V1", "to": {"party_id": "B"}},
        {"instead_of": "V1", "also_leaving": ["T"]},
    ],
)
def test_what_cannot_be_read_or_meant_is_refused(request_: dict[str, Any]) -> None:
    with pytest.raises(BadFact):
        transfer_of(request_, today=TODAY)


def test_a_request_is_read() -> None:
    asked = {"from_on": "2026-09-16", "to": {"new": NEW}, "also_leaving": ["T", "F", "T"], "instead_of": "V1"}
    one = transfer_of(asked, today=TODAY)
    assert (one.from_on, one.party_id, one.new, one.also_leaving, one.instead_of) == (SOLD, None, NEW, ("T", "F"), "V1")


def test_set_back_where_nobody_paid_before_nobody_is_known_to_pay() -> None:
    sold = agreed((), "V1", to="B", from_on=SOLD)
    (back,) = agreed(sold, "V2", instead_of="V1", gone={"B"})
    assert (back.value, back.replaced_on, back.replaced_by) == ("B", TODAY, "V2")


def test_entered_anew_for_a_later_day_nobody_is_known_to_pay_before_it_and_that_is_set_back_too() -> None:
    sold = agreed((), "V1", to="B", from_on=SOLD)
    moved = agreed(sold, "V2", to="B", from_on=LET, instead_of="V1")
    assert who(moved) == {day: "B" for day in who(sold) if day >= LET}
    assert who(agreed(moved, "V3", instead_of="V2")) == who(sold)


def test_whoever_never_belonged_to_the_unit_pays_no_day_of_it_by_whatever_approval_they_did() -> None:
    sold = agreed((pays("A"),), "V1", to="B", from_on=SOLD)
    moved = agreed(sold, "V2", to="B", from_on=LET, instead_of="V1")
    again = agreed(moved, "V3", instead_of="V2")
    assert set(who(agreed(again, "V4", instead_of="V1", gone={"B"})).values()) == {"A"}
