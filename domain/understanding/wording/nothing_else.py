"""Nothing else: 36.7，其他无 and "nothing else to report" say of the others that they are well."""

from __future__ import annotations

import re

_END = r"(?=\s*(?:[,;。.!)\n]|$))"
_REST_NONE = re.compile(
    r"(?:其[余他它馀]|别|另外|剩下|剩余)(?:的|人|情况|方面|[都均皆也全]|暂时?|目前)*"
    rf"(?:无|没有|没得|莫得|没)(?:了|啦|哈|的|呀|啊|哦|咯)?{_END}"
)
_NOTHING_ELSE = re.compile(
    r"\b(?:nothing|nowt) (?:else|more|further)(?: to (?:report|say|add|note|declare|mention|tell))?"
    rf"(?: going on| happening| today| this morning| really| from (?:us|me))*{_END}",
    re.I,
)
_OF_JOURNEYS = re.compile(r"(?:外出|出行|旅居|旅行|离[市县省]|travel|trips?)[^,。;\n]{0,12}:", re.I)
"""外出：张三武汉，其余无 says of the others only that they did not go."""


def plain_nothing_else(text: str) -> str:
    """The text with 其他无 as 其余正常, unless it stands in a list of journeys."""
    text = _NOTHING_ELSE.sub("rest fine", text)
    return _REST_NONE.sub(_all_well, text)


def _all_well(found: re.Match[str]) -> str:
    line = found.string[: found.start()].rpartition("\n")[2]
    return found[0] if _OF_JOURNEYS.search(line) else "其余正常"
