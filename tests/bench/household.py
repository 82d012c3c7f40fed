"""One household for the bench: an owner who can sign in, and a unit on which twelve bills are open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from chalicelib.core import clock, ids
from infra.local import stage
from tests.bench.town import BILLS_PER_UNIT, COMMUNITY_ID, PERIOD, a_town

if TYPE_CHECKING:
    from chalicelib.channels.outgoing import Message
    from chalicelib.core.scope import Cause, Scope
    from chalicelib.estate.rules import Unit

PHONE: Final = "13700000006"
ADDRESS: Final = "203.0.113.7"
MONTHS: Final = 6
BILLS: Final = MONTHS * BILLS_PER_UNIT


@dataclass
class Household:
    """Whose it is, where it lives, and what was sent to its phone."""

    org_id: str
    unit: Unit
    party_id: str
    at: datetime
    sent: list[Message]

    @property
    def owner(self) -> Scope:
        """The owner, as their session has them."""
        from chalicelib.core.scope import Household, Reach, Role, Scope

        units = frozenset({self.unit.unit_id})
        reach = Reach(frozenset({COMMUNITY_ID}), None, units)
        household = Household(parties=frozenset({self.party_id}), owns=dict.fromkeys(units))
        return Scope(self.org_id, f"P:{self.party_id}", frozenset({Role.OWNER}), reach, household)

    @property
    def cashier(self) -> Scope:
        """Somebody of the front desk, who reaches everything."""
        from chalicelib.core.scope import Reach, Role, Scope

        return Scope(self.org_id, "S:bench", frozenset({Role.DESK}), Reach())

    def cause(self, key: str) -> Cause:
        """A new intention from a page, now."""
        from chalicelib.core.scope import Cause, Origin

        return Cause(self.at, Origin.WEB, key, ids.ulid(self.at))

    def send(self, message: Message) -> None:
        """The channel: what is sent to the owner is kept."""
        self.sent.append(message)

    def later(self, **by: Any) -> datetime:
        """Have some time go by; gives the time it is."""
        self.at += timedelta(**by)
        clock.use(lambda: self.at)
        return self.at

    def code(self) -> str:
        """A new code, asked for and received, a minute after the last."""
        from chalicelib.people.service import sign_in

        sign_in.ask_code(PHONE, address=ADDRESS, at=self.later(seconds=61))
        found = re.search(r"\d{6}", self.sent[-1].text)
        assert found
        return found[0]


def a_household() -> Household:
    """One of a small town; its months are billed and released by their own verbs."""
    from chalicelib.channels import outgoing
    from chalicelib.core.scope import system_scope
    from chalicelib.estate import service as estate

    org_id = a_town(3, name="household")
    scope = system_scope(org_id, "bench")
    unit = estate.get_unit(scope, estate.unit_id_of(COMMUNITY_ID, "1", "1", "100"))
    found = Household(org_id, unit, ids.derived("party", "0"), clock.now(), [])
    _file(scope, found)
    bill(scope, MONTHS)
    outgoing.use(found)
    return found


def _file(scope: Scope, found: Household) -> None:
    """Put the owner on file, as an import's commit leaves them."""
    from chalicelib.db.commit import Commit
    from chalicelib.people import service as people

    party = people.NewParty(found.party_id, COMMUNITY_ID, "6", "业主甲", phone=PHONE, id_number="632126199109162011")
    tenure = people.Tenure(party.party_id, party.name, party.phone_masked, people.Relation.OWNER)
    commit = Commit()
    for row in (*people.party_rows(scope, found.at, party), *people.household_rows(scope, found.unit, [tenure])):
        commit.save(row)
    commit.run()


def bill(scope: Scope, months: int) -> None:
    """Draft and release so many months, the last one PERIOD."""
    from chalicelib.billing.service import runs
    from chalicelib.core.period import Period
    from chalicelib.core.scope import system_scope
    from infra.local import office

    for n in range(months):
        period = str(Period.parse(PERIOD).plus(-n))
        run_id = ids.derived("bench", "run", period)
        runs.start_run(scope, office.cause(f"start {n}"), COMMUNITY_ID, run_id=run_id, period=period)
        stage.drain()
        checker = system_scope(scope.org_id, "second person")
        office.agree(checker, office.cause(f"release {n}"), COMMUNITY_ID, runs.approval_of(COMMUNITY_ID, run_id))
