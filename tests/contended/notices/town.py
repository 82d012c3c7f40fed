"""A community that lives for a month: owners of one unit or two, some who share a phone, who pay when they like."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from chalicelib.channels.outgoing import Message
from chalicelib.core import clock
from chalicelib.people.service import party_id_of
from tests.builders import payments
from tests.builders.office import Office, an_office
from tests.builders.workbooks import a_workbook

FIRST = 101
OFFSETS = (-3, 0, 1, 7, 15, 30)


@dataclass(frozen=True)
class Owed:
    """What is open of one bill, as the town itself keeps count of it."""

    number: int
    period: str
    due_on: date
    open_fen: int


@dataclass
class Town:
    """`owners` by the number that the office has for them: their units' numbers, and their phone."""

    households: int
    chance: Random
    office: Office = field(init=False)
    owners: dict[int, list[int]] = field(init=False)
    phones: dict[int, str] = field(init=False)
    bills: dict[tuple[int, str], Owed] = field(init=False)

    def __post_init__(self) -> None:
        numbers, self.owners = iter(range(FIRST, 10**6)), {}
        for n in range(self.households):
            self.owners[FIRST + n] = [next(numbers) for _ in range(2 if n % 5 == 0 else 1)]
        self.phones = {owner: f"139{owner - (owner % 10 == 0):08}" for owner in self.owners}
        self.office = an_office()
        self.office.take_in(self._workbook())
        for month in ("2026-10", "2026-11"):
            self.office.bill(month)
        self.bills = {
            (number, bill.period): Owed(number, bill.period, bill.due_on, bill.open_fen)
            for numbers in self.owners.values()
            for number in numbers
            for bill in payments.open_bills(self.office, number)
        }

    def owing(self, owner: int, today: date) -> list[Owed]:
        """What a reminder of today is about."""
        found = (self.bills[number, period] for number in self.owners[owner] for period in ("2026-10", "2026-11"))
        return [bill for bill in found if bill.open_fen and (bill.due_on - today).days <= 3]

    def party(self, owner: int) -> str:
        return party_id_of(self.office.community_id, str(owner))

    def somebody_pays(self) -> None:
        """An owner settles all, or half, of what one of their units owes."""
        number = self.chance.choice(self.owners[self.chance.choice(list(self.owners))])
        parts = payments.all_of(self.office, number)
        if not parts:
            return
        chosen = parts if self.chance.random() < 0.7 else payments.half(parts)
        payments.pay_cash(self.office, number, parts=chosen)
        for part in chosen:
            before = self.bills[number, part.period]
            self.bills[number, part.period] = replace(before, open_fen=before.open_fen - part.amount_fen)

    def _workbook(self) -> bytes:
        owned = [(number, owner) for owner, numbers in self.owners.items() for number in numbers]
        return a_workbook(
            {
                "楼栋": [["楼栋", "单元", "总层数", "电梯"], ["1", "1", 18, "有"]],
                "业主": [
                    ["业主编号", "姓名", "手机号", "证件号码", "类型", "所属业主编号"],
                    *([str(owner), f"业主 {owner}", phone, None, "业主", None] for owner, phone in self.phones.items()),
                ],
                "收费项目": [
                    ["项目编号", "项目名称", "计算方式", "单价", "附加费", "固定金额", "开始日期", "结束日期"],
                    ["1", "物业服务费", "按面积", 2.5, None, None, date(2025, 1, 1), None],
                ],
                "房屋": [
                    ["楼栋", "单元", "房号", "楼层", "用途", "建筑面积", "套内面积", "业主编号"],
                    *(["1", "1", str(number), 1, "住宅", 100, None, str(owner)] for number, owner in owned),
                ],
                "房屋收费": [
                    ["楼栋", "单元", "房号", "项目编号", "开始日期"],
                    *(["1", "1", str(number), "1", date(2025, 1, 1)] for number, _ in owned),
                ],
            }
        )


@dataclass
class Phones:
    """A channel that fails now and then, and looks at each message as its owner would."""

    town: Town | None = None
    failures: int = 0
    by_id: Counter[str] = field(default_factory=Counter)
    by_day: Counter[tuple[str, date]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def send(self, message: Message) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("no way")
        assert self.town is not None
        at = clock.now().astimezone(clock.SHANGHAI)
        self.by_id[message.message_id] += 1
        self.by_day[message.to, at.date()] += 1
        if not 8 <= at.hour < 21:
            self.wrong.append(f"{message.to} at night: {at}")
        owners = [owner for owner, phone in self.town.phones.items() if phone == message.to]
        owed = [sum(bill.open_fen for bill in self.town.owing(owner, at.date())) for owner in owners]
        if not any(fen and f"共 {fen // 100:,}.{fen % 100:02} 元" in message.text for fen in owed):
            self.wrong.append(f"{message.to} at {at} owes {owed}: {message.text}")


@dataclass
class Promised:
    """Which reminders there must be: worked out from days alone, without a word of the system's own rules."""

    told: defaultdict[int, dict[date, int]] = field(default_factory=lambda: defaultdict(dict))
    reminders: set[tuple[int, date]] = field(default_factory=set)

    def the_trigger_runs(self, town: Town, at: datetime) -> None:
        """Note who must have been reminded once it ran `at`, given what is owed then."""
        today = clock.business_date(at)
        for owner in town.owners:
            due_days = {bill.due_on for bill in town.owing(owner, today)}
            reached = {due: max(one for one in OFFSETS if due + timedelta(days=one) <= today) for due in due_days}
            known = self.told[owner]
            if (owner, today) not in self.reminders and any(known.get(due, -99) < one for due, one in reached.items()):
                self.reminders.add((owner, today))
                self.told[owner] = reached
