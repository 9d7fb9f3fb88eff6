"""What is told of a teacher beside the class: 我请假，王老师代班，全班正常; my temp is 38.5."""

from __future__ import annotations

import re

_DAYS = r"(?:今天|今日|今早|明天|今明两天|这[两几]天|这周|本周|下周)?"
_LEADS = r"(?:现在?|先|已经?|已?安排|麻烦|委托|拜托|请了?|由|让|叫|找)*"
_COVERS = (
    r"(?:来|去|会|要|帮忙|帮我|给我|替我|帮|替|给)*"
    r"(?:代班|代报|代课|代管|代填|代我|代一下|代|顶班|顶我|顶一下|替我|帮我报|帮我填)"
    r"(?:一天|半天|[两三]天|一下|班|报|我|了|的)*"
)
_IN_DOUBT = r"可能|也许|大概|好像|估计|应该|或者|是不是|是否|能|[吗呢么没不谁哪问说]"
_NAME = rf"(?:(?!{_IN_DOUBT})[\u3400-\u9fff]){{1,3}}?"
_ZH = rf"{_DAYS}{_LEADS}{_DAYS}(?P<zh>{_NAME}(?:老师|主任)){_DAYS}{_COVERS}"
_EN = (
    r"(?:and |so |today )?(?P<en>(?:mr|mrs|ms|miss|teacher)\.? [a-z]+) (?:will |is |can |to )*"
    r"(?:cover(?:s|ing)?|stand(?:s|ing)? in|tak(?:es?|ing) over|fill(?:s|ing)? in"
    r"|(?<=will )report|(?<=to )report|in charge)"
    r"(?: (?:for me|my class|the class|today|now|this week|instead))*"
)
_STANDS_IN = re.compile(
    rf"(?:(?<=[,，。;；!！\n])|^)\s*(?:{_ZH}|{_EN})\s*(?:[,，。;；!！.\n]|$)", re.IGNORECASE
)
_MY_READING = re.compile(
    r"\bmy (?:own )?temp(?:erature)?(?: today| this morning)?(?: is| was| reads?)?"
    r"(?= ?(?:at |about )?[34]\d)",
    re.IGNORECASE,
)
_BUT_THE_CLASS = re.compile(
    r"(?P<own>\b(?:i|i'm)\b(?:(?!\b(?:all|every\w*|any\w*|no\w*)\b)[^,.;\n]){2,40}?)"
    r" but (?=all\b|every|the (?:whole|class|kids|children|students|pupils|rest|others)\b"
    r"|my (?:class|kids|students|pupils)\b|class\b|kids\b|students\b|pupils\b|children\b)",
    re.IGNORECASE,
)
_BUT_ME = re.compile(
    r"^除了?(?P<own>(?:我|本人)(?![们班])[^,，。;\s]{1,12}?)(?:以外|之外|外)?[,，\s]+"
)
_THEN_THE_CLASS = re.compile(
    r"^(?P<own>(?:老师)?(?:我|本人)[^,，。;；!！?？\s]{1,12}?(?:了|\d度?|适|服|疼|痛|嗽|冒|烧|假|吐))"
    r"\s*(?=(?:学生|孩子|娃|班里|班上|我们班|我班|本班|其他|其余)(?:们|娃|都|均|全|人|同学)*"
    r"(?:正常|好|没事|没问题))"
)


def without_stand_ins(text: str) -> tuple[str, str]:
    """The text without who stands in, and that teacher as typed: 王老师, Ms Wang."""
    found = _STANDS_IN.search(text)
    if found is None:
        return text, ""
    return text[: found.start()] + text[found.end() :], found["zh"] or found["en"]


def teachers_apart(text: str) -> str:
    """The text with a teacher's own reading or illness as a clause of its own."""
    text = _MY_READING.sub("I am at", text)
    text = _BUT_THE_CLASS.sub(r"\g<own>, ", text)
    text = _BUT_ME.sub(r"\g<own>,", text)  # 除了我感冒，全班正常
    return _THEN_THE_CLASS.sub(r"\g<own>,", text)
