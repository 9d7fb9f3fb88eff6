"""Answers cut short: 36.7 没, max 36.9, nobody away, 45人里43人正常, 体温不高，36.5."""

from __future__ import annotations

import re

_END = r"(?=\s*(?:[,，。;；.!！\n]|$))"
_WAYS = (
    # 36.7 没: nobody travelled.
    (
        re.compile(r"(?P<max>^\s*3[5-7]\.\d{1,2}[度℃]?)\s?[,，]?\s?没(?=\s*[。.!！]?\s*$)"),
        r"\g<max> 没有",
    ),
    (
        re.compile(
            r"(?P<reading>3[5-7]\.\d{1,2}\s?[,，;.]\s?(?:and )?)(?:nobody|no[ -]one)"
            rf"(?: is| was| has been)? away{_END}",
            re.I,
        ),
        r"\g<reading>no travel",
    ),
    (re.compile(rf"没有?人在(?:外地|外省|外面){_END}"), "没人外出"),
    # 45人里43人正常: the first number is the class.
    (
        re.compile(
            r"(?<![\d.])(?:全班|班上|本班|我们?班)?(?P<due>[2-6]\d)(?:个人|个|人|名)(?:同学|学生)?(?:(?:里面?|[之当]?中|内)[,，]?)?"
            r"(?=(?:有)?[1-6]\d(?:个人|个|人|名)?(?:同学|学生)?(?:都)?正常)"
        ),
        r"全班\g<due>人,",
    ),
    # 体温不高，36.5 says it twice.
    (re.compile(r"(?:体温)?(?:也)?不高(?=[,，]?\s?3[5-7]\.\d)"), ""),
    (re.compile(r"\bsafe(?:ly)? (?:and sound )?(?=(?:at )?home\b)", re.I), ""),
)


def short_answers_whole(text: str) -> str:
    """The text with each of them as it is mostly said."""
    for wording, known in _WAYS:
        text = wording.sub(known, text)
    return text
