"""The local outbox, behind the channel port: messages are kept for a person to read in the browser.

They go nowhere else; the newest ten thousand are kept.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

from chalicelib.channels.outgoing import Message
from chalicelib.core import clock
from infra.local.queue import connect

ROWS: Final = 100
KEPT: Final = 10_000
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS message (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  channel TEXT NOT NULL,
  addressee TEXT NOT NULL,
  body TEXT NOT NULL
);
"""


class LocalOutbox:
    """The channel port over SQLite; safe between threads and processes."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._db = connect(path, any_thread=True)
        self._db.executescript(_SCHEMA)

    def send(self, message: Message) -> None:
        """Keep the message; the same `message_id` twice is one message."""
        with self._lock:
            self._db.execute(
                "INSERT OR IGNORE INTO message (message_id, at, channel, addressee, body) VALUES (?, ?, ?, ?, ?)",
                (message.message_id, clock.instant(clock.now()), message.channel, message.to, message.text),
            )
            self._db.execute("DELETE FROM message WHERE n <= (SELECT MAX(n) FROM message) - ?", (KEPT,))

    def newest(self) -> list[dict[str, str]]:
        """The newest hundred messages, newest first, as the outbox page shows them."""
        with self._lock:
            rows = self._db.execute(
                "SELECT message_id, at, channel, addressee, body FROM message ORDER BY n DESC LIMIT ?", (ROWS,)
            ).fetchall()
        return [dict(zip(("message_id", "at", "channel", "to", "text"), row, strict=True)) for row in rows]

    def close(self) -> None:
        self._db.close()
