"""A unit that was recorded as larger than it is, and the people who set it right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from chalicelib.approvals import service as approvals
from chalicelib.approvals.service import ApprovalMoved
from chalicelib.core.scope import Cause, Reach, Role, Scope
from chalicelib.corrections.service import reading
from chalicelib.corrections.service.areas import AREA
from chalicelib.corrections.service.reading import Papers
from chalicelib.journal import VERBS
from tests.builders import payments
from tests.builders.billing import a_small_workbook
from tests.builders.office import Office, a_cause, an_id, an_office
from tests.builders.payments import FIRST

WRONG, RIGHT = "120", "100"
Stretch = tuple[str, str, str | None]


def a_wrong_office(
    *, months: Iterable[str], price: float = 10, area: int = 120, units: int = 1, name: str = "示例物业"
) -> Office:
    """Units of 120 m² that have 100, billed by area alone."""
    office = an_office(name)
    office.take_in(_workbook(units, area, price))
    for month in months:
        office.bill(month)
    return office


@cache
def _workbook(units: int, area: int, price: float) -> bytes:
    return a_small_workbook(units, without_payer=0, items=("1",), area=area, price=price)


def supervisor(office: Office, name: str = "主管戊") -> Scope:
    """Who agrees."""
    reach = Reach(communities=frozenset({office.community_id}))
    return Scope(office.org_id, f"S:{an_id(name)}", frozenset({Role.SUPERVISOR}), reach)


def asked(
    office: Office,
    *stretches: Stretch,
    number: int = FIRST,
    approval_id: str | None = None,
    by: Scope | None = None,
    cause: Cause | None = None,
    ticket_id: str | None = None,
) -> str:
    """The desk asks for these areas (m², from, to); gives the approval's id."""
    request = {"stretches": [{"area": area, "from_on": first, "to_on": last} for area, first, last in stretches]}
    given = {"approval_id": approval_id, "by": by, "cause": cause, "ticket_id": ticket_id}
    return asked_fact(office, AREA, request, number=number, **given)  # type: ignore[arg-type]


def asked_fact(
    office: Office,
    kind: str,
    request: Mapping[str, Any],
    *,
    number: int = FIRST,
    approval_id: str | None = None,
    by: Scope | None = None,
    cause: Cause | None = None,
    ticket_id: str | None = None,
) -> str:
    """The desk asks for any fact of a unit; gives the approval's id."""
    approval_id = approval_id or an_id("approval", str(request), str(a_cause().key))
    reading.ask(
        by or payments.cashier(office),
        cause or a_cause(),
        office.community_id,
        payments.unit_of(office, number),
        approval_id=approval_id,
        kind=kind,
        request=request,
        papers=Papers("不动产权证 第 3 页", "入伙时抄错", (), ticket_id),
    )
    return approval_id


def asked_tariff(
    office: Office,
    item_id: str,
    *prices: Mapping[str, Any],
    approval_id: str | None = None,
    by: Scope | None = None,
    cause: Cause | None = None,
) -> str:
    """Finance asks for these prices of an item; gives the approval's id."""
    approval_id = approval_id or an_id("approval", str(prices), str(a_cause().key))
    request = {"stretches": [{"to_on": None, **price} for price in prices]}
    papers = Papers("收费公示 第 2 页", "录入时写错")
    reading.ask_tariff(
        by or payments.cashier(office),
        cause or a_cause(),
        office.community_id,
        item_id,
        approval_id=approval_id,
        request=request,
        papers=papers,
    )
    return approval_id


def looked_at(office: Office, approval_id: str) -> Any:
    """What the checker sees: facts, the money, the digest."""
    return approvals.get_approval(office.scope, approval_id, community_id=office.community_id)[1]


def agreed(
    office: Office, approval_id: str, *, by: Scope | None = None, cause: Cause | None = None, digest: str | None = None
) -> ApprovalMoved:
    """The supervisor agrees to what is shown now."""
    return approvals.approve(
        by or supervisor(office),
        cause or a_cause(),
        approval_id,
        community_id=office.community_id,
        digest=digest or looked_at(office, approval_id).digest,
        answer="对过原件",
    )


def agreed_only(office: Office, approval_id: str, *, cause: Cause | None = None, digest: str | None = None) -> None:
    """The supervisor agrees, and the process dies once that is written: what it changes is still to be posted."""
    agree_only = VERBS["approvals.approve"]
    agree_only(
        supervisor(office),
        cause or a_cause(),
        approval_id,
        community_id=office.community_id,
        digest=digest or looked_at(office, approval_id).digest,
        answer="对过原件",
    )


def corrected(office: Office, *stretches: Stretch, number: int = FIRST) -> str:
    """Asked for and agreed to; gives the approval's id."""
    approval_id = asked(office, *stretches, number=number)
    agreed(office, approval_id)
    return approval_id


def corrected_fact(office: Office, kind: str, request: Mapping[str, Any], number: int = FIRST) -> str:
    """Any fact, asked for and agreed to; gives the approval's id."""
    approval_id = asked_fact(office, kind, request, number=number)
    agreed(office, approval_id)
    return approval_id
