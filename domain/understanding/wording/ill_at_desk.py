"""Who is ill and at school all the same: 在校：赵六（咳嗽）, 感冒在校：赵六."""

from __future__ import annotations

import re

_HERE = re.compile(
    r"(?:^|(?<=[\s,;。]))(?:(?:带病|生病)?在校|(?P<ill>感冒|咳嗽|发热|发烧)在校)\s?:\s?"
    r"(?P<who>(?![一二三四五六七八九十全无都正已没均所今])[\u4e00-\u9fff]{2,4})(?=\s?[(,;。]|$|\s)"
)


def ill_at_school(text: str) -> str:
    """The text with each such pupil at school: 赵六在学校(咳嗽)."""
    return _HERE.sub(_told, text) if "在校" in text else text


def _told(found: re.Match[str]) -> str:
    return f"{found['who']}在学校{',' + found['ill'] if found['ill'] else ''}"
