"""However much is wrong, the list stays short, the errors stay in it, and all are counted."""

from __future__ import annotations

from chalicelib.core import limits
from chalicelib.imports.rules.findings import Findings


def test_errors_are_the_last_to_be_cut_and_everything_is_counted() -> None:
    findings = Findings()
    for row in range(limits.FINDINGS_KEPT):
        findings.add("note", "phone_missing", "业主", row=row)
        findings.add("warning", "bad_phone", "业主", row=row)
    findings.add("error", "missing_value", "业主", row=7)
    kept = findings.listed(["业主"])
    assert len(kept) == limits.FINDINGS_KEPT
    assert [finding.row for finding in kept if finding.severity == "error"] == [7]
    assert findings.totals == {"error": 1, "warning": limits.FINDINGS_KEPT, "note": limits.FINDINGS_KEPT}
