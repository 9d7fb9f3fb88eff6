"""How many travelled, before they are named: 国庆去外地的有两个，黄俊杰去桂林，徐静怡去大理."""

from __future__ import annotations

import re

_PUPILS = "(?:同学|学生|孩子|娃儿?|人)"
_AWAY = "(?:外地|外省|外市|外县|省外|市外|外面|远门)"
_N = rf"(?P<n>[1-9]\d?|[两二三四五六七八九])\s?(?:个|名|位|人)(?:{_PUPILS})?"
_WENT = re.compile(
    rf"(?:[去到]过?了?|出过?了?){_AWAY}(?:了|过)?的?{_PUPILS}?(?:一共|总共|共)?[有是]?{_N}\s?[:,]\s?"
)
_CAME_BACK = re.compile(
    rf"从?{_AWAY}(?:返校|返回|回来|归来)的{_PUPILS}?(?:[有是]?{_N})?(?P<sign>\s?[:,]\s?)"
)
_AT_HOME = re.compile(
    rf"(?P<before>(?:周末|双休|国庆|假期|放假|长假|五一|端午|中秋|清明|元旦)[^\n。]*?[去到从回出][^\n。]*?)"
    rf"(?P<who>其[他余它]{_PUPILS}?)[都均全]?[待呆]?在家里?(?:没(?:有)?(?:外出|出去|出门))?(?=\s*(?:[,;。!]|$))"
)
"""周末外出：…，其他都在家 tells where the others were then."""


def travellers_counted(text: str) -> str:
    """The text with 外出2人 in its place, and the others who stayed at home as not travelling."""
    text = _WENT.sub(lambda one: f"外出{one['n']}人:", text)
    text = _CAME_BACK.sub(_back, text)
    return _AT_HOME.sub(r"\g<before>\g<who>无外出", text)


def _back(found: re.Match[str]) -> str:
    if found["n"]:
        return f"外出{found['n']}人:"
    return "外出:" if ":" in found["sign"] else found[0]
