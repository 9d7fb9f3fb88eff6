"""Why somebody is ill, where nobody knows it: 不知道吃了啥子, 什么原因不清楚."""

from __future__ import annotations

import re

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token

_NOT_KNOWN = (
    r"(?:还|暂时?|目前|也|我也?|都|就是)*"
    r"(?:不(?:晓得|知道?|清楚|明白|详|明)|没(?:说|问|查|搞|弄)(?:清楚?|出来|明白)|未知|说不清楚?|搞不清楚?)"
)
_WHAT = r"(?:啥子?|什么|么子|哪样|甚么|么事)"
_TAKEN = re.compile(
    rf"{_NOT_KNOWN}(?:是|是不是|在哪)?(?:又|昨天|昨晚|早上)?[吃喝碰沾闻摸着](?:到|坏)?了?{_WHAT}"
    r"(?:东西|坏东西|不干净的?(?:东西)?|玩意)?[子了的]?"
)
_HOW = re.compile(
    rf"{_NOT_KNOWN}(?:是)?(?:(?:咋|怎么)个?(?:[搞弄整]|引)(?:起|来)?[的了]?|{_WHAT}(?:病|毛病|引起)[的了]?)"
)
_OF_WHAT = re.compile(
    rf"(?:是|到底|究竟)*{_WHAT}(?:原因|情况|病|毛病|缘故|问题){_NOT_KNOWN}[了的]?"
)
_SIGNS = frozenset("还暂目也我都就不没未说搞是到究啥什么哪甚")


def cause_at(text: str, at: int) -> tuple[int, Token] | None:
    """A cause nobody knows; what it is the cause of stands as it was told."""
    if text[at] not in _SIGNS:
        return None
    found = _TAKEN.match(text, at) or _HOW.match(text, at) or _OF_WHAT.match(text, at)
    return (len(found[0]), Token(Kind.FILLER, found[0])) if found else None
