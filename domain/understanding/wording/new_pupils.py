"""A pupil who is new in the class: 新转来的, 今天转来第一天 are no journey."""

from __future__ import annotations

import re

_NEW = re.compile(
    r"(?<![从由自])(?:是|就是)?(?:今天|昨天|本周|这周|上周|刚|刚刚|才)?(?:新转(?:过)?来"
    r"|转[学校](?:过)?来|新转[入进]"
    r"|转来(?=第一天|的?新))(?:的)?(?:新?同学|新?学生"
    r"|新生)?[,，]?(?:今天)?(?:是)?(?:第[一二三]天)?(?:上课|上学|到校)?"
)
_CAME_FROM = re.compile(
    r"(?P<before>(?:^|[\n,，。;]|(?<=[^天末日晚一二三四五六前昨期假]))(?:就?是|才|刚刚?|上学期|这学期|本学期|开学)?)"
    r"[从由自](?!昨|前|周|今)[^,，。;\n\d]{1,7}?(?=转[学校](?:过)?来|转来的?新|新转|转入)"
)
"""从成都 of a pupil who moved; with a day beside it, it is a journey too."""
_MOVED_EN = re.compile(
    r"\b(?:has |have )?(?:just |recently |newly )?(?:transferred|moved)(?: here| to us| in)?"
    r" from (?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)?(?: (?:school|primary|to our (?:class|school)))*"
    r"(?=\s*(?:[,;.!\n]|$|and\b))",
    re.I,
)
_MEASURED = re.compile(r"[^。;\n其]{0,10}[34]\d[.度]")
_FROM = re.compile(r"[从由自][^,，。;\n]{0,8}$")
_OPENS = re.compile(
    r"(?:(?:^|[,，。;；!、\n\s])(?:今天|昨天|本周|这周|我们?班|班[里上]|我班)*|还有|另外|此外|以及|和|跟)(?:有?个|那个)?$"
)
_A_PUPIL = re.compile(
    r"(?:今天|昨天|本周|这周|上周|刚|刚刚|才)?(?:新转(?:过)?来|转[学校](?:过)?来|新转[入进])(?:的|新?同学|新?学生|了?[一1]?[个位名])"
)


def arrivals_settled(text: str) -> str:
    """The text with 来了 for a pupil who came into the class, unless a place is told too."""
    text = _MOVED_EN.sub("has come to school", text)
    return _NEW.sub(_came, _CAME_FROM.sub(r"\g<before>", text))


def _came(found: re.Match[str]) -> str:
    opens = _OPENS.search(found.string, max(found.start() - 8, 0), found.start())
    if opens and _A_PUPIL.match(found.string, found.start()):
        return found[0]  # 张三咳嗽，新转来的学生38.5
    told_from = _FROM.search(found.string[: found.start()])
    if told_from:
        return found[0]
    measured = _MEASURED.match(found.string, found.end())
    return "" if measured else "来了"
