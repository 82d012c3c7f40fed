"""What the wire carries of imports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from chalicelib.core import clock
from chalicelib.core.errors import Fact
from chalicelib.edge.wire import Gives, Id, Paged, Takes
from chalicelib.imports.rules.findings import Finding
from chalicelib.imports.rules.runs import Count, Import

FileName = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"^(?![\s\S]*[/\\\x00-\x1f])")]


class BeginUpload(Takes):
    """A workbook about to be posted to the store."""

    upload_id: Id
    purpose: Literal["workbook"]
    file_name: FileName
    bytes: Annotated[int, msgspec.Meta(ge=1)]


class UploadFormView(Gives):
    """Where to post the file: multipart/form-data, these fields first, `file` last."""

    url: str
    fields: dict[str, str]


class Link(Gives):
    """A link that works for a quarter of an hour."""

    url: str


class StartImport(Takes):
    """Read an uploaded workbook; the import's id is the client's."""

    import_id: Id
    upload_id: Id


class ConfirmImport(Takes):
    """`leave_out_errors` says that rows with errors are meant to be left out."""

    leave_out_errors: bool


class AskFindings(Paged):
    """Findings of one severity, or all."""

    severity: Literal["error", "warning", "note"] | None = None


class ImportProgress(Gives):
    """Rows written, of how many."""

    done: int
    total: int


class CountView(Gives):
    """How many are new, the same as on file, or otherwise than on file (and left as they are)."""

    new: int
    same: int
    changed: int


class Counts(Gives):
    """By kind."""

    buildings: CountView
    units: CountView
    parties: CountView
    items: CountView
    charges: CountView


class FindingTotals(Gives):
    """By severity."""

    errors: int
    warnings: int
    notes: int


class RefusalView(Gives):
    """Why the file cannot be read."""

    code: str
    facts: dict[str, Fact]


class ImportView(Gives):
    """An import as its page shows it; `approval_id` is the approval that it waits for, or waited for last."""

    import_id: str
    state: str
    file_name: str
    form: str | None
    started_at: str
    started_by: str
    done_at: str | None
    progress: ImportProgress
    counts: Counts | None
    findings: FindingTotals
    refusal: RefusalView | None
    approval_id: str | None


class FindingView(Gives):
    """One finding: where, and what; the page has the sentence."""

    severity: str
    code: str
    sheet: str
    row: int | None
    column: str | None
    value: str | None
    facts: dict[str, Fact]


def import_view(one: Import, *, done: int, names: Mapping[str, str]) -> ImportView:
    """An import; `names` are those of actors."""
    found = one.findings
    return ImportView(
        import_id=one.import_id,
        state=one.state,
        file_name=one.file_name,
        form=one.form,
        started_at=clock.instant(one.started_at),
        started_by=names.get(one.started_by, one.started_by),
        done_at=clock.instant(one.done_at) if one.done_at else None,
        progress=ImportProgress(done=done, total=one.total),
        counts=Counts(**{kind: _count(count) for kind, count in one.counts.items()}) if one.counts else None,
        findings=FindingTotals(
            errors=found.get("error", 0), warnings=found.get("warning", 0), notes=found.get("note", 0)
        ),
        refusal=RefusalView(code=one.refusal[0], facts=dict(one.refusal[1])) if one.refusal else None,
        approval_id=one.approval_id,
    )


def _count(count: Count) -> CountView:
    return CountView(new=count.new, same=count.same, changed=count.changed)


def finding_view(finding: Finding) -> FindingView:
    """A finding."""
    return FindingView(
        severity=finding.severity,
        code=finding.code,
        sheet=finding.sheet,
        row=finding.row,
        column=finding.column,
        value=finding.value,
        facts=dict(finding.facts),
    )
