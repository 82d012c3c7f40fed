"""What a file is, is what it begins with; what it is called and said to be counts for nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.media import EXTENSIONS, MediaKind, content_type_of, is_shown, most_bytes, name_of
from tests.builders.media import REFUSED, TAKEN


@pytest.mark.parametrize("name", TAKEN)
def test_what_phones_make_is_known_by_its_content(name: str) -> None:
    kind, head, content_type = TAKEN[name]
    assert content_type_of(head, kind) == content_type
    assert content_type in EXTENSIONS


def test_every_type_that_is_taken_is_made_by_something() -> None:
    assert {content_type for _, _, content_type in TAKEN.values()} == EXTENSIONS.keys()


@pytest.mark.parametrize("name", REFUSED)
def test_what_only_pretends_is_refused_and_named(name: str) -> None:
    kind, head, found = REFUSED[name]
    assert content_type_of(head, kind) is None
    assert name_of(head) == found


@given(head=st.binary(max_size=80), before=st.sampled_from([b"<", b" <", b"MZ", b"PK", b"\x7fELF", b"#!/"]))
def test_markup_programs_and_archives_are_nothing_that_is_taken_whatever_follows(head: bytes, before: bytes) -> None:
    assert [content_type_of(before + head, kind) for kind in MediaKind] == [None] * 4


@given(head=st.binary(max_size=200))
def test_any_bytes_are_of_a_type_that_is_taken_or_of_none(head: bytes) -> None:
    for kind in MediaKind:
        assert content_type_of(head, kind) in {None, *EXTENSIONS}
    assert name_of(head)


def test_a_video_may_be_larger_and_only_a_document_is_not_shown() -> None:
    assert {kind: most_bytes(kind) for kind in MediaKind} == {
        MediaKind.PHOTO: 10_000_000,
        MediaKind.AUDIO: 10_000_000,
        MediaKind.VIDEO: 50_000_000,
        MediaKind.PDF: 10_000_000,
    }
    assert [kind for kind in MediaKind if not is_shown(kind)] == [MediaKind.PDF]
