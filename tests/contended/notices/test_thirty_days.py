"""Thirty days of a community: nobody is messaged twice for one cause, at night or after paying; no reminder is missing.

Triggers are missed, doubled and late, the queue delivers twice, the channel fails, the stream is heard again from its
start. Seeded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest

from chalicelib.channels import outgoing
from chalicelib.core import clock
from chalicelib.dunning import jobs as dunning_jobs
from chalicelib.edge import jobs
from tests.contended.notices.conftest import Ears
from tests.contended.notices.town import Phones, Promised, Town
from tests.crash.chain import breaks, entries
from tests.integration.dunning.conftest import Days, reminders
from tests.integration.notices.conftest import deliveries, sweep

pytestmark = pytest.mark.contended

HOUSEHOLDS = 300
FIRST_DAY = datetime(2026, 11, 10, tzinfo=clock.SHANGHAI)
MOMENTS = ((0, 30), (7, 59), (8, 0), (10, 0), (10, 1), (14, 20), (20, 59), (21, 0), (22, 10))
TRIGGER = (10, 0)
NIGHT_RUN = (22, 10)


@pytest.fixture
def phones() -> Iterator[Phones]:
    phones = Phones()
    outgoing.use(phones)
    yield phones
    outgoing.use(None)


class Month:
    """The town, and everything around it that does not go as it should."""

    def __init__(self, town: Town, phones: Phones, ears: Ears, days: Days, chance: Random) -> None:
        self.town, self.phones, self.ears, self.days, self.chance = town, phones, ears, days, chance
        self.promised = Promised()
        self.replays = 0

    def live(self, day: datetime) -> None:
        fate = self.chance.choices(("kept", "missed", "doubled", "late"), (55, 15, 20, 10))[0]
        for hour, minute in MOMENTS:
            self.days.now = day.replace(hour=hour, minute=minute)
            self._people_pay()
            self.phones.failures = self.chance.choice((0, 0, 0, 1, 2))
            if (hour, minute) == (NIGHT_RUN if fate == "late" else TRIGGER) and fate != "missed":
                self._run_trigger(twice=fate == "doubled")
            self._pass_on()

    def _people_pay(self) -> None:
        for _ in range(self.chance.choice((0, 0, 0, 1, 1, 2)) * HOUSEHOLDS // 60):
            self.town.somebody_pays()
        self.town.office.queue.drain()

    def _run_trigger(self, *, twice: bool) -> None:
        self.promised.the_trigger_runs(self.town, self.days.now)
        for _ in range(2 if twice else 1):
            jobs.run(dunning_jobs.REMIND)
            waiting = list(self.town.office.queue.waiting)
            self.town.office.queue.drain()
            if self.chance.random() < 0.5:
                self.town.office.queue.waiting.extend(waiting[:1])
                self.town.office.queue.drain()

    def _pass_on(self) -> None:
        """The stream is heard and the sweep comes, or not; the stream is sometimes heard from its start."""
        if self.chance.random() < 0.8:
            self.ears.hear()
        if self.chance.random() < 0.02:
            self.ears.hear_all_again()
            self.replays += 1
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            sweep()


@pytest.mark.parametrize("seed", [1])
def test_a_month_of_reminders(seed: int, phones: Phones, ears: Ears, days: Days) -> None:
    chance = Random(seed)
    town = phones.town = Town(HOUSEHOLDS, chance)
    month = Month(town, phones, ears, days, chance)
    for n in range(30):
        month.live(FIRST_DAY + timedelta(days=n))
    for _ in range(40):  # what waits is seen to, and nothing new comes
        days.now += timedelta(hours=1)
        month._pass_on()
    ears.hear_all_again()
    sweep()

    assert phones.wrong == []
    assert month.replays > 0
    assert set(phones.by_id.values()) == {1}, "told twice for one cause"
    assert set(phones.by_day.values()) == {1}, "told twice a day"
    numbers = {town.party(owner): owner for owner in town.owners}
    recorded = [(numbers[one.outcome["payer_id"]], clock.business_date(one.at)) for one in reminders()]
    assert sorted(recorded) == sorted(month.promised.reminders)
    assert len(recorded) > 3 * HOUSEHOLDS
    kept = deliveries()
    assert sorted(row.key for row in kept) == sorted(entry.pk for entry in reminders())
    became = Counter(row.why or row.state for row in kept)
    assert became.keys() == {"sent", "paid", "told_since"}, became
    assert became["sent"] == len(phones.by_id) > 2 * HOUSEHOLDS
    assert became["paid"] > 0
    assert breaks(entries()) == []
