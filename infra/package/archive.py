"""The zip: the packages, `app.py` and `chalicelib`, all compiled; the same bytes from the same sources.

Lambda cannot keep a `.pyc` and would compile every module at each cold start. Ours stand beside their sources, so that
a stack trace shows the line; of the packages only the compiled modules go in. A `.pyc` carries no date: it is never
checked against its source, since in Lambda nobody can change either.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

from infra.package import packages

TASK_ROOT: Final = "/var/task"
_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o100644 << 16


def build(root: Path, staging: Path, target: Path) -> int:
    """Make the zip of the project at `root`; gives its bytes. `staging` is emptied, and left as the zip unpacks."""
    found = packages.fetched(root / "requirements.txt", root / ".cache" / "package")
    shutil.rmtree(staging, ignore_errors=True)
    packages.trimmed(found, staging)
    _compile(staging, "-b")
    for source in staging.rglob("*.py"):
        source.unlink()
    _add_ours(root, staging)
    _compile(staging)
    _zip(staging, target)
    return target.stat().st_size


def _add_ours(root: Path, staging: Path) -> None:
    faces = root / "chalicelib" / "documents" / "fonts"
    if not list(faces.glob("*.ttf")):
        raise FileNotFoundError(f"{faces} has no typefaces; `make package` cuts them first")
    shutil.copy(root / "app.py", staging / "app.py")
    shutil.copytree(root / "chalicelib", staging / "chalicelib", ignore=shutil.ignore_patterns("__pycache__"))


def _compile(staging: Path, *beside: str) -> None:
    """In an interpreter of its own: what else was loaded shows in a `.pyc`'s bytes. -b puts it beside its source."""
    how = [*beside, "-q", "-j", "1", "--invalidation-mode", "unchecked-hash", "-s", str(staging), "-p", TASK_ROOT]
    env = {"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0"}
    subprocess.run([sys.executable, "-S", "-s", "-m", "compileall", *how, str(staging)], check=True, env=env)


def _zip(staging: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(path for path in staging.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(staging).as_posix(), _NO_DATE)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _READABLE
            packed.writestr(entry, path.read_bytes())
