"""A reading that will be taken again says no more: 37.2，等会再量一次; will recheck later."""

from __future__ import annotations

import re

_NUMBER = r"[\d一二两三四五六七八九十几半]+"
_LATER = (
    r"(?:等(?:一)?会儿?|待(?:一)?会儿?|呆会儿?|(?:过)?一会儿?|过会儿?|会儿|等下|等一下"
    r"|稍后|晚点|晚些|回头"
    rf"|(?:过|等|休息)?{_NUMBER}(?:分钟|个?小时|刻钟|节课)(?:后|以后|之后)?"
    rf"|第{_NUMBER}节课?(?:后|下课后?|前)?|课间|下课后?|大课间|早读后|升旗后|上午|中午|下午)"
)
_WHO = (
    r"(?:我们?|先?让(?:他|她)(?:先)?(?:歇|坐|休息|缓)?(?:一下)?"
    r"|先?(?:歇|坐|休息)(?:一下)?|我?准备|打算|都)?"
)
_AGAIN_ZH = (
    r"(?:还要|还会|都|会|要|将|准备|打算|再去|去|给他|给她|我|我们|再给他|再给她)*"
    r"(?:再次?|复|重新?|二次)(?:给他|给她|来)?(?:测|量|查)(?:体温|温度)?"
    r"(?:一次|一下|一遍|一回|次|下|看看|一量|一测)?(?:体温|温度)?(?:看看|的|哈|吧)?"
)
_AGAIN_EN = (
    r"(?:(?:i|we|he|she|they) ?)?(?:will|shall|'ll|going to|to) (?:be )?"
    r"(?:re-?(?:measure|check|test|take)[dn]?|(?:measure|check|test|take|try)(?:d)?"
    r"(?: (?:him|her|it|them))?(?: temperature| temp)? (?:again|once more))"
    r"(?: (?:him|her|it|them))?(?: (?:again|later|soon|shortly|once more|this afternoon|today"
    r"|in (?:about )?(?:a few|an?|\w+) (?:min(?:ute)?s?|hours?)|at (?:break|noon|lunch"
    r"|\d{1,2}(?::\d\d)?)|after (?:the )?(?:\w+ )?(?:class|break|lunch|lesson|assembly)))*"
)
_MEASURED_LATER = re.compile(
    r"(?P<told>(?:[34]\d(?:\.\d{1,2}|度\d?)[℃度]?|正常|\b(?:normal|fine|ok|okay|well))"
    r"[(\s]{0,2})"
    rf"(?:[,，;]?\s*(?:{_WHO}{_LATER}[,，]?{_AGAIN_ZH})|[,;.]?\s*(?:and |but )?{_AGAIN_EN})"
    r"(?=\s*(?:[,，;。.!)\n]|$))",
    re.IGNORECASE,
)


def measured_already(text: str) -> str:
    """The text without what will be measured once more, where it was measured or called well."""
    return _MEASURED_LATER.sub(r"\g<told>", text)
