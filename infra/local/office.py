"""An office worked without a page: set up, a workbook taken in, months drafted by the trigger and released.

Through the same verbs, uploads and jobs as the pages; what one person enters, a second agrees to. Each step has a key
of its own, so a program that was killed half way does the whole again and nothing twice. Time is put on the clock by
the caller, who alone has the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

from chalicelib.approvals import service as approvals
from chalicelib.approvals.service import ApprovalMoved
from chalicelib.billing import jobs as billing_jobs
from chalicelib.billing.rules.runs import Run, State
from chalicelib.billing.service import runs
from chalicelib.core import clock, ids
from chalicelib.core.errors import Refusal
from chalicelib.core.period import Period
from chalicelib.core.scope import Cause, Origin, Reach, Role, Scope
from chalicelib.edge import jobs
from chalicelib.imports import jobs as imports_jobs
from chalicelib.imports.rules.runs import Import
from chalicelib.imports.rules.runs import State as ImportState
from chalicelib.imports.service import confirming
from chalicelib.imports.service import verbs as imports
from infra.local import clock as developer_clock
from infra.local import stage


class Moves(Protocol):
    """A long verb's thing, which may still have work waiting."""

    @property
    def is_moving(self) -> bool: ...


T = TypeVar("T", bound=Moves)
_RELEASED: Final = frozenset({State.DRAFT, State.RELEASED})
"""What a release turns to a released run: one that is, answers as it did, and has what follows it done again."""


class WorkbookRefused(Refusal):
    """The file cannot be read as a workbook; `why` is the reader's own code."""

    code = "workbook_refused"


@dataclass(frozen=True)
class Desk:
    """Somebody of the office (`S:…`), or the terminal itself, at work in one community."""

    org_id: str
    community_id: str
    actor_id: str = "terminal"
    role: Role = Role.ADMIN

    @property
    def scope(self) -> Scope:
        return Scope(self.org_id, self.actor_id, frozenset({self.role}), Reach())


@contextmanager
def own_time() -> Iterator[None]:
    """Give the clock back to its user at the end, whatever `set_time` put on it."""
    try:
        yield
    finally:
        developer_clock.install(stage.current().home)


def set_time(at: datetime) -> None:
    """Have it be `at` until it is set again."""
    clock.use(lambda: at)


def cause(key: str) -> Cause:
    """The cause of one step, at the time on the clock; the same `key` is the same step."""
    at = clock.now()
    return Cause(at, Origin.TERMINAL, key, ids.ulid(at))


def take_in(desk: Desk, data: bytes, *, name: str, second: Desk) -> Import:
    """Import a workbook from upload to end, agreed to by a second person; rows with errors are left out.

    Raises WorkbookRefused.
    """
    community_id = desk.community_id
    upload_id, import_id = ids.derived(community_id, "upload", name), ids.derived(community_id, "import", name)
    step = cause(f"import#{import_id}")
    form = imports.begin_upload(desk.scope, step, community_id, upload_id=upload_id, name=name, size=len(data))
    stage.current().files.accept(form.fields, [data])
    imports.start(desk.scope, step, community_id, import_id=import_id, upload_id=upload_id)

    def look() -> Import:
        return imports.get_import(desk.scope, community_id, import_id)

    read = _come_to_rest(look, imports_jobs.RESUME)
    if read.refusal is not None:
        code, facts = read.refusal
        raise WorkbookRefused(why=code, **facts)
    key = cause(f"confirm#{import_id}")
    confirmed = confirming.confirm(desk.scope, key, community_id, import_id=import_id, leave_out_errors=True)
    agree(second.scope, cause(f"agree#{import_id}"), community_id, confirmed.approval_id)
    done = _come_to_rest(look, imports_jobs.RESUME)
    assert done.state == ImportState.DONE, done.state  # noqa: S101
    return done


def draft(desk: Desk, period: Period, *, due: datetime) -> Run | None:
    """Have the monthly trigger come at `due` and its run be drafted; None when there is no unit to bill."""
    jobs.run(billing_jobs.MONTHLY, due=due)
    mine = monthly_run(desk, period)
    if mine is None:
        return None
    return _come_to_rest(lambda: runs.get_run(desk.scope, desk.community_id, mine.run_id), billing_jobs.RESUME)


def monthly_run(desk: Desk, period: Period) -> Run | None:
    """The run that the trigger has begun for this month, if it is among the newest hundred."""
    found, _ = runs.runs_page(desk.scope, desk.community_id)
    return next((run for run in found if run.period == str(period) and run.by_trigger), None)


def release(desk: Desk, run: Run) -> Run:
    """Agree to a draft, and have prepayments used on its bills; one without a bill stays a draft, as for a person."""
    if run.state in _RELEASED and run.sums.bills:
        key = cause(f"release#{run.run_id}")
        agree(desk.scope, key, desk.community_id, runs.approval_of(desk.community_id, run.run_id))
        stage.drain()
    return runs.get_run(desk.scope, desk.community_id, run.run_id)


def agree(scope: Scope, step: Cause, community_id: str, approval_id: str) -> ApprovalMoved:
    """The second person agrees to what it would do now."""
    _, shown = approvals.get_approval(scope, approval_id, community_id=community_id)
    return approvals.approve(scope, step, approval_id, community_id=community_id, digest=shown.digest)


def _come_to_rest(look: Callable[[], T], sweep: str) -> T:
    """The thing once no work on it waits. A message that was lost with a killed process is put again by its sweep."""
    thing = look()
    if thing.is_moving:
        stage.drain()
        thing = look()
    if thing.is_moving:
        jobs.run(sweep, due=clock.now() + timedelta(hours=1))
        stage.drain()
        thing = look()
    assert not thing.is_moving, thing  # noqa: S101
    return thing
