"""What only one place may do: read the environment, read the clock, write without an entry, know HTTP numbers."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.db.rows import TABLES, Row
from tests.tidy.sources import ROOT, calls, dotted, imports, name, nodes, python, tree, where

WALL_CLOCK = {"now", "utcnow", "today", "fromtimestamp", "localtime", "gmtime"}
REASONS = {
    "sessions": "who is signed in on which browser",
    "sign-in codes": "one-time codes, hashed",
    "tries of a code": "how often a code was tried",
    "sign-ins waiting for a second factor": "between the code and the second factor",
    "second factors": "a person's TOTP secret, and its last counter used",
    "set-up links": "the one-use link of an empty start",
    "budgets per address": "how often an address asked",
    "uploads": "files on their way in",
    "findings of an import": "what a preview shows; the import itself is a verb",
    "last runs of triggers": "when each scheduled job ran last and what it did",
    "deliveries of messages": "which message of an entry went to whom, how often it was tried, why not",
    "one reminder an owner a day": "which message had an owner's phone that day",
    "what checks of the files see": "which doubts stand, and how far a check is; what a person decides is a verb",
    "releases followed up": "that a release needs no more of what was prepaid; using it is a verb",
    "when a provider is asked about an order": "the next time to ask; whether it was paid is a verb",
}

assert wiring.BLUEPRINTS


def test_only_config_reads_the_environment() -> None:
    readers = {
        name(path)
        for path in python("chalicelib")
        for node in nodes(path)
        if dotted(node) in {"os.environ", "os.getenv", "os.environb"}
    } | {
        name(path)
        for path in python("chalicelib")
        for module, _ in imports(path)
        if module in {"os.environ", "os.getenv"}
    }
    assert readers == {"chalicelib/config.py"}


def test_only_the_clock_reads_the_wall_clock() -> None:
    readers = [
        where(path, call)
        for path in python("chalicelib")
        for called, call in calls(path)
        if (called.split(".")[-1] in WALL_CLOCK and called.split(".")[0] in {"datetime", "date", "time"})
        or called in {"time.time", "time.time_ns", "time"}
    ]
    assert [one for one in readers if not one.startswith("chalicelib/core/clock.py:")] == []


def test_only_sessions_measure_how_long_something_is_kept() -> None:
    users = {name(path) for path in python("chalicelib") for called, _ in calls(path) if called == "time.monotonic"}
    assert users <= {"chalicelib/edge/sessions.py", "chalicelib/documents/workbook.py"}


def test_every_limit_limits_something() -> None:
    source = next(path for path in python("chalicelib") if name(path) == "chalicelib/core/limits.py")
    named = {
        node.target.id
        for node in nodes(source)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    used = {dotted(node) for under in ("chalicelib", "infra") for path in python(under) for node in nodes(path)}
    assert {one for one in named if f"limits.{one}" not in used} == set()


def test_only_the_pause_between_attempts_sleeps() -> None:
    sleepers = {
        name(path) for path in python("chalicelib") for node in nodes(path) if dotted(node) in {"time.sleep", "sleep"}
    }
    assert sleepers == {"chalicelib/db/pauses.py"}


def test_rules_know_no_chance() -> None:
    chance = {"random", "secrets", "uuid"}
    users = {
        name(path)
        for path in python("chalicelib")
        for module, _ in imports(path)
        if module.split(".")[0] in chance and ("rules" in path.stem or "rules" in path.parts)
    }
    assert users == set()


def is_pure(path_name: str) -> bool:
    return path_name.startswith("chalicelib/core/") or bool(re.search(r"/rules(\.py$|/)", path_name))


def test_core_and_rules_import_the_standard_library_core_and_other_rules_only() -> None:
    wrong = [
        f"{where(path, node)} {module}"
        for path in python("chalicelib")
        if is_pure(name(path))
        for module, node in imports(path)
        if module.split(".")[0] not in sys.stdlib_module_names
        and not module.startswith("chalicelib.core.")
        and not (re.match(r"chalicelib\.\w+\.rules\b", module) and not name(path).startswith("chalicelib/core/"))
    ]
    assert wrong == []


def test_bookkeeping_is_done_for_known_reasons_only() -> None:
    given = set()
    for path in python("chalicelib"):
        constants = {
            target.id: node.value.value
            for node in nodes(path)
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        for called, call in calls(path):
            if called.split(".")[-1] == "bookkeeping":
                reason = call.args[0]
                found = reason.value if isinstance(reason, ast.Constant) else constants.get(dotted(reason))
                assert isinstance(found, str), f"{where(path, call)}: the reason must be readable here"
                given.add(found)
    assert given == REASONS.keys()


def test_rows_are_written_by_the_three_doors_only() -> None:
    doors = {"chalicelib/db/bookkeeping.py", "chalicelib/db/commit.py"}
    users = {
        name(path)
        for path in python("chalicelib")
        for called, _ in calls(path)
        if called.split(".")[-1]
        in {"batch_write", "TransactWrite", "BatchWrite", "put_item", "update_item", "delete_item"}
    }
    assert users <= doors
    committers = {name(path) for path in python("chalicelib") for called, _ in calls(path) if called == "Commit"}
    assert committers <= doors | {"chalicelib/db/staging.py", "chalicelib/journal/verbs.py"}


def test_nothing_is_scanned() -> None:
    assert [
        where(path, call) for path in python("chalicelib") for called, call in calls(path) if called.endswith(".scan")
    ] == []


def test_only_problems_knows_http_numbers() -> None:
    numbers = [
        where(path, node)
        for path in python("chalicelib")
        if name(path) not in {"chalicelib/edge/problems.py", "chalicelib/edge/api.py"}
        for node in nodes(path)
        if isinstance(node, ast.keyword)
        and node.arg in {"status", "status_code"}
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, int)
    ]
    assert numbers == []


STORES_AND_SERVICES = [path for path in python("chalicelib") if re.search(r"/(store|service)(\.py$|/)", name(path))]
WITHOUT_SCOPE = {
    "visits every organisation, for a job": {"organisation_ids", "moving", "waiting", "_waiting"},
    "asked before anybody is known, by a blind index or a token's digest": {
        *("code", "pending", "factor", "setup_link", "phones"),
    },
}


@pytest.mark.parametrize("path", STORES_AND_SERVICES, ids=name)
def test_scope_comes_first(path: Path) -> None:
    allowed = set().union(*WITHOUT_SCOPE.values())
    wrong = []
    for one in tree_functions(path):
        arguments = [*one.args.posonlyargs, *one.args.args]
        kinds = [ast.unparse(argument.annotation) if argument.annotation else "" for argument in arguments]
        reads_or_writes = bool({called.split(".")[-1] for called in called_in(one)} & DATABASE)
        if reads_or_writes and one.name not in allowed and kinds[:1] not in (["Scope"], ["Transaction"]):
            wrong.append(f"{where(path, one)} {one.name}({', '.join(kinds)})")
    assert wrong == []


DATABASE = {
    "get",
    "get_many",
    "page",
    "every",
    "count",
    "transaction",
    "write_chunk",
    "visible",
    "last_fence",
    "fences",
}


def tree_functions(path: Path) -> list[ast.FunctionDef]:
    """The public functions of a module: not those inside classes or other functions."""
    return [one for one in tree(path).body if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")]


def called_in(function: ast.FunctionDef) -> set[str]:
    return {
        dotted(node.func)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def every_row(kind: type[Row] = Row) -> list[type[Row]]:
    return [
        one
        for sub in kind.__subclasses__()
        if sub.__module__.startswith("chalicelib.")
        for one in (sub, *every_row(sub))
    ]


def table_of(row: type[Row]) -> str:
    return str(getattr(getattr(row, "Meta", None), "table_name", ""))


def test_every_kind_of_row_is_kept_in_a_registered_table() -> None:
    for row in every_row():
        assert table_of(row) in TABLES or row.__subclasses__(), row


def test_an_index_is_declared_where_its_table_is() -> None:
    for row in every_row():
        table = TABLES.get(table_of(row))
        if table is not None:
            assert row._indexes.keys() == table._indexes.keys(), row
            assert row._indexes.keys() <= {"work", "due", "open", "home"}, row


def test_no_table_belongs_to_two_capabilities() -> None:
    homes: dict[str, set[str]] = {}
    for row in every_row():
        table = table_of(row)
        if table:
            homes.setdefault(table, set()).add(".".join(row.__module__.split(".")[:2]))
    assert {table: found for table, found in homes.items() if len(found) > 1} == {}


def test_every_package_stands_on_a_floor() -> None:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    floors = re.findall(r"chalicelib\.(\w+)", " ".join(linter["contracts"][0]["layers"]))
    there = {path.relative_to(ROOT / "chalicelib").parts[0].removesuffix(".py") for path in python("chalicelib")}
    assert there - {"__init__"} == set(floors)


def test_every_capability_keeps_its_order_and_its_store_to_itself() -> None:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    contracts = {contract["name"]: contract for contract in linter["contracts"]}
    capabilities = {name(path).split("/")[1] for path in python("chalicelib") if "service" in name(path)}
    assert {f"chalicelib.{one}" for one in capabilities} <= set(contracts["order inside a capability"]["containers"])
    stores = {name(path).split("/")[1] for path in python("chalicelib") if re.search(r"/store(\.py$|/)", name(path))}
    assert {f"the store of {one} is its own" for one in stores} <= contracts.keys()


def test_our_own_code_is_never_mocked() -> None:
    mocks = [
        f"{where(path, node)} {module}"
        for path in python("tests")
        for module, node in imports(path)
        if module.startswith(("unittest.mock", "mock", "pytest_mock"))
    ]
    assert mocks == []


SMALLER_PAGES = {"tests/integration/billing/test_accounts.py bills_store.page"}  # it calls the real one, with a limit


def names_of_ours(path: Path) -> set[str]:
    """The names that a file gives to what it imports from the system."""
    froms = [node for node in nodes(path) if isinstance(node, ast.ImportFrom) and node.module]
    return {
        alias.asname or alias.name
        for node in froms
        if str(node.module).startswith(("chalicelib", "infra"))
        for alias in node.names
    }


def test_a_test_may_change_a_limit_of_ours_and_nothing_else() -> None:
    replaced = []
    for path in python("tests"):
        ours = names_of_ours(path)
        for called, call in calls(path):
            if called == "monkeypatch.setattr":
                target = call.args[0]
                text = str(target.value) if isinstance(target, ast.Constant) else dotted(target)
                named = text if len(call.args) == 2 else f"{text}.{ast.literal_eval(call.args[1])!s}"
                is_ours = named.startswith("chalicelib") or named.split(".")[0] in ours
                if is_ours and not named.split(".")[-1].isupper():
                    replaced.append(f"{name(path)} {named}")
    assert set(replaced) == SMALLER_PAGES
