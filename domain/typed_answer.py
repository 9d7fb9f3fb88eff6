"""What an answer typed in a few words means: the door for richer text.

Reads the plain forms only: a zero report (``全班正常``, ``all normal``), a highest temperature with
or without "no travel" (``36.5 无``), a word that stands for a button (``提交``), a courtesy that is
no answer (``收到``). Everything else is Unclear and asked back with buttons.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from domain.spelling import plain
from domain.temperature import Accepted, Confirm, Temperature, read_temperature


@dataclass(frozen=True, slots=True)
class AllNormal:
    """Everybody is there, well, and nobody travelled.

    ``bare`` where the words do not say who: after a question about one pupil they are about that
    pupil. ``every_class`` where they name all classes of the speaker.
    """

    bare: bool = False
    every_class: bool = False


@dataclass(frozen=True, slots=True)
class Highest:
    """The class's highest temperature; ``no_travel`` where travel was denied in the same words.

    A figure that has to be read back first (``365``) never has ``no_travel``: the question about
    travel reads it back.
    """

    temperature: Temperature
    no_travel: bool


class Order(StrEnum):
    """A button's word, typed."""

    SUBMIT = "submit"
    CANCEL = "cancel"
    BACK = "back"
    CORRECT = "correct"
    SKIP = "skip"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True, slots=True)
class Courtesy:
    """收到: polite, and no answer."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not one of the plain forms."""


TypedAnswer = AllNormal | Highest | Order | Courtesy | Unclear

_BARE = frozenset(["正常", "normal"])
_ALL_NORMAL = frozenset(
    [
        *("全班正常", "全班都正常", "全部正常", "全都正常", "都正常", "全正常", "全班均正常"),
        *("大家都正常", "一切正常", "所有人正常", "所有学生正常", "学生都正常", "同学都正常"),
        *("均正常", "全体正常", "全员正常", "本班正常", "我班正常", "班级正常"),
        *("都好", "全班都好", "大家都好", "一切都好", "没有不正常的", "没有异常", "没异常"),
        *("无异常", "全班无异常", "零报告", "allnormal", "allfine", "allwell", "allok", "allgood"),
        *("everythingnormal", "everythingfine", "everyoneisfine", "everybodyisfine"),
        *("everyonefine", "everybodyfine", "allarefine", "allarewell"),
    ]
)
_NO_FEVER = frozenset(["体温正常", "全班体温正常", "体温都正常", "体温均正常", "无发热", "nofever"])
"""A zero report only together with "no travel"."""
_EVERY_CLASS = frozenset(
    [
        *("两个班都正常", "两班都正常", "两个班全部正常", "两个班级都正常", "两个班均正常"),
        *("两班正常", "各班正常", "各班都正常", "bothclassesnormal", "bothnormal", "bothfine"),
    ]
)
_NO_TRAVEL = frozenset(
    [
        *("无", "无外出", "没有", "没有外出", "没外出", "无人外出", "未外出", "没人外出"),
        *("无外出情况", "外出无", "出行无", "无出行", "none", "no", "notravel", "nobodytravelled"),
    ]
)
_COMPLETE = _ALL_NORMAL | _BARE | _NO_FEVER
"""What is a zero report once travel was denied."""
_ORDERS = {
    **dict.fromkeys(("提交", "确认提交", "确认", "submit", "send"), Order.SUBMIT),
    **dict.fromkeys(("取消", "放弃", "放弃填报", "算了", "cancel", "discard"), Order.CANCEL),
    **dict.fromkeys(("返回", "后退", "上一步", "back"), Order.BACK),
    **dict.fromkeys(("更正", "修改", "改一下", "我要更正", "correct", "change"), Order.CORRECT),
    **dict.fromkeys(("跳过", "skip"), Order.SKIP),
    **dict.fromkeys(("未测", "没测", "没量", "未量", "没有测", "notmeasured"), Order.UNMEASURED),
}
_COURTESIES = frozenset(
    [
        *(
            "收到",
            "收到谢谢",
            "好的",
            "好",
            "好的谢谢",
            "谢谢",
            "知道了",
            "嗯",
            "嗯嗯",
            "行",
            "明白",
        ),
        *("辛苦了", "ok", "received", "okay", "thanks", "thankyou", "gotit", "yes"),
    ]
)
_LEADS = ("晨检上报", "晨检", "上报", "填报", "报告")
_FIGURE_FIRST = re.compile(
    r"([\d.]+\s*(?:度\s*\d?|℃|°?[cf](?![a-z]))?)([\s,、;。]*)(.*)", re.I | re.S
)
_EDGES = " \t\n。.!,、;"


def read_typed(raw: str) -> TypedAnswer:
    """Read a short answer, the class's name already taken away."""
    words = _without_lead(plain(raw))
    if words in _BARE:
        return AllNormal(bare=True)
    if words in _EVERY_CLASS:
        return AllNormal(every_class=True)
    if words in _ALL_NORMAL or _before_ending(words, _NO_TRAVEL) in _COMPLETE:
        return AllNormal()
    if words in _ORDERS:
        return _ORDERS[words]
    if words in _COURTESIES:
        return Courtesy()
    return _highest(unicodedata.normalize("NFKC", raw).strip(_EDGES)) or Unclear()


def _highest(tidy: str) -> Highest | None:
    """A figure alone, or a figure and that nobody travelled."""
    split = _FIGURE_FIRST.fullmatch(tidy)
    halves = [(tidy, "")]
    if split is not None and split[3]:
        halves.append((split[1].strip(), split[3]))
    for figure, rest in halves:
        if rest and plain(rest) not in _NO_TRAVEL:
            continue
        match read_temperature(figure):
            case Accepted(temperature=temperature):
                return Highest(temperature, no_travel=bool(rest))
            case Confirm(temperature=temperature):
                return Highest(temperature, no_travel=False)
    return None


def _without_lead(words: str) -> str:
    """``晨检 全班正常`` without the first word; the word alone is left as it is."""
    for lead in _LEADS:
        if words.startswith(lead) and words != lead:
            return words.removeprefix(lead)
    return words


def _before_ending(words: str, endings: frozenset[str]) -> str:
    """The words before the longest of these endings, nothing where none fits."""
    for ending in sorted(endings, key=len, reverse=True):
        if words.endswith(ending):
            return words.removesuffix(ending)
    return ""
