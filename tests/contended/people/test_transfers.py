"""One unit sold to several at once, and a file corrected meanwhile: no tenure is lost, no name is stale."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from chalicelib.core import ids
from chalicelib.core.errors import Refusal
from chalicelib.people import service as people
from chalicelib.people.rules.transfers import TransferBeforeOwner, owners_on, seen_from, standing
from chalicelib.people.store import parties as store
from tests.builders import transfers
from tests.builders.core import AT, a_cause, an_id
from tests.builders.people import Office, a_unit
from tests.builders.threads import at_once

pytestmark = pytest.mark.contended

SOLD = date(2026, 9, 15)
DAY = timedelta(days=1)
BUYERS = 4


def sides_agree(office: Office) -> None:
    """Each party holds of the unit what its household says, and nothing else."""
    household = people.household_of(office.scope, a_unit(office))
    seen = seen_from(household)
    for party_id in {one.party_id for one in household.tenures}:
        holder = store.holder(office.scope, party_id)
        assert holder
        held = [one for one in holder.tenures if one.unit_id == household.unit_id]
        assert held == [one for (whose, _), some in seen.items() if whose == party_id for one in some]


def test_a_unit_sold_to_several_on_one_day_is_one_s(office: Office) -> None:
    unit_id = a_unit(office).unit_id
    found = at_once(
        [
            partial(
                transfers.sell,
                office.scope,
                a_cause(ids.ulid(AT)),
                unit_id,
                approval_id=an_id(f"V{n}"),
                to=people.party_id_of(office.community_id, f"b{n}"),
                from_on=SOLD,
            )
            for n in range(BUYERS)
        ]
    )
    refused = [one for one in found if isinstance(one, Refusal)]
    assert [type(one) for one in refused] == [TransferBeforeOwner] * (BUYERS - 1)
    tenures = people.household_of(office.scope, a_unit(office)).tenures
    assert len(owners_on(tenures, SOLD)) == len(owners_on(tenures, SOLD - DAY)) == 1
    sides_agree(office)


def test_a_unit_sold_from_one_to_the_next_keeps_every_owner(office: Office) -> None:
    unit_id = a_unit(office).unit_id
    days = [SOLD + n * 7 * DAY for n in range(BUYERS)]
    found = at_once(
        [
            partial(
                transfers.sell,
                office.scope,
                a_cause(ids.ulid(AT)),
                unit_id,
                approval_id=an_id(f"V{n}"),
                to=people.party_id_of(office.community_id, f"b{n}"),
                from_on=day,
            )
            for n, day in enumerate(days)
        ]
    )
    sold = [day for day, one in zip(days, found, strict=True) if not isinstance(one, Refusal)]
    tenures = people.household_of(office.scope, a_unit(office)).tenures
    assert len(standing(tenures)) == 1 + len(sold)
    for day in (SOLD + n * DAY for n in range(-1, 40)):
        assert len(owners_on(tenures, day)) == 1
    sides_agree(office)


def test_a_buyer_whose_file_is_corrected_in_the_same_moment_has_their_new_name_everywhere(office: Office) -> None:
    unit_id, buyer = a_unit(office).unit_id, people.party_id_of(office.community_id, "b0")
    for n in range(6):
        kept = people.sealed_changes(office.scope, buyer, name=f"新名{n}")
        sale = {"to": buyer, "from_on": SOLD} if n % 2 == 0 else {"instead_of": an_id(f"W{n - 1}")}
        at_once(
            [
                partial(transfers.change_file, office.scope, a_cause(ids.ulid(AT)), unit_id, party_id=buyer, kept=kept),
                partial(
                    transfers.sell,
                    office.scope,
                    a_cause(ids.ulid(AT)),
                    unit_id,
                    approval_id=an_id(f"W{n}"),
                    **sale,
                ),
            ]
        )
        names = {one.name for one in people.household_of(office.scope, a_unit(office)).tenures if one.party_id == buyer}
        assert names == {f"新名{n}"}
    sides_agree(office)
