"""How many of yesterday's absent are here today: 昨天请假3人，今天来了2人."""

from __future__ import annotations

import re

from domain.understanding.cutting.figures import numeral

_N = r"(?:\d{1,2}|[一两二三四五六七八九十])"
_BACK = re.compile(
    r"(?:昨天|昨日|周五|上周五|前天)(?:请(?:病|事)?假|病假|事假|没来|缺勤|未到)(?:了|的)?"
    rf"\s?(?P<away>{_N})\s?[人个名](?:学生|同学|娃儿?|孩子)?(?:的)?\s?[,;。 ]?\s?(?:今天|今日|今早)"
    rf"(?:已经?|又)?(?:来|到|返校|回来|回校)了?\s?(?P<back>{_N})\s?[人个名](?:学生|同学|娃儿?|孩子)?"
)


def plain_back_today(text: str) -> str:
    """The text with those who are still away; where all are back, nobody is."""
    return _BACK.sub(_still_away, text)


def _still_away(found: re.Match[str]) -> str:
    away = numeral(found["away"]) - numeral(found["back"])
    if away < 0:
        return found[0]
    return f"{away}人没来" if away else ""
