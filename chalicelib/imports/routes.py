"""The import's routes: upload, read, look, confirm."""

from __future__ import annotations

from chalicelib.core.scope import Scope
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.imports.rules.runs import Import
from chalicelib.imports.schemas import (
    AskFindings,
    BeginUpload,
    ConfirmImport,
    FindingView,
    ImportView,
    Link,
    StartImport,
    UploadFormView,
    finding_view,
    import_view,
)
from chalicelib.imports.service import confirming, verbs
from chalicelib.people import service as people

routes = Routes(__name__)

_IMPORTS = "/communities/{community_id}/imports"
_IMPORT = _IMPORTS + "/{import_id}"


@routes.post(
    "/communities/{community_id}/uploads", takes=BeginUpload, gives=UploadFormView, may="imports.write", verb=False
)
def begin_upload(call: Call, community_id: str) -> UploadFormView:
    """A form to post one workbook with."""
    body: BeginUpload = call.body
    form = verbs.begin_upload(
        call.scope, call.cause, community_id, upload_id=body.upload_id, name=body.file_name, size=body.bytes
    )
    return UploadFormView(url=form.url, fields=form.fields)


@routes.get("/communities/{community_id}/imports/template", gives=Link, may="imports.write")
def import_template(call: Call, community_id: str) -> Link:
    """A link to the empty workbook."""
    return Link(url=verbs.template_url(call.scope, call.cause, community_id))


@routes.post(_IMPORTS, takes=StartImport, gives=verbs.ImportStarted, may="imports.write")
def start_import(call: Call, community_id: str) -> verbs.ImportStarted:
    """Read an uploaded workbook for its preview."""
    body: StartImport = call.body
    return verbs.start(call.scope, call.cause, community_id, import_id=body.import_id, upload_id=body.upload_id)


@routes.get(_IMPORTS, gives=Rows[ImportView], may="imports.read", asks=Paged)
def list_imports(call: Call, community_id: str) -> Rows[ImportView]:
    """The community's imports, newest first."""
    found, onward = verbs.imports_page(call.scope, community_id, cursor=call.query.cursor)
    return Rows(rows=_shown(call.scope, found), next=onward)


@routes.get(_IMPORT, gives=ImportView, may="imports.read")
def get_import(call: Call, community_id: str, import_id: str) -> ImportView:
    """An import with its preview's figures and its progress."""
    return _shown(call.scope, [verbs.get_import(call.scope, community_id, import_id)])[0]


@routes.get(_IMPORT + "/findings", gives=Rows[FindingView], may="imports.read", asks=AskFindings)
def list_findings(call: Call, community_id: str, import_id: str) -> Rows[FindingView]:
    """What was found in the workbook, the most severe first."""
    asked: AskFindings = call.query
    found, onward = verbs.findings_page(
        call.scope, community_id, import_id, severity=asked.severity, cursor=asked.cursor
    )
    return Rows(rows=[finding_view(finding) for finding in found], next=onward)


@routes.post(_IMPORT + "/confirm", takes=ConfirmImport, gives=confirming.ImportConfirmed, may="imports.write")
def confirm_import(call: Call, community_id: str, import_id: str) -> confirming.ImportConfirmed:
    """Have what was previewed wait for a second person."""
    leave_out = call.body.leave_out_errors
    return confirming.confirm(call.scope, call.cause, community_id, import_id=import_id, leave_out_errors=leave_out)


@routes.post(_IMPORT + "/discard", gives=verbs.ImportDiscarded, may="imports.write")
def discard_import(call: Call, community_id: str, import_id: str) -> verbs.ImportDiscarded:
    """Give the preview up."""
    return verbs.discard(call.scope, call.cause, community_id, import_id=import_id)


def _shown(scope: Scope, found: list[Import]) -> list[ImportView]:
    names = people.actor_names(scope, [one.started_by for one in found])
    return [import_view(one, done=verbs.done_so_far(scope, one), names=names) for one in found]
