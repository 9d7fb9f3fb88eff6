"""Who came back from a journey, under a heading of its own: 外出返回：何雨欣（昆明，18-20号）."""

from __future__ import annotations

import re

_CAME_BACK = re.compile(
    r"(?:外出|外地|外省|外市|市外|省外|出行|离市|出市)(?:人员|学生)?(?:返回|返校|归来|回来|返程|返乡|回校)"
    r"(?:人员|学生|情况|名单|者)?(?=\s?(?:\d{1,2}\s?[人名个])?\s?[:(])"
    r"|(?:^|(?<=[\n;。,、\s]))(?:返回|返程|归来)(?:人员|学生|情况|名单|者)?(?=\s?:)",
    re.MULTILINE,
)


def returned_from(text: str) -> str:
    """The text with 外出 for such a heading: whoever is named under it was on a journey."""
    return _CAME_BACK.sub("外出", text)
