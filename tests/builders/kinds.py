"""Every kind of correction: what may be asked for, by whom, and what each party is asked to pay after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

from chalicelib.billing.rules.items import item_id_of
from chalicelib.billing.service import accounts, notes
from chalicelib.core.scope import Cause, Scope
from chalicelib.corrections.service import reading
from chalicelib.corrections.service.areas import AREA
from chalicelib.corrections.service.discounts import DISCOUNT
from chalicelib.corrections.service.occupancies import OCCUPANCY
from chalicelib.corrections.service.payers import PAYER
from chalicelib.corrections.service.tariffs import TARIFF
from chalicelib.corrections.service.waivers import WAIVER
from chalicelib.estate import service as estate
from tests.builders import corrections, payments
from tests.builders.handovers import in_household
from tests.builders.office import Office
from tests.builders.payments import FIRST

Request = Mapping[str, Any]
SINCE: Final = {"from_on": "2026-09-01", "to_on": None}
MOVED_IN: Final = {"from_on": "2026-09-11", "to_on": None}


def item_of(office: Office) -> str:
    """The fee item by area."""
    return item_id_of(office.community_id, "1")


REQUESTS: Final[Mapping[str, Callable[[Office], Request]]] = {
    AREA: lambda office: {"stretches": [{"area": "100", **SINCE}]},
    PAYER: lambda office: {"stretches": [{"party_id": in_household(office, "住户乙")[0], **MOVED_IN}]},
    OCCUPANCY: lambda office: {"stretches": [{"occupancy": "vacant", **SINCE}]},
    DISCOUNT: lambda office: {
        "item_id": item_of(office),
        "stretches": [{"percent": "12.5", "policy": "敬老优惠", **SINCE}],
    },
    WAIVER: lambda office: {"period": "2026-09", "item_id": item_of(office), "amount_fen": 333_33},
    TARIFF: lambda office: {"stretches": [{"formula": "1001", "rate": "9.99", "surcharge_fen": 1_00, **SINCE}]},
}
"""Of each kind something to ask for, of a unit that is billed September and October."""
MONEY: Final = tuple(kind for kind in REQUESTS if kind != OCCUPANCY)


def asked(
    office: Office,
    kind: str,
    request: Request | None = None,
    *,
    number: int = FIRST,
    approval_id: str | None = None,
    by: Scope | None = None,
    cause: Cause | None = None,
) -> str:
    """Any kind, asked for; gives the approval's id."""
    request = request or REQUESTS[kind](office)
    if kind != TARIFF:
        return corrections.asked_fact(office, kind, request, number=number, approval_id=approval_id, by=by, cause=cause)
    item_id = request.get("item_id", item_of(office))
    return corrections.asked_tariff(office, item_id, *request["stretches"], approval_id=approval_id, by=by, cause=cause)


def done(office: Office, kind: str, request: Request | None = None, *, number: int = FIRST) -> str:
    """Asked for, agreed to, and posted wherever it reaches."""
    approval_id = asked(office, kind, request, number=number)
    corrections.agreed(office, approval_id)
    office.queue.drain()
    return approval_id


def undo_of(office: Office, kind: str, approval_id: str, *, number: int = FIRST) -> Request:
    """What sets it back, to be asked for."""
    scope, community_id = office.scope, office.community_id
    if kind == TARIFF:
        return reading.undo_of_tariff(scope, item_of(office), approval_id, community_id=community_id)
    said, request = reading.undo_of(scope, payments.unit_of(office, number), approval_id, community_id=community_id)
    assert said == kind
    return request


def asked_of(office: Office, number: int = FIRST) -> dict[str, int]:
    """What each party of a unit was asked for in all, by bills and notes."""
    unit = estate.get_unit(office.scope, payments.unit_of(office, number))
    found = Counter[str]()
    for bill in accounts.every_bill(office.scope, [unit]):
        found[bill.payer_id] += bill.total_fen if bill.run_id else 0
    for note in notes.notes_of(office.scope, unit.unit_id):
        for share in note.shares:
            found[share.party_id] += share.amount_fen
    return {party_id: fen for party_id, fen in found.items() if fen}
