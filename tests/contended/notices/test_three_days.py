"""Three days of a service desk: what happens to tickets is told once, by day, and the last word for sure.

Sweeps are missed and doubled, the channel fails, the stream is heard again from its start. Seeded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pytest

from chalicelib.channels import outgoing
from chalicelib.channels.outgoing import Message
from chalicelib.core import clock, ids
from chalicelib.core.errors import Refusal
from chalicelib.edge import jobs
from chalicelib.tickets import jobs as tickets_jobs
from chalicelib.tickets.rules.tickets import Priority, Status
from chalicelib.tickets.service import intake, work
from tests.builders import payments, tickets
from tests.builders.office import Office, a_cause
from tests.builders.payments import FIRST
from tests.contended.notices.conftest import Ears
from tests.integration.dunning.conftest import Days
from tests.integration.notices.conftest import deliveries, phone, sweep

pytestmark = pytest.mark.contended

HOMES = 5
FIRST_HOUR = datetime(2026, 11, 12, 6, tzinfo=clock.SHANGHAI)
HOURS = 72
SECRET = "只有我们自己知道"


@dataclass
class Phones:
    """A channel that fails now and then, and looks at each message as its owner would."""

    office: Office | None = None
    failures: int = 0
    by_id: Counter[str] = field(default_factory=Counter)
    by_morning: Counter[tuple[str, datetime]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def send(self, message: Message) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("no way")
        assert self.office is not None
        at = clock.now().astimezone(clock.SHANGHAI)
        ticket_id = message.text.partition("/repairs/")[2][:26]
        ticket = tickets.ticket_of(self.office, ticket_id)
        urgent = ticket.priority == Priority.EMERGENCY
        self.by_id[message.message_id] += 1
        if at.hour == 8 and at.minute == 0 and not urgent:
            self.by_morning[ticket_id, at] += 1
        whose = {phone(FIRST + n): payments.owner_of(self.office, FIRST + n) for n in range(HOMES)}
        for what, holds in (
            ("not theirs", whose[message.to] == ticket.contact_id),
            ("at night", 8 <= at.hour < 21 or urgent),
            ("a note", SECRET not in message.text),
            ("not done", "办好了。" not in message.text or ticket.status == Status.DONE),
            ("over", ticket.status != Status.CLOSED),
        ):
            if not holds:
                self.wrong.append(f"{what}: {message.to} at {at}: {message.text}")


class Desk:
    """Owners, the desk and the crew, who do what comes to their mind; what is refused is not done."""

    def __init__(self, office: Office, chance: Random) -> None:
        self.office, self.chance, self.open = office, chance, list[str]()
        self.clerk, self.crew = payments.cashier(office), tickets.worker(office)

    def somebody_reports(self) -> None:
        number = FIRST + self.chance.randrange(HOMES)
        by = self.chance.choice((self.clerk, payments.owner(self.office, number)))
        priority = self.chance.choice((Priority.NORMAL, Priority.NORMAL, Priority.EMERGENCY))
        ticket_id = ids.ulid(clock.now())
        unit_id = payments.unit_of(self.office, number)
        intake.open_ticket(by, a_cause(), unit_id, ticket_id=ticket_id, words="漏水了", priority=priority)
        self.open.append(ticket_id)

    def somebody_acts(self) -> None:
        """On a ticket that has not been closed long."""
        if not self.open:
            return
        ticket_id = self.chance.choice(self.open[-8:])
        with suppress(Refusal):
            self.chance.choice(self._acts())(ticket_id)

    def _acts(self) -> list[Callable[[str], object]]:
        crew, until = self.crew, clock.now() + timedelta(hours=self.chance.randrange(1, 12))
        return [
            lambda one: work.accept(crew, a_cause(), one),
            lambda one: work.accept(crew, a_cause(), one),
            lambda one: work.arrive(crew, a_cause(), one),
            lambda one: work.reject(crew, a_cause(), one, reason=SECRET),
            lambda one: work.reply(self.clerk, a_cause(), one, words="下午来"),
            lambda one: work.reply(self.clerk, a_cause(), one, words=SECRET, shown=False),
            lambda one: work.progress(crew, a_cause(), one, percent=self.chance.randrange(1, 99)),
            lambda one: work.hold(crew, a_cause(), one, reason="等配件", until=until),
            lambda one: work.resume(crew, a_cause(), one),
            lambda one: work.finish(crew, a_cause(), one),
            lambda one: self._answers(one, self.chance.randrange(1, 6)),
        ]

    def _answers(self, ticket_id: str, score: int) -> None:
        reopened = tickets.ticket_of(self.office, ticket_id).reopened
        tickets.answered(self.office, ticket_id, score, reopened=reopened)


@pytest.fixture
def phones() -> Iterator[Phones]:
    phones = Phones()
    outgoing.use(phones)
    yield phones
    outgoing.use(None)


class Hours:
    """The desk, and everything around it that does not go as it should."""

    def __init__(self, desk: Desk, phones: Phones, ears: Ears, days: Days, chance: Random) -> None:
        self.desk, self.phones, self.ears, self.days, self.chance = desk, phones, ears, days, chance
        self.replays = 0

    def live(self, begins: datetime) -> None:
        self.days.now = begins
        self.phones.failures = self.chance.choice((0, 0, 0, 1, 2))
        self.pass_on()
        for minute in sorted(self.chance.sample(range(1, 60), 2)):
            self.days.now = begins + timedelta(minutes=minute)
            if self.chance.random() < 0.1:
                self.desk.somebody_reports()
            self.desk.somebody_acts()
            for _ in range(self.chance.choice((0, 1, 2))):
                jobs.run(tickets_jobs.PROMISES)
            self.pass_on()
        if self.chance.random() < 0.05:
            self.ears.hear_all_again()
            self.replays += 1

    def pass_on(self, *, surely: bool = False) -> None:
        """The stream is heard and the sweep comes, or not."""
        if surely or self.chance.random() < 0.8:
            self.ears.hear()
        for _ in range(1 if surely else self.chance.choice((0, 1, 1, 2))):
            sweep()

    def come_to_rest(self) -> None:
        """What waits is seen to, and nothing new comes."""
        self.phones.failures = 0
        for _ in range(30):
            self.days.now += timedelta(hours=1)
            self.pass_on(surely=True)


@pytest.mark.parametrize("seed", [1])
def test_three_days_of_tickets(seed: int, phones: Phones, ears: Ears, days: Days) -> None:
    chance, days.now = Random(seed), FIRST_HOUR
    office = phones.office = tickets.an_office_with_a_crew(HOMES)
    hours = Hours(Desk(office, chance), phones, ears, days, chance)
    for n in range(HOURS):
        hours.live(FIRST_HOUR + timedelta(hours=n))
    hours.come_to_rest()
    sent = dict(phones.by_id)
    ears.hear_all_again()
    sweep()

    assert phones.wrong == []
    assert hours.replays > 0
    assert phones.by_id == sent
    assert set(sent.values()) == {1}, "told twice for one cause"
    assert set(phones.by_morning.values()) <= {1}, "a night is more than one message"
    kept = deliveries()
    became = Counter(row.why or row.state for row in kept)
    assert became["sent"] == len(sent) > HOURS / 2
    assert became.keys() == {"sent", "told_since", "not_needed"}, became
    for row in kept:  # what was passed over in silence was passed over for something that came after it
        others = [one for one in kept if one != row and one.facts["ticket_id"] == row.facts["ticket_id"]]
        assert row.why != "told_since" or any(one.at >= row.at for one in others), row.serialize()
