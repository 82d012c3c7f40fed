"""Who rents a unit sees what they pay of it and nothing of its owner's; who owns it sees all of it (SEC-01)."""

from __future__ import annotations

import pytest

from chalicelib.core.dated import Dated
from chalicelib.db.reads import get
from chalicelib.estate.rules import unit_id_of
from chalicelib.estate.store import UnitRow
from chalicelib.people.service import party_id_of
from tests.builders.browsers import signed_in
from tests.builders.core import a_source
from tests.builders.office import Office, an_id
from tests.builders.people import Browser
from tests.builders.workbooks import a_workbook, own_sheets

OWNER, TENANT = "13900000002", "13900000005"
OF_OWNER, OF_TENANT = "2026-09", "2026-10"
RENT_FEN = 60 * 250


@pytest.fixture
def let(office: Office) -> Office:
    """A unit whose owner paid for September; from October on its tenant pays."""
    sheets = own_sheets()
    sheets["房屋"][2][7] = "2"
    office.take_in(a_workbook(sheets))
    office.bill(OF_OWNER)
    tenant = Dated(party_id_of(office.community_id, "3"), a_source())
    stored = get(UnitRow, f"{office.org_id}#U#{unit_id(office)}", "UNIT")
    assert stored is not None
    stored.update(actions=[UnitRow.payer.set((tenant,))])
    office.bill(OF_TENANT)
    return office


def unit_id(office: Office) -> str:
    return unit_id_of(office.community_id, "1", "2", "201")


def months(browser: Browser, office: Office) -> list[str]:
    return [row["period"] for row in browser.get(f"/my/units/{unit_id(office)}/statements")[1]["rows"]]


def test_a_tenant_sees_only_the_months_that_they_pay_themselves(let: Office) -> None:
    tenant = signed_in(let, TENANT)
    (home,) = tenant.get("/my/home")[1]["units"]
    assert (home["relation"], home["open_fen"], home["open_bills"], home["period"]) == (
        "tenant",
        RENT_FEN,
        1,
        OF_TENANT,
    )
    assert months(tenant, let) == [OF_TENANT]
    statement = tenant.get(f"/my/units/{unit_id(let)}/statements/{OF_TENANT}")[1]
    assert (statement["payer_name"], statement["total_fen"], statement["previous"]) == ("租客戊", RENT_FEN, None)


def test_the_owner_s_month_is_to_the_tenant_as_if_it_were_not(let: Office) -> None:
    tenant = signed_in(let, TENANT)
    asked = [tenant.get(f"/my/units/{one}/statements/{OF_OWNER}") for one in (unit_id(let), an_id("random"))]
    assert [(status, body["code"]) for status, body in asked] == [(404, "not_found")] * 2


def test_the_owner_sees_every_month_whoever_pays(let: Office) -> None:
    owner = signed_in(let, OWNER)
    assert months(owner, let) == [OF_TENANT, OF_OWNER]
    (home,) = owner.get("/my/home")[1]["units"]
    assert (home["relation"], home["open_fen"]) == ("owner", 2 * RENT_FEN)
    statement = owner.get(f"/my/units/{unit_id(let)}/statements/{OF_TENANT}")[1]
    assert (statement["payer_name"], statement["previous"]["total_fen"]) == ("租客戊", RENT_FEN)


def test_the_office_sees_what_the_owner_sees(let: Office) -> None:
    account = signed_in(let).get(f"/communities/{let.community_id}/units/{unit_id(let)}/account")[1]
    assert (len(account["rows"]), account["open_fen"]) == (2, 2 * RENT_FEN)
