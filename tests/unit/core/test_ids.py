"""Ids: sortable when new, stable when derived, strictly written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.core import ids

AT = datetime(2026, 10, 31, 2, 0, tzinfo=UTC)


def test_a_new_id_sorts_by_its_time() -> None:
    made = [ids.ulid(AT + timedelta(milliseconds=step)) for step in (0, 1, 2, 1_000, 86_400_000)]
    assert made == sorted(made)


def test_new_ids_of_one_instant_differ_and_are_well_formed() -> None:
    made = {ids.ulid(AT) for _ in range(100)}
    assert len(made) == 100
    assert all(ids.checked(one) == one for one in made)


def test_a_derived_id_never_changes() -> None:
    assert ids.derived("community", "building", "3") == "0B56PF9SH7AWXYPRG1QJRHR2DV"


def test_a_derived_id_tells_its_names_apart() -> None:
    assert ids.derived("a", "bc") != ids.derived("ab", "c")
    assert ids.derived("a", "b") != ids.derived("b", "a")
    assert ids.checked(ids.derived("甲", "")) != ids.checked(ids.derived("甲"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0" * 25,
        "0" * 27,
        "8" + "0" * 25,
        "0" * 25 + "#",
        "01J" + "I" * 23,
        "01J" + "L" * 23,
        "01J" + "O" * 23,
        "01J" + "U" * 23,
        "01j" + "0" * 23,
        "0" * 26 + "\n",
        "０" * 26,
        "../" + "0" * 23,
    ],
)
def test_what_is_not_written_like_an_id_is_refused(text: str) -> None:
    with pytest.raises(ids.NotAnId):
        ids.checked(text)


def test_a_token_is_long_and_new_each_time() -> None:
    made = {ids.token() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) >= 43 for one in made)
