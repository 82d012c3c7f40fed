"""How much memory the worst files take, measured from outside: each is read in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders.workbooks import a_bomb, a_zip, raw_workbook, with_lying_size

ROOT = Path(__file__).parents[3]
READ = """
import resource, sys
from chalicelib.core.errors import Refusal
from chalicelib.documents.workbook import read_workbook
import python_calamine
data = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_workbook(data)
except Refusal as refusal:
    print(refusal.code, end=" ")
else:
    print("read", end=" ")
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(grown // (1024 if sys.platform != "darwin" else 1_048_576))
"""


def outcome(path: Path, data: bytes) -> tuple[str, int]:
    """What became of the file, and by how many MB the process grew at its largest."""
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    code, megabytes = done.stdout.split()
    return code, int(megabytes)


def far_cells() -> bytes:
    return raw_workbook('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>')


def deep() -> bytes:
    return raw_workbook("<a>" * 3_000_000)


def long_string() -> bytes:
    strings = "<sst>" + f"<si><t>{'字' * 32_000}</t></si>" * 600 + "</sst>"
    return raw_workbook("", extra={"xl/sharedStrings.xml": strings})


def many_parts() -> bytes:
    return a_zip({f"{number:06}": b"" for number in range(60_000)})


@pytest.mark.parametrize(
    ("data", "code", "most_megabytes"),
    [
        (a_bomb(300_000_000), "workbook_too_large", 20),
        (
            with_lying_size(a_bomb(300_000_000), part="xl/worksheets/sheet1.xml", says_bytes=9_000),
            "workbook_damaged",
            20,
        ),
        (far_cells(), "workbook_damaged", 20),
        (deep(), "workbook_damaged", 30),
        (long_string(), "workbook_too_large", 60),
        (many_parts(), "workbook_too_large", 20),
    ],
    ids=["bomb", "lying bomb", "far cell", "deep", "long strings", "many parts"],
)
def test_a_harmful_file_costs_little(tmp_path: Path, data: bytes, code: str, most_megabytes: int) -> None:
    found, megabytes = outcome(tmp_path / "x.xlsx", data)
    assert found == code
    assert megabytes <= most_megabytes


def test_the_largest_honest_workbook_stays_within_a_small_function(tmp_path: Path) -> None:
    strings = "<sst>" + "".join(f"<si><t>业主 {number}</t></si>" for number in range(100_000)) + "</sst>"
    cells = "".join(f"<c><v>{number}</v></c>" for number in (1011, 1, 1, 1, 10102, 94.56, 1, 110, 93.5))
    rows = "".join(f'<row><c t="s"><v>{n}</v></c><c><v>{n}.25</v></c>{cells}</row>' for n in range(100_000))
    found, megabytes = outcome(tmp_path / "x.xlsx", raw_workbook(rows, extra={"xl/sharedStrings.xml": strings}))
    assert found == "read"
    assert megabytes <= 250
