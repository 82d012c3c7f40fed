"""Two organisations, three communities, all alike: whatever one of them has, the others have too."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from chalicelib.approvals import service as approvals
from chalicelib.approvals.service import Asked
from chalicelib.billing.service import items
from chalicelib.callbacks.rules import callback_id_of
from chalicelib.channels import outgoing
from chalicelib.core.media import Media, MediaKind
from chalicelib.core.scope import Role
from chalicelib.corrections.service.areas import AREA
from chalicelib.estate import service as estate
from chalicelib.payments.service import exceptions, history
from chalicelib.people import service as people
from chalicelib.people.service import Grant
from chalicelib.quality.rules.found import About, Check, Found
from chalicelib.quality.service import rounds
from chalicelib.quality.service.keeping import Sight
from chalicelib.quality.store import findings
from chalicelib.tickets.service import intake, work
from tests.builders import corrections
from tests.builders.core import an_id
from tests.builders.office import Office, a_cause, an_office
from tests.builders.payments import surplus
from tests.builders.people import Browser, Messages
from tests.builders.workbooks import a_workbook, peer_sheets

PERIOD = "2026-10"
OWNER_PHONE, STAFF_PHONE, MANAGER_PHONE, STEWARD_PHONE = "13900000001", "13600000001", "13600000002", "13600000003"
TENANT_PHONE = "13700000001"
TENANT = [4, "租客丁", "男", 30, TENANT_PHONE, None, 1003, 1]
"""Rents what the owner owns, who pays for it."""
PHONE_COLUMN = 4
OFFICE_ROLES = [role for role in Role if role not in {Role.OWNER, Role.TENANT, Role.SYSTEM, Role.COMMITTEE}]

Ids = dict[str, str]


@dataclass(frozen=True)
class World:
    """`own`, and what is foreign to somebody of it: by the name of the path's parameter."""

    office: Office
    own: Ids
    neighbour: Ids
    other_building: Ids
    other_community: Ids
    other_organisation: Ids


def a_world() -> World:
    office = an_office("甲物业", phone=MANAGER_PHONE)
    own, neighbour, other_building = _community(office, 0)
    made = estate.create_community(office.scope, a_cause(), community_id=an_id("second"), name="二号院")
    second = Office(office.org_id, made.community_id, office.scope, office.queue, office.files)
    beside, _, _ = _community(second, 10)
    abroad, _, _ = _community(an_office("乙物业", phone="13600000009"), 20)
    office.take_over()
    here, building = (office.community_id,), (estate.get_unit(office.scope, own["unit_id"]).building_id,)
    for phone, grants in (
        (STAFF_PHONE, [Grant(role, here) for role in OFFICE_ROLES]),
        (STEWARD_PHONE, [Grant(role, here, building) for role in OFFICE_ROLES]),
    ):
        people.add_staff(office.scope, a_cause(), an_id(phone), name="内勤丁", phone=phone, grants=grants)
    return World(office, own, neighbour, other_building, beside, abroad)


def _community(office: Office, shift: int) -> tuple[Ids, Ids, Ids]:
    """A community with its units filed, a month billed and paid too much for; the ids of three of its units."""
    office.take_over()
    sheets = deepcopy(peer_sheets())
    sheets["业主信息"].insert(4, list(TENANT))
    for row in sheets["业主信息"][1:]:
        if len(row) > PHONE_COLUMN and row[PHONE_COLUMN]:
            row[PHONE_COLUMN] = str(int(str(row[PHONE_COLUMN])) + shift)
    import_id = office.take_in(a_workbook(sheets), name=f"office {shift}.xlsx")
    run_id = office.draft(PERIOD, run_id=an_id(f"run {shift}"))
    office.release(run_id)
    units = {unit.label: unit for unit in estate.every_unit(office.scope, office.community_id)}
    mine = next(unit for unit in units.values() if unit.number == "101")
    near = next(unit for unit in units.values() if unit.number == "102")
    far = next(unit for unit in units.values() if unit.building_id != mine.building_id)
    colleague = people.add_staff(
        office.scope,
        a_cause(),
        an_id(f"colleague {shift}"),
        name="内勤戊",
        phone=f"135000000{shift:02}",
        grants=[Grant(Role.DESK, (office.community_id,))],
    )
    whole = {"community_id": office.community_id, "import_id": import_id, "run_id": run_id, "unit_id": mine.unit_id}
    whole |= _repriced(office)
    whole |= {"staff_id": colleague.staff_id, "round_id": _round(office, f"round {shift}")}
    first, second = (
        whole | _paid(office, unit.unit_id) | _repaired(office, unit.unit_id, f"{unit.number} {shift}")
        for unit in (mine, near)
    )
    return first, second, first | {"unit_id": far.unit_id} | _repaired(office, far.unit_id, f"far {shift}")


def _repriced(office: Office) -> Ids:
    """A fee item, and a change of its price in a year that nobody has billed."""
    item_id = next(iter(items.list_items(office.scope, office.community_id)))
    price = {"formula": "2002", "fixed_fen": 77, "from_on": "2030-01-01"}
    change_id = corrections.asked_tariff(office, item_id, price)
    corrections.agreed(office, change_id)
    return {"item_id": item_id, "change_id": change_id}


def _paid(office: Office, unit_id: str) -> Ids:
    """An order of the unit, its payment, and the exception item that this brought."""
    posted = surplus(office, unit_id)
    order_id = str(history.get_payment(office.scope, unit_id, posted.payment_id)[1].order_id)
    items, _ = exceptions.exceptions_page(office.scope, office.community_id, cursor=None)
    (exception_id,) = [item.exception_id for item in items if item.payment_id == posted.payment_id]
    return {"unit_id": unit_id, "order_id": order_id, "payment_id": posted.payment_id, "exception_id": exception_id}


def _repaired(office: Office, unit_id: str, name: str) -> Ids:
    """A ticket of the unit, with a photo, whose work is done, the callback owed for it, and what was corrected."""
    ticket_id = an_id(f"ticket {name}")
    photo = Media(an_id(f"photo {name}"), MediaKind.PHOTO, "image/jpeg", 1_000)
    intake.open_ticket(office.scope, a_cause(), unit_id, ticket_id=ticket_id, words="水管漏水", files=(photo,))
    work.accept(office.scope, a_cause(), ticket_id)
    work.finish(office.scope, a_cause(), ticket_id, words="已修好")
    corrected = _corrected(office, unit_id, name, photo)
    return corrected | {
        "finding_id": _doubted(office, unit_id),
        "ticket_id": ticket_id,
        "media_id": photo.media_id,
        "callback_id": callback_id_of(ticket_id, 0),
    }


def _round(office: Office, name: str) -> str:
    """A round in which the community's areas are compared with their papers."""
    round_id, reason = an_id(name), "面积录错了"
    rounds.open_round(office.scope, a_cause(), office.community_id, round_id=round_id, reason=reason)
    return round_id


def _doubted(office: Office, unit_id: str) -> str:
    """What a check found about the unit."""
    unit = estate.get_unit(office.scope, unit_id)
    sight = Sight(Found(Check.AREA_GAP, About.UNIT, unit_id), unit)
    finding_id = sight.found.finding_id(office.community_id)
    findings.put(office.scope, sight.new(finding_id))
    return finding_id


def _corrected(office: Office, unit_id: str, name: str, photo: Media) -> Ids:
    """A correction of the unit's area in a month that nobody billed, and another that waits for a second person."""
    done, waiting = an_id(f"done {name}"), an_id(f"waiting {name}")
    for approval_id, area in ((done, "77"), (waiting, "78")):
        stretch = {"area": area, "from_on": "2025-01-01", "to_on": "2025-01-31"}
        asked = Asked(AREA, unit_id, {"stretches": [stretch]}, "不动产权证", "入伙时抄错", (photo,))
        approvals.ask(office.scope, a_cause(), office.community_id, approval_id=approval_id, asked=asked)
    corrections.agreed(office, done)
    return {"approval_id": waiting, "correction_id": done}


def browser_of(phone: str) -> Browser:
    """Somebody who signed in with this phone."""
    messages, browser = Messages(), Browser()
    outgoing.use(messages)
    try:
        status, answer = browser.sign_in(phone, messages)
    finally:
        outgoing.use(None)
    assert (status, answer["state"]) == (200, "signed_in"), answer
    return browser
