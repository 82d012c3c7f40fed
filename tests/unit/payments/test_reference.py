"""What a provider carries back for us: read as it was written, or refused as not ours, and never anything else."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.core import ids
from chalicelib.core.ids import NotAnId
from chalicelib.payments.rules import reference
from chalicelib.payments.rules.reference import BadReference, Reference
from tests.builders.core import an_id

some_ids = st.integers(0, 2**128 - 1).map(lambda number: ids.unpacked(number.to_bytes(16)))
periods = st.builds("20{:02}-{:02}".format, st.integers(0, 99), st.integers(1, 12))
bills = st.lists(st.tuples(periods, some_ids), max_size=5)


@given(org_id=some_ids, unit_id=some_ids, order_id=some_ids, chosen=bills)
def test_what_was_written_is_read_with_as_many_bills_as_fit(
    org_id: str, unit_id: str, order_id: str, chosen: list[tuple[str, str]]
) -> None:
    text = reference.written(org_id, unit_id, order_id, chosen)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,127}", text)
    assert reference.read(text) == Reference(org_id, unit_id, order_id, tuple(chosen[:2]))


def read_or_refused(text: str) -> None:
    """Either is right; any other exception is not."""
    try:
        found = reference.read(text)
    except BadReference:
        return
    for one in (found.org_id, found.unit_id, found.order_id, *(item_id for _, item_id in found.bills)):
        ids.checked(one)
    assert len(found.bills) <= 2


@given(st.text(max_size=200))
@example("")
@example("=")
@example("====")
@example("A" * 65)
@example("收据")
@example("\x00" * 64)
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refused(text)


@given(st.text("ABCabc012-_+/= \n", max_size=150))
def test_any_text_of_nearly_the_right_letters_is_read_or_refused(text: str) -> None:
    read_or_refused(text)


@given(st.binary(min_size=40, max_size=100))
def test_any_bytes_in_the_right_letters_are_read_or_refused(data: bytes) -> None:
    read_or_refused(base64.urlsafe_b64encode(data).decode().rstrip("="))


@pytest.mark.parametrize("size", [0, 47, 49, 65, 67, 83, 85, 102])
def test_what_is_too_short_too_long_or_in_between_is_refused(size: int) -> None:
    with pytest.raises(BadReference):
        reference.read(base64.urlsafe_b64encode(b"\x01" * size).decode().rstrip("="))


def test_only_ids_are_written() -> None:
    with pytest.raises(NotAnId):
        reference.written("guanjia", an_id(), an_id(), ())
