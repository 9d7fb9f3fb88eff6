"""Somebody whose name is told last, in one wording: 有个女生肚子疼，名叫刘思琪."""

from __future__ import annotations

import re

_BOY_OR_GIRL = re.compile(
    r"(?P<one>有一?[个名位])[男女](?:生|同学|孩子?|娃儿?|的)(?=[^。;\n]{1,20}(?:叫|名字))"
)

_THERE_IS_ONE = re.compile(
    r"(?:我们班|我班|班[上里])?有一?[个名位](?:同学|学生|小朋友|孩子|娃儿?"
    r"|[男女]生)(?:名字)?名?叫做?"
    r"(?=[\u4e00-\u9fff])(?![家爸妈他她])"
)


def one_of_them(text: str) -> str:
    """The text with 有个女生……叫 as 有一个同学: the name behind tells which."""
    return _BOY_OR_GIRL.sub("有一个同学", _THERE_IS_ONE.sub("", text))
