"""Long verbs: a chunk twice is once; nothing is seen before the flip and all of it after."""

from __future__ import annotations

import pytest

from chalicelib.core.errors import Conflict
from chalicelib.db import staging
from chalicelib.db.commit import Overtaken
from tests.builders import things
from tests.builders.core import a_cause, a_scope, an_id
from tests.crash.points import dump

SCOPE = a_scope()


@pytest.fixture
def thing(_things: None) -> str:
    return things.begin_build(SCOPE, a_cause(), an_id()).thing_id


def test_a_chunk_delivered_twice_is_written_once(thing: str) -> None:
    assert things.stage(SCOPE, thing, 0, [1, 2], upto="2")
    before = dump()
    assert not things.stage(SCOPE, thing, 0, [1, 2], upto="2")
    assert not things.stage(SCOPE, thing, 0, [3], upto="3")
    assert dump() == before


def test_readers_see_nothing_before_the_flip_and_all_of_it_after(thing: str) -> None:
    things.stage(SCOPE, thing, 0, [1, 2])
    assert things.parts(SCOPE, thing) == []
    things.stage(SCOPE, thing, 1, [3])
    assert things.parts(SCOPE, thing) == []
    assert things.end_build(SCOPE, a_cause(), thing).level == 3
    assert things.parts(SCOPE, thing) == [1, 2, 3]
    staging.forget()
    assert things.parts(SCOPE, thing) == [1, 2, 3]


def test_a_row_without_a_head_is_always_seen(thing: str) -> None:
    row = things.load(SCOPE, thing)
    assert staging.visible(SCOPE, [row]) == [row]


def test_a_head_committed_in_one_organisation_says_nothing_in_another(thing: str) -> None:
    things.stage(SCOPE, thing, 0, [1])
    things.end_build(SCOPE, a_cause(), thing)
    staged = things.all_parts(SCOPE, thing)
    assert staging.visible(a_scope(an_id("elsewhere")), staged) == []
    assert staging.visible(SCOPE, staged) == staged


def test_the_last_fence_says_where_to_go_on(thing: str) -> None:
    assert staging.last_fence(SCOPE, thing) is None
    for n in range(12):
        things.stage(SCOPE, thing, n, [n + 1], upto=str(n + 1))
    last = staging.last_fence(SCOPE, thing)
    assert last
    assert (last.n, last.upto, last.result) == (11, "12", {"parts": 1})
    assert [fence.n for fence in staging.fences(SCOPE, thing)] == list(range(12))


def test_fences_are_paged(thing: str) -> None:
    for n in range(5):
        things.stage(SCOPE, thing, n, [n + 1])
    first, cursor = staging.fence_page(SCOPE, thing, cursor=None, limit=3)
    rest, end = staging.fence_page(SCOPE, thing, cursor=cursor, limit=3)
    assert [fence.n for fence in first + rest] == list(range(5))
    assert end is None


def test_a_staged_row_that_stood_already_is_not_written_over(thing: str) -> None:
    things.stage(SCOPE, thing, 0, [1])
    before = dump()
    with pytest.raises(Overtaken):
        things.stage(SCOPE, thing, 1, [1, 2])
    assert dump() == before


def test_nothing_is_staged_for_a_long_verb_that_has_ended(thing: str) -> None:
    things.stage(SCOPE, thing, 0, [1])
    things.end_build(SCOPE, a_cause(), thing)
    before = dump()
    with pytest.raises(Overtaken):
        things.stage(SCOPE, thing, 1, [2])
    assert not things.stage(SCOPE, thing, 0, [1])
    assert dump() == before


def test_a_long_verb_ends_once(thing: str) -> None:
    cause = a_cause()
    things.end_build(SCOPE, cause, thing)
    assert things.end_build(SCOPE, cause, thing).level == 0
    with pytest.raises(Conflict):
        things.end_build(SCOPE, a_cause(), thing)
