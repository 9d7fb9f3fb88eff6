"""病 or 事 alone for a leave: 张三病, 李四 事, 王五❌病."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.shapes import leave_for
from domain.understanding.cutting.tokens import Token

_SHORT = re.compile(r"(?P<why>[病事])(?=\s|[)，,;。、:]|\d{1,2}\s?[人名]?\s?[(:]|$)")
_CROSS = frozenset("❌✖×✗✘")
"""Before a reason: 罗嘉怡❌病."""
_BETWEEN = frozenset({Kind.SPACE, Kind.COLON})
_OF_WHOM = frozenset({Kind.NAME, Kind.OPEN, Kind.STOP, Kind.COMMA})


def short_leave_at(text: str, at: int, before: Sequence[Token]) -> tuple[int, Token] | None:
    """Why somebody is away, in one character behind the name."""
    found = _SHORT.match(text, at) if text[at] in "病事" else None
    if found is None or not _stands_for_leave(before):
        return None
    return 1, Token(Kind.ABSENT, found["why"], leave_for(found["why"]))


def _stands_for_leave(before: Sequence[Token]) -> bool:
    last = before[-2:] if before and _is_between(before[-1]) else before[-1:]
    return not last or last[0].kind in _OF_WHOM


def _is_between(token: Token) -> bool:
    return token.kind in _BETWEEN or token.text in _CROSS
