"""The pieces of work of an everyday month, each done as its page or trigger does it, and metered.

Over the whole application as the local server calls it (session, permission, verb), its jobs, and the journal heard:
what it asks of DynamoDB in units, and how many functions are called for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from chalicelib.core import clock, ids
from chalicelib.db import meter
from infra.local import stage
from tests.bench.recorder import Request, recording

if TYPE_CHECKING:
    from infra.local.stream import Source
    from tests.builders.office import Office
    from tests.builders.people import Browser

UNITS: Final = 60
PERIODS: Final = ("2026-07", "2026-08", "2026-09")
BILLED: Final = "2026-10"
WORDS: Final = "厨房水管漏水，已经流到楼下了，请尽快派人来看看"
FIRST: Final = 101
ADMIN: Final = "13800000001"
LOOKS_AFTER_A_STEP: Final = 4
Body = dict[str, Any]
_JPEG: Final = b"\xff\xd8\xff\xe0" + bytes(2_000)
_GOOD: Final = 200
_OVERHEAD_BYTES: Final = 100
_STEPS: Final[tuple[tuple[int, str, Body], ...]] = (
    (3, "accept", {}),
    (15, "arrive", {"words": "", "files": []}),
    (5, "progress", {"percent": 50, "words": "接头裂了，正在换。"}),
    (40, "finish", {"words": "换了接头，试水不漏。", "files": []}),
)


@dataclass
class Tally:
    """What some work took; the `calls` of functions are by what calls them (api, queue, stream, schedule)."""

    reads: float = 0
    writes: float = 0
    requests: float = 0
    calls: dict[str, float] = field(default_factory=dict)

    def shared_by(self, number: int) -> Tally:
        """One of so many."""
        calls = {name: count / number for name, count in self.calls.items()}
        return Tally(self.reads / number, self.writes / number, self.requests / number, calls)


class MonthOffice:
    """An office of sixty households who are billed, pay, report and are reminded."""

    def __init__(self) -> None:
        from chalicelib.channels import outgoing
        from infra.local import stream
        from tests.builders import payments, tickets
        from tests.builders.people import Messages

        self.at = clock.now()
        clock.use(lambda: self.at)
        self.messages = Messages()
        outgoing.use(self.messages)
        self.office: Office = tickets.an_office_with_a_crew(UNITS)
        self.periods = (*PERIODS, BILLED)
        for period in PERIODS:
            self.office.bill(period)
        here = stage.current()
        self._ears: Source = stream.source_of(here.home, here.queue)
        self._numbers = iter(range(payments.FIRST, payments.FIRST + UNITS))
        self.calls: Counter[str] = Counter()
        self.follow_up()

    @contextmanager
    def metered(self) -> Iterator[Tally]:
        """Everything asked of DynamoDB and every function called within the block, and what follows from it."""
        from chalicelib.db import connection
        from chalicelib.edge import sessions

        tally = Tally()
        self.calls.clear()
        sessions.forget()
        with recording(connection.connection().client) as seen:
            yield tally
            self.follow_up()
        total = sum((one.units for one in seen), meter.Units())
        tally.reads, tally.writes, tally.requests = float(total.reads), total.writes, len(seen)
        tally.calls = dict(self.calls)
        tally.calls["stream"] = sum(1 for one in seen if _is_entry(one))

    def follow_up(self) -> None:
        """The queue's work, the journal's listener, and what they put there."""
        from infra.local import stream

        while self.office.queue.waiting:
            self.calls["queue"] += len(self.office.queue.waiting)
            self.office.queue.drain()
        stream.hear_all(self._ears)

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)

    def next_number(self) -> int:
        """The next unit, with whatever it owes."""
        return next(self._numbers)

    def browser(self, phone: str) -> Asking:
        """Somebody signed in."""
        from chalicelib.edge import sessions
        from chalicelib.people.vault import index
        from tests.builders.people import Browser

        subject, org_id = index("phone", phone), self.office.org_id
        token = sessions.start(subject, org_id, at=self.at, seconds=86_400, as_staff=not phone.startswith("139"))
        return Asking(Browser(cookie=f"{sessions.cookie_name()}={token}"), self.calls)

    def owner(self, number: int) -> Asking:
        """Who owns the unit of this number."""
        return self.browser(f"139{number:08}")


def _is_entry(one: Request) -> bool:
    """Whether it put to the journal, of which the stream tells."""
    is_write = one.operation == "TransactWriteItems" and not one.failed
    return is_write and any(table.endswith("-journal") for table in one.tables)


class Asking:
    """A browser whose requests are counted, and must be answered well."""

    def __init__(self, browser: Browser, calls: Counter[str]) -> None:
        self._browser, self._calls = browser, calls

    def get(self, path: str) -> Any:
        return self.ask("GET", path)

    def post(self, path: str, body: Body | None = None) -> Any:
        return self.ask("POST", path, body or {})

    def ask(self, method: str, path: str, body: object = None) -> Any:
        self._calls["api"] += 1
        status, answer = self._browser.ask(method, path, body)
        assert status == 200, (method, path, status, answer)
        return answer


def bill(month: MonthOffice) -> Tally:
    """A month drafted and released, for each bill."""
    from chalicelib.billing.service import runs

    with month.metered() as tally:
        run_id = month.office.bill(BILLED)
    bills = runs.get_run(month.office.scope, month.office.community_id, run_id).sums.bills
    return tally.shared_by(bills)


def sign_in(month: MonthOffice) -> Tally:
    """A code asked for and given."""
    from tests.builders.people import Browser

    month.later(minutes=2)
    asking, phone = Asking(Browser(), month.calls), f"139{month.next_number():08}"
    with month.metered() as tally:
        asking.post("/sign-in/code", {"phone": phone})
        asking.post("/sign-in", {"phone": phone, "code": month.messages.last_code()})
    return tally


def visit(month: MonthOffice) -> Tally:
    """The portal's first page, as it asks."""
    owner, unit = month.owner(FIRST), mine(month, FIRST)
    with month.metered() as tally:
        for path in ("/session", "/my/home", f"{unit}/statements", f"{unit}/payable", f"{unit}/tickets"):
            owner.get(path)
    return tally


def look_at_bill(month: MonthOffice) -> Tally:
    """One month of the unit, line by line."""
    owner = month.owner(FIRST)
    with month.metered() as tally:
        owner.get(f"{mine(month, FIRST)}/statements/{PERIODS[0]}")
    return tally


def pay_online(month: MonthOffice) -> Tally:
    """Chosen, ordered, paid on the provider's page, told by its notice, looked at twice until it is there."""
    from chalicelib.payments.rules.orders import trade_no_of
    from tests.builders.people import gateway

    number = month.next_number()
    owner, unit, unit_id = month.owner(number), mine(month, number), unit_of(month, number)
    order_id = ids.ulid(month.at)
    with month.metered() as tally:
        order = {"order_id": order_id, "parts": _two_parts(owner.get(f"{unit}/payable")), "prepay_fen": 0}
        owner.post(f"{unit}/orders", order)
        owner.post(f"{unit}/orders/{order_id}/checkout", {"scene": "h5"})
        notice = stage.current().wechat.pay(trade_no_of(month.office.org_id, unit_id, order_id))
        month.calls["api"] += 1
        told = gateway().call("POST", "/payments/wechat/notify", notice.headers, notice.raw, address="198.51.100.9")
        assert told.status == _GOOD, told
        month.later(seconds=10)
        for _ in range(2):
            owner.get(f"{unit}/orders/{order_id}")
    return tally


def pay_at_desk(month: MonthOffice) -> Tally:
    """The unit found, its account shown, cash taken, shown again."""
    number, clerk = month.next_number(), month.browser(ADMIN)
    unit = f"/communities/{month.office.community_id}/units/{unit_of(month, number)}"
    with month.metered() as tally:
        parts = _two_parts(clerk.get(f"{unit}/payable"))
        clerk.get(unit)
        amount = sum(part["amount_fen"] for part in parts)
        taken = {"payment_id": ids.ulid(month.at), "parts": parts, "prepay_fen": 0, "received_fen": amount}
        clerk.post(f"{unit}/payments", taken | {"paid_by": "self", "checked_by": "known"})
        for path in ("payable", "payments", "account"):
            clerk.get(f"{unit}/{path}")
    return tally


def draw_receipt(month: MonthOffice) -> Tally:
    """An owner's newest payment on paper."""
    number = month.next_number()
    from tests.builders import payments

    payments.pay_cash(month.office, number)
    owner, unit = month.owner(number), mine(month, number)
    with month.metered() as tally:
        (paid,) = owner.get(f"{unit}/payments")["rows"]
        owner.post(f"{unit}/payments/{paid['payment_id']}/receipt")
    return tally


def ticket(month: MonthOffice) -> Tally:
    """A leak reported with a picture, followed on two phones and at the desk, repaired, asked after."""
    number, ticket_id, upload_id = month.next_number(), ids.ulid(month.at), ids.ulid(month.at)
    owner, unit = month.owner(number), mine(month, number)
    crew, clerk, there = month.browser("13600000010"), month.browser(ADMIN), f"/communities/{month.office.community_id}"
    job = f"{there}/tickets/{ticket_id}"
    with month.metered() as tally:
        picture = {"upload_id": upload_id, "kind": "photo", "file_name": "leak.jpg", "size": len(_JPEG)}
        form = owner.post(f"{unit}/media", picture)
        month.office.files.put(form["fields"]["key"], _JPEG, content_type="image/jpeg")
        owner.post(f"{unit}/tickets", {"ticket_id": ticket_id, "words": WORDS, "files": [upload_id]})
        for minutes, verb, said in _STEPS:
            month.later(minutes=minutes)
            for asking, path in ((crew, f"{job}"), (crew, f"{job}/steps")):
                asking.get(path)
            crew.post(f"{job}/{verb}", said)
            month.follow_up()
            for _ in range(LOOKS_AFTER_A_STEP):
                owner.get(f"/my/tickets/{ticket_id}")
                owner.get(f"/my/tickets/{ticket_id}/steps")
        month.later(hours=5)
        (call,) = clerk.get(f"{there}/callbacks")["rows"]
        clerk.post(f"{there}/callbacks/{call['callback_id']}/answer", {"score": 5, "suggestion": ""})
    return tally


def remind(month: MonthOffice) -> Tally:
    """Everybody who owes is told, once: for each of them."""
    from chalicelib.dunning import jobs as dunning_jobs
    from chalicelib.edge import jobs

    month.at = month.at.replace(month=10, day=28, hour=2, minute=30)
    before = len(month.messages.sent)
    with month.metered() as tally:
        month.calls["schedule"] += 1
        jobs.run(dunning_jobs.REMIND)
    told = len(month.messages.sent) - before
    assert told > UNITS // 2, told
    return tally.shared_by(told)


def day_of_reminding(month: MonthOffice) -> Tally:
    """The same trigger on a day on which nobody is to be told: for each unit that it looks at."""
    from chalicelib.dunning import jobs as dunning_jobs
    from chalicelib.edge import jobs

    month.later(hours=1)
    with month.metered() as tally:
        month.calls["schedule"] += 1
        jobs.run(dunning_jobs.REMIND)
    return tally.shared_by(UNITS)


def desk_looks(month: MonthOffice) -> Tally:
    """The queue of open tickets, once more."""
    return _look(month, ADMIN)


def crew_looks(month: MonthOffice) -> Tally:
    """The list of jobs, once more."""
    return _look(month, "13600000010")


def _look(month: MonthOffice, phone: str) -> Tally:
    somebody = month.browser(phone)
    with month.metered() as tally:
        somebody.get(f"/communities/{month.office.community_id}/tickets")
    return tally


def owner_looks(month: MonthOffice) -> Tally:
    """The open tickets on the portal's first page, once more."""
    owner = month.owner(FIRST)
    with month.metered() as tally:
        owner.get(f"{mine(month, FIRST)}/tickets")
    return tally


def unit_of(month: MonthOffice, number: int) -> str:
    """The id of the unit with this number."""
    from tests.builders import payments

    return payments.unit_of(month.office, number)


def mine(month: MonthOffice, number: int) -> str:
    """Where its owner finds it."""
    return f"/my/units/{unit_of(month, number)}"


def _two_parts(payable: Body) -> list[Body]:
    """The two oldest bills in full."""
    names = ("period", "item_id")
    return [{name: one[name] for name in names} | {"amount_fen": one["open_fen"]} for one in payable["bills"][:2]]


WORKS: Final[dict[str, Callable[[MonthOffice], Tally]]] = {
    "bill": bill,
    "sign in": sign_in,
    "visit the portal": visit,
    "portal looks": owner_looks,
    "look at a bill": look_at_bill,
    "pay two bills online": pay_online,
    "pay two bills at the desk": pay_at_desk,
    "draw a receipt": draw_receipt,
    "ticket from report to score": ticket,
    "desk looks": desk_looks,
    "crew looks": crew_looks,
    "remind a payer": remind,
    "day of reminding, a household": day_of_reminding,
}
"""In this order, in one office: each leaves it as an everyday month would."""


def idle(month: MonthOffice) -> dict[str, tuple[Tally, float]]:
    """Every job that comes by the minute, when there is nothing to do; and how many minutes lie between two."""
    from chalicelib.edge import jobs
    from chalicelib.edge.schedules import Every

    found = {}
    for name, job in jobs.JOBS.items():
        if isinstance(job.schedule, Every):
            jobs.run(name)
            month.follow_up()
            with month.metered() as tally:
                month.calls["schedule"] += 1
                jobs.run(name)
            found[name] = tally, float(job.schedule.minutes)
    return found


def stored_bytes(client: Any) -> float:
    """All rows with their index entries, as they are charged for: with 100 bytes beside each."""
    total = 0
    for name in client.list_tables()["TableNames"]:
        table = meter.Table.of(client.describe_table(TableName=name)["Table"])
        for page in client.get_paginator("scan").paginate(TableName=name):
            for item in page["Items"]:
                entries = [item, *(index.entry(item, table.keys) for index in table.indexes)]
                total += sum(meter.item_bytes(one) + _OVERHEAD_BYTES for one in entries if one)
    return total
