"""Whoever gains from a change does not agree to it, by any route, and no page offers it to them (REG-04)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.approvals import kinds as registry
from chalicelib.approvals import service as approvals
from chalicelib.approvals.kinds import Kind, Preview
from chalicelib.core import clock, ids
from chalicelib.core.errors import Forbidden, Refusal, TooLarge, Unavailable
from chalicelib.core.scope import Reach, Role
from chalicelib.corrections.service.areas import AREA
from chalicelib.corrections.service.files import FILE
from chalicelib.corrections.service.occupancies import OCCUPANCY
from chalicelib.corrections.service.owners import TRANSFER
from chalicelib.corrections.service.payers import PAYER
from chalicelib.corrections.service.tariffs import TARIFF
from chalicelib.corrections.service.waivers import WAIVER
from chalicelib.estate import service as estate
from chalicelib.people.rules.transfers import TransferTooLarge
from chalicelib.people.service import Grant
from chalicelib.tickets.service import intake
from tests.builders import corrections, kinds, payments, people
from tests.builders.browsers import colleague, signed_in
from tests.builders.handovers import in_household
from tests.builders.office import Office, a_cause, an_id
from tests.builders.payments import FIRST
from tests.builders.people import Browser
from tests.builders.sales import NEW_PHONE, buyer_of, change_of_file, sale, sold

OWNER_PHONE, NEIGHBOUR_PHONE = f"139{FIRST:08}", f"139{FIRST + 1:08}"
SPOUSE_PHONE = "13711113333"
UNIT_KINDS = [kind for kind in kinds.REQUESTS if kind != TARIFF]


@pytest.fixture
def office(moto: None) -> Office:
    """Two units of 120 m², billed for September and October."""
    return corrections.a_wrong_office(months=("2026-09", "2026-10"), units=2)


def supervisor(office: Office, phone: str, name: str = "住在这里的主管") -> Browser:
    """Somebody with this phone who may agree."""
    return colleague(office, Grant(Role.SUPERVISOR), phone=phone, name=name)


def spouse(office: Office) -> str:
    """One more of the first unit's household, with a phone of their own; gives their party's id."""
    (party_id,) = in_household(office, "配偶")
    where = people.Office(office.scope, office.community_id)
    people.file(where, [people.Member(party_id, office.community_id, "101-配偶", "配偶", phone=SPOUSE_PHONE)], [])
    return party_id


def path_of(office: Office, approval_id: str = "") -> str:
    return f"/communities/{office.community_id}/approvals" + (f"/{approval_id}" if approval_id else "")


def agree(browser: Browser, office: Office, approval_id: str) -> tuple[int, Any]:
    digest = signed_in(office).get(path_of(office, approval_id))[1]["digest"]
    return browser.post(f"{path_of(office, approval_id)}/approve", {"digest": digest, "answer": "对过原件"})


def is_barred(browser: Browser, office: Office, approval_id: str) -> bool:
    """Whether they are refused; what the page, the list and the names of those who could say is the same."""
    page, rows = browser.get(path_of(office, approval_id))[1], browser.get(path_of(office))[1]["rows"]
    (listed,) = (one for one in rows if one["approval_id"] == approval_id)
    assert not page["approval"]["may_withdraw"]
    status, answer = agree(browser, office, approval_id)
    assert (status, answer.get("code")) in {(200, None), (403, "approval_own")}, answer
    barred = status == 403
    assert page["approval"]["is_own"] == listed["is_own"] == ("住在这里的主管" not in page["deciders"]) == barred
    return barred


def asked(office: Office, kind: str, request: Any = None, **given: Any) -> str:
    return corrections.asked_fact(office, kind, request or kinds.REQUESTS[kind](office), **given)


@pytest.mark.parametrize("kind", UNIT_KINDS)
def test_an_owner_who_works_for_the_office_agrees_to_nothing_of_their_unit(office: Office, kind: str) -> None:
    mine, other = supervisor(office, OWNER_PHONE), supervisor(office, "13800000066", "主管戊")
    approval_id = asked(office, kind)
    assert is_barred(mine, office, approval_id)
    assert not other.get(path_of(office, approval_id))[1]["approval"]["is_own"]
    assert other.get(path_of(office, approval_id))[1]["deciders"] == ["主任甲", "主管戊"]
    assert agree(other, office, approval_id)[0] == 200
    assert not mine.get(path_of(office, approval_id))[1]["approval"]["is_own"], "decided"


@pytest.mark.parametrize("kind", [WAIVER, AREA])
def test_nor_does_their_spouse_but_a_neighbour_may(office: Office, kind: str) -> None:
    spouse(office)
    approval_id = asked(office, kind)
    assert is_barred(supervisor(office, SPOUSE_PHONE), office, approval_id)
    assert not is_barred(supervisor(office, NEIGHBOUR_PHONE), office, approval_id)


@pytest.mark.parametrize("phone", [OWNER_PHONE, NEW_PHONE])
def test_neither_seller_nor_a_buyer_who_is_not_on_file_yet_agrees_to_the_sale(office: Office, phone: str) -> None:
    approval_id = asked(office, TRANSFER, sale(office))
    assert is_barred(supervisor(office, phone), office, approval_id)


def test_nor_does_a_buyer_who_is_on_file(office: Office) -> None:
    approval_id = asked(office, TRANSFER, sale(office, to={"party_id": payments.owner_of(office, FIRST + 1)}))
    assert is_barred(supervisor(office, NEIGHBOUR_PHONE), office, approval_id)


@pytest.mark.parametrize("phone", [OWNER_PHONE, NEW_PHONE])
def test_after_the_sale_both_are_kept_from_setting_it_back_and_from_what_is_waived(office: Office, phone: str) -> None:
    first = sold(office)
    back = asked(office, TRANSFER, sale(office, None, instead_of=first))
    browser = supervisor(office, phone)
    assert is_barred(browser, office, back)
    assert is_barred(browser, office, asked(office, OCCUPANCY))


def test_whoever_pays_from_now_on_does_not_agree_to_it(office: Office) -> None:
    request = {"stretches": [{"party_id": spouse(office), "from_on": "2026-10-01", "to_on": None}]}
    approval_id = asked(office, PAYER, request)
    assert is_barred(supervisor(office, SPOUSE_PHONE), office, approval_id)


def test_a_file_is_not_given_one_s_own_phone_by_oneself(office: Office) -> None:
    request = change_of_file(office, payments.owner_of(office), phone="13711114444")
    approval_id = asked(office, FILE, request)
    assert is_barred(supervisor(office, "13711114444"), office, approval_id)


def test_a_ticket_that_the_desk_opened_by_telephone_bars_whom_it_was_for(office: Office) -> None:
    ticket_id = ids.ulid(clock.now())
    intake.open_ticket(
        payments.cashier(office),
        a_cause(),
        payments.unit_of(office),
        ticket_id=ticket_id,
        words="面积应为 100 ㎡",
        contact_id=spouse(office),
    )
    approval_id = asked(office, AREA, ticket_id=ticket_id)
    assert is_barred(supervisor(office, SPOUSE_PHONE), office, approval_id)


def test_in_an_office_of_one_person_they_may_and_it_is_recorded(office: Office) -> None:
    estate.set_one_person(office.scope, a_cause(), on=True)
    mine, approval_id = supervisor(office, OWNER_PHONE), asked(office, WAIVER)
    assert not is_barred(mine, office, approval_id)
    assert mine.get(path_of(office, approval_id))[1]["approval"]["alone"]


def test_lone_decisions_are_counted_within_reach(office: Office) -> None:
    estate.set_one_person(office.scope, a_cause(), on=True)
    assert agree(supervisor(office, OWNER_PHONE), office, asked(office, WAIVER))[0] == 200
    here = estate.get_unit(office.scope, payments.unit_of(office)).building_id
    for building_id, n in ((here, 1), (an_id("another building"), 0)):
        scope = replace(office.scope, reach=Reach(buildings=frozenset({building_id})))
        found, _, total = approvals.alone_page(scope, office.community_id, cursor=None)
        assert (len(found), total) == (n, n)


def test_what_can_no_longer_be_is_looked_at_and_refused(office: Office) -> None:
    first = sold(office)
    approval_id = asked(office, FILE, change_of_file(office, buyer_of(office), name="业主丁"))
    sold(office, None, instead_of=first)
    other = supervisor(office, "13800000066", "主管戊")
    status, page = other.get(path_of(office, approval_id))
    assert (status, page["preview"]) == (200, {"refused": "not_found"})
    assert agree(other, office, approval_id)[0] in {404, 409}
    assert other.post(f"{path_of(office, approval_id)}/refuse", {"reason": "已不在这套房屋"})[0] == 200


def test_any_refusal_of_a_kind_is_shown_but_not_that_something_does_not_answer(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    approval_id = asked(office, AREA)
    for refusal in (TooLarge(), Forbidden(), TransferTooLarge(most=1)):

        def refuse(*_: object, refusal: Refusal = refusal) -> Preview:
            raise refusal

        monkeypatch.setitem(registry._KINDS, AREA, Kind(AREA, refuse, lambda tx, one: None))
        assert corrections.looked_at(office, approval_id).facts == {"refused": refusal.code}
        with pytest.raises(type(refusal)):
            asked(office, AREA)

    def broken(*_: object) -> Preview:
        raise Unavailable()

    monkeypatch.setitem(registry._KINDS, AREA, Kind(AREA, broken, lambda tx, one: None))
    with pytest.raises(Unavailable):
        corrections.looked_at(office, approval_id)
