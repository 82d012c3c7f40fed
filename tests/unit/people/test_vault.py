"""Personal values at rest."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag

from chalicelib.people.vault import Safe, code_digest, index
from tests.builders.core import an_id

PHONE = "13700000006"


def a_safe(owner: str = "业主甲") -> Safe:
    return Safe.new(an_id("organisation"), an_id(owner))


def test_what_was_sealed_opens_again() -> None:
    safe = a_safe()
    again = Safe(safe.org_id, safe.owner_id, safe.wrapped)
    assert again.open("phone", safe.seal("phone", PHONE)) == PHONE


def test_the_same_value_is_sealed_differently_each_time() -> None:
    safe = a_safe()
    assert safe.seal("phone", PHONE) != safe.seal("phone", PHONE)
    assert PHONE not in safe.seal("phone", PHONE)


def test_a_value_opens_in_its_own_field_only() -> None:
    safe = a_safe()
    with pytest.raises(InvalidTag):
        safe.open("id_number", safe.seal("phone", PHONE))


@pytest.mark.parametrize(
    "other",
    [
        lambda safe: Safe(safe.org_id, safe.owner_id, a_safe().wrapped),
        lambda safe: Safe(safe.org_id, an_id("业主乙"), safe.wrapped),
        lambda safe: Safe(an_id("another organisation"), safe.owner_id, safe.wrapped),
    ],
    ids=["another key", "another person", "another organisation"],
)
def test_nothing_else_opens_it(other) -> None:  # type: ignore[no-untyped-def]
    safe = a_safe()
    sealed = safe.seal("phone", PHONE)
    with pytest.raises(InvalidTag):
        other(safe).open("phone", sealed)


def test_an_index_is_the_same_for_the_same_value_and_kind() -> None:
    assert index("phone", PHONE) == index("phone", PHONE)
    assert len({index("phone", PHONE), index("address", PHONE), index("phone", "13700000007")}) == 3
    assert len(index("phone", PHONE)) == 26


def test_a_code_s_digest_depends_on_whose_it_is() -> None:
    assert code_digest("A", "123456") != code_digest("B", "123456")
    assert "123456" not in code_digest("A", "123456")
