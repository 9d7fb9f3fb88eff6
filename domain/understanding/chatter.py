"""What people write to the bot that is no answer: thanks, a moment please, a question, a groan."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from domain.roster import Pupil
from domain.understanding.cutting.lexicon import Kind, split
from domain.understanding.cutting.tokens import Token, reference


class Chatter(StrEnum):
    """What words are that answer nothing, so that they get the reply that fits them."""

    COURTESY = "courtesy"
    WAIT = "wait"
    CALENDAR = "calendar"
    COMPLAINT = "complaint"
    HAND_OVER = "hand_over"
    ASKING = "asking"
    WITHDRAWN = "withdrawn"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Small:
    """The kind of small talk, the teacher who was named in it, the pupil who was asked about."""

    chatter: Chatter
    teacher: str = ""
    pupil: Pupil | None = None


_TABLES = tomllib.loads(Path(__file__).with_name("chatter.toml").read_text(encoding="utf-8"))
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"


def _pattern(table: str) -> re.Pattern[str]:
    chinese = (re.escape(word) for word in split(_TABLES[table]["zh"]))
    english = (
        rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word[-1].isalpha() else re.escape(word)
        for word in split(_TABLES[table]["en"])
    )
    longest_first = sorted((*chinese, *english), key=len, reverse=True)
    return re.compile("|".join(longest_first), re.IGNORECASE)


_FIRST = [
    (kind, _pattern(kind.value))
    for kind in (Chatter.HAND_OVER, Chatter.COMPLAINT, Chatter.CALENDAR, Chatter.WAIT)
]
_ASKING = _pattern("asking")
_COURTESY = _pattern("courtesy")
_STICKER = re.compile(
    r"\[(?!图片|语音|视频|文件|photo|voice|video|file)[^\]]{1,8}\]", re.IGNORECASE
)
_LEADS = (
    r"(?:我|就|先|今天|明天|后天|这周|本周|下周|今日|明日|是|由|让|请|问|找|叫|喊|给|跟|和|向|换成?|改"
    r"|代班|代课|代报|联系|麻烦|交给|委托|转告|告诉|通知)"
)
_TEACHER = re.compile(
    rf"{_LEADS}*(?P<zh>{_HAN}{{1,4}}?)(?:老师|主任)"
    rf"|(?:问|找|由|让|请|代班|代课)\s?(?:的是)?(?P<bare>{_HAN}{{2,3}}?)(?=代|替|报|填|负责|[\s,。!]|$)"
    r"|(?P<latin>[a-z]{2,12}(?:\s[a-z]{2,12})?)\s?(?:老师|主任|laoshi)"
    rf"|(?:^|今天|明天|后天|今明两天|这周|本周|下周|[\s,。!])(?P<instead>{_HAN}{{2,3}}?)(?:来)?(?:替|代|顶|帮)(?:我|班|报|课)"
    r"|\b(?:mr|mrs|ms|miss|teacher)\b\.?\s(?P<en>[a-z]+)",
    re.IGNORECASE,
)
_ASKED_OF = re.compile(
    rf"(?:问|找|由|让|叫|联系){_HAN}{{1,3}}老师"
    rf"|{_HAN}{{1,3}}老师.{{0,4}}(?:代|替|负责|来报|填报|报|顶|接)"
    r"|\b(?:mr|mrs|ms|miss|teacher)\b\.?\s[a-z]+\s(?:will |can |could |to |is going to )?"
    r"(?:cover|report|fill in|stand in|take over|take my class|do it)\b",
    re.IGNORECASE,
)


LONGEST_WITHDRAWAL = 80
"""Characters in which a message takes back another, and tells nothing."""
_BESIDE = _pattern("beside_withdrawn")
_WITHDRAWN = _pattern("withdrawn")


def is_withdrawn(text: str) -> bool:
    """撤回, 不好意思发错群了, ignore that: a message is taken back, and nothing else told."""
    if len(text) > LONGEST_WITHDRAWAL:
        return False
    left, words = _WITHDRAWN.subn("", text)
    return words > 0 and not _telling(_COURTESY.sub("", _BESIDE.sub("", left)))


def small_talk(text: str, tokens: Sequence[Token]) -> Small:
    """What kind of no-answer this is; ``text`` is in one spelling, as it was cut into tokens."""
    pupil = next((one for token in tokens if (one := _pupil(token))), None)
    asking = bool(_ASKING.search(text))
    if pupil is not None and asking:
        return Small(Chatter.ASKING, pupil=pupil)
    if _ASKED_OF.search(text):
        return Small(Chatter.HAND_OVER, _teacher(text))
    for kind, words in _FIRST:
        if words.search(text):
            return Small(kind, _teacher(text) if kind is Chatter.HAND_OVER else "", pupil)
    if not _telling(_COURTESY.sub("", _STICKER.sub("", text))):
        return Small(Chatter.COURTESY)
    return Small(Chatter.ASKING if asking else Chatter.OTHER, pupil=pupil)


def _pupil(token: Token) -> Pupil | None:
    return reference(token).pupil if token.kind is Kind.NAME else None


def _teacher(text: str) -> str:
    """王 of 问王老师, 赵婷 of 请赵婷老师代班; empty where nobody is named."""
    found = _TEACHER.search(text)
    return next((name for name in found.groups() if name), "") if found else ""


def _telling(text: str) -> bool:
    """Whether anything that can be read is left: a letter or a figure."""
    return any(sign.isalnum() for sign in text)
