"""What a report is probably about, by words that an office can edit: suggested, never decided (TIC-02).

Pure: no clock, no database, no HTTP.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from chalicelib.core import limits
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.tickets.rules.tickets import Kind, Priority


class BadSuggestions(Invalid):
    """Too many rules, one without words, or one with too many or too long ones."""

    code = "ticket_bad_suggestions"


class ChangedMeanwhile(Conflict):
    """Somebody else has replaced the table since it was read."""

    code = "ticket_suggestions_changed"


@dataclass(frozen=True)
class Suggestion:
    """Any of the words in a report suggests the kind and the priority. Rules are tried in their order."""

    words: tuple[str, ...]
    kind: Kind
    priority: Priority


_K, _P = Kind, Priority
DEFAULT: Final = (
    Suggestion(("爆管", "困人", "被困", "着火", "起火", "冒烟", "燃气", "煤气", "触电"), _K.REPAIR, _P.EMERGENCY),
    Suggestion(("漏水", "渗水", "停电", "跳闸", "停水", "堵", "电梯"), _K.REPAIR, _P.HIGH),
    Suggestion(("修剪", "绿化"), _K.CLEANING, _P.LOW),
    Suggestion(("坏", "不亮", "修", "松动", "门禁", "水龙头", "灯"), _K.REPAIR, _P.NORMAL),
    Suggestion(("小偷", "陌生人", "被盗", "打架"), _K.SECURITY, _P.HIGH),
    Suggestion(("账单", "收费", "物业费", "缴费", "发票"), _K.FEE, _P.NORMAL),
    Suggestion(("吵", "噪音", "邻居", "楼上"), _K.NEIGHBOUR, _P.NORMAL),
    Suggestion(("狗", "猫", "宠物"), _K.PETS, _P.NORMAL),
    Suggestion(("占用", "杂物", "堆放", "停车"), _K.COMMON_AREA, _P.NORMAL),
    Suggestion(("开裂", "空鼓", "质量"), _K.CONSTRUCTION, _P.NORMAL),
    Suggestion(("垃圾", "脏", "打扫", "异味", "蟑螂", "老鼠"), _K.CLEANING, _P.NORMAL),
    Suggestion(("传单", "小广告"), _K.FLYERS, _P.LOW),
    Suggestion(("树",), _K.CLEANING, _P.LOW),
    Suggestion(("请问", "咨询", "怎么"), _K.ENQUIRY, _P.LOW),
)


def suggest(words: str, rules: Sequence[Suggestion]) -> tuple[Kind, Priority]:
    """The kind and priority of the first rule that has a word in `words`; OTHER and NORMAL where none has."""
    found = next((rule for rule in rules if any(word in words for word in rule.words)), None)
    return (found.kind, found.priority) if found else (Kind.OTHER, Priority.NORMAL)


def check(rules: Sequence[Suggestion]) -> None:
    """Raise BadSuggestions for a table that cannot be kept."""
    bad = [rule for rule in rules if not 0 < len(rule.words) <= limits.SUGGESTION_WORDS]
    if len(rules) > limits.SUGGESTIONS or bad or not all(_is_word(word) for rule in rules for word in rule.words):
        raise BadSuggestions(
            most=limits.SUGGESTIONS,
            most_words=limits.SUGGESTION_WORDS,
            most_characters=limits.SUGGESTION_CHARACTERS,
        )


def need_unchanged(now: Sequence[Suggestion], was: Sequence[Suggestion] | None) -> None:
    """Raise ChangedMeanwhile where the table is not the one that its editor read; None asks for nothing."""
    if was is not None and tuple(was) != tuple(now):
        raise ChangedMeanwhile()


def _is_word(word: str) -> bool:
    return bool(word.strip()) and len(word) <= limits.SUGGESTION_CHARACTERS
