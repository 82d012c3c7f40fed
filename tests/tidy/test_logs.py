"""A fact beside a log line must not have the name of something that every log record has: logging refuses it."""

from __future__ import annotations

import ast
import logging

from tests.tidy.sources import nodes, python, where

TAKEN = {*vars(logging.makeLogRecord({})), "message", "asctime"}


def test_no_log_line_s_fact_has_a_name_that_is_taken() -> None:
    wrong = [
        f"{where(path, key)} {key.value}"
        for under in ("chalicelib", "infra")
        for path in python(under)
        for node in nodes(path)
        if isinstance(node, ast.keyword) and node.arg == "extra" and isinstance(node.value, ast.Dict)
        for key in node.value.keys
        if isinstance(key, ast.Constant) and key.value in TAKEN
    ]
    assert wrong == []
