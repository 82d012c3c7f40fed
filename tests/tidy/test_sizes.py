"""Size budgets: what grows is split by verb, never excused. The lists of exceptions may only get shorter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tidy.sources import files, functions, name, python, where

FILE, TEST_FILE, FUNCTION, VUE, APP = 300, 400, 40, 200, 40
A_TABLE = 3  # statements: a docstring and a literal, however long, are no logic
TOO_LONG_TODAY: dict[str, int] = {}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def over(paths: tuple[Path, ...], most: int) -> list[str]:
    return [
        f"{name(path)}: {lines(path)} lines" for path in paths if lines(path) > TOO_LONG_TODAY.get(name(path), most)
    ]


@pytest.mark.parametrize("under", ["app.py", "chalicelib", "infra"])
def test_no_python_file_is_longer_than_300_lines(under: str) -> None:
    assert over(python(under), FILE) == []


def test_no_test_file_is_longer_than_400_lines() -> None:
    assert over(python("tests"), TEST_FILE) == []


def test_no_vue_file_is_longer_than_200_lines() -> None:
    assert over(files(".vue", under="frontend"), VUE) == []


def test_no_script_of_the_page_is_longer_than_300_lines() -> None:
    written = [path for path in files(".ts", under="frontend") if path.name != "schema.d.ts"]
    words = [path for path in written if "words" in path.parts]
    assert over(tuple(path for path in written if path not in words), FILE) == []
    assert over(tuple(words), TEST_FILE) == []


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{where(path, one)} {one.name}: {size} lines"
        for path in python()
        for one in functions(path)
        if (size := (one.end_lineno or 0) - one.lineno + 1) > FUNCTION and len(one.body) > A_TABLE
    ]
    assert long == []


def test_the_application_file_only_registers() -> None:
    assert over(python("app.py"), APP) == []


def test_half_of_the_files_have_at_most_a_hundred_lines() -> None:
    sizes = sorted(lines(path) for path in python("chalicelib"))
    assert sizes[len(sizes) // 2] <= 100


def test_no_exception_has_outlived_its_reason() -> None:
    assert {one for one, most in TOO_LONG_TODAY.items() if lines(Path(one)) < most} == set()
