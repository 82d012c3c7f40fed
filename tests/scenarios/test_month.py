"""The headless month as its users start it: a process, a workbook, JSON on the last line of standard output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chalicelib.core import clock
from infra.local.home import Home
from infra.local.outbox import LocalOutbox
from tests.builders.workbooks import a_workbook, own_sheets

pytestmark = pytest.mark.contended
ROOT = Path(__file__).parents[2]
KEYS = [
    "units",
    "owners",
    "bills",
    "lines",
    "billed_fen",
    "skipped",
    "payments",
    "paid_fen",
    "prepaid_fen",
    "refunded_fen",
    "credited_fen",
    "debited_fen",
    "open_fen",
    "tickets",
    "callbacks",
    "reminders",
    "journal_entries",
    "seconds",
]


def start(program: str, *argv: str, data_dir: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a local program to its end; nothing of this test's own settings reaches it."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("GUANJIA_", "AWS_", "DATA_DIR"))}
    env |= {"DATA_DIR": str(data_dir)} if data_dir else {}
    argv = (sys.executable, "-m", f"infra.local.{program}", *argv)
    return subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)


def month(workbook: Path, *, period: str = "2026-10", data_dir: Path | None = None) -> dict[str, Any]:
    """The figures of a month; everything but they is on standard error."""
    done = start("month", "--workbook", str(workbook), "--period", period, data_dir=data_dir)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    figures: dict[str, Any] = json.loads(line)
    return figures


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Two units with an owner, one of them billed by area and a fixed sum; and one that nobody pays for."""
    sheets = own_sheets()
    sheets["房屋"].append(["1", "2", "202", 2, "住宅", 80, None, None])
    sheets["房屋收费"].append(["1", "2", "202", "1", "2025-01-01"])
    path = tmp_path / "office.xlsx"
    path.write_bytes(a_workbook(sheets))
    return path


def test_a_month_of_a_workbook_prints_its_figures_in_the_agreed_order(workbook: Path) -> None:
    figures = month(workbook)
    assert list(figures) == KEYS
    assert {name: figures[name] for name in ("units", "owners", "bills", "lines")} == {
        "units": 3,
        "owners": 2,
        "bills": 3,
        "lines": 3,
    }
    assert figures["billed_fen"] == 23640 + 1500 + 15000
    assert figures["skipped"] == {"no_payer": 1}
    assert {name: figures[name] for name in ("tickets", "callbacks", "reminders")} == {
        "tickets": 1,
        "callbacks": 1,
        "reminders": 3,
    }
    assert figures["refunded_fen"] == 0


def test_the_first_half_of_the_billed_units_has_paid_in_full_and_the_rest_is_open(workbook: Path) -> None:
    figures = month(workbook)
    assert {name: figures[name] for name in ("payments", "paid_fen", "prepaid_fen", "open_fen")} == {
        "payments": 1,
        "paid_fen": 23640 + 1500,
        "prepaid_fen": 0,
        "open_fen": 15000,
    }
    set_up_import_and_run, order_payment_and_number, staff, reminders = 1 + 5 + 3, 1 + 1 + 1, 2, 3
    reported_accepted_arrived_progress_done_and_answered = 6
    rest = staff + reported_accepted_arrived_progress_done_and_answered + reminders
    assert figures["journal_entries"] == set_up_import_and_run + order_payment_and_number + rest


def test_owners_are_told_of_the_leak_and_of_what_is_due_and_never_at_night(workbook: Path, tmp_path: Path) -> None:
    month(workbook, data_dir=tmp_path / "data")
    box = LocalOutbox(Home.at(tmp_path / "data").outbox)
    told = [(clock.from_instant(row["at"]).astimezone(clock.SHANGHAI), row["to"], row["text"]) for row in box.newest()]
    box.close()
    assert [(f"{at:%m-%d %H:%M}", to) for at, to, _ in told[::-1]] == [
        ("10-03 10:03", "13900000001"),
        ("10-03 10:25", "13900000001"),
        ("10-03 11:10", "13900000001"),
        ("10-28 10:00", "13900000001"),
        ("10-31 10:00", "13900000001"),
        ("11-01 10:00", "13900000001"),
    ]
    for (_, _, text), word in zip(told[::-1], ("已接单", "50%", "打个分", "待缴", "是今天", "还没有"), strict=True):
        assert word in text


@pytest.mark.parametrize("is_charged", [True, False])
def test_a_month_without_anybody_who_pays_ends_well(tmp_path: Path, *, is_charged: bool) -> None:
    sheets = own_sheets()
    for row in sheets["房屋"][1:]:
        row[-1] = None
    if not is_charged:
        del sheets["房屋收费"][1:]
    path = tmp_path / "nobody.xlsx"
    path.write_bytes(a_workbook(sheets))
    figures = month(path)
    assert [figures[name] for name in ("bills", "payments", "tickets", "callbacks", "reminders")] == [0] * 5


def test_a_unit_whose_bills_are_more_than_one_order_may_be_for_pays_them_in_several(tmp_path: Path) -> None:
    sheets = own_sheets()
    sheets["收费项目"][1][3] = 10_000
    sheets["收费项目"][2][5] = 9_999_999
    path = tmp_path / "dear.xlsx"
    path.write_bytes(a_workbook(sheets))
    figures = month(path)
    assert (figures["payments"], figures["paid_fen"]) == (2, 945_600_00 + 9_999_999_00)
    assert figures["open_fen"] == 600_000_00


def test_a_single_billed_unit_has_no_half(tmp_path: Path) -> None:
    sheets = own_sheets()
    del sheets["房屋收费"][3]
    path = tmp_path / "one.xlsx"
    path.write_bytes(a_workbook(sheets))
    figures = month(path)
    assert (figures["bills"], figures["payments"], figures["paid_fen"]) == (2, 0, 0)
    assert figures["billed_fen"] == figures["open_fen"] > 0


def test_a_month_is_kept_where_it_is_told_and_summed_up_again_from_the_stored_rows(
    workbook: Path, tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    figures = month(workbook, data_dir=data_dir)
    summed = json.loads(start("summary", data_dir=data_dir).stdout)
    assert summed | {"seconds": 0} == figures | {"seconds": 0}
    again = start("month", "--workbook", str(workbook), "--period", "2026-11", data_dir=data_dir)
    assert (again.returncode, again.stdout) == (2, "")
    assert "holds an office already" in again.stderr


def test_the_figures_of_a_month_do_not_depend_on_the_time_at_which_they_are_made(
    workbook: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later"
    later.mkdir()
    (later / "clock").write_text(str(40 * 86_400 + 7 * 3_600))
    assert month(workbook, data_dir=later) | {"seconds": 0} == month(workbook) | {"seconds": 0}


def test_an_item_that_has_ended_is_not_billed_in_a_later_month(workbook: Path) -> None:
    assert month(workbook, period="2031-01")["bills"] == 2


@pytest.mark.parametrize(
    ("period", "content", "sentence"),
    [
        ("2026-13", None, "PERIOD must be a month"),
        ("", None, "PERIOD must be a month"),
        ("2026-10", b"", "has 0 bytes"),
        ("2026-10", b"no workbook at all", "The workbook was refused"),
    ],
)
def test_what_cannot_be_worked_with_is_said_in_a_sentence(
    workbook: Path, period: str, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        workbook.write_bytes(content)
    done = start("month", "--workbook", str(workbook), "--period", period)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_summary_of_no_data_makes_none(tmp_path: Path) -> None:
    done = start("summary", data_dir=tmp_path / "nothing")
    assert (done.returncode, done.stdout) == (2, "")
    assert not (tmp_path / "nothing").exists()
