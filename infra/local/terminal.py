"""What programs without a page share: progress on standard error, a sentence and a status at an early end, signals."""

from __future__ import annotations

import signal
import sys
from typing import Final, NoReturn

FAILED: Final = 1
WRONG_INPUT: Final = 2


class Ended(Exception):
    """The program cannot go on; the message is the sentence for whoever started it."""

    def __init__(self, sentence: str, status: int = WRONG_INPUT) -> None:
        super().__init__(sentence)
        self.status = status


def say(text: str) -> None:
    """One line of progress."""
    print(text, file=sys.stderr, flush=True)


def end_cleanly_on_signals() -> None:
    """Have SIGTERM and SIGINT leave every `with` on the way out, so that the engine ends with the program."""
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, _leave)


def _leave(number: int, frame: object) -> NoReturn:
    raise SystemExit(128 + number)
