"""A leave of an earlier message that was wrong: 郭家豪来了，刚才说请假弄错了."""

from __future__ import annotations

import re

_SAID = r"(?:刚才|刚刚|之前|前面|早上|刚)我?[说报写]的?"
_LEAVE = r"的?请?[病事]?假"
_WRONG = r"的?(?:不算|弄错|搞错|说错|报错|写错|错|不对|有误|取消)了?"
_BEHIND = re.compile(
    rf"^(?P<before>[^\n]*?(?<![没未不])[来到]了[,\s]+){_SAID}[他她]?{_LEAVE}{_WRONG}(?=[\s,;。!]|$)"
)
_WITH_NAME = re.compile(
    rf"(?:^|(?<=[,\n])){_SAID}(?P<who>[\u4e00-\u9fff]{{2,4}}?){_LEAVE}{_WRONG}[,\s]+(?=他|她)"
)


def leaves_taken_back(text: str) -> str:
    """The text as the correction it is, with the pupil named: 更正，郭家豪来了."""
    if "假" not in text:
        return text
    return _WITH_NAME.sub(r"更正,\g<who>", _BEHIND.sub(r"更正,\g<before>", text))
