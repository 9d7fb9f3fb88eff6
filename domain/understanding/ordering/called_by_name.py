"""A name that is told last: 有一个同学发烧，叫李雷; 小浩然."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET
from domain.understanding.cutting.tokens import COUNTED, Token

_CALLED = frozenset(["叫", "名叫", "叫做", "名字叫", "就叫", "他叫", "她叫", "是叫"])


def called_by_name(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; 叫 before a name falls silent, where somebody was spoken of before, and so
    does 小 before a given name.
    """
    found = list(tokens)
    told = False
    for n, one in enumerate(found):
        told = (told or one.kind in COUNTED) and one.kind is not Kind.STOP
        if (told and _calls(found, n)) or _is_dear(found, n):
            found[n] = replace(one, kind=Kind.FILLER, value=None)
    return found


def _calls(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].text not in _CALLED:
        return False
    behind = (one.kind for one in tokens[at + 1 : at + 6] if one.kind not in QUIET)
    return next(behind, Kind.STOP) is Kind.NAME


def _is_dear(tokens: Sequence[Token], at: int) -> bool:
    """小浩然"""
    one, name = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else Token(Kind.STOP, "")
    return one.kind is Kind.UNKNOWN and one.text == "小" and name.kind is Kind.NAME
