"""What was reported of a unit before it was sold is its last owner's (SEC-01)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.core import clock
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Household, Scope
from chalicelib.tickets.service import reading
from tests.builders import payments, tickets
from tests.builders.office import Office, an_id


def test_what_was_reported_before_they_owned_the_unit_is_not_a_new_owner_s(office: Office) -> None:
    owner, unit_id = payments.owner(office), payments.unit_of(office)
    ticket_id, today = tickets.a_ticket(office), clock.business_date(clock.now())

    def owning(since: date) -> Scope:
        return replace(owner, household=Household(parties=frozenset({an_id("a buyer")}), owns={unit_id: since}))

    earlier, later = owning(today), owning(today + timedelta(days=1))
    assert reading.get_ticket(earlier, ticket_id).ticket_id == ticket_id
    assert [one.ticket_id for one in reading.unit_page(earlier, unit_id, is_open=True, cursor=None)[0]] == [ticket_id]
    assert reading.unit_page(later, unit_id, is_open=True, cursor=None)[0] == []
    with pytest.raises(NotFound):
        reading.get_ticket(later, ticket_id)
