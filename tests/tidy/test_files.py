"""What a file must say and must not: its promise at the top; no machine's path, no registry's host, no twin."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.tidy.sources import ROOT, files, functions, name, nodes, python, tree

TEXT = (
    *(".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".json", ".ts", ".vue", ".css", ".html", ".js", ".sh", ".cfg"),
    *("Makefile", "run", "drift", "quietly"),
)
MACHINE_PATH = re.compile(r"(?<![\w.$/])/(?:home|Users|root|work|mnt)/[\w.-]+")
LOCKS = ("package-lock.json", "requirements.txt", "requirements-dev.txt", ".npmrc")


@pytest.mark.parametrize("under", ["app.py", "chalicelib", "infra", "tests"])
def test_every_module_says_what_it_owns(under: str) -> None:
    silent = [name(path) for path in python(under) if not ast.get_docstring(tree(path))]
    assert silent == []


def test_every_public_function_outside_the_stores_says_its_promise() -> None:
    silent = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in python("chalicelib")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if not ast.get_docstring(node) and len(node.body) > 1 and "store" not in name(path)
    ]
    assert silent == []


def test_no_committed_file_names_a_path_of_some_machine() -> None:
    found = [
        f"{name(path)}:{number} {line.strip()[:80]}"
        for path in files(*TEXT)
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("path", [p for p in files() if p.name in LOCKS], ids=name)
def test_no_lock_file_names_a_registry(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\"resolved\"|--(?:extra-)?index-url|--find-links|^registry\s*=", text, re.MULTILINE) == []
    hosts = set(re.findall(r"https?://([\w.-]+)", text))
    assert {host for host in hosts if re.search(r"registry|npm|pypi|mirror|artifact|pythonhosted", host)} == set()


def test_every_requirement_is_pinned_exactly() -> None:
    for file in ("requirements.txt", "requirements-dev.txt"):
        wanted = (ROOT / file).read_text(encoding="utf-8").splitlines()
        lines = [line for line in wanted if line and not line.startswith(("#", "-r"))]
        assert [line for line in lines if not re.fullmatch(r"[\w.\-]+(\[[\w,]+\])?==[\w.]+( ;.*)?", line)] == []


def test_no_two_tests_of_one_name() -> None:
    names = Counter(one.name for path in python("tests") for one in functions(path) if one.name.startswith("test_"))
    assert [one for one, times in names.items() if times > 1] == []


def test_a_test_is_called_by_what_it_shows() -> None:
    short = [
        f"{name(path)} {one.name}"
        for path in python("tests")
        for one in functions(path)
        if one.name.startswith("test_") and one.name.count("_") < 2
    ]
    assert short == []


def test_no_module_is_called_by_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "tools"}
    assert [name(path) for path in python() if path.stem in vague or vague & set(path.parts)] == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    found = [name(p) for p in files(*TEXT) if p != Path(__file__) and later.search(p.read_text(encoding="utf-8"))]
    assert found == []


def test_no_committed_file_is_a_dump() -> None:
    assert [name(path) for path in files() if path.stat().st_size > 1_000_000] == []


def test_nothing_prints() -> None:
    prints = [
        name(path)
        for path in python("chalicelib")
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "breakpoint"}
    ]
    assert prints == []
