"""Nobody came back from anywhere: 没有外地回来的, 无昆明返回人员. It is no journey of somebody."""

from __future__ import annotations

import re

from domain.understanding.cutting.places import is_place

_CHILD = r"(?:学生|同学|娃儿?|孩子|幼儿)"
_WHEN = r"(?:今天|昨天|前天|周末|最近|近期|这几天|上周)?"
_NOBODY = re.compile(
    rf"(?:^|(?<=[\s,;。!、]))(?P<whom>(?:我们?|咱们?)?(?:全|本|我)?班[里上]?|{_CHILD}[们些]?|家长"
    r"|也|且|都|目前|暂时?)?"
    rf"(?:没得|没有|莫得|木有|未有|没|无|冇)(?:人|任何人?|哪个|一个|家长|{_CHILD})?是?{_WHEN}从?"
    r"(?P<place>[^\s,;。!、没不从还未]{1,10}?)(?:回来|返回来?|回|返校|返|来)(?:过?的)?"
    rf"(?:(?<=的)|(?<=返回)|人员?|者|{_CHILD})(?:人员?|{_CHILD})?(?=\s*(?:[,;。!]|$))",
    re.MULTILINE,
)
_NONE_BACK = re.compile(
    rf"(?:^|(?<=[\s,;。!、]))(?:无|没有|没得)(?:返回|返乡)(?:的?人员|的?{_CHILD})(?=\s*(?:[,;。!]|$))",
    re.MULTILINE,
)
_ABROAD = re.compile(
    r"外[地省市县面头边]|[国境省市县校]外|外出的?|.{0,3}(?:风险|疫情)?(?:地区|区域|风险区|疫区)"
)


def returns_denied(text: str) -> str:
    """The text with such clauses as 无外出."""
    return _NOBODY.sub(_without, _NONE_BACK.sub("无外出", text))


def _without(found: re.Match[str]) -> str:
    places = re.split(r"[、和及或]", found["place"])
    known = all(is_place(one) or _ABROAD.fullmatch(one) for one in places)
    return f"{found['whom'] or ''}无外出" if known else found[0]
