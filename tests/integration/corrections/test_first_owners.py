"""A unit of which nobody was known is sold, and the sale was none: who never owned it pays for nothing (REG-02)."""

from __future__ import annotations

from datetime import date

import pytest

from chalicelib.corrections.rules.facts import BadFact
from chalicelib.corrections.service.owners import TRANSFER
from chalicelib.estate import service as estate
from chalicelib.people import service as people
from tests.builders import corrections, ledger, payments
from tests.builders.billing import a_small_workbook
from tests.builders.office import Office, an_office
from tests.builders.payments import FIRST
from tests.builders.sales import buyer_of, sale, sold

SOLD = FIRST + 1
MONTH_FEN = 1_200_00


@pytest.fixture
def office(moto: None) -> Office:
    """Two units of ¥1,200.00 a month; of the second nobody is known."""
    office = an_office()
    office.take_in(a_small_workbook(2, without_payer=1, items=("1",), area=120, price=10))
    return office


def who_pays(office: Office, day: str) -> str | None:
    found = estate.get_unit(office.scope, payments.unit_of(office, SOLD)).payer_on(date.fromisoformat(day))
    return found.value if found else None


def members(office: Office) -> set[str]:
    unit_id = payments.unit_of(office, SOLD)
    return {one.party_id for one in people.households(office.scope, [unit_id]).get(unit_id, ())}


def owed_by(office: Office) -> dict[str, int]:
    found: dict[str, int] = {}
    for bill in payments.open_bills(office, SOLD):
        found[bill.payer_id] = found.get(bill.payer_id, 0) + bill.open_fen
    return found


def test_set_back_before_it_was_billed_nobody_pays_as_before_it(office: Office) -> None:
    first = sold(office, number=SOLD)
    assert who_pays(office, "2026-10-31") == buyer_of(office, SOLD)
    sold(office, None, number=SOLD, instead_of=first)
    assert (who_pays(office, "2026-10-31"), members(office)) == (None, set())
    (fact,) = estate.get_unit(office.scope, payments.unit_of(office, SOLD)).payer
    assert (fact.value, fact.source.approval_id) == (buyer_of(office, SOLD), first)
    assert fact.replaced_on is not None
    office.bill("2026-10")
    assert owed_by(office) == {}


def test_once_it_was_billed_it_is_said_first_who_pays_instead(office: Office) -> None:
    first = sold(office, number=SOLD)
    office.bill("2026-10")
    assert owed_by(office) == {buyer_of(office, SOLD): MONTH_FEN}
    with pytest.raises(BadFact) as refused:
        corrections.asked_fact(office, TRANSFER, sale(office, None, number=SOLD, instead_of=first), number=SOLD)
    assert dict(refused.value.facts) == {"why": "nobody", "from_on": "2026-09-16", "period": "2026-10"}
    owner = payments.owner_of(office)
    sold(office, number=SOLD, to={"party_id": owner}, instead_of=first)
    assert (who_pays(office, "2026-10-31"), members(office)) == (owner, {owner})
    assert owed_by(office) == {owner: MONTH_FEN}
    ledger.add_up(office)


def test_entered_anew_for_a_later_day_nobody_pays_the_days_before_it(office: Office) -> None:
    first = sold(office, number=SOLD)
    buyer = buyer_of(office, SOLD)
    second = sold(office, "2026-10-01", number=SOLD, to={"party_id": buyer}, instead_of=first)
    assert [who_pays(office, day) for day in ("2026-09-16", "2026-09-30", "2026-10-01")] == [None, None, buyer]
    sold(office, None, number=SOLD, instead_of=second)
    assert [who_pays(office, day) for day in ("2026-09-15", "2026-09-16", "2026-10-01")] == [None, buyer, buyer]
