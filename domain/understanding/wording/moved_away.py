"""转到县城读书去了, 转学去县城了: who moved to another school is no traveller."""

from __future__ import annotations

import re

_TO = r"(?:到|去|回|往)了?"
_WHERE = r"(?:(?![病医住诊])[\u4e00-\u9fff]){1,8}?"
_DONE = r"(?:去了|来的|的|去|了)?"
_END = r"(?=\s*(?:[,，、;；。.!！)）\n]|$|的))"
_MOVED = re.compile(
    rf"(?<![好周运流扭辗])(?:转(?:[学校园]了?)?{_TO}{_WHERE}(?:(?:去)?(?:读书|上学|念书|就读|上小学"
    rf"|上幼儿园|上初中)|[小中]学|[一二三四五六七八九十实附][小中]|(?<=..)学校|幼儿园){_DONE}"
    rf"|转[学校园]了?{_TO}{_WHERE}(?:去了|了)?"
    rf"|转{_TO}(?:[一二三四五六七八九]年级)?[(（]?[一二三四五六七八九十\d]{{1,2}}[)）]?班(?:去了|了)){_END}"
)
_NOT_OURS = re.compile(r"(?:已经)?不在(?:我们|咱们|本|我)班了")


def moves_settled(text: str) -> str:
    """The text with 转学了 for each of them, as the place matters to nobody."""
    return _NOT_OURS.sub("转出", _MOVED.sub("转学了", text))
