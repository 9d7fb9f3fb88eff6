"""Words known by their shape: rooms, how often, how long, a leave, a broken thermometer."""

from __future__ import annotations

import re

from domain.check_in import Absence
from domain.understanding.lexicon import Kind
from domain.understanding.tokens import Token

_LASTING = re.compile(
    r"(?:\d{1,2}|[一两二三四五六七八九十半几])\s?(?:天|周|个星期|个月)(?!前)|半天|一上午|整天"
)
_ROOM = re.compile(
    r"(?:宿舍|寝室|房间)\s?[男女]?\d{2,4}(?:室|号|房)?|[男女]?\d{3}\s?(?:寝室?|宿舍|室|房间?)"
    r"|[男女]\d{3}(?![\d.])|(?:\d{1,2}|[一二三四五六七八九十])\s?号?(?:楼|栋|幢)(?:寝室|宿舍|的)?"
    r"|room\s\d{2,4}|dorm\s\d{1,4}",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"(?:\d{1,2}|[一两二三四五六七八九十几多]{1,2}|好几|好多)\s?(?:次|遍|回|趟|口)(?![家来去到校学])|(?:once|twice)\b"
    r"|(?:\d|two|three|four|a few|several)\stimes\b",
    re.IGNORECASE,
)
_DEVICE = (
    r"(?:红外线?|电子|水银)?(?:体温枪|额温枪|测温枪|体温计|温度计|体温表|温度表|测温仪|耳温枪|红外枪|测温器"
    r"|测温设备|温度枪|枪|体温针)"
)
_MEANWHILE = "(?:都|也|又|给|被|遭|突然|今天|已经|全)*"
_OUT_OF_ORDER = (
    r"(?:坏|没得?电|没有电|不准|失灵|丢|摔坏|摔烂|打烂|打碎|摔碎|不见|用不了|不能用|用不成|不灵|借走|出故障|故障"
    r"|拿去修|找不到|出问题|不好用|不好使|罢工)了?|碎了|烂了|没了|不够用?"
)
_BROKEN = re.compile(
    rf"(?:没有|没得|莫得|没|缺|无|木有|找不到)(?:一个|一支|一把)?{_DEVICE}"
    rf"|{_DEVICE}{_MEANWHILE}(?:{_OUT_OF_ORDER})"
)
_BROKEN_SIGNS = frozenset("没莫缺无木找红电水体额测温耳枪")
_N = r"(?:\d{1,2}|[一两二三四五六七八九十几半])"
_LEAVE = re.compile(
    rf"(?:已经?)?(?:请|告|续|休)了?(?:{_N}(?:天|日|周|个?星期|个?礼拜|个?月|个?上午|个?下午|节课))?的?"
    rf"(?P<why>病|事|丧|婚|产|公)?假(?:了|的)?(?:{_N}(?:天|周|个?星期))?"
)
_LEAVE_SIGNS = frozenset("请告续休已")
_WHY: dict[str | None, tuple[Absence, bool]] = {
    None: (Absence.OTHER, False),
    "病": (Absence.SICK, True),
    **dict.fromkeys("事丧婚产公", (Absence.PERSONAL, True)),
}


def silent_at(text: str, at: int) -> tuple[int, Token] | None:
    """A room, how often: it says nothing that has to be known."""
    for pattern in (_ROOM, _TIMES):
        if found := pattern.match(text, at):
            return len(found[0]), Token(Kind.FILLER, found[0])
    return None


def lasting_at(text: str, at: int) -> tuple[int, Token] | None:
    """How long: 三天, 半天."""
    found = _LASTING.match(text, at)
    return (len(found[0]), Token(Kind.FILLER, found[0])) if found else None


def leave_or_broken_at(text: str, at: int) -> tuple[int, Token] | None:
    """请了两天事假, 体温枪没电了."""
    if text[at] in _BROKEN_SIGNS and (found := _BROKEN.match(text, at)):
        return len(found[0]), Token(Kind.BROKEN, found[0])
    if text[at] in _LEAVE_SIGNS and (found := _LEAVE.match(text, at)):
        return len(found[0]), Token(Kind.ABSENT, found[0], _WHY[found["why"]])
    return None
