"""The local outbox shows the newest messages, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from chalicelib.channels.outgoing import Message
from infra.local import outbox
from infra.local.outbox import LocalOutbox


def test_the_newest_message_is_shown_first_and_a_resend_is_one_message(tmp_path: Path) -> None:
    box = LocalOutbox(tmp_path / "outbox.db")
    for n in (1, 2, 1):
        box.send(Message(f"M{n}", "sms", "13900000000", f"验证码 {n}"))
    assert [(row["message_id"], row["text"]) for row in box.newest()] == [("M2", "验证码 2"), ("M1", "验证码 1")]
    assert set(box.newest()[0]) == {"message_id", "at", "channel", "to", "text"}


def test_at_most_a_hundred_are_shown_and_the_oldest_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "KEPT", 105)
    box = LocalOutbox(tmp_path / "outbox.db")
    for n in range(110):
        box.send(Message(f"M{n}", "sms", "13900000000", str(n)))
    assert [row["message_id"] for row in box.newest()] == [f"M{n}" for n in range(109, 9, -1)]
    assert box._db.execute("SELECT COUNT(*) FROM message").fetchone() == (105,)
