"""What AWS calls beside HTTP: one function for each scheduled job, the queue's worker, the journal's listener.

Lambda may import this module alone, so it loads `wiring`, which registers every job. Nothing is decided here: locally
the worker process drives the same jobs.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from chalice.app import Blueprint, CloudWatchEvent, DynamoDBEvent, SQSEvent

from chalicelib import wiring
from chalicelib.billing import jobs as billing_jobs
from chalicelib.callbacks import jobs as callbacks_jobs
from chalicelib.core import clock, limits
from chalicelib.corrections import jobs as corrections_jobs
from chalicelib.dunning import jobs as dunning_jobs
from chalicelib.edge import jobs
from chalicelib.edge.jobs import JOBS
from chalicelib.edge.logs import logger
from chalicelib.imports import jobs as imports_jobs
from chalicelib.notices import jobs as notices_jobs
from chalicelib.payments import jobs as payments_jobs
from chalicelib.quality import jobs as quality_jobs
from chalicelib.tickets import jobs as tickets_jobs

assert wiring.JOB_MODULES  # noqa: S101

JOURNAL_STREAM: Final[Any] = {"Fn::GetAtt": ["JournalTable", "StreamArn"]}
WORK_QUEUE: Final[Any] = {"Fn::GetAtt": ["WorkQueue", "Arn"]}
"""Both as `infra/resources.yaml` names them."""

functions = Blueprint(__name__)


def _trigger(name: str) -> Callable[..., Any]:
    """The function of a scheduled job, under the job's name. It is due when its schedule says, not when it comes."""
    schedule = JOBS[name].schedule
    assert schedule is not None, name  # noqa: S101

    def trigger(event: CloudWatchEvent) -> None:
        jobs.run(name, due=schedule.latest(datetime.fromisoformat(event.time)))

    trigger.__name__ = name.replace(".", "_")
    handler: Callable[..., Any] = functions.schedule(schedule.expression)(trigger)
    return handler


billing_monthly_run = _trigger(billing_jobs.MONTHLY)
billing_resume_runs = _trigger(billing_jobs.RESUME)
callbacks_promises = _trigger(callbacks_jobs.PROMISES)
corrections_resume = _trigger(corrections_jobs.RESUME)
dunning_remind = _trigger(dunning_jobs.REMIND)
imports_resume_imports = _trigger(imports_jobs.RESUME)
notices_deliver = _trigger(notices_jobs.DELIVER)
payments_resume = _trigger(payments_jobs.RESUME)
payments_settle_orders = _trigger(payments_jobs.SETTLE)
payments_use_prepaid_sweep = _trigger(payments_jobs.USE_PREPAID_SWEEP)
quality_check = _trigger(quality_jobs.CHECK)
tickets_promises = _trigger(tickets_jobs.PROMISES)


@functions.on_sqs_message(queue_arn=WORK_QUEUE)
def work(event: SQSEvent) -> dict[str, Any]:
    """Run the jobs of a batch; those that fail come again by themselves, until the queue gives them up."""
    failed = [{"itemIdentifier": record["messageId"]} for record in event.to_dict()["Records"] if not _did(record)]
    return {"batchItemFailures": failed}


def _did(record: dict[str, Any]) -> bool:
    try:
        message = json.loads(record["body"])
        jobs.run(message["job"], message["payload"])
    except Exception:
        logger.exception("job failed", extra={"message_id": record["messageId"]})
        return False
    return True


@functions.on_dynamodb_record(stream_arn=JOURNAL_STREAM)
def hear(event: DynamoDBEvent) -> dict[str, Any]:
    """Hear the journal's new entries, in order.

    One that fails is tried again for a minute; then it is left to the queue by its key, so that it holds up no other
    and is named among the dead letters.
    """
    records = event.to_dict()["Records"]
    while (failed := notices_jobs.hear_records(records)) is not None:
        place = [record["dynamodb"]["SequenceNumber"] for record in records].index(failed)
        if clock.now().timestamp() - _written_at(records[place]) < limits.HEAR_AGAIN_SECONDS:
            return {"batchItemFailures": [{"itemIdentifier": failed}]}
        jobs.enqueue(notices_jobs.HEAR, {"key": records[place]["dynamodb"]["Keys"]["pk"]["S"]})
        records = records[place + 1 :]
    return {"batchItemFailures": []}


def _written_at(record: dict[str, Any]) -> float:
    """When a record's entry was committed, in seconds since 1970."""
    return float(record["dynamodb"]["ApproximateCreationDateTime"])
