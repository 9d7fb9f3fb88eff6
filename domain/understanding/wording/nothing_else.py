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
_NO_MORE_SYMPTOMS = re.compile(
    r"(?<=[^\s,;。:])(?P<apart>[\s,;。]+|(?<=\d)|(?<=[热烧嗽吐泻痛疼度)]))(?:也|都|暂|均|目前)?(?:没有?|无|没得|未见|莫得)(?:任何|什么|啥)?"
    r"(?:其[他它余]|别)的?(?:地方)?的?(?:不适|不良)?(?:症状|不适|不舒服|表现|反应)(?:的|了)?(?=\s|[,;。.!)]|$)"
)
"""孙浩然38.2，无其他症状 adds nothing."""
_OTHER_SYMPTOMS = re.compile(
    r"(?<![未])(?:没有|没|无|莫得)(?:任何|什么)?(?:其[他它余]|别)的?(?=(?:不适|不良)?(?:症状|不舒服|不适|反应))"
)
_OF_JOURNEYS = re.compile(r"(?:外出|出行|旅居|旅行|离[市县省]|travel|trips?)[^,。;\n]{0,12}:", re.I)
"""外出：张三武汉，其余无 says of the others only that they did not go."""


def plain_nothing_else(text: str) -> str:
    """The text with 其他无 as 其余正常, unless it stands in a list of journeys."""
    text = _NO_MORE_SYMPTOMS.sub("", _NOTHING_ELSE.sub("rest fine", text))
    text = _OTHER_SYMPTOMS.sub("无", text)
    return _REST_NONE.sub(_all_well, text)


def _all_well(found: re.Match[str]) -> str:
    line = found.string[: found.start()].rpartition("\n")[2]
    return found[0] if _OF_JOURNEYS.search(line) else "其余正常"
