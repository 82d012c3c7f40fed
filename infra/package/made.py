"""What Chalice makes of the application: its own packager, run over a copy of it that has no requirements.

In a folder of its own, because Chalice builds a zip beside the template; and with a role's name that is replaced later,
because its policies are guessed from the source.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

_STAGE: Final = "aws"
_CONFIG: Final = {
    "version": "2.0",
    "app_name": "guanjia",
    "manage_iam_role": False,
    "iam_role_arn": "arn:aws:iam::000000000000:role/replaced",
    "stages": {_STAGE: {"api_gateway_stage": "api", "api_gateway_endpoint_type": "REGIONAL"}},
}
_ENVIRONMENT: Final = {
    "GUANJIA_STAGE": "package",
    "GUANJIA_SECRETS_FILE": "unread",
    "GUANJIA_ORIGINS": "https://example.com",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "unused",
    "AWS_SECRET_ACCESS_KEY": "unused",
    "AWS_EC2_METADATA_DISABLED": "true",
}


def template(root: Path) -> dict[str, Any]:
    """Chalice's template for the application at `root`."""
    with tempfile.TemporaryDirectory(prefix="guanjia-package-") as folder:
        project = Path(folder)
        _copy(root, project)
        argv = [sys.executable, "-c", "from chalice.cli import main; main()", "package", "--stage", _STAGE, "made"]
        env = {"PATH": os.environ.get("PATH", ""), "HOME": folder, **_ENVIRONMENT}
        ran = subprocess.run(argv, cwd=project, env=env, capture_output=True, text=True, check=False)
        if ran.returncode or not (project / "made" / "sam.json").exists():
            raise RuntimeError(f"chalice package failed:\n{ran.stdout}{ran.stderr}")
        made: dict[str, Any] = json.loads((project / "made" / "sam.json").read_text(encoding="utf-8"))
        return made


def _copy(root: Path, project: Path) -> None:
    (project / ".chalice").mkdir()
    (project / ".chalice" / "config.json").write_text(json.dumps(_CONFIG), encoding="utf-8")
    (project / "requirements.txt").touch()
    shutil.copy(root / "app.py", project)
    shutil.copytree(root / "chalicelib", project / "chalicelib", ignore=shutil.ignore_patterns("__pycache__", "fonts"))
