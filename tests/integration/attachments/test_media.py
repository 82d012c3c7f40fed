"""A file goes from quarantine to where it is kept, if its content is what it was said to be; otherwise it goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import unquote

import pytest

from chalicelib.attachments import uploads
from chalicelib.attachments.files import UploadForm
from chalicelib.attachments.media import (
    MediaMissing,
    MediaRefused,
    MediaTooLarge,
    begin_media,
    keep_media,
    media_link,
)
from chalicelib.attachments.uploads import UploadExists
from chalicelib.core import limits
from chalicelib.core.errors import NotFound, TooLarge
from chalicelib.core.media import Media, MediaKind
from chalicelib.core.scope import Scope
from infra.local.files import LocalFiles
from tests.builders.core import AT, a_scope, an_id
from tests.builders.media import REFUSED, TAKEN, a_picture
from tests.integration.attachments.conftest import Store

HERE, UPLOAD = an_id("community"), an_id("upload")
KEPT = f"kept/{a_scope().org_id}/{UPLOAD}"
OWNER = a_scope(actor_id="P:业主甲", roles=())


def sent(
    store: Store, data: bytes, *, kind: MediaKind = MediaKind.PHOTO, name: str = "a.jpg", by: Scope = OWNER
) -> None:
    """Begin an upload and post its file, as a browser does."""
    store.post(begun(kind=kind, name=name, size=len(data), by=by), data)


def begun(
    *, kind: MediaKind = MediaKind.PHOTO, name: str = "a.jpg", size: int = 9, by: Scope = OWNER, upload_id: str = UPLOAD
) -> UploadForm:
    return begin_media(by, at=AT, upload_id=upload_id, community_id=HERE, kind=kind, file_name=name, size=size)


def kept(by: Scope = OWNER) -> Media:
    return keep_media(by, UPLOAD, community_id=HERE)


@pytest.mark.parametrize("name", TAKEN)
def test_what_a_phone_sends_is_kept_as_what_it_is(store: Store, name: str) -> None:
    kind, data, content_type = TAKEN[name]
    sent(store, data, kind=kind, name=name)
    assert kept() == Media(UPLOAD, kind, content_type, len(data))
    assert store.keys() == {KEPT}
    seen = store.files.look(KEPT, head_bytes=4)
    assert (seen.head, seen.content_type, seen.size) == (data[:4], content_type, len(data))


@pytest.mark.parametrize("name", [name for name in REFUSED if REFUSED[name][1]])
def test_what_only_pretends_is_refused_and_deleted(store: Store, name: str) -> None:
    kind, data, found = REFUSED[name]
    sent(store, data, kind=kind, name=name)
    with pytest.raises(MediaRefused) as refused:
        kept()
    assert refused.value.facts == {"kind": kind, "found": found}
    assert store.keys() == set()
    with pytest.raises(MediaMissing):
        kept()


def test_a_file_without_a_byte_is_refused(store: Store) -> None:
    begun()
    store.files.put(f"uploads/{OWNER.org_id}/{UPLOAD}", b"", content_type="image/jpeg")
    with pytest.raises(MediaRefused, match="empty"):
        kept()


def test_kept_again_it_is_the_same_and_what_is_posted_later_is_not_looked_at(store: Store) -> None:
    form = begun()
    store.post(form, a_picture())
    first = kept()
    assert kept() == first
    store.post(form, a_picture(wide=50))
    assert kept() == first
    store.post(form, REFUSED["program.jpg"][1])
    assert kept() == first
    assert store.keys() == {KEPT}
    assert store.files.get(KEPT, most_bytes=first.size) == a_picture()


def test_a_copy_that_was_cut_off_is_finished(store: Store) -> None:
    """Whoever dies behind the copy leaves both files; whoever dies before it leaves the upload."""
    sent(store, a_picture())
    quarantined = f"uploads/{OWNER.org_id}/{UPLOAD}"
    seen = store.files.look(quarantined, head_bytes=9)
    store.files.copy(quarantined, KEPT, version=seen.version, content_type="image/jpeg")
    assert kept() == Media(UPLOAD, MediaKind.PHOTO, "image/jpeg", len(a_picture()))
    assert store.keys() == {KEPT}


def test_what_was_looked_at_is_what_is_copied(store: Store) -> None:
    form = begun()
    store.post(form, a_picture())
    seen = store.files.look(form.fields["key"], head_bytes=9)
    store.post(form, REFUSED["program.jpg"][1])
    with pytest.raises(NotFound):
        store.files.copy(form.fields["key"], KEPT, version=seen.version, content_type="image/jpeg")
    assert store.keys() == {form.fields["key"]}


def test_an_upload_is_its_sender_s_in_its_community_for_its_purpose(store: Store) -> None:
    sent(store, a_picture())
    for scope, community_id in (
        (a_scope(actor_id="P:业主乙", roles=()), HERE),
        (a_scope(an_id("other office"), "P:业主甲", roles=()), HERE),
        (OWNER, an_id("elsewhere")),
    ):
        with pytest.raises(NotFound) as refused:
            keep_media(scope, UPLOAD, community_id=community_id)
        assert (refused.value.code, refused.value.facts) == ("not_found", {})
    with pytest.raises(NotFound):
        uploads.take(OWNER, UPLOAD, community_id=HERE, purpose="workbook")
    with pytest.raises(UploadExists):
        begun(by=a_scope(actor_id="P:业主乙", roles=()))
    with pytest.raises(UploadExists):
        begun(kind=MediaKind.VIDEO)
    assert kept().size == len(a_picture())


def test_a_file_that_never_came_is_missing(store: Store) -> None:
    begun()
    with pytest.raises(MediaMissing):
        kept()
    with pytest.raises(NotFound):
        keep_media(OWNER, an_id("random"), community_id=HERE)


def test_a_form_takes_what_its_kind_may_have_and_no_more(store: Store) -> None:
    for n, kind in enumerate(MediaKind):
        most = limits.VIDEO_BYTES if kind is MediaKind.VIDEO else limits.MEDIA_BYTES
        assert store.most(begun(kind=kind, size=most, upload_id=an_id(f"{n}"))) == most
        with pytest.raises(MediaTooLarge) as refused:
            begun(kind=kind, size=most + 1, upload_id=an_id(f"{n} more"))
        assert refused.value.facts == {"kind": kind, "bytes": most + 1, "most_bytes": most}


def test_a_video_of_500_mb_is_refused_and_one_that_lies_about_it_is_not_read_to_its_end(store: Store) -> None:
    with pytest.raises(MediaTooLarge):
        begun(kind=MediaKind.VIDEO, size=500_000_000)
    form = begun(kind=MediaKind.VIDEO, size=1_000)
    assert store.most(form) == limits.VIDEO_BYTES
    if isinstance(store.files, LocalFiles):
        drawn = []

        def pieces() -> Iterator[bytes]:
            for n in range(500):
                drawn.append(n)
                yield bytes(1_000_000)

        with pytest.raises(TooLarge):
            store.files.accept(form.fields, pieces())
        assert len(drawn) == limits.VIDEO_BYTES // 1_000_000 + 1
        assert store.keys() == set()


@pytest.mark.parametrize(
    ("name", "how", "called"),
    [
        ("photo.jpg", "inline", "jpg"),
        ("iphone.mov", "inline", "mov"),
        ("memo.m4a", "inline", "m4a"),
        ("paper.pdf", "attachment", "pdf"),
    ],
)
def test_a_link_shows_pixels_and_sound_and_saves_papers(store: Store, name: str, how: str, called: str) -> None:
    kind, data, _ = TAKEN[name]
    sent(store, data, kind=kind, name='"><script>.html')
    url = unquote(media_link(OWNER, kept(), at=AT + timedelta(minutes=1)))
    assert f"{UPLOAD}.{called}" in url
    assert "script" not in url
    assert (f"{how};" in url) or (("shown=1" in url) == (how == "inline"))
