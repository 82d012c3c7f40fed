"""The owner's first screen in bytes gzip: what a browser with an empty cache fetches of the built page.

From the build's own manifest: the entry, the portal's shell and home with all that they import, their styles, the
words in Chinese, and what index.html names. The desk's own sources must not be among them.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any, Final

from tests.bench.register import Measured, figure

DIST: Final = Path(__file__).parents[2] / "frontend" / "dist"
_LAZY: Final = ("PortalShell", "HomePage", "common.zh", "repairs.zh")
_DESK: Final = re.compile(r"desk", re.IGNORECASE)
_NAMED: Final = re.compile(r'(?:src|href)="/([^"]+)"')


@figure("first_screen", says="bytes gzip of the owner's home, cold cache", at_most=110_000)
def first_screen(is_quick: bool) -> Measured:
    """Add up the files as `make run` and the CDN send them."""
    manifest: dict[str, Any] = json.loads((DIST / ".vite" / "manifest.json").read_text(encoding="utf-8"))
    entries = [key for key, chunk in manifest.items() if chunk.get("isEntry")]
    lazy = [key for name in _LAZY for key, chunk in manifest.items() if chunk.get("name") == name]
    assert len(entries) == 1, entries
    assert len(lazy) == len(_LAZY), f"the build has other names now: {lazy}"
    files = {"index.html", *_NAMED.findall((DIST / "index.html").read_text(encoding="utf-8"))}
    chunks = _with_imports(manifest, [*entries, *lazy])
    for key in chunks:
        files |= {manifest[key]["file"], *manifest[key].get("css", ()), *manifest[key].get("assets", ())}
    desk = sorted(key for key in chunks if _DESK.search(key))
    assert not desk, f"the portal loads the desk's code: {desk}"
    sizes = {name: len(gzip.compress((DIST / name).read_bytes(), 9, mtime=0)) for name in sorted(files)}
    largest = dict(sorted(sizes.items(), key=lambda pair: -pair[1])[:8])
    return Measured(sum(sizes.values()), {"files": len(sizes), "largest": largest})


def _with_imports(manifest: dict[str, Any], keys: list[str]) -> set[str]:
    found: set[str] = set()
    while keys:
        key = keys.pop()
        if key not in found:
            found.add(key)
            keys += manifest[key].get("imports", ())
    return found
