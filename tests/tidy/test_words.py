"""Every code that the system can give has its sentence, in both languages, with the same facts in it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.core.errors import Refusal
from chalicelib.edge.api import ROUTES
from chalicelib.edge.jobs import JOBS
from chalicelib.journal import VERBS
from tests.tidy.sources import ROOT, calls, dotted, name, nodes, python

WORDS = ROOT / "frontend" / "src" / "lib" / "words"
SEVERITIES = {"error", "warning", "note"}
_WORD = re.compile(r"""^\s*'([\w.]+)':\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`)""", re.MULTILINE)

assert wiring.BLUEPRINTS


@cache
def words(language: str) -> dict[str, str]:
    """Every word of a language: `zh` or `en`."""
    found: dict[str, str] = {}
    for path in sorted(WORDS.glob(f"*.{language}.ts")):
        for key, *texts in _WORD.findall(path.read_text(encoding="utf-8")):
            assert key not in found, f"{key} twice"
            found[key] = next(filter(None, texts), "")
    return found


def missing(prefix: str, codes: set[str]) -> list[str]:
    wanted = {f"{prefix}.{code}" for code in codes}
    return sorted(f"{language}: {key}" for language in ("zh", "en") for key in wanted - words(language).keys())


def refusals(kind: type[Refusal] = Refusal) -> set[type[Refusal]]:
    found = {one for one in kind.__subclasses__() if one.__module__.startswith("chalicelib.")}
    return found.union(*(refusals(one) for one in found))


def finding_codes() -> set[str]:
    """The second word of every finding that the import reports, straight or through a parameter."""
    found: set[str] = set()
    for path in python("chalicelib/imports"):
        for called, call in calls(path):
            if called.split(".")[-1] in {"report", "add"} and len(call.args) > 1:
                code = call.args[1]
                found |= constants(code) if not isinstance(code, ast.Name) else given_as(path, code.id)
    return found


def constants(node: ast.AST) -> set[str]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def given_as(path: Path, parameter: str) -> set[str]:
    """What callers in the same file give for a parameter of this name."""
    found: set[str] = set()
    for function in (node for node in nodes(path) if isinstance(node, ast.FunctionDef)):
        names = [one.arg for one in function.args.args]
        if parameter not in [*names, *(one.arg for one in function.args.kwonlyargs)] or function.name == "report":
            continue
        for called, call in calls(path):
            if called.split(".")[-1] == function.name:
                place = names.index(parameter) - called.count(".") if parameter in names else len(call.args)
                found |= constants(call.args[place]) if place < len(call.args) else set()
                found = found.union(*(constants(one.value) for one in call.keywords if one.arg == parameter))
    return found


def events() -> set[str]:
    """The first word of every `tx.record(…)`."""
    return {
        event
        for path in python("chalicelib")
        for called, call in calls(path)
        if called.endswith(".record")
        for event in constants(call.args[0])
    }


def test_the_words_are_there() -> None:
    assert len(words("zh")) > 100


def test_both_languages_have_the_same_keys() -> None:
    assert words("zh").keys() == words("en").keys()


def slots(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text))


def test_both_languages_say_the_same_facts() -> None:
    differing = {key for key in words("zh") if slots(words("zh")[key]) != slots(words("en").get(key, ""))}
    assert differing == set()


def test_no_word_is_empty() -> None:
    assert [key for language in ("zh", "en") for key, text in words(language).items() if not text.strip()] == []


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes: dict[str, str] = {}
    for kind in refusals():
        assert re.fullmatch(r"[a-z][a-z_]*", kind.code)
        if "code" in kind.__dict__:
            assert codes.setdefault(kind.code, kind.__qualname__) == kind.__qualname__, kind.code


def test_every_refusal_has_a_sentence() -> None:
    assert missing("error", {kind.code for kind in refusals()} | {"fault"}) == []


def test_every_finding_of_an_import_has_a_sentence() -> None:
    assert len(finding_codes()) > 20
    assert missing("finding", finding_codes()) == []


def test_every_event_of_the_journal_has_a_sentence() -> None:
    assert len(events()) > 10
    assert missing("event", events()) == []


def test_an_event_is_in_the_past_tense_and_a_verb_belongs_to_its_capability() -> None:
    for event in events():
        assert re.fullmatch(r"[a-z_]+\.([a-z_]+ed|read|begun|sent|paid)", event), event
    packages = {name(path).split("/")[1] for path in python("chalicelib")}
    for verb in VERBS:
        capability, _, what = verb.partition(".")
        assert capability in packages, verb
        assert VERBS[verb].__module__.startswith(f"chalicelib.{capability}."), verb
        assert re.fullmatch(r"[a-z_]+", what), verb


def test_a_sentence_has_no_fact_that_no_refusal_gives() -> None:
    given: dict[str, set[str]] = {}
    free: set[str] = set()
    by_name = {kind.__name__: kind.code for kind in refusals()}
    for path in python("chalicelib"):
        for called, call in calls(path):
            code = by_name.get(called.split(".")[-1])
            if code:
                given.setdefault(code, set()).update(one.arg for one in call.keywords if one.arg)
                free |= {code} if any(one.arg is None for one in call.keywords) else set()
    blank = {
        f"{code}: {slot}"
        for code, facts in given.items()
        if code not in free
        for slot in slots(words("zh").get(f"error.{code}", "")) - facts - {"id"}
    }
    assert blank == set()


@pytest.mark.parametrize("job", sorted(JOBS))
def test_every_job_says_what_it_promises(job: str) -> None:
    assert len(JOBS[job].promise.split()) >= 5
    assert JOBS[job].promise[0].islower()
    assert JOBS[job].promise[-1] != "."
    assert (JOBS[job].work.__doc__ or "").strip()


def test_every_route_is_described_in_one_line() -> None:
    for route in ROUTES:
        first = (route.view.__doc__ or "").strip().split("\n")[0]
        assert 5 <= len(first) <= 100, route.path
        assert first.endswith("."), route.path


def statements(function: ast.FunctionDef) -> int:
    """How many of its own it has: without the docstring, and whatever is inside one counted with it."""
    return len(function.body) - (ast.get_docstring(function) is not None)


def test_a_view_has_at_most_eight_statements() -> None:
    long = [
        f"{name(path)} {node.name}"
        for path in python("chalicelib")
        if "routes" in path.parts or path.stem == "routes"
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef)
        and any(dotted(one.func).startswith("routes.") for one in node.decorator_list if isinstance(one, ast.Call))
        and statements(node) > 8
    ]
    assert long == []
