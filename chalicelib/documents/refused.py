"""Why a file is not read as a workbook: one code each, with facts for the sentence. The kind is told by content."""

from __future__ import annotations

from chalicelib.core.errors import Invalid, TooLarge


class NotAWorkbook(Invalid):
    """Something else under a workbook's name. Facts: `found`, what it is instead (picture, pdf, text, zip, …)."""

    code = "workbook_not_a_workbook"


class WorkbookHasPassword(Invalid):
    """Encrypted; nothing in it can be read."""

    code = "workbook_has_password"


class OldWorkbook(Invalid):
    """Excel 97–2003 (.xls) or the binary form (.xlsb). Facts: `found`."""

    code = "workbook_old_format"


class WorkbookHasMacros(Invalid):
    """Carries a program. It is kept as the import's paper and colleagues will open it, so it is not taken."""

    code = "workbook_has_macros"


class WorkbookDamaged(Invalid):
    """Cut off, altered, or not made as the format says. Facts: `part`, the piece that cannot be read."""

    code = "workbook_damaged"


class WorkbookTooLarge(TooLarge):
    """Over a limit. Facts: `what` (bytes, unpacked, ratio, rows, columns, cells, text, sheets, parts), `limit`,
    and `sheet` where one is at fault.
    """

    code = "workbook_too_large"
