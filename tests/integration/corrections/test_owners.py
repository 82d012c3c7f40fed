"""A unit is sold in the middle of a billed month: whose each day is, who signs in, the way back (REG-02, BIL-07)."""

from __future__ import annotations

from datetime import date

import pytest

from chalicelib.approvals import service as approvals
from chalicelib.approvals.rules import ApprovalChanged, OwnApproval
from chalicelib.core.errors import NotFound, Refusal
from chalicelib.corrections.rules.facts import BadFact, NotUndoable
from chalicelib.corrections.service import reading
from chalicelib.corrections.service.files import FILE
from chalicelib.corrections.service.owners import TRANSFER
from chalicelib.edge import sessions
from chalicelib.estate import service as estate
from chalicelib.people import service as people
from chalicelib.people.rules.filing import BadIdNumber, BadPhone, NothingChanged, NumberTaken
from chalicelib.people.rules.transfers import (
    NotAMember,
    OwnerAlready,
    TransferBeforeOwner,
    TransferOverlaid,
    TransferUnknown,
)
from tests.builders import corrections, ledger, payments
from tests.builders.browsers import signed_in
from tests.builders.office import Office, a_cause, an_id
from tests.builders.payments import FIRST
from tests.builders.people import stored
from tests.builders.sales import BUYER, ID_NUMBER, NEW_PHONE, buyer_of, change_of_file, filed, sale, sold

MONTHS = ("2026-08", "2026-09", "2026-10")
MONTH_FEN = 1_200_00


@pytest.fixture
def office(moto: None) -> Office:
    """Two units of ¥1,200.00 a month, three months of them open."""
    return corrections.a_wrong_office(months=MONTHS, units=2)


def owed_by(office: Office) -> dict[str, int]:
    """What each party owes of the unit."""
    found: dict[str, int] = {}
    for bill in payments.open_bills(office):
        found[bill.payer_id] = found.get(bill.payer_id, 0) + bill.open_fen
    return found


def who_pays(office: Office, day: str) -> str | None:
    found = estate.get_unit(office.scope, payments.unit_of(office)).payer_on(date.fromisoformat(day))
    return found.value if found else None


def owners(office: Office, day: str) -> set[str]:
    there = people.households(office.scope, [payments.unit_of(office)])[payments.unit_of(office)]
    return {one.party_id for one in there if one.holds_on(date.fromisoformat(day))}


@pytest.mark.usefixtures("either")
def test_a_unit_sold_in_mid_month_is_paid_by_each_for_their_days() -> None:
    office = corrections.a_wrong_office(months=MONTHS, units=2)
    seller, buyer = payments.owner_of(office), buyer_of(office)
    approval_id = corrections.asked_fact(office, TRANSFER, sale(office))
    shown = corrections.looked_at(office, approval_id)
    assert shown.amount_fen == 0
    assert [(one["period"], one["credited_fen"], one["debited_fen"]) for one in shown.facts["months"]] == [
        ("2026-09", MONTH_FEN // 2, MONTH_FEN // 2),
        ("2026-10", MONTH_FEN, MONTH_FEN),
    ]
    assert {one["name"]: (one["settled_fen"], one["debit_fen"]) for one in shown.facts["money"]} == {
        "业主 101": (MONTH_FEN * 3 // 2, 0),
        "业主丙": (0, MONTH_FEN * 3 // 2),
    }
    about = [(one["about"], one["name"], one["from_on"], one["to_on"]) for one in shown.facts["after"]]
    assert about == [
        ("owner", "业主 101", None, "2026-09-15"),
        ("owner", "业主丙", "2026-09-16", None),
        ("payer", "业主 101", None, "2026-09-15"),
        ("payer", "业主丙", "2026-09-16", None),
    ]
    assert owed_by(office) == {seller: 3 * MONTH_FEN}
    corrections.agreed(office, approval_id)
    assert owed_by(office) == {seller: MONTH_FEN * 3 // 2, buyer: MONTH_FEN * 3 // 2}
    assert (owners(office, "2026-09-15"), owners(office, "2026-09-16")) == ({seller}, {buyer})
    assert (who_pays(office, "2026-09-15"), who_pays(office, "2026-09-16")) == (seller, buyer)
    ledger.add_up(office)


def test_the_new_owner_signs_in_and_is_owed_by_what_is_theirs(office: Office) -> None:
    sold(office)
    sessions.forget()
    status, home = signed_in(office, NEW_PHONE).get("/my/home")
    assert status == 200
    (unit,) = home["units"]
    assert (unit["relation"], unit["open_fen"]) == ("owner", MONTH_FEN * 3 // 2)


def test_a_transfer_is_set_back_and_entered_again(office: Office) -> None:
    seller, buyer = payments.owner_of(office), buyer_of(office)
    first = sold(office)
    kind, undo = reading.undo_of(office.scope, payments.unit_of(office), first, community_id=office.community_id)
    assert (kind, undo) == (TRANSFER, {"instead_of": first})
    back = sold(office, None, **undo)
    assert owners(office, "2026-10-31") == {seller}
    assert who_pays(office, "2026-10-31") == seller
    assert owed_by(office) == {seller: 3 * MONTH_FEN}
    with pytest.raises(NotUndoable):
        reading.undo_of(office.scope, payments.unit_of(office), back, community_id=office.community_id)
    with pytest.raises(TransferOverlaid):
        corrections.asked_fact(office, TRANSFER, sale(office, None, instead_of=first))
    sold(office, to={"party_id": buyer})
    assert owed_by(office) == {seller: MONTH_FEN * 3 // 2, buyer: MONTH_FEN * 3 // 2}
    ledger.add_up(office)


def test_a_wrong_day_is_set_right_by_one_decision(office: Office) -> None:
    seller, buyer = payments.owner_of(office), buyer_of(office)
    first = sold(office)
    second = sold(office, "2026-10-01", to={"party_id": buyer}, instead_of=first)
    assert owed_by(office) == {seller: 2 * MONTH_FEN, buyer: MONTH_FEN}
    assert owners(office, "2026-09-30") == {seller}
    sold(office, None, instead_of=second)
    assert owed_by(office) == {seller: MONTH_FEN * 3 // 2, buyer: MONTH_FEN * 3 // 2}
    assert owners(office, "2026-09-16") == {buyer}
    ledger.add_up(office)


def test_what_is_asked_and_kept_of_a_new_owner_holds_no_number_of_theirs(office: Office) -> None:
    approval_id = corrections.asked_fact(office, TRANSFER, sale(office))
    one, _ = approvals.get_approval(office.scope, approval_id, community_id=office.community_id)
    assert one.request["to"]["new"]["number"] == "1-1-101-2"
    status, body = signed_in(office).get(f"/communities/{office.community_id}/approvals/{approval_id}")
    assert status == 200
    seen = body["approval"]["request"]["to"]["new"]
    assert set(seen) == {"party_id", "number", "name", "kind", "phone_masked", "id_number_masked"}
    assert (seen["phone_masked"], seen["id_number_masked"]) == ("137****2222", "110*************2X")
    corrections.agreed(office, approval_id)
    for secret in (NEW_PHONE, ID_NUMBER):
        assert secret not in stored("approvals", "people", "journal", "corrections") + str(body)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"to": {"new": BUYER | {"phone": "123"}}}, BadPhone),
        ({"to": {"new": BUYER | {"id_number": "110105194912310021"}}}, BadIdNumber),
        ({"to": {"new": BUYER | {"number": "101"}}}, NumberTaken),
        ({"to": {"party_id": an_id("nobody")}}, NotFound),
        ({"also_leaving": [an_id("nobody")]}, NotAMember),
        ({"instead_of": an_id("nothing")}, TransferUnknown),
        ({"from_on": "1900-01-01"}, BadFact),
    ],
)
def test_what_cannot_be_is_refused_when_it_is_asked_for(
    office: Office, more: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        corrections.asked_fact(office, TRANSFER, sale(office) | more)


def test_nobody_buys_what_is_theirs_and_nobody_leaves_before_they_came(office: Office) -> None:
    with pytest.raises(OwnerAlready):
        corrections.asked_fact(office, TRANSFER, sale(office, to={"party_id": payments.owner_of(office)}))
    sold(office)
    with pytest.raises(TransferBeforeOwner):
        corrections.asked_fact(
            office, TRANSFER, sale(office, "2026-09-16", to={"party_id": payments.owner_of(office, FIRST + 1)})
        )


def test_of_two_who_ask_for_one_unit_the_second_is_looked_at_again(office: Office) -> None:
    other = corrections.asked_fact(office, TRANSFER, sale(office, to={"party_id": payments.owner_of(office, 102)}))
    digest = corrections.looked_at(office, other).digest
    sold(office, "2026-08-01")
    with pytest.raises((ApprovalChanged, Refusal)):
        corrections.agreed(office, other, digest=digest)
    assert owners(office, "2026-10-31") == {buyer_of(office)}


def test_whoever_asks_for_a_transfer_does_not_agree_to_it(office: Office) -> None:
    approval_id = corrections.asked_fact(office, TRANSFER, sale(office), by=corrections.supervisor(office))
    with pytest.raises(OwnApproval):
        corrections.agreed(office, approval_id)
    assert owners(office, "2026-10-31") == {payments.owner_of(office)}


def test_a_file_is_corrected_once_somebody_else_agrees(office: Office) -> None:
    party_id = payments.owner_of(office)
    approval_id = corrections.asked_fact(office, FILE, change_of_file(office, party_id, name="业主假", phone=NEW_PHONE))
    shown = corrections.looked_at(office, approval_id)
    (before,), (after,) = shown.facts["before"], shown.facts["after"]
    assert (before["name"], after["name"], after["phone_masked"]) == ("业主 101", "业主假", "137****2222")
    assert after["changes"] == ["name", "phone"]
    assert people.get_party(office.scope, party_id).name == "业主 101"
    corrections.agreed(office, approval_id)
    assert people.get_party(office.scope, party_id).name == "业主假"
    sessions.forget()
    assert signed_in(office, NEW_PHONE).get("/my/home")[0] == 200
    assert NEW_PHONE not in stored("approvals", "people", "journal", "corrections")
    ledger.add_up(office)


def test_a_file_that_was_changed_meanwhile_is_looked_at_again(office: Office) -> None:
    party_id = payments.owner_of(office)
    asked = corrections.asked_fact(office, FILE, change_of_file(office, party_id, name="业主假"))
    digest = corrections.looked_at(office, asked).digest
    filed(office, party_id, name="业主真")
    with pytest.raises(ApprovalChanged):
        corrections.agreed(office, asked, digest=digest)
    with pytest.raises(NothingChanged):
        corrections.asked_fact(office, FILE, change_of_file(office, party_id, name="业主真"))


@pytest.mark.parametrize("phone", ["123", "13711112222"])
def test_the_file_of_somebody_of_another_unit_answers_like_nobody_s(office: Office, phone: str) -> None:
    for party_id in (payments.owner_of(office, FIRST + 1), an_id("nobody")):
        with pytest.raises(NotFound):
            corrections.asked_fact(office, FILE, change_of_file(office, party_id, phone=phone))


def test_of_two_sales_with_one_new_number_the_second_gets_the_next_when_it_is_agreed_to(office: Office) -> None:
    other = {"new": {**BUYER, "name": "业主丁", "phone": "13711113333"}}
    second = corrections.asked_fact(office, TRANSFER, sale(office, "2026-10-01", to=other))
    sold(office)
    corrections.agreed(office, second)
    assert owners(office, "2026-10-01") == {buyer_of(office, nth=3)}
    sessions.forget()
    assert signed_in(office, "13711113333").get("/my/home")[0] == 200
    opened = people.opened_parties(office.scope, [buyer_of(office, nth=3)])[buyer_of(office, nth=3)]
    assert (opened.party.number, opened.party.name, opened.id_number) == ("1-1-101-3", "业主丁", ID_NUMBER)
    ledger.add_up(office)


def test_a_number_that_the_clerk_chose_is_not_changed_for_another(office: Office) -> None:
    chosen = {"new": {**BUYER, "name": "业主丁", "number": "1-1-101-2"}}
    number = FIRST + 1
    second = corrections.asked_fact(office, TRANSFER, sale(office, number=number, to=chosen), number=number)
    sold(office)
    with pytest.raises(NumberTaken):
        corrections.agreed(office, second)


@pytest.mark.parametrize("how", ["refused", "withdrawn"])
def test_what_comes_to_nothing_keeps_no_number_of_anybody(office: Office, how: str) -> None:
    file = corrections.asked_fact(office, FILE, change_of_file(office, payments.owner_of(office), phone=NEW_PHONE))
    for approval_id in (corrections.asked_fact(office, TRANSFER, sale(office)), file):
        place, cashier = {"community_id": office.community_id}, payments.cashier(office)
        if how == "refused":
            approvals.refuse(corrections.supervisor(office), a_cause(), approval_id, answer="原件不对", **place)
        else:
            approvals.withdraw(cashier, a_cause(), approval_id, **place)
        one, _ = approvals.get_approval(office.scope, approval_id, **place)
        kept = one.request["to"]["new"] if approval_id != file else one.request["changes"]
        assert kept["phone_masked"] == "137****2222"
        assert not {"key", "phone", "phone_index", "id_number", "id_number_index"} & set(kept)
