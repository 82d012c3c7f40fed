"""The verbs of an import: start, refuse or finish reading, discard, finish; and what pages ask (REG-07).

It is confirmed, and written once a second person agrees, by `confirming`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from chalicelib.approvals import service as approvals
from chalicelib.attachments import uploads
from chalicelib.attachments.files import UploadForm, files
from chalicelib.core import limits
from chalicelib.core.errors import Fact
from chalicelib.core.scope import Cause, Scope
from chalicelib.db import staging
from chalicelib.documents import template
from chalicelib.edge import jobs
from chalicelib.estate import service as estate
from chalicelib.imports import store
from chalicelib.imports.rules import runs as rules
from chalicelib.imports.rules.findings import Finding
from chalicelib.imports.rules.runs import Count, Import, ImportExists, State, Verb
from chalicelib.imports.service.workbooks import XLSX
from chalicelib.journal import transaction, verb
from chalicelib.journal.entries import community_home

CONTINUE: Final = "imports.continue_import"
PURPOSE: Final = "workbook"
_DISCARD_SECONDS: Final = 60


@dataclass(frozen=True)
class ImportStarted:
    import_id: str


@dataclass(frozen=True)
class ImportRead:
    import_id: str
    errors: int
    warnings: int


@dataclass(frozen=True)
class ImportUnreadable:
    import_id: str
    code: str


@dataclass(frozen=True)
class ImportDiscarded:
    import_id: str


@dataclass(frozen=True)
class ImportFinished:
    import_id: str
    units: int
    parties: int
    items: int


def begin_upload(scope: Scope, cause: Cause, community_id: str, *, upload_id: str, name: str, size: int) -> UploadForm:
    """A form by which the browser posts a workbook straight to the store."""
    estate.get_whole_community(scope, community_id)
    return uploads.begin(
        scope,
        at=cause.at,
        upload_id=upload_id,
        community_id=community_id,
        purpose=PURPOSE,
        file_name=name,
        size=size,
        most=limits.WORKBOOK_BYTES,
    )


def template_url(scope: Scope, cause: Cause, community_id: str) -> str:
    """A link to our own empty workbook."""
    estate.get_whole_community(scope, community_id)
    key = f"templates/{scope.org_id}/import.xlsx"
    files().put(key, template.import_template(), content_type=XLSX)
    expires_at = cause.at + timedelta(seconds=limits.UPLOAD_SECONDS)
    return files().download_url(key, file_name="guanjia-import.xlsx", expires_at=expires_at)


def start(scope: Scope, cause: Cause, community_id: str, *, import_id: str, upload_id: str) -> ImportStarted:
    """Begin reading an uploaded workbook; nothing of it is written until it is confirmed. Raises ImportExists.

    A retry wakes the worker again, in case nobody did.
    """
    started = _start(scope, cause, community_id, import_id=import_id, upload_id=upload_id)
    wake(scope, community_id, import_id)
    return started


@verb("imports.start")
def _start(scope: Scope, cause: Cause, community_id: str, *, import_id: str, upload_id: str) -> ImportStarted:
    estate.get_whole_community(scope, community_id)
    if store.stands(scope, community_id, import_id):
        raise ImportExists(import_id=import_id)
    upload = uploads.take(scope, upload_id, community_id=community_id, purpose=PURPOSE)
    one = Import(
        import_id=import_id,
        community_id=community_id,
        upload_id=upload_id,
        file_key=upload.key,
        file_name=upload.file_name,
        state=State.READING,
        started_at=cause.at,
        started_by=scope.actor_id,
    )
    with transaction(scope, cause) as tx:
        return tx.record(
            "import.started",
            subject=store.import_row(scope, one),
            home=community_home(community_id),
            outcome=ImportStarted(import_id),
        )


@verb("imports.finish_reading")
def finish_reading(
    scope: Scope,
    cause: Cause,
    community_id: str,
    *,
    import_id: str,
    form: str,
    file_key: str,
    digest: str,
    compared_at: int,
    total: int,
    counts: Mapping[str, Count],
    findings: Mapping[str, int],
) -> ImportRead:
    """The workbook was read: its preview can be looked at. `file_key` is where the read bytes were put aside."""
    one = rules.move(store.load(scope, community_id, import_id), Verb.FINISH_READING)
    one = replace(one, form=form, file_key=file_key, digest=digest, compared_at=compared_at)
    one = replace(one, total=total, counts=counts, findings=findings)
    with transaction(scope, cause) as tx:
        return tx.record(
            "import.read",
            subject=store.import_row(scope, one),
            home=community_home(community_id),
            outcome=ImportRead(import_id, findings.get("error", 0), findings.get("warning", 0)),
        )


@verb("imports.refuse")
def refuse(
    scope: Scope, cause: Cause, community_id: str, *, import_id: str, code: str, facts: Mapping[str, Fact]
) -> ImportUnreadable:
    """The file cannot be read as a workbook; it says why and is over."""
    one = rules.move(store.load(scope, community_id, import_id), Verb.REFUSE)
    with transaction(scope, cause) as tx:
        return tx.record(
            "import.refused",
            subject=store.import_row(scope, replace(one, refusal=(code, facts))),
            home=community_home(community_id),
            outcome=ImportUnreadable(import_id, code),
        )


@verb("imports.fail")
def fail(
    scope: Scope, cause: Cause, community_id: str, *, import_id: str, code: str, facts: Mapping[str, Fact]
) -> ImportUnreadable:
    """A confirmed import that can never be written: it says why and is over; the next may begin."""
    one = rules.move(store.load(scope, community_id, import_id), Verb.FAIL)
    with transaction(scope, cause) as tx:
        tx.save(store.slot_row(scope, replace(store.load_slot(scope, community_id), open_import=None)))
        return tx.record(
            "import.refused",
            subject=store.import_row(scope, replace(one, refusal=(code, facts))),
            home=community_home(community_id),
            outcome=ImportUnreadable(import_id, code),
        )


def discard(scope: Scope, cause: Cause, community_id: str, *, import_id: str) -> ImportDiscarded:
    """Give a preview up; nothing was written. The worker deletes its file: called before too, lest nobody calls it."""
    get_import(scope, community_id, import_id)
    wake(scope, community_id, import_id, delay_seconds=_DISCARD_SECONDS)
    discarded = _discard(scope, cause, community_id, import_id=import_id)
    wake(scope, community_id, import_id)
    return discarded


@verb("imports.discard")
def _discard(scope: Scope, cause: Cause, community_id: str, *, import_id: str) -> ImportDiscarded:
    estate.get_whole_community(scope, community_id)
    one = rules.move(store.load(scope, community_id, import_id), Verb.DISCARD)
    with transaction(scope, cause) as tx:
        if one.approval_id:
            approvals.withdraw_in(tx, one.approval_id, community_id=community_id)
        return tx.record(
            "import.discarded",
            subject=store.import_row(scope, one),
            home=community_home(community_id),
            outcome=ImportDiscarded(import_id),
        )


@verb("imports.finish")
def finish(scope: Scope, cause: Cause, community_id: str, *, import_id: str) -> ImportFinished:
    """Everything is staged: make it visible, all at once. The one commit of the import."""
    one = rules.move(store.load(scope, community_id, import_id), Verb.FINISH)
    slot = replace(store.load_slot(scope, community_id), open_import=None)
    new = {kind: count.new for kind, count in one.counts.items()}
    with transaction(scope, cause) as tx:
        tx.save(store.slot_row(scope, slot))
        tx.save(staging.commit_head(scope, one.head))
        return tx.record(
            "import.finished",
            subject=store.import_row(scope, replace(one, done_at=cause.at)),
            home=community_home(community_id),
            outcome=ImportFinished(import_id, new.get("units", 0), new.get("parties", 0), new.get("items", 0)),
        )


def get_import(scope: Scope, community_id: str, import_id: str) -> Import:
    """The import; raises NotFound."""
    estate.get_whole_community(scope, community_id)
    return store.load(scope, community_id, import_id)


def slot_writes(scope: Scope, community_id: str) -> int:
    """How often the community's slot was written: what a preview was compared at."""
    return store.load_slot(scope, community_id).writes


def imports_page(scope: Scope, community_id: str, *, cursor: str | None) -> tuple[list[Import], str | None]:
    """A page of the community's imports, newest first."""
    estate.get_whole_community(scope, community_id)
    return store.imports_page(scope, community_id, cursor=cursor)


def findings_page(
    scope: Scope, community_id: str, import_id: str, *, severity: str | None, cursor: str | None
) -> tuple[list[Finding], str | None]:
    """A page of what was found in the workbook, the most severe first."""
    one = get_import(scope, community_id, import_id)
    return store.findings_page(scope, one, severity=severity, cursor=cursor)


def done_so_far(scope: Scope, one: Import) -> int:
    """How much of an import has been written, in the unit of its `total`."""
    if one.state == State.DONE:
        return one.total
    fence = staging.last_fence(scope, one.head) if one.state == State.WRITING else None
    return int(fence.result["done"]) if fence else 0


def last_moved(scope: Scope, one: Import) -> datetime:
    """When work was last done on an import that a job has to finish, or it was last given to one."""
    fence = staging.last_fence(scope, one.head) if one.state == State.WRITING else None
    return fence.at if fence else one.confirmed_at or one.started_at


def wake(scope: Scope, community_id: str, import_id: str, *, delay_seconds: int = 0) -> None:
    """Have the worker go on with an import that moves."""
    payload = {"org_id": scope.org_id, "community_id": community_id, "import_id": import_id}
    jobs.enqueue(CONTINUE, payload, delay_seconds=delay_seconds)
