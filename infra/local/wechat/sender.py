"""Sends the simulator's notices to the merchant, one after the other, until they are taken or given up.

WeChat Pay tries for a day (15 s, 15 s, 30 s, 3 min, 10 min …); here the pauses are shorter and the number is the same.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException
from typing import Final
from urllib.parse import urlsplit

from infra.local.wechat.simulator import Simulator

AGAIN_AFTER_SECONDS: Final = (1, 2, 3, 5, 10, 20, 30, 60, 60, 120, 120, 300, 300, 600, 600)
_ANSWER_SECONDS: Final = 5
_LOOK_SECONDS: Final = 0.2
_SUCCESS: Final = range(200, 300)

log = logging.getLogger("guanjia.wechat")


def post(url: str, headers: Mapping[str, str], raw: bytes) -> int:
    """The status of the merchant's answer; 0 when there was none in time."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=_ANSWER_SECONDS)
    try:
        connection.request("POST", parts.path, raw, dict(headers))
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


class Sender:
    """Goes on with what an earlier process left unsent."""

    def __init__(self, simulator: Simulator, deliver: Callable[[str, Mapping[str, str], bytes], int] = post) -> None:
        self._simulator = simulator
        self._deliver = deliver
        self._stopping = threading.Event()

    def start(self) -> None:
        """Send from a thread of its own, which ends with the process."""
        threading.Thread(target=self._work, name="wechat notices", daemon=True).start()

    def stop(self) -> None:
        """Send nothing more after what is on its way."""
        self._stopping.set()

    def step(self) -> int:
        """Send what is due now; gives how many were sent."""
        sent = 0
        for sent, (notice, url, told) in enumerate(self._simulator.due(), 1):  # noqa: B007 - counted
            status = self._deliver(url, told.headers, told.raw)
            if status in _SUCCESS or notice.is_forged:
                self._simulator.sent(notice)
            elif notice.tries < len(AGAIN_AFTER_SECONDS):
                self._simulator.not_taken(notice, AGAIN_AFTER_SECONDS[notice.tries])
            else:
                log.warning("a notice was given up: %s", notice.trade_no)
                self._simulator.not_taken(notice, None)
        return sent

    def _work(self) -> None:
        while not self._stopping.wait(_LOOK_SECONDS):
            try:
                self.step()
            except Exception:
                log.exception("the simulator's notices stumbled")
