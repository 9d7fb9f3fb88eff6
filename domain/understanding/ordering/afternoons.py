"""Who comes later today is not here this morning: 下午到校, 中午来, back this afternoon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.calendar import Period
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, NOTHING_THERE
from domain.understanding.cutting.tokens import Token

_PARTS = ("下午", "中午", "午后", "傍晚", "晚上")
_COMES = frozenset(
    [
        *("来", "到", "到校", "来校", "到班", "来学校", "到学校", "来上课", "来上学", "回来上课"),
        *("回来上学", "回学校", "回校上课", "返校上课", "返校", "回校", "来班上", "赶到", "能到"),
    ]
)
_SMALL = frozenset(["才", "再", "就", "会", "要", "能", "才能", "可以", "将", "回", " "])
_THAT_DAY = frozenset(["当天", "当日", "那天", "同一天"])
_BEHIND = ENDS | {Kind.CLOSE, Kind.REST, Kind.SPACE}
LONGEST = 6
"""Pieces between the part of the day and the end of what is told of it."""


def comers_later(tokens: Sequence[Token], day: date) -> list[Token]:
    """The same pieces; whatever words tell that a pupil comes in the afternoon, it is one."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        end = at + 1
        if _is_then(tokens, at):
            found[-1] = replace(found[-1], text=found[-1].text + tokens[at].text)
        else:
            found.append(tokens[at])
            end = _comes_behind(tokens, end) if _is_later(tokens[at], day) else end
        if end > at + 1:
            found.append(Token(Kind.BACK, "返校"))
        at = end
    return found


def _is_then(tokens: Sequence[Token], at: int) -> bool:
    """当天下午, 第二天下午: a part of a day that is over."""
    before = tokens[at - 1] if at else NOTHING_THERE
    then = before.kind is Kind.STAY or before.text in _THAT_DAY
    return then and tokens[at].kind is Kind.FILLER and tokens[at].text in _PARTS


def _is_later(token: Token, day: date) -> bool:
    """下午, 今天下午; 昨天下午 is over."""
    today = token.kind is Kind.FILLER or token.value == Period(day, day)
    return today and token.text.endswith(_PARTS)


def _comes_behind(tokens: Sequence[Token], at: int) -> int:
    """Where 来 or 到校 ends that stands behind and ends its clause; ``at`` where none does."""
    for end in range(at, min(at + LONGEST, len(tokens))):
        behind = tokens[end + 1] if end + 1 < len(tokens) else NOTHING_THERE
        if tokens[end].text in _COMES and behind.kind in _BEHIND:
            return end + 1
        if tokens[end].text not in _SMALL:
            break
    return at
