"""What a cold start reads: source bytes of every module that `app.py` and its first connection load, against boto3's.

Bytes and not seconds, so that the figure is the same on every machine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.bench.register import Fact, Measured, figure

_APP: Final = "import app; from chalicelib.db import connection; connection.connection()"
_BOTO3: Final = "import boto3; boto3.client('dynamodb', region_name='cn-north-1')"
_COUNT: Final = """
import json, os, sys
sizes = {}
for name, module in list(sys.modules.items()):
    file = getattr(module, "__file__", None)
    if file and file.endswith(".py") and name != "__main__":
        top = name.partition(".")[0]
        sizes[top] = sizes.get(top, 0) + os.path.getsize(file)
print(json.dumps(sizes))
"""
_SHOWN: Final = 12


@figure("cold_import", says="source bytes of app.py with its first connection ÷ boto3.client('dynamodb')", at_most=1.25)
def cold_import(is_quick: bool) -> Measured:
    """Count the .py files of sys.modules in two fresh interpreters; as quick as it gets either way."""
    app, boto3 = _sizes(_APP), _sizes(_BOTO3)
    more = {top: size - boto3.get(top, 0) for top, size in app.items() if size > boto3.get(top, 0)}
    largest = dict(sorted(more.items(), key=lambda pair: -pair[1])[:_SHOWN])
    facts: dict[str, Fact] = {
        "app_bytes": sum(app.values()),
        "boto3_bytes": sum(boto3.values()),
        "more_than_boto3": largest,
    }
    return Measured(round(sum(app.values()) / sum(boto3.values()), 3), facts)


def _sizes(program: str) -> dict[str, int]:
    """Bytes by top-level package; the interpreter sees the settings of a function in AWS, and no site's own modules."""
    with tempfile.TemporaryDirectory(prefix="guanjia-bench-") as folder:
        (Path(folder) / "secrets.json").write_text("{}")
        env = {
            **os.environ,
            "GUANJIA_STAGE": "bench",
            "GUANJIA_SECRETS_FILE": str(Path(folder) / "secrets.json"),
            "GUANJIA_ORIGINS": "https://example.com",
            "AWS_REGION": "cn-north-1",
            "AWS_ACCESS_KEY_ID": "bench",
            "AWS_SECRET_ACCESS_KEY": "bench",
        }
        argv = [sys.executable, "-c", program + _COUNT]
        found = subprocess.run(argv, stdout=subprocess.PIPE, text=True, check=True, env=env)
    sizes: dict[str, int] = json.loads(found.stdout.splitlines()[-1])
    return sizes
