"""A small office lives some days by the functions that AWS calls: none asks more of the tables than its role allows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib import functions
from chalicelib.approvals import service as approvals
from chalicelib.billing.service import items, notes, runs
from chalicelib.core import clock, ids
from chalicelib.core.period import Period
from chalicelib.corrections.service import reading, spreading
from chalicelib.corrections.service.reading import Papers
from chalicelib.db import connection
from chalicelib.edge import queues
from chalicelib.edge.jobs import JOBS
from chalicelib.estate import service as estate
from chalicelib.imports.rules.runs import State
from chalicelib.imports.service import confirming
from chalicelib.imports.service import verbs as imports
from chalicelib.journal import VERBS
from chalicelib.journal.entries import EntryRow
from infra.local import demo, office, stage, stream
from infra.local.demo.community import community
from infra.local.demo.payments import desk_of
from infra.local.demo.staff import CLERK, COMMUNITY_ID, FINANCE
from infra.local.demo.workbook import workbook
from infra.local.home import Home
from infra.package import template as making
from tests.builders import clouds
from tests.builders.core import an_id
from tests.crash.watch import listening
from tests.tidy.sources import ROOT

Asked = set[tuple[str, str, str]]
"""(action, place, operation that encloses it)"""

SCHEDULED = sorted(name.replace(".", "_") for name, one in JOBS.items() if one.schedule)
PRICE, AREA = an_id("price"), an_id("area")
AFTER_HOURS = (1, 3, 13, 37, 30 * 24, 33 * 24)
BUSY = {"billing_monthly_run", "callbacks_promises", "hear", "tickets_promises", "work"}
"""Those that must have written more than that they ran."""
EVENT = dict.fromkeys(("version", "account", "region", "detail", "detail-type", "source", "id", "resources"), "")


class Journal:
    """The journal's stream, from its beginning, as Lambda gets it."""

    def __init__(self) -> None:
        arn = connection.connection().client.describe_table(TableName=EntryRow.Meta.table_name)
        self._client = stream._client()
        where = {"StreamArn": arn["Table"]["LatestStreamArn"]}
        (shard,) = self._client.describe_stream(**where)["StreamDescription"]["Shards"]
        where |= {"ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        self._next = self._client.get_shard_iterator(**where)["ShardIterator"]

    def news(self) -> list[dict[str, Any]]:
        """The records since the last time."""
        answer = self._client.get_records(ShardIterator=self._next, Limit=1_000)
        self._next = answer["NextShardIterator"]
        for record in answer["Records"]:
            record["dynamodb"]["ApproximateCreationDateTime"] = clock.now().timestamp()
        return list(answer["Records"])


class Cloud:
    """Delivers to the functions what AWS would, and notes what each asks of the tables."""

    def __init__(self) -> None:
        self.asked: dict[str, Asked] = defaultdict(set)
        self.lost: set[str] = set()
        self._waiting: list[str] = []
        self._journal = Journal()

    def put(self, job: str, payload: dict[str, Any], *, delay_seconds: int = 0) -> None:
        if job in self.lost:  # once: its sweep must find what stands still
            self.lost.remove(job)
        else:
            self._waiting.append(json.dumps({"job": job, "payload": payload}))

    def live(self, at: datetime) -> None:
        """Every trigger comes at this time; after each the queue runs dry and the journal is heard."""
        office.set_time(at)
        for name in SCHEDULED:
            with self._as(name):
                getattr(functions, name)({**EVENT, "time": at.astimezone(UTC).isoformat()}, None)
            self.settle()

    def settle(self) -> None:
        while self._waiting:
            body = self._waiting.pop(0)
            with self._as("work"):
                given = functions.work({"Records": [{"messageId": "m", "receiptHandle": "", "body": body}]}, None)
            assert given == {"batchItemFailures": []}, body
        while records := self._journal.news():
            with self._as("hear"):
                assert functions.hear({"Records": records}, None) == {"batchItemFailures": []}

    @contextmanager
    def _as(self, name: str) -> Iterator[None]:
        def note(operation: str, body: dict[str, Any]) -> None:
            self.asked[name] |= set(asked_by(operation, body))

        with listening(before=note):
            yield


def asked_by(operation: str, body: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What IAM would look at, of one request."""
    if operation == "TransactWriteItems":
        for each in body["TransactItems"]:
            for kind, item in each.items():
                action = "ConditionCheckItem" if kind == "ConditionCheck" else f"{kind}Item"
                yield action, place_of(item["TableName"]), operation
    elif operation == "BatchGetItem":
        for table in body["RequestItems"]:
            yield operation, place_of(table), ""
    else:
        index = f"/index/{body['IndexName']}" if "IndexName" in body else ""
        yield operation, place_of(body["TableName"]) + index, ""


def place_of(table: str) -> str:
    return f"{table.rpartition('-')[2].capitalize()}Table.Arn"


@pytest.fixture
def cloud(embedded_engine: str, tmp_path: Path) -> Iterator[Cloud]:
    """The demo's office of twelve units, and the functions that serve it from now on."""
    stage.install(Home.at(tmp_path))
    demo.seed(lambda _: None, units=12, months=2)
    cloud = Cloud()
    queues.use(cloud)
    yield cloud
    queues.use(None)
    clock.use(None)


def an_import(cloud: Cloud) -> None:
    """Two more units come by a workbook; at each step the queue loses the message at first."""
    desk, today = desk_of(CLERK), Period.of(clock.business_date(clock.now()))
    data = workbook(community(units=14, first=today.plus(-2), last=today))
    upload_id, import_id = ids.ulid(clock.now()), ids.ulid(clock.now())
    form = imports.begin_upload(
        desk.scope, office.cause("more"), COMMUNITY_ID, upload_id=upload_id, name="more.xlsx", size=len(data)
    )
    stage.current().files.accept(form.fields, [data])
    cloud.lost.add(imports.CONTINUE)
    imports.start(desk.scope, office.cause("more"), COMMUNITY_ID, import_id=import_id, upload_id=upload_id)
    cloud.live(clock.now() + timedelta(minutes=5))
    cloud.lost.add(imports.CONTINUE)
    asked = confirming.confirm(
        desk.scope, office.cause("yes"), COMMUNITY_ID, import_id=import_id, leave_out_errors=True
    )
    office.agree(desk_of(FINANCE).scope, office.cause("agreed"), COMMUNITY_ID, asked.approval_id)
    cloud.live(clock.now() + timedelta(minutes=5))
    assert imports.get_import(desk.scope, COMMUNITY_ID, import_id).state == State.DONE


def corrections_are_posted(cloud: Cloud) -> None:
    """A price and an area of last month are put right; nobody goes on with either at once, the sweep does."""
    desk, month = desk_of(CLERK).scope, Period.of(clock.business_date(clock.now())).plus(-1)
    days = {"from_on": month.first_day.isoformat(), "to_on": month.last_day.isoformat()}
    unit = next(estate.every_unit(desk, COMMUNITY_ID))
    item = next(one for one in items.list_items(desk, COMMUNITY_ID).values() if one.newest.value.rate)
    papers = Papers("收费公示", "录入时写错")
    price = {"stretches": [{"formula": "1001", "rate": "0.77", **days}]}
    reading.ask_tariff(
        desk, office.cause("price"), COMMUNITY_ID, item.item_id, approval_id=PRICE, request=price, papers=papers
    )
    cloud.lost.add(spreading.SPREAD)
    checker = desk_of(FINANCE).scope
    office.agree(checker, office.cause("price agreed"), COMMUNITY_ID, PRICE)
    cloud.live(clock.now() + timedelta(minutes=5))
    area = {"stretches": [{"area": "77.7", **days}]}
    reading.ask(
        desk,
        office.cause("area"),
        COMMUNITY_ID,
        unit.unit_id,
        approval_id=AREA,
        kind="unit.area",
        request=area,
        papers=papers,
    )
    _, shown = approvals.get_approval(checker, AREA, community_id=COMMUNITY_ID)
    agree_only = VERBS["approvals.approve"]
    agree_only(checker, office.cause("area agreed"), AREA, community_id=COMMUNITY_ID, digest=shown.digest, answer="")
    cloud.live(clock.now() + timedelta(minutes=5))
    posted = {note.correction_id for note in notes.notes_of(desk, unit.unit_id)}
    assert posted == {PRICE, AREA}


@pytest.mark.contended
def test_no_function_asks_more_than_its_role_allows(cloud: Cloud) -> None:
    began = clock.now()
    office.set_time(began)
    an_import(cloud)
    corrections_are_posted(cloud)
    cloud.lost.add(runs.CONTINUE)
    for hours in AFTER_HOURS:
        cloud.live((began + timedelta(hours=hours)).astimezone(clock.SHANGHAI).replace(hour=11, minute=hours % 60))
    template = making.template(ROOT, "./guanjia.zip")
    roles = {name: clouds.statements(template, one) for name, one in clouds.functions(template).items()}
    refused = {
        f"{name}: {action} {place} {enclosing}"
        for name, asked in cloud.asked.items()
        for action, place, enclosing in asked
        if not clouds.allows(roles[name], f"dynamodb:{action}", place, enclosed_by=enclosing)
    }
    assert refused == set()
    assert cloud.asked.keys() == {*SCHEDULED, "work", "hear"}
    wrote = {
        name
        for name, asked in cloud.asked.items()
        if any(action in {"PutItem", "UpdateItem"} and place != "TriggersTable.Arn" for action, place, _ in asked)
    }
    assert wrote >= BUSY
