"""The local secrets: a file that only its user may read, made on first use and only ever added to.

The keys of the simulated WeChat Pay belong together, so they are made together.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path
from typing import Final

from infra.local.wechat import keys

NAMES: Final = ("cursor", "people", "codes", "files", "journal", "receipts")
_BYTES: Final = 32


def ensure(path: Path) -> None:
    """Make sure that every named secret is in the file; what is there stays as it is, since data depends on it."""
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    made = {name: secrets.token_bytes(_BYTES) for name in NAMES if name not in known}
    if not known.keys() >= set(keys.SECRETS):
        made |= keys.new_secrets()
    if not made:
        return
    known |= {name: base64.b64encode(value).decode() for name, value in made.items()}
    draft = path.with_name(path.name + ".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        json.dump(known, handle, indent=1)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)
