"""A whole office in tests: an organisation, a community, its people; a queue and files in memory, drained by hand."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from chalicelib.approvals import service as approvals
from chalicelib.approvals.service import ApprovalMoved
from chalicelib.attachments import files as attachments
from chalicelib.attachments.files import Seen, UploadForm
from chalicelib.billing.service import runs
from chalicelib.core import clock, ids
from chalicelib.core.errors import NotFound
from chalicelib.core.scope import Cause, Origin, Reach, Role, Scope, system_scope
from chalicelib.edge import jobs, queues
from chalicelib.imports.service import confirming
from chalicelib.imports.service import verbs as imports
from chalicelib.people.setup import NewOffice, create_office


class MemoryQueue:
    """Messages wait until `drain`; a delivery that raises is delivered again when the test says so."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[str, dict[str, Any]]] = deque()

    def put(self, job: str, payload: dict[str, Any], *, delay_seconds: int = 0) -> None:
        self.waiting.append((job, payload))

    def drain(self, most: int = 200) -> None:
        """Deliver until nothing waits; bounded."""
        for _ in range(most):
            if not self.waiting:
                return
            job, payload = self.waiting[0]
            jobs.run(job, payload)
            self.waiting.popleft()
        raise AssertionError("the queue does not come to rest")


class MemoryFiles:
    """Files in a dictionary; an upload form is the key itself."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.types: dict[str, str] = {}

    def upload_form(self, key: str, *, content_type: str, most_bytes: int, expires_at: datetime) -> UploadForm:
        return UploadForm("memory:", {"key": key})

    def download_url(self, key: str, *, file_name: str, expires_at: datetime, shown: bool = False) -> str:
        return f"memory:{key}"

    def get(self, key: str, *, most_bytes: int) -> bytes:
        if key not in self.kept:
            raise NotFound()
        return self.kept[key]

    def look(self, key: str, *, head_bytes: int) -> Seen:
        data = self.get(key, most_bytes=0)
        return Seen(data[:head_bytes], self.types.get(key, ""), len(data), sha256(data).hexdigest())

    def copy(self, key: str, to: str, *, version: str, content_type: str) -> None:
        if self.look(key, head_bytes=0).version != version:
            raise NotFound()
        self.put(to, self.kept[key], content_type=content_type)

    def put(self, key: str, data: bytes, *, content_type: str) -> None:
        self.kept[key] = data
        self.types[key] = content_type

    def delete(self, key: str) -> None:
        self.kept.pop(key, None)


def an_id(*names: str) -> str:
    """An id that a test can name."""
    return ids.derived("test", *names)


def a_cause(key: str | None = None, *, at: datetime | None = None) -> Cause:
    """A cause from the web; with a key of its own unless the test replays one."""
    at = at or clock.now()
    return Cause(at, Origin.WEB, key or ids.ulid(at), ids.ulid(at))


@dataclass
class Office:
    """An office that stands: what its tests need to act in it."""

    org_id: str
    community_id: str
    scope: Scope
    queue: MemoryQueue = field(default_factory=MemoryQueue)
    files: MemoryFiles = field(default_factory=MemoryFiles)

    def take_over(self) -> None:
        """Have the process use this office's queue and files."""
        queues.use(self.queue)
        attachments.use(self.files)

    def preview(self, data: bytes, *, name: str = "office.xlsx", import_id: str | None = None) -> str:
        """Upload a workbook and have it read; gives the import's id."""
        import_id = import_id or an_id(self.org_id, "import", name)
        upload_id = an_id(import_id, "upload")
        form = imports.begin_upload(
            self.scope, a_cause(), self.community_id, upload_id=upload_id, name=name, size=len(data)
        )
        self.files.kept[form.fields["key"]] = data
        imports.start(self.scope, a_cause(), self.community_id, import_id=import_id, upload_id=upload_id)
        self.queue.drain()
        return import_id

    def take_in(self, data: bytes, *, name: str = "office.xlsx") -> str:
        """Import a workbook from start to end, rows with errors left out."""
        import_id = self.preview(data, name=name)
        self.write(import_id)
        self.queue.drain()
        return import_id

    def write(
        self, import_id: str, *, by: Scope | None = None, cause: Cause | None = None, leave_out_errors: bool = True
    ) -> ApprovalMoved:
        """A preview is confirmed, and a second person agrees to it; the worker is still to write it."""
        return self.agree(self.confirm(import_id, leave_out_errors=leave_out_errors), by=by, cause=cause)

    def confirm(
        self, import_id: str, *, by: Scope | None = None, cause: Cause | None = None, leave_out_errors: bool = True
    ) -> str:
        """A preview waits for a second person; gives the approval's id."""
        confirmed = confirming.confirm(
            by or self.scope,
            cause or a_cause(),
            self.community_id,
            import_id=import_id,
            leave_out_errors=leave_out_errors,
        )
        return confirmed.approval_id

    def draft(self, period: str, *, run_id: str | None = None) -> str:
        """Draft a period; gives the run's id."""
        run_id = run_id or an_id(self.org_id, "run", period)
        runs.start_run(self.scope, a_cause(), self.community_id, run_id=run_id, period=period)
        self.queue.drain()
        return run_id

    def release(self, run_id: str, *, by: Scope | None = None, cause: Cause | None = None) -> ApprovalMoved:
        """A second person agrees to a draft."""
        return self.agree(runs.approval_of(self.community_id, run_id), by=by, cause=cause)

    def bill(self, period: str) -> str:
        """Draft a period and release it."""
        run_id = self.draft(period)
        self.release(run_id)
        return run_id

    def agree(self, approval_id: str, *, by: Scope | None = None, cause: Cause | None = None) -> ApprovalMoved:
        """The second person agrees to what an approval would do now."""
        _, shown = approvals.get_approval(self.scope, approval_id, community_id=self.community_id)
        return approvals.approve(
            by or self.checker,
            cause or a_cause(),
            approval_id,
            community_id=self.community_id,
            digest=shown.digest,
        )

    @property
    def checker(self) -> Scope:
        """The second person, who agrees to what the first has made."""
        return self.colleague("复核乙")

    def colleague(self, name: str, role: Role = Role.SUPERVISOR) -> Scope:
        """Somebody of the office who is not on file there."""
        reach = Reach(communities=frozenset({self.community_id}))
        return Scope(self.org_id, f"S:{an_id(self.org_id, name)}", frozenset({role}), reach)


def an_office(name: str = "示例物业", *, phone: str = "13800000001") -> Office:
    """A new office with one community and one administrator."""
    org_id = an_id("organisation", name)
    office = Office(
        org_id=org_id,
        community_id=an_id(org_id, "community"),
        scope=Scope(org_id, f"S:{an_id(org_id, 'admin')}", frozenset({Role.ADMIN}), system_scope(org_id, "").reach),
    )
    office.take_over()
    create_office(
        office.scope,
        a_cause(),
        NewOffice(
            organisation_name=name,
            community_id=office.community_id,
            community_name="示例花园",
            staff_id=an_id(org_id, "admin"),
            admin_name="主任甲",
            admin_phone=phone,
        ),
    )
    return office
