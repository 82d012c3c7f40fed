"""No floating point where money passes: no literal, no conversion, no true division."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.tidy.sources import nodes, python, where

CARRY_MONEY = ["core", "estate", "people", "billing", "payments", "dunning", "imports", "unitfile"]


def floats(path: Path) -> list[str]:
    found = []
    for node in nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            found.append(f"{where(path, node)} literal {node.value}")
        if isinstance(node, ast.Name) and node.id == "float":
            found.append(f"{where(path, node)} float")
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div) and not is_path(node):
            found.append(f"{where(path, node)} true division")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "round":
            found += [f"{where(path, node)} round()"] if not rounds_to_places(node) else []
    return found


def is_path(node: ast.BinOp | ast.AugAssign) -> bool:
    """`folder / "name"` divides nothing."""
    other = node.right if isinstance(node, ast.BinOp) else node.value
    return isinstance(other, ast.Constant | ast.JoinedStr) and not isinstance(getattr(other, "value", 0), int | float)


def rounds_to_places(call: ast.Call) -> bool:
    """`round(area, PLACES)` compares decimals in `core.area`; money is rounded by `fen_of` alone."""
    return len(call.args) == 2


@pytest.mark.parametrize("package", CARRY_MONEY)
def test_no_floating_point_where_money_passes(package: str) -> None:
    assert [one for path in python(f"chalicelib/{package}") for one in floats(path)] == []


def test_money_is_rounded_in_one_place() -> None:
    roundings = [
        where(path, node)
        for path in python("chalicelib")
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in {"quantize", "ROUND_HALF_UP"}
    ]
    assert roundings == []


def test_only_core_makes_fen_of_yuan() -> None:
    hundreds = [
        where(path, node)
        for package in CARRY_MONEY[1:]
        for path in python(f"chalicelib/{package}")
        for node in nodes(path)
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Mult)
        and any(isinstance(side, ast.Constant) and side.value == 100 for side in (node.left, node.right))
    ]
    assert hundreds == []
