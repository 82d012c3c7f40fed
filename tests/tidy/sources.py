"""The repository's own files, as the tidy tests read them: what git tracks or would track."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]


@cache
def files(*suffixes: str, under: str = "") -> tuple[Path, ...]:
    """Every file that is in the repository, or is about to be, with one of these endings."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", under or "."],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    found = (ROOT / name for name in listed.split("\0") if name)
    return tuple(sorted(path for path in found if path.is_file() and path.name.endswith(suffixes or ("",))))


def python(under: str = "") -> tuple[Path, ...]:
    return files(".py", under=under)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def nodes(path: Path) -> Iterator[ast.AST]:
    yield from ast.walk(tree(path))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def where(path: Path, node: ast.AST) -> str:
    return f"{name(path)}:{getattr(node, 'lineno', 0)}"


def imports(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every module (and `module.name`) that a file imports, wherever in the file."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an attribute chain; the empty text for anything else."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a plain or dotted name."""
    for node in nodes(path):
        if isinstance(node, ast.Call) and dotted(node.func):
            yield dotted(node.func), node


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in nodes(path) if isinstance(node, ast.FunctionDef))
