"""The import's jobs: the worker that reads, writes and deletes the file, and the sweep that finds one left standing."""

from __future__ import annotations

from dataclasses import replace
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
from chalicelib.imports.service import reading, verbs, workbooks, writing

RESUME = "imports.resume_imports"


@job(verbs.CONTINUE, promise="reads an uploaded workbook for its preview, or writes a confirmed one")
def continue_import(due: datetime, payload: dict[str, Any]) -> None:
    """Work on the import until it waits for a person or is over; harmless for one that needs nothing."""
    scope = system_scope(payload["org_id"], verbs.CONTINUE)
    community_id, import_id = payload["community_id"], payload["import_id"]
    one = verbs.get_import(scope, community_id, import_id)
    try:
        if one.state == State.READING:
            _read(scope, one)
        elif one.state == State.WRITING and not _write(scope, one):
            enqueue(verbs.CONTINUE, payload)
    except (Overtaken, ImportRefused):
        logger.info("another worker is on it, or it was ended", extra={"import": import_id})
        enqueue(verbs.CONTINUE, payload, delay_seconds=2)
    one = verbs.get_import(scope, community_id, import_id)
    if one.is_over:
        workbooks.forget(scope, one)


def _read(scope: Scope, one: Import) -> None:
    cause = job_cause(f"read#{one.community_id}#{one.import_id}")
    compared_at = verbs.slot_writes(scope, one.community_id)
    try:
        one = workbooks.put_aside(scope, one)
        found = reading.read(one)
        new = reading.fresh(scope, one.community_id, found)
    except Refusal as refusal:
        code, facts = refusal.code, refusal.facts
        verbs.refuse(scope, cause, one.community_id, import_id=one.import_id, code=code, facts=facts)
        return
    store.keep_findings(scope, replace(one, digest=found.digest, compared_at=compared_at), new.findings)
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
        findings=new.totals,
    )


def _write(scope: Scope, one: Import) -> bool:
    """Write some of the import; True once it is over."""
    place = f"{one.community_id}#{one.import_id}"
    try:
        if not writing.write(scope, one, chunks=limits.CHUNKS_PER_JOB):
            return False
    except (workbooks.FileMissing, writing.FileChanged, writing.RowTooLarge) as refusal:
        verbs.fail(
            scope,
            job_cause(f"fail#{place}"),
            one.community_id,
            import_id=one.import_id,
            code=refusal.code,
            facts=refusal.facts,
        )
    else:
        verbs.finish(scope, job_cause(f"finish#{place}"), one.community_id, import_id=one.import_id)
    return True


@job(RESUME, promise="wakes an import that was left standing for two minutes", schedule=Every(minutes=1))
def resume_imports(due: datetime, payload: dict[str, Any]) -> dict[str, int]:
    """A level check: one that has moved within two minutes needs no wake-up, and a second does no harm."""
    before, woken = due - timedelta(seconds=limits.STUCK_SECONDS), 0
    for org_id, community_id, import_id in store.moving(before):
        scope = system_scope(org_id, RESUME)
        one = verbs.get_import(scope, community_id, import_id)
        if one.is_moving and verbs.last_moved(scope, one) <= before:
            enqueue(verbs.CONTINUE, {"org_id": org_id, "community_id": community_id, "import_id": import_id})
            woken += 1
    return {"woken": woken}
