"""The import's states: forward only once it is confirmed (REG-07)."""

from __future__ import annotations

from itertools import product

import pytest

from chalicelib.imports.rules.runs import (
    TRANSITIONS,
    Import,
    ImportHasErrors,
    ImportOpen,
    ImportRefused,
    ImportStale,
    Slot,
    State,
    Verb,
    confirm,
    move,
    write,
)
from tests.builders.core import AT, an_id

ALLOWED = {
    ("reading", "finish_reading"): "ready",
    ("reading", "refuse"): "refused",
    ("reading", "discard"): "discarded",
    ("ready", "confirm"): "waiting",
    ("ready", "discard"): "discarded",
    ("waiting", "send_back"): "ready",
    ("waiting", "write"): "writing",
    ("waiting", "discard"): "discarded",
    ("writing", "finish"): "done",
    ("writing", "fail"): "refused",
}


def an_import(state: State = State.READY, *, errors: int = 0, compared_at: int = 0) -> Import:
    return Import(
        import_id=an_id("import"),
        community_id=an_id("community"),
        upload_id=an_id("upload"),
        file_key="uploads/1",
        file_name="office.xlsx",
        state=state,
        started_at=AT,
        started_by="S:内勤丁",
        findings={"error": errors},
        compared_at=compared_at,
    )


def test_the_table_of_an_import_s_transitions_is_this_one() -> None:
    assert {(str(state), str(verb)): str(to) for (state, verb), to in TRANSITIONS.items()} == ALLOWED


@pytest.mark.parametrize(("state", "verb"), list(product(State, Verb)))
def test_an_import_moves_only_as_the_table_says(state: State, verb: Verb) -> None:
    if (state, verb) in ALLOWED:
        assert move(an_import(state), verb).state == ALLOWED[state, verb]
    else:
        with pytest.raises(ImportRefused) as refused:
            move(an_import(state), verb)
        assert (refused.value.facts["state"], refused.value.facts["verb"]) == (state, verb)


def test_only_a_moving_import_needs_a_worker() -> None:
    assert {state for state in State if an_import(state).is_moving} == {State.READING, State.WRITING}


def test_writing_takes_the_community_s_slot() -> None:
    one, slot = write(an_import(State.WAITING), Slot(an_id("community")))
    assert (one.state, slot.open_import) == (State.WRITING, one.import_id)


@pytest.mark.parametrize(
    ("one", "slot", "refusal"),
    [
        (an_import(State.DISCARDED), Slot("c"), ImportRefused),
        (an_import(errors=2), Slot("c"), ImportHasErrors),
        (an_import(), Slot("c", an_id("other")), ImportOpen),
        (an_import(compared_at=2), Slot("c"), ImportStale),
    ],
)
def test_what_stands_in_the_way_of_confirming_is_named(one: Import, slot: Slot, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        confirm(one, slot, leave_out_errors=False)


@pytest.mark.parametrize(
    ("one", "slot", "refusal"),
    [
        (an_import(State.READY), Slot("c"), ImportRefused),
        (an_import(State.WAITING), Slot("c", an_id("other")), ImportOpen),
        (an_import(State.WAITING, compared_at=2), Slot("c"), ImportStale),
    ],
)
def test_what_came_between_a_confirmation_and_its_writing_is_named(
    one: Import, slot: Slot, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        write(one, slot)
