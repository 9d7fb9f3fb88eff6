"""How long a journey was: 玩了五天, 住了一晚, 第二天回, 当天往返, stayed two nights."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.understanding.cutting.figures import numeral
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import first_loud
from domain.understanding.cutting.tokens import Token

_N = r"(?:\d{1,2}|[一两二三四五六七八九十]{1,3})"
_SOME = (
    r"(?:(?:好几|几|[两二三四五六七八九][三四五六七八九]|十几|[一二三四五六七八九十\d]{1,2}[来多])"
    r"个?(?:天|晚上?|夜|周|星期|礼拜)|半个?多?月|一个?多?月|一阵子?|一段时间|些天|些日子)"
)
_SPAN = (
    rf"(?:(?P<some>{_SOME})|(?P<days>{_N})天(?!前)(?:{_N}个?(?:晚上?|夜))?"
    rf"|(?P<nights>{_N})个?(?:晚上?|夜|宿)"
    rf"|(?P<weeks>{_N})(?:周|个?(?:星期|礼拜))(?![前一二三四五六日天末]))"
)
_VERB = (
    r"(?:(?:玩耍|游玩|旅游|度假|逗留|停留|居住|玩|耍|住|待|呆|留|逛|去|前后|来回)[了过]?"
    r"(?:一共|总共|大概|差不多|整整)?)"
)
_THEN = (
    r"(?=(?:的|才|就|又|早上|上午|中午|下午|傍晚|晚上|一早|早晨|凌晨)*(?:赶|坐车|开车)?"
    r"(?:回(?!老家|乡下)|返|到家|归))"
)
_BY_NUMBER = (
    re.compile(rf"(?P<later>{_N})天(?:以|之)?后{_THEN}"),
    re.compile(
        r"(?P<same>(?:当天|当日|同一天|一天)就?(?:往返|来回|打来回|打个来回|打转身)的?"
        r"|早[去出]晚[回归]的?|[一1]日游)"
    ),
    re.compile(rf"(?P<tour>{_N})日游|(?P<tour2>{_N})天{_N}[晚夜]游?"),
)
_STAYS = (
    re.compile(rf"{_VERB}{_SPAN}(?!院|医院)"),
    re.compile(rf"(?:过|隔)了?{_SPAN}{_THEN}"),
    re.compile(rf"第(?P<nth>{_N})天{_THEN}|(?P<next>次日|翌日|隔天|隔日|转天){_THEN}"),
    re.compile(r"(?P<night>[过住]了?一?[夜宿])"),
    *_BY_NUMBER,
)
_BARE_SIGNS = frozenset("fF一两二三四五六七八九十好几半些123456789")
_NUMBERS = frozenset("一两二三四五六七八九十123456789")
_SIGNS = frozenset(
    "玩耍游旅度逗停居住待呆留逛去前来过隔第次翌转当同早一两二三四五六七八九十123456789"
)
_ENGLISH = re.compile(
    r"(?:stayed|staying|spent)\s(?:there\s)?(?:for\s)?"
    r"(?:(?P<n>\d{1,2}|an?|one|two|three|four|five|six|seven)\s(?P<unit>night|day|week)s?"
    r"|(?P<some>a few\s(?:days|nights)|several\s(?:days|nights))|(?P<night>overnight))\b"
    r"|(?:on\s)?the\s(?P<next>next|following)\sday\b|(?P<same>(?:on\s)?the\ssame\sday)\b",
    re.IGNORECASE,
)
_ENGLISH_SIGNS = frozenset("sSoOtT")
_BARE = re.compile(
    rf"{_SPAN}(?!院|医院|没|不|都|后|以|之|内)|for\s(?P<n>\d{{1,2}}|two|three|four|five|six|seven)\s(?P<unit>night|day|week)s?\b",
    re.IGNORECASE,
)
_PASSED_OVER = frozenset({Kind.SPACE, Kind.FILLER, Kind.COMMA})
_OF_A_JOURNEY = frozenset({Kind.PLACE, Kind.TRIP, Kind.DAYS})
_TOGETHER = ("过", "隔")
"""过了两天回来: two days after the first."""


def stay_at(text: str, at: int, before: Sequence[Token]) -> tuple[int, Token] | None:
    """A length of stay that begins here. Its value is how many days after the first the last was,
    None where that was not said: 玩了几天.
    """
    last = first_loud(reversed(before[-6:]), _PASSED_OVER) if text[at] in _BARE_SIGNS else None
    if last is not None and last.kind in _OF_A_JOURNEY:
        han = last.kind is not Kind.DAYS  # 去长沙三天; to Changsha on Friday for three days
        found = _BARE.match(text, at) if han or text[at] in "fF" else None
        if found:
            return len(found[0]), Token(Kind.STAY, found[0], _days_after(found))
    if text[at] in _ENGLISH_SIGNS and not (at and text[at - 1].isalpha()):
        found = _ENGLISH.match(text, at)
    elif text[at] in _SIGNS:
        ways = _BY_NUMBER if text[at] in _NUMBERS else _STAYS
        found = next((one for one in (each.match(text, at) for each in ways) if one), None)
    else:
        return None
    return (len(found[0]), Token(Kind.STAY, found[0], _days_after(found))) if found else None


def _days_after(found: re.Match[str]) -> int | None:
    said = {name: value for name, value in found.groupdict().items() if value}
    if "same" in said:
        return 0
    if "next" in said or "night" in said:
        return 1
    if "some" in said:
        return None
    if "n" in said:
        number = numeral(said["n"])
        return {"night": number, "day": number - 1, "week": number * 7 - 1}[said["unit"].lower()]
    name, value = next(iter(said.items()))
    number = numeral(value)
    if name in ("nights", "later") or (name == "days" and found[0].startswith(_TOGETHER)):
        return number
    return number * 7 - 1 if name == "weeks" else number - 1
