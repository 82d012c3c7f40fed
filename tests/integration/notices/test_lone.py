"""What one person asked for and agreed to is told to the managers, and listed (REG-04)."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.approvals import service as approvals
from chalicelib.approvals.kinds import _KINDS
from chalicelib.core import clock
from chalicelib.core.scope import Role
from chalicelib.estate import service as estate
from chalicelib.journal.stream import Heard
from chalicelib.notices.service.approvals import AGREED
from chalicelib.notices.service.hearing import handle
from chalicelib.people.service import Grant, add_staff
from tests.builders.office import Office, a_cause, an_id
from tests.integration.notices.conftest import Channel, hear

MANAGER, REGIONAL, CLERK = "13800000081", "13800000082", "13800000083"


def works_here(office: Office, phone: str, role: Role, *communities: str) -> None:
    grants = [Grant(role, communities or None)]
    add_staff(office.scope, a_cause(), an_id(phone), name=f"同事{phone[-2:]}", phone=phone, grants=grants)


def released_alone(office: Office, period: str = "2026-11") -> None:
    """The administrator drafts a month and agrees to it."""
    estate.set_one_person(office.scope, a_cause(), on=True)
    office.release(office.draft(period), by=office.scope)


def listed(office: Office) -> tuple[list[str], int]:
    found, _, total = approvals.alone_page(office.scope, office.community_id, cursor=None)
    return [f"{one.kind} {one.place}" for one in found], total


def test_the_managers_are_told_who_did_what_and_nobody_else_is(office: Office, channel: Channel) -> None:
    works_here(office, MANAGER, Role.MANAGER, office.community_id)
    works_here(office, REGIONAL, Role.REGIONAL_MANAGER)
    works_here(office, CLERK, Role.DESK)
    other = estate.create_community(office.scope, a_cause(), community_id=an_id("second"), name="二号院")
    works_here(office, "13800000084", Role.MANAGER, other.community_id)
    released_alone(office)
    hear()
    hear()
    assert channel.to == [MANAGER, REGIONAL]
    (text,) = {message.text for message in channel.sent.values()}
    assert text.startswith("【示例花园】主任甲自己提、自己复核了一项账单发布：2026-11，")
    assert listed(office) == (["run.release 2026-11"], 1)


def test_where_nobody_else_answers_for_it_the_list_is_the_report(office: Office, channel: Channel) -> None:
    works_here(office, CLERK, Role.DESK)
    released_alone(office)
    hear()
    assert (channel.to, listed(office)) == ([], (["run.release 2026-11"], 1))


def test_without_a_manager_another_administrator_is_told(office: Office, channel: Channel) -> None:
    works_here(office, "13800000085", Role.ADMIN)
    released_alone(office)
    hear()
    assert channel.to == ["13800000085"]


def test_what_two_people_did_is_told_to_nobody_and_not_listed(office: Office, channel: Channel) -> None:
    works_here(office, MANAGER, Role.MANAGER)
    office.bill("2026-11")
    hear()
    assert (channel.to, listed(office)) == ([], ([], 0))


def test_every_kind_of_agreement_is_heard() -> None:
    assert {kind.agreed for kind in _KINDS.values()} <= set(AGREED)


def test_areas_that_one_person_entered_and_signed_are_told_to_the_managers(office: Office, channel: Channel) -> None:
    works_here(office, MANAGER, Role.MANAGER, office.community_id)
    heard = Heard(
        office.org_id,
        f"{office.org_id}#web#{office.scope.actor_id}#{an_id('key')}",
        an_id("entry"),
        clock.now(),
        "round.signed",
        an_id("round"),
        {"community_id": office.community_id, "units": 3, "alone": True},
    )
    handle(heard)
    handle(replace(heard, facts={**heard.facts, "alone": False}, key=f"{heard.key}2"))
    assert channel.to == [MANAGER]
    (text,) = {message.text for message in channel.sent.values()}
    assert text.startswith("【示例花园】主任甲核对了 3 户的面积，其中有自己录入的。")
