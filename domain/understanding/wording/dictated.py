"""What a voice input leaves in a text, and words in the order in which they are spoken."""

from __future__ import annotations

import re

_SIGNS = {"逗号": ",", "句号": "。", "感叹号": "!", "顿号": "、", "分号": ";", "冒号": ":"}
_SPOKEN_SIGN = re.compile("|".join(_SIGNS))
# 么得 for 没得 along the Yangtze; 什么得, 怎么得 stay.
_HAVE_NOT = re.compile(
    r"(?<![什怎这那多要])么得(?=人|事|问题|啥|什么|哪个|发|咳|缺|请假|外出|$|\s|[,。!])"
)
_SHORT_NOT = re.compile(
    r"\b(has|have|was|were)n['’]?t(?=\s(?:yet\s)?been\s(?:measured|checked|taken))", re.IGNORECASE
)
_DEGREES = r"(?<![\d.:/])\d{2,3}\.\d{1,2}\s?(?:℃|°\s?[cf]|[cf]\b|度)?"
# 36.9 highest, 36.9是最高的: the figure before its word. 36.9，最高的是张三 stays.
_FIGURE_FIRST = re.compile(
    rf"(?P<figure>{_DEGREES})\s?(?:(?:was|is)\sthe\s|是|为)?"
    r"(?:max(?:imum)?|highest|最高的?)(?=\s*(?:[,;。!、.\n]|$))(?!\s*[:是])",
    re.IGNORECASE,
)


def plain_dictation(text: str) -> str:
    """The text with spoken signs as signs, and what was said of a figure before it."""
    text = _SPOKEN_SIGN.sub(lambda found: _SIGNS[found[0]], _HAVE_NOT.sub("没得", text))
    text = _SHORT_NOT.sub(r"\1 not", text)
    return _FIGURE_FIRST.sub(_word_first, text)


def _word_first(found: re.Match[str]) -> str:
    word = "highest " if found[0].isascii() else "最高"
    return f"{word}{found['figure'].strip()}"
