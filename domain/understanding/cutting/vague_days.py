"""When it was, without a day: 前几天, 上周, 上学期, a few days ago, last month."""

from __future__ import annotations

import re
from functools import lru_cache

_N_OF = r"(?:\d{1,2}|好?几|[一两二三四五六半])"
_LONG_AGO = re.compile(
    rf"{_N_OF}个?(?:多月|月|学期|年)(?:之|以)?前|上个?学[期年]|上上?个?月(?![\d一二三四五六七八九十初份底中末])"
    r"|大?前年|去年|小时候|寒假(?:期间)?|暑假(?:期间)?"
    r"|last (?:month|term|semester|year|summer|winter|spring|autumn|school year)\b"
    r"|(?:over|in|during) the summer(?: holidays?)?\b"
    r"|(?:many|several|a few|some) (?:months|years) ago\b"
    r"|(?:a|an|one|two|three|four|five|six|\d{1,2}) (?:months?|years?|terms?) ago\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"(?:\d|[一两二三半几])个?(?:周|星期|礼拜)(?:之|以)?前"
    r"|前几天|前两天|前些天|前阵子|前一阵子?|头几天|早几天|前段时间|前不久|几天前|上个?周|上个?(?:星期|礼拜)"
    r"|last week\b|the other day\b|(?:a few|several|some) days ago\b"
    r"|(?:a couple of|a few|several|some) weeks ago\b",
    re.IGNORECASE,
)
_MONTH = r"(?:1[0-2]|[1-9]|十[一二]|[一二三四五六七八九十])月份?|上个?月|本月|这个?月|下个?月|月"
_EN_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_PART_OF_MONTH = re.compile(
    rf"(?:{_MONTH})(?:初|底|末|中(?:旬)?|[上下]旬)(?!考|测|试)|[上中下]旬"
    rf"|(?:1[0-2]|[1-9])月份?(?=(?:就|曾|才)?(?:去|从|到过|回|返))"
    rf"|(?:at|by|towards) the (?:end|beginning|start) of (?:(?:last|this|the) month|{_EN_MONTH})\b"
    rf"|(?:in )?(?:early|late|mid)[ -]{_EN_MONTH}\b(?! \d)|in {_EN_MONTH}\b(?! \d)"
    r"|(?:early|late|earlier) (?:last|this) month\b",
    re.IGNORECASE,
)
LAST_TIME = re.compile(r"上一?[次回]|前一次|last time", re.IGNORECASE)
"""A time that is over, where what was then is said right behind."""
_LATELY = re.compile(
    r"上上个?(?:周|星期|礼拜)[一二三四五六日天末]?|这段时间|这两天|最近|近期|近日|本周|这周"
    r"|上个?月|recently|放假期间|假期期间|假期|这几天",
    re.IGNORECASE,
)
_ONCE = frozenset(["以前", "从前", "小时候"])
_VAGUE = re.compile(
    "|".join(one.pattern for one in (_PART_OF_MONTH, _LONG_AGO, _GONE, _LATELY)), re.IGNORECASE
)


def vague_at(text: str, at: int) -> int:
    """How long the words are that stand here and say about when it was; 0 where none do."""
    inside = at and text[at].isascii() and text[at - 1].isascii() and text[at - 1].isalpha()
    if inside:
        return 0
    found = _VAGUE.match(text, at)
    return len(found[0]) if found else 0


@lru_cache(maxsize=512)
def is_long_ago(text: str) -> bool:
    """上学期, 以前, last month: an illness of then is none of today."""
    return _LONG_AGO.fullmatch(text) is not None or text in _ONCE


def days_back(text: str) -> int:
    """How many days ago it was at the least: 前两天, 上周."""
    return 2 if text == "前两天" else 7


@lru_cache(maxsize=512)
def is_over_surely(text: str) -> bool:
    """前几天, last week: over, and not known since when. 这几天 may reach till now."""
    return is_long_ago(text) or any(one.fullmatch(text) for one in (_GONE, LAST_TIME))
