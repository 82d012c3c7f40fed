"""An office whose files are wrong in every way that a check looks for, and the steps by which it is checked.

Building 3 has six units one above the other, the topmost on file with 120 m² instead of 100; 102 has neither area nor
payer. 业主乙 has no phone; 业主丙 a stand-in for one, and an id number that nobody has; 业主甲 stands there twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from chalicelib.core import ids
from chalicelib.core.dated import Dated
from chalicelib.core.scope import Reach, Role, Scope
from chalicelib.db.bookkeeping import bookkeeping
from chalicelib.edge import queues
from chalicelib.estate import service as estate
from chalicelib.estate.rules import Unit, unit_id_of
from chalicelib.people.rules.parties import Relation, party_id_of
from chalicelib.quality.rules.findings import Finding, State
from chalicelib.quality.rules.found import Check
from chalicelib.quality.rules.rounds import Round
from chalicelib.quality.rules.rounds import State as RoundState
from chalicelib.quality.service import checking, reading, rounds
from chalicelib.quality.service.rounds import RoundMoved
from tests.builders import people
from tests.builders.core import a_cause, a_source, an_id
from tests.builders.office import MemoryQueue, an_office
from tests.builders.people import Member, tenure

WRONG_ID, RIGHT_ID = "110101199001010014", "110101199001010015"
STAND_IN = "18999999999"
PAPER = "不动产权证"
FOUND = {
    (Check.AREA_MISSING, "102"),
    (Check.AREA_UNLIKE_SISTERS, "601"),
    (Check.PAYER_MISSING, "102"),
    (Check.MISSING_PHONE, "乙"),
    (Check.BAD_PHONE, "丙"),
    (Check.BAD_ID_NUMBER, "丙"),
    (Check.DUPLICATE_PARTY, "甲"),
    (Check.DUPLICATE_PARTY, "甲二"),
}
"""Which check finds whom: a unit's number, a party's."""


@dataclass
class Doubtful:
    """The office, and the queue in which the steps of its check wait."""

    office: people.Office
    head: str
    queue: MemoryQueue = field(default_factory=MemoryQueue)

    @property
    def scope(self) -> Scope:
        return self.office.scope

    @property
    def community_id(self) -> str:
        return self.office.community_id

    def unit_id(self, number: str) -> str:
        """The id of a unit by its number."""
        return unit_id_of(self.community_id, "3", "1", number)

    def party_id(self, number: str) -> str:
        """The id of a party by the office's number for them."""
        return party_id_of(self.community_id, number)

    def colleague(self, name: str = "内勤丁", role: Role = Role.DESK) -> Scope:
        """Somebody of this community, who is not on file."""
        return Scope(self.office.org_id, f"S:{an_id(name)}", frozenset({role}), Reach(frozenset({self.community_id})))

    def check(self) -> None:
        """A check from beginning to end."""
        queues.use(self.queue)
        checking.start(self.scope, self.community_id, check_id=ids.derived("check", an_id()))
        self.queue.drain()

    def findings(self, state: State = State.OPEN) -> list[Finding]:
        """All findings in this state."""
        found, onward = reading.findings_page(self.scope, self.community_id, state=state, check=None, cursor=None)
        assert onward is None
        return found

    def seen(self, state: State = State.OPEN) -> set[tuple[Check, str]]:
        """The same by their check and whom it is about."""
        named = {self.unit_id(n): n for n in NUMBERS} | {self.party_id(n): n for n in ("甲", "乙", "丙", "甲二", "丁")}
        return {(one.check, named[one.subject_id]) for one in self.findings(state)}

    def finding(self, check: Check, state: State = State.OPEN) -> Finding:
        """The first finding of a check."""
        return next(one for one in self.findings(state) if one.check == check)

    def refile(self, number: str, *, area: str | None = None, payer: str | None = None, by: str | None = None) -> None:
        """Put a unit on file with another area or payer, entered by somebody."""
        unit = estate.get_unit(self.scope, self.unit_id(number))
        source = replace(a_source(), entered_by=by or a_source().entered_by)
        if area:
            unit = replace(unit, area=(Dated(Decimal(area), source),))
        if payer:
            unit = replace(unit, payer=(Dated(self.party_id(payer), source),))
        (row,) = estate.rows_to_stage(self.scope, units=[unit])
        row.head = self.head
        bookkeeping("test").put(row)

    def open_round(self, reason: str = "1201 的面积录错了") -> Round:
        """A round that somebody opens."""
        cause = a_cause()
        rounds.open_round(self.scope, cause, self.community_id, round_id=ids.ulid(cause.at), reason=reason)
        return self.round()

    def round(self) -> Round:
        """The open round, else the newest."""
        found, _ = reading.rounds_page(self.scope, self.community_id, cursor=None)
        return next((one for one in found if one.state == RoundState.OPEN), found[0])

    def sign(self, *numbers: str, by: Scope | None = None, key: str = "") -> RoundMoved:
        """Somebody signs these units off with the areas on file."""
        units = estate.get_units(self.scope, [self.unit_id(number) for number in numbers])
        areas = {unit_id: f"{unit.area[0].value:f}" if unit.area else "" for unit_id, unit in units.items()}
        cause, by, round_id = a_cause(key), by or self.colleague(), self.round().round_id
        return rounds.sign_off(by, cause, self.community_id, round_id=round_id, areas=areas, paper=PAPER)


AREAS = {"101": "100", "102": None, "201": "100", "301": "100", "401": "100", "501": "100", "601": "120"}
NUMBERS = tuple(AREAS)


def a_doubtful_office(name: str = "一号院", *, admin_phone: str = people.ADMIN_PHONE) -> Doubtful:
    """All of it on file, and nothing checked yet."""
    made = an_office(name, phone=admin_phone)
    office = people.Office(made.scope, made.community_id)
    units = {number: _unit(office, number, area) for number, area in AREAS.items()}
    owned = [tenure(unit) for number, unit in units.items() if number in {"101", "201", "301", "401", "501"}]
    head = people.file(
        office,
        [
            _party(office, "甲", owned, phone="13912340001", id_number=RIGHT_ID),
            _party(office, "乙", [tenure(units["601"])], phone=None, id_number=None),
            _party(office, "丙", [tenure(units["101"], Relation.FAMILY)], phone=STAND_IN, id_number=WRONG_ID),
            _party(office, "甲二", [tenure(units["102"])], phone="13912340004", id_number=RIGHT_ID),
            _party(office, "丁", [tenure(units["601"], Relation.TENANT)], phone="13912340005", id_number=None),
        ],
        [*units.values()],
        head_name=f"files of {name}",
    )
    return Doubtful(office, head)


def _unit(office: people.Office, number: str, area: str | None) -> Unit:
    payer = {"102": None, "601": "乙"}.get(number, "甲")
    return Unit(
        unit_id=unit_id_of(office.community_id, "3", "1", number),
        community_id=office.community_id,
        number=number,
        building="3",
        entrance="1",
        floor=number[:-2],
        kind="住宅",
        area=(Dated(Decimal(area), a_source()),) if area else (),
        payer=(Dated(party_id_of(office.community_id, payer), a_source()),) if payer else (),
    )


def _party(
    office: people.Office, number: str, tenures: Iterable[object], *, phone: str | None, id_number: str | None
) -> Member:
    return Member(
        party_id=party_id_of(office.community_id, number),
        community_id=office.community_id,
        number=number,
        name=f"业主{number[0]}",
        phone=phone,
        id_number=id_number,
        tenures=tuple(tenures),  # type: ignore[arg-type]
    )
