"""Confirming a preview; and the kind `import.write`: it is written when a second person agrees (REG-04, REG-07)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from chalicelib.approvals import service as approvals
from chalicelib.approvals.kinds import Kind, Preview
from chalicelib.approvals.rules import Approval
from chalicelib.core import ids
from chalicelib.core.scope import Cause, Scope, system_scope
from chalicelib.db import staging
from chalicelib.estate import service as estate
from chalicelib.imports import store
from chalicelib.imports.rules import runs as rules
from chalicelib.imports.rules.runs import Import, Verb
from chalicelib.imports.service import verbs
from chalicelib.journal import Transaction, transaction, verb
from chalicelib.journal.entries import community_home

WRITE: Final = "import.write"


@dataclass(frozen=True)
class ImportConfirmed:
    """It waits for a second person, as this approval."""

    import_id: str
    approval_id: str
    errors_left_out: int


@verb("imports.confirm")
def confirm(
    scope: Scope, cause: Cause, community_id: str, *, import_id: str, leave_out_errors: bool
) -> ImportConfirmed:
    """Put the previewed workbook before a second person. Raises ImportHasErrors, ImportOpen, ImportStale."""
    estate.get_whole_community(scope, community_id)
    slot = store.load_slot(scope, community_id)
    one = rules.confirm(store.load(scope, community_id, import_id), slot, leave_out_errors=leave_out_errors)
    one = replace(one, approval_id=ids.derived("approval", WRITE, community_id, import_id, str(one.stamp.version)))
    asked = approvals.Asked(WRITE, None, {"import_id": import_id}, "", "", place=one.file_name)
    with transaction(scope, cause) as tx:
        approvals.ask_in(tx, community_id, approval_id=str(one.approval_id), asked=asked)
        return tx.record(
            "import.confirmed",
            subject=store.import_row(scope, one),
            home=community_home(community_id),
            outcome=ImportConfirmed(import_id, str(one.approval_id), one.findings.get("error", 0)),
        )


def preview(scope: Scope, one: Approval) -> Preview:
    """What the workbook brings, and what of it is left out. Raises ImportRefused, ImportOpen, ImportStale."""
    found = _import(scope, one)
    rules.write(found, store.load_slot(scope, one.community_id))
    return Preview(
        {
            "import_id": found.import_id,
            "file_name": found.file_name,
            "form": found.form,
            "counts": {kind: asdict(count) for kind, count in sorted(found.counts.items())},
            "findings": dict(sorted(found.findings.items())),
            "digest": found.digest,
        }
    )


def apply_in(tx: Transaction, one: Approval) -> None:
    """The point of no return: from here the import goes forward only."""
    slot = store.load_slot(tx.scope, one.community_id)  # before the import: its own writing is never another's
    found, slot = rules.write(_import(tx.scope, one), slot)
    tx.save(store.slot_row(tx.scope, slot))
    tx.save(staging.open_head(tx.scope, found.head))
    tx.save(store.import_row(tx.scope, replace(found, confirmed_at=tx.cause.at)))


def send_back_in(tx: Transaction, one: Approval) -> None:
    """Not agreed to, or taken back: it is a preview again, to be given up or asked for anew."""
    tx.save(store.import_row(tx.scope, rules.move(_import(tx.scope, one), Verb.SEND_BACK)))


def follow(org_id: str, one: Approval) -> None:
    """Have the worker write it; a retry wakes it again, in case nobody did."""
    verbs.wake(system_scope(org_id, verbs.CONTINUE), one.community_id, one.request["import_id"])


def told(one: Approval) -> Mapping[str, Any]:
    """What the entry says of the agreement."""
    return {"import_id": one.request["import_id"]}


KIND = Kind(
    WRITE,
    preview,
    apply_in,
    refuse_in=send_back_in,
    withdraw_in=send_back_in,
    follow=follow,
    agreed="import.agreed",
    told=told,
)


def _import(scope: Scope, one: Approval) -> Import:
    return store.load(scope, one.community_id, one.request["import_id"])
