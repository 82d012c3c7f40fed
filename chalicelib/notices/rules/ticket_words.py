"""What messages about a ticket say, in Chinese: short, as one would say it. Pure: no clock, no database, no HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from chalicelib.core import clock
from chalicelib.notices.rules.hours import is_quiet, next_morning
from chalicelib.tickets.rules import life
from chalicelib.tickets.rules.tickets import Status, Ticket

_WORDS_MOST: Final = 60
_TOLD_NEXT: Final = frozenset({life.STAGED_REPLY, life.REVIEW})


@dataclass(frozen=True)
class Telling:
    """A ticket as it is `at` the time of sending. `words` are what the office said, `worker` whose it is, by name.

    `urgent`: the owner is messaged at night too.
    """

    community: str
    ticket: Ticket
    page: str
    at: datetime
    worker: str = ""
    words: str = ""
    urgent: bool = False


def text_of(event: str, told: Telling) -> str:
    """The message about a step, with the ticket's number and the link to its page."""
    return f"【{told.community}】您报的事（编号 {told.ticket.number}）{_SAYINGS[event](told)}"


def _opened(told: Telling) -> str:
    due_at = {one.rule: one.due_at for one in told.ticket.clocks if one.due_at > told.at}
    vows = ((life.ACCEPT, "前有人接单"), (life.STAGED_REPLY, "前给您消息"))
    parts = [f"{_when(due_at[rule], told.at)} {vow}" for rule, vow in vows if rule in due_at]
    return f"登记好了：{'，'.join([*parts, '之后每两小时告诉您进展'])}。{_look(told)}"


def _accepted(told: Telling) -> str:
    return f"：{_standing(told)}。{_next(told)}{_look(told)}"


def _how_far(told: Telling) -> str:
    said = f"最近的答复：“{_clipped(told.words)}”。" if told.words else ""
    return f"：{_standing(told)}{_expected(told)}。{said}{_next(told)}{_look(told)}"


def _replied(told: Telling) -> str:
    return f"有新的答复：“{_clipped(told.words)}”。{_next(told)}{_look(told)}"


def _paused(told: Telling) -> str:
    return f"：{_standing(told)}。{_look(told)}"


def _finished(told: Telling) -> str:
    return f"办好了。请您看看结果，打个分：{told.page} 。一天之内也会有人打电话，问您办得怎么样。"


def _reopened(told: Telling) -> str:
    return f"重新处理：{_standing(told)}。{_next(told)}{_look(told)}"


_SAYINGS: Final[Mapping[str, Callable[[Telling], str]]] = {
    "ticket.opened": _opened,
    "ticket.accepted": _accepted,
    "ticket.reviewed": _how_far,
    "ticket.progressed": _how_far,
    "ticket.replied": _replied,
    "ticket.paused": _paused,
    "ticket.finished": _finished,
    "ticket.reopened": _reopened,
}


def _standing(told: Telling) -> str:
    """Where it stands, in words."""
    who = f"{told.worker} " if told.worker else "工作人员"
    standing = {
        Status.NEW: "正在安排人",
        Status.ASSIGNED: f"已派给 {who}".strip(),
        Status.ACCEPTED: f"{who}已接单",
        Status.ON_SITE: f"{who}正在处理",
        Status.HELD: _hold(told),
    }
    done = f"，完成 {told.ticket.percent}%" if told.ticket.percent else ""
    return standing[told.ticket.status] + done


def _hold(told: Telling) -> str:
    hold = told.ticket.hold
    if hold is None:
        return "先暂停"
    if hold.until <= told.at:
        return f"原定暂停到{_when(hold.until, told.at)}，正在安排继续"
    return f"先暂停，原因是“{_clipped(hold.reason)}”，{_when(hold.until, told.at)} 继续"


def _expected(told: Telling) -> str:
    expected_at = told.ticket.expected_at
    if expected_at is None or expected_at <= told.at or told.ticket.status == Status.HELD:
        return ""
    return f"，预计{_when(expected_at, told.at)} 办好"


def _next(told: Telling) -> str:
    """By when the owner hears the next word: not in the quiet hours, unless it is urgent."""
    running = (one.due_at for one in told.ticket.clocks if one.rule in _TOLD_NEXT and one.due_at > told.at)
    due_at = min(running, default=None)
    if due_at is None:
        return ""
    if is_quiet(due_at) and not told.urgent:
        return f"夜里不打扰您，{_when(next_morning(due_at), told.at)} 再给您消息。"
    return f"{_when(due_at, told.at)} 前再给您消息。"


def _look(told: Telling) -> str:
    return f"进度随时看：{told.page}"


def _clipped(words: str) -> str:
    line = " ".join(words.split()).rstrip("。")
    return line if len(line) <= _WORDS_MOST else line[: _WORDS_MOST - 1] + "…"


def _when(at: datetime, now: datetime) -> str:
    """今天 16:00, 明天 09:00, 11月15日 09:00."""
    there, here = at.astimezone(clock.SHANGHAI), now.astimezone(clock.SHANGHAI)
    near = {here.date(): "今天", here.date() + timedelta(days=1): "明天"}
    year = f"{there.year}年" if there.year != here.year else ""
    return f"{near.get(there.date()) or f'{year}{there.month}月{there.day}日'} {there:%H:%M}"
