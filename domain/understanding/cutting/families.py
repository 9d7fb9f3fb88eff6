"""Whose child it is: 张家那个李雷 says nothing more, and 姓郭的那个 is whoever is called 郭."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.name_forms import surnamed
from domain.understanding.cutting.names import Roll
from domain.understanding.cutting.pieces import QUIET
from domain.understanding.cutting.tokens import PREPOSITIONS, Token

_FAMILY = re.compile(
    r"(?:(?:村[口头东西尾里]|街上|镇上|隔壁|前面|后面|坡上|河边|山上)的?)?"
    r"(?:老?(?P<surname>[\u4e00-\u9fff])(?:老[大二三四五六七八九幺]|[大二三四五六七八九幺]|老师|师傅|老板|主任|支书"
    r"|医生|婶|叔|嫂|伯|哥|姐|爷|娘)?家|(?P<trade>[卖开做种养修打][\u4e00-\u9fff]{1,3})(?:的?那家|家))"
    r"(?P<whose>的那个|里那个|那个|那位|的娃儿?|里的|的|那娃儿?|屋头的)(?:娃儿?|孩子)?"
)
_FARTHEST = 14
"""Signs in which the 家 stands: 村头的卖豆腐的那家."""
_CALLED = re.compile(
    r"姓(?P<surname>[\u4e00-\u9fff]{1,2})的(?:那个|这个|那位|那名|一个)?"
    r"(?P<sex>[男女])?(?:同学|学生|孩子|娃娃|娃儿|娃|生|孩)?"
)
_BEHIND = frozenset({Kind.OPEN, Kind.COMMA})
_CLOSES = ",，。;；)）!\n"


def family_at(text: str, at: int, before: Sequence[Token], roll: Roll) -> tuple[int, Token] | None:
    """The family beside a pupil's name."""
    found = _FAMILY.match(text, at) if "家" in text[at + 1 : at + _FARTHEST] else None
    if found is None or (found["surname"] and not surnamed(found["surname"])):
        return None
    if before and before[-1].kind in PREPOSITIONS:
        return None  # 去张家的
    end = found.end()
    named = end < len(text) and bool(roll.exact(text, end) or roll.sounding(text, end))
    if named or (_stands_behind_name(before) and text[end : end + 1] in _CLOSES):
        return len(found[0]), Token(Kind.FILLER, found[0])
    return None


def _stands_behind_name(before: Sequence[Token]) -> bool:
    """李雷（张家那个）; 李雷，就是张家那个，发烧了."""
    told = [one.kind for one in before[-6:] if one.kind not in QUIET | {Kind.ONLY}]
    return len(told) > 1 and told[-1] in _BEHIND and told[-2] is Kind.NAME


def called_at(text: str, at: int, roll: Roll) -> tuple[int, Token] | None:
    """姓郭的那个娃儿: the pupils of that surname."""
    found = _CALLED.match(text, at) if text[at] == "姓" else None
    if found is None:
        return None
    who = replace(roll.titled(found["surname"]), raw=found[0])
    who = who.narrowed(lambda pupil: pupil.name.startswith(found["surname"]))
    if found["sex"]:
        who = who.narrowed(lambda pupil: pupil.sex == found["sex"])
    return (len(found[0]), Token(Kind.NAME, found[0], who)) if who.candidates else None
