"""The import's jobs: the worker that reads and writes, and the sweep that finds one left standing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from chalicelib.core import limits
from chalicelib.core.errors import Refusal
from chalicelib.core.scope import Scope, system_scope
from chalicelib.db.commit import Overtaken
from chalicelib.edge.jobs import enqueue, job, job_cause
from chalicelib.edge.logs import logger
from chalicelib.edge.schedules import Every
from chalicelib.imports import store
from chalicelib.imports.rules.runs import Import, ImportRefused, State
from chalicelib.imports.service import reading, verbs, writing

RESUME = "imports.resume_imports"


@job(verbs.CONTINUE, promise="reads an uploaded workbook for its preview, or writes a confirmed one")
def continue_import(due: datetime, payload: dict[str, Any]) -> None:
    """Work on the import until it waits for a person or is done; harmless for one that needs nothing."""
    scope = system_scope(payload["org_id"], verbs.CONTINUE)
    one = verbs.get_import(scope, payload["community_id"], payload["import_id"])
    try:
        if one.state == State.READING:
            _read(scope, one)
        elif one.state == State.WRITING:
            if writing.write(scope, one, chunks=limits.CHUNKS_PER_JOB):
                key = job_cause(f"finish#{one.community_id}#{one.import_id}")
                verbs.finish(scope, key, one.community_id, import_id=one.import_id)
            else:
                enqueue(verbs.CONTINUE, payload)
    except (Overtaken, ImportRefused):
        logger.info("another worker is on it, or it was ended", extra={"import": one.import_id})
        enqueue(verbs.CONTINUE, payload, delay_seconds=2)


def _read(scope: Scope, one: Import) -> None:
    cause = job_cause(f"read#{one.community_id}#{one.import_id}")
    compared_at = verbs.slot_writes(scope, one.community_id)
    try:
        one = verbs.put_aside(scope, one)
        found = reading.read(one)
    except Refusal as refusal:
        code, facts = refusal.code, refusal.facts
        verbs.refuse(scope, cause, one.community_id, import_id=one.import_id, code=code, facts=facts)
        return
    new = reading.fresh(scope, one.community_id, found.filing)
    store.keep_findings(scope, one, found.digest, found.parsed.findings)
    verbs.finish_reading(
        scope,
        cause,
        one.community_id,
        import_id=one.import_id,
        form=found.parsed.form,
        file_key=one.file_key,
        digest=found.digest,
        compared_at=compared_at,
        total=writing.total(scope, one, new),
        counts=new.counts,
        findings=found.parsed.totals,
    )


@job(RESUME, promise="wakes an import that was left standing for two minutes", schedule=Every(minutes=1))
def resume_imports(due: datetime, payload: dict[str, Any]) -> None:
    """A level check: an import that moves needs no wake-up, and a second one does no harm."""
    for org_id, community_id, import_id in store.moving(due - timedelta(seconds=limits.STUCK_SECONDS)):
        enqueue(verbs.CONTINUE, {"org_id": org_id, "community_id": community_id, "import_id": import_id})
