"""First one figure, later another: 一开始37.8，过会儿再量36.7."""

from __future__ import annotations

import re

_FIRST = re.compile(
    r"(?:最?一?开始时?|刚开始时?|起初|起先|最初|开头|先)是?(?:量|测)?(?:的|了|出来?)?(?:是)?"
    r"(?=(?:额温|腋温|耳温|体温|发烧|烧)?[是到]?\s?[34]\d(?:[.度]|$|[,，]))"
)
_WAITED = (
    r"(?:过|等|歇|坐|缓|隔|停|休息|静坐|躺)了?(?:一?会儿?|一?下|一阵|片刻)"
    r"|(?:一会儿?|会儿|稍后|等下)"
)
_THEN = re.compile(
    rf"(?:{_WAITED})(?:以后|之后|后)?[,，]?"
    r"(?=(?:[又再重复]新?[量测查]|第二次|是|就|\s)?[^,。;\n]{0,4}[34]\d[.度])"
)
_A_WHILE = re.compile(r"(?<=[嗽烧热疼痛晕吐昏])了?(?:好?一|半)会儿?了?(?=\s*(?:[,;。!]|$))")

_MINUTES = (
    r"(?:after (?:about )?(?:a few|\w+) min(?:ute)?s?(?: later)?|(?:a few"
    r"|\w+) min(?:ute)?s? later)"
)
_AGAIN = (
    r"(?:re-?(?:measured|tested|checked|taken)|(?:measured|tested|checked|taken|read) again"
    rf"|second (?:measurement|reading|check|test|try))(?:,? {_MINUTES})?"
)
_READ_AGAIN = re.compile(
    rf"(?<=\d)(?: at the gate| on arrival)?(?P<stop>\s?[.;,]|\s?\()\s+(?:then |and then "
    rf"|and )?(?:on |at )?(?:the |a )?(?:{_AGAIN}"
    rf"|{_MINUTES}(?: {_AGAIN})?)\s?[:,]?\s?"
    r"(?:it was |was |now |at |is )?(?=[34]\d\.\d)",
    re.I,
)
_COOLED_DOWN = re.compile(
    rf"(?<=\d)(?P<where>(?: at the (?:school )?gate| on arrival)?),? (?:and |but |then )?"
    rf"(?P<second>[34]\d\.\d) {_MINUTES}(?: (?:of |later )?(?:rest|sitting|inside))?"
    r"(?=\s*(?:[,;.)\n]|$))",
    re.I,
)
"""37.5 at the gate, 36.8 after ten minutes."""
_RAN_IN = re.compile(r"刚?(?:跑步|跑着|骑车|走路|跑)过?来(?:的|时|后)?(?=3\d\.\d)")
_CAME_IN = re.compile(
    r"\bwhen (?:he|she|they) (?:came in|arrived|got (?:in|here)|walked in)\b", re.I
)
_THEN_AGAIN = re.compile(
    r"(?<=\d)。(?=(?:过了?|等了?|歇|休息|[十五二三\d]+分钟后?|再|复|重新"
    r"|第二次)[^,。;\n]{0,10}3\d\.\d)"
)


def in_order(text: str) -> str:
    """The text with 后来 before what was measured later; how long something took is left out."""
    text = _RAN_IN.sub("刚到", _CAME_IN.sub("on arrival", text))
    text = _COOLED_DOWN.sub(r"\g<where>, second reading \g<second>", text)
    text = _THEN_AGAIN.sub(",", _READ_AGAIN.sub(", second reading ", text))
    return _A_WHILE.sub("", _THEN.sub("后来", _FIRST.sub("", text)))
