"""A pupil kept apart at school: 已单独隔离在一楼观察室 tells of the room alone."""

from __future__ import annotations

import re

_ROOM = r"(?:观察|隔离|留观|医务|校医|保健|卫生|临时|会议|办公)[^,。;\n]{0,6}?(?:室|处|间|点)"
_KEPT_APART = re.compile(
    r"(?:现|现在|目前)?(?:已经?|先|暂时?|正|单独|临时|安排|把他|把她|进行|被"
    r"|独自){0,4}隔离[,，]?(?:观察)?(?:[,，]\s?)?"
    rf"(?=(?:在|到|于)(?:学校)?的?(?:[一二三四五六\d]楼)?的?{_ROOM})"
)


def rooms_only(text: str) -> str:
    """The text with the room alone: 在一楼观察室."""
    return _KEPT_APART.sub("", text)
