"""Serves the built page from a directory: unchanging files for a year, the rest checked by ETag.

Reads files only below its directory. A path without a dot is one of the page's own addresses and gets index.html.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from infra.local.gateway import Answer

_UNCHANGING: Final = "/assets/"  # the build puts a hash of the contents into every name below it
_PACKED: Final = frozenset({".html", ".js", ".css", ".svg", ".json", ".webmanifest", ".txt", ".map"})
_TYPES: Final = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".woff2": "font/woff2"}
_NOT_BUILT: Final = b"The page is not built. `make run` builds it.\n"


@dataclass(frozen=True)
class _Kept:
    stamp: tuple[int, int]
    body: bytes
    packed: bytes | None
    etag: str
    kind: str


class Page:
    """The built page. Files are kept in memory as they are asked for, and read anew when the build changed them."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._kept: dict[Path, _Kept] = {}

    def answer(self, path: str, *, accepts_gzip: bool, known: str) -> Answer:
        """The file for `path` (decoded); `known` is the If-None-Match header."""
        file = self._find(path)
        if file is None:
            missing = _NOT_BUILT if not (self._root / "index.html").exists() else b"Not found.\n"
            status = 503 if missing is _NOT_BUILT else 404
            return Answer(status, [("Content-Type", "text/plain; charset=utf-8")], missing)
        kept = self._read(file)
        headers = [("ETag", kept.etag), ("Vary", "Accept-Encoding")]
        unchanging = path.startswith(_UNCHANGING)
        headers.append(("Cache-Control", "public, max-age=31536000, immutable" if unchanging else "no-cache"))
        if kept.etag in known:
            return Answer(304, headers, b"")
        headers.append(("Content-Type", kept.kind))
        if kept.packed is not None and accepts_gzip:
            return Answer(200, [*headers, ("Content-Encoding", "gzip")], kept.packed)
        return Answer(200, headers, kept.body)

    def _find(self, path: str) -> Path | None:
        asked = "/index.html" if "." not in PurePosixPath(path).name else path
        if "\0" in asked:
            return None
        file = (self._root / asked.lstrip("/")).resolve()
        return file if file.is_relative_to(self._root) and file.is_file() else None

    def _read(self, file: Path) -> _Kept:
        state = file.stat()
        stamp = (state.st_mtime_ns, state.st_size)
        kept = self._kept.get(file)
        if kept is None or kept.stamp != stamp:
            kept = self._kept[file] = _keep(file, stamp)
        return kept


def _keep(file: Path, stamp: tuple[int, int]) -> _Kept:
    body = file.read_bytes()
    packed = gzip.compress(body, 9, mtime=0) if file.suffix in _PACKED else None
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return _Kept(stamp, body, packed if packed and len(packed) < len(body) else None, etag, kind)
