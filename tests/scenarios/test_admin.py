"""The first administrator, and one more where the office has lost theirs, as their user makes them: a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders.billing import a_small_workbook
from tests.scenarios.test_month import ROOT, month

pytestmark = pytest.mark.contended


def admin(data_dir: Path, **given: str) -> subprocess.CompletedProcess[str]:
    foreign = ("GUANJIA_", "AWS_", "DATA_DIR", "PHONE", "STAGE")
    env = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    argv = [sys.executable, "-m", "infra.deploy.admin"]
    env |= {"DATA_DIR": str(data_dir), **given}
    return subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_an_empty_system_gets_a_link_and_an_office_one_more_administrator(tmp_path: Path) -> None:
    data, workbook = tmp_path / "data", tmp_path / "office.xlsx"
    first = admin(data)
    assert (first.returncode, "/setup/" in first.stdout) == (0, True), first.stderr
    workbook.write_bytes(a_small_workbook(1, without_payer=0))
    month(workbook, data_dir=tmp_path / "office")
    told = [admin(tmp_path / "office", PHONE=phone) for phone in ("", "12345", "13800000099", "13800000099")]
    assert [one.returncode for one in told] == [2, 2, 0, 2]
    assert "mainland mobile" in told[0].stderr
    assert "staff phone taken" in told[3].stderr


def test_a_deployment_needs_its_region_and_origin(tmp_path: Path) -> None:
    told = admin(tmp_path, STAGE="prod", PHONE="13800000099")
    assert (told.returncode, "REGION" in told.stderr) == (2, True)
