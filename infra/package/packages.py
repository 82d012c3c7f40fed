"""The third-party packages of the zip: fetched for Lambda's Linux, without what no function ever imports.

`tests/integration/package` imports every module and draws every paper from the zip alone: what is dropped here and
needed after all fails there.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PLATFORM: Final = "manylinux2014_x86_64"
RUNTIME: Final = f"python{sys.version_info.major}.{sys.version_info.minor}"
"""Lambda's Python is the one that packages: what was tested is what runs, and its `.pyc` can be read."""

SERVICES: Final = ("dynamodb", "s3", "sns", "sqs", "ssm")
DROPPED: Final = (
    *("*.dist-info", "bin", "share", "*.pth", "pip", "setuptools", "_distutils_hack", "wheel", "packaging"),
    # Chalice's command line; the functions need chalice.app alone
    *("click", "inquirer", "blessed", "jinxed", "readchar", "editor", "runs", "xmod", "wcwidth", "yaml", "_yaml"),
    *("cffi", "pycparser"),  # cryptography needs only cffi's compiled half
    *("PIL", "pillow.libs"),  # fpdf2 goes without as long as no paper has a picture
    "botocore/cacert.pem",  # certifi's is preferred
    *("boto3/examples", "boto3/data"),
    *("aws_lambda_powertools/event_handler", "aws_lambda_powertools/utilities/parser"),
    *("fontTools/ufoLib", "fontTools/diff", "fontTools/mtiLib", "fontTools/t1Lib", "fontTools/voltLib"),
    *("fontTools/**/*.so", "xlsxwriter/test"),  # fontTools: quicker twins of modules that are there in Python
    *("**/*.pyi", "**/py.typed", "**/*.c", "**/*.h", "**/*.pyx", "**/*.pxd", "**/__pycache__", "**/tests"),
)
_CHALICE: Final = frozenset({"__init__.py", "app.py"})
_BOTOCORE_DATA: Final = frozenset(
    {"_retry.json", "endpoints.json", "partitions.json", "sdk-default-configuration.json"}
)


def fetched(requirements: Path, kept: Path) -> Path:
    """A folder below `kept` with the packages as pip installs them, and what they need; fetched once for each list."""
    wanted = requirements.read_text(encoding="utf-8")
    digest = hashlib.sha256(f"{wanted}{PLATFORM}{RUNTIME}".encode()).hexdigest()[:16]
    folder = kept / digest
    if not folder.exists():
        draft = kept / f"{digest}.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        _install(requirements, draft)
        draft.rename(folder)
    return folder


def trimmed(source: Path, target: Path) -> None:
    """Copy the packages to `target` without what is dropped."""
    dropped = {path for pattern in DROPPED for path in source.glob(pattern)} | set(_unused(source))
    shutil.copytree(
        source,
        target,
        dirs_exist_ok=True,
        ignore=lambda folder, names: [name for name in names if Path(folder) / name in dropped],
    )


def _unused(source: Path) -> Iterator[Path]:
    yield from (path for path in (source / "chalice").iterdir() if path.name not in _CHALICE)
    yield from (path for path in (source / "botocore/data").iterdir() if path.name not in {*_BOTOCORE_DATA, *SERVICES})


def _install(requirements: Path, target: Path) -> None:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    told = ["--platform", PLATFORM, "--python-version", python, "--implementation", "cp", "--only-binary=:all:"]
    argv = [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check"]
    subprocess.run([*argv, "--target", str(target), *told, "-r", str(requirements)], check=True)
