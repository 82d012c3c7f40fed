"""`make package`: build/guanjia.zip and build/template.json; JSON is the last line."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Final

os.environ.setdefault("GUANJIA_STAGE", "package")
os.environ.setdefault("GUANJIA_SECRETS_FILE", "unread")
os.environ.setdefault("GUANJIA_ORIGINS", "https://example.com")

from infra.package import archive, packages, template

ROOT: Final = Path(__file__).parents[2]
BUILD: Final = ROOT / "build"
ZIP: Final = BUILD / "guanjia.zip"
TEMPLATE: Final = BUILD / "template.json"


def main() -> None:
    """Make both and say where they are."""
    started = time.monotonic()
    size = archive.build(ROOT, BUILD / "unpacked", ZIP)
    template.write(template.template(ROOT, f"./{ZIP.name}"), TEMPLATE)
    print(f"packaged for {packages.RUNTIME} in {time.monotonic() - started:.0f} s", file=sys.stderr)
    told = {"zip": str(ZIP.relative_to(ROOT)), "bytes": size, "template": str(TEMPLATE.relative_to(ROOT))}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
