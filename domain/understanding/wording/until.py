"""Until when somebody is on leave: 请假到周五, 病假至12月2日, sick leave until Friday."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.calendar import UnreadableDay
from domain.check_in import Absence
from domain.leave import LeaveEndsBadly, judge_end, parse_end
from domain.understanding.context import ClassContext
from domain.understanding.cutting.days import HOLIDAY_NAMES, holiday_of
from domain.understanding.cutting.which_day import to_come
from domain.understanding.understood import PupilSaid

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_DAY = (
    r"(?:明天|明日|后天|大后天"
    r"|(?:本|这个?|下个?)?(?:周|星期|礼拜)[一二三四五六日天]"
    r"|(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]?|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/]\d{1,2}(?!\d)"
    r"|\d{1,2}[日号]"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b"
    rf"|(?:the )?(?P<holiday>{HOLIDAY_NAMES})节?(?:放假)?(?: festival| day| holidays?)*"
    r"(?!前|后|假|期|回|长)"
    r"|new year(?:'s day)?\b"
    r"|(?:next )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|tomorrow\b)"
)
_LEAVE = (
    r"(?:[病事请]假|请|休息|住院|在家|leave|sick|absent|off|home)"
    r"(?:了|要)?(?:延长?|顺延|推迟|续)?(?:一直)?"
)
_UNTIL = re.compile(
    rf"(?P<leave>{_LEAVE}) ?(?P<until>(?:到|至|until|till) ?(?P<day>{_DAY})(?:为止|止|结束)?)",
    re.IGNORECASE,
)
_AWAY = r"(?P<away>\b(?:out|away|gone))"
_AGAIN = r"(?:(?:假期|请假|请|休假|休|要|一直)+|(?:(?:is|out|off|away|on leave|on sick leave) )+)?"
_APART = re.compile(
    rf"(?:(?P<leave>{_LEAVE})|{_AWAY})(?:\s?(?:,|(?P<open>\())\s?|\s)?{_AGAIN}"
    rf"(?:到|至|until|till|thr(?:ough|u)|(?<=leave )to) ?(?P<day>{_DAY})(?:为止|止|结束)?\s?"
    r"(?(open)\))(?=\s*(?:[,;。.!)\n]|其[余他它]|$))",
    re.IGNORECASE,
)
"""病假，到周五; 病假（到周五）; sick, out until Friday; out until Wednesday."""
_AWAY_IN = re.compile(
    rf"(?P<away>\b(?:out|away|gone|off)) (?:until|till) (?P<day>{_DAY}) in (?P<place>\w+)",
    re.IGNORECASE,
)
"""away until Friday in Shanghai: the place goes before the day."""
_SICK = re.compile(r"(?<!off )(?<!out )(?<!home )(?<!absent )\bsick$", re.IGNORECASE)


def _in_one(found: re.Match[str]) -> str:
    """病假到周五, on sick leave until Friday: the leave and its end side by side."""
    if found["away"]:
        return f"absent until {found['day']}"
    leave = _SICK.sub("on sick leave", found["leave"])
    return f"{leave} until {found['day']}" if leave.isascii() else f"{leave}到{found['day']}"


_CLAUSE = re.compile(r"[，,。;；、\n]")


@dataclass(frozen=True, slots=True)
class LeaveEnd:
    """The last day of a leave, and the words before it: of whom it is stands there."""

    before: str
    last: date


def cut_ends(text: str, class_: ClassContext) -> tuple[str, tuple[LeaveEnd, ...]]:
    """The text without the last days of leaves, and these. A day that cannot be one stays in the
    text, where it is asked about.
    """
    text = _APART.sub(_in_one, _AWAY_IN.sub(r"\g<away> in \g<place> until \g<day>", text))
    ends: list[LeaveEnd] = []
    kept, at = "", 0
    for found in _UNTIL.finditer(text):
        try:
            last = _last_day(found, class_)
        except (UnreadableDay, LeaveEndsBadly):
            continue
        kept += text[at : found.start("until")]
        ends.append(LeaveEnd(kept, last))
        at = found.end("until")
    return kept + text[at:], tuple(ends)


def _last_day(found: re.Match[str], class_: ClassContext) -> date:
    """Of a holiday it is the first day, where the calendar knows it. Raises UnreadableDay,
    LeaveEndsBadly.
    """
    raw, day = found["day"], class_.day
    if found["holiday"]:
        coming = class_.coming_holidays.get(holiday_of(found["holiday"]))
        return judge_end(coming.first, day) if coming is not None else parse_end(raw, day)
    if re.match(rf"{_MONTH}|\d+[a-z]* {_MONTH}", raw, re.IGNORECASE):
        coming = to_come(raw, day)
        if coming is not None:
            return judge_end(coming.last, day)
    return parse_end(raw, day)


def with_ends(pupils: Sequence[PupilSaid], ends: Sequence[LeaveEnd]) -> tuple[PupilSaid, ...]:
    """Each end goes to those of whom its own clause tells, else to who was named last before it."""
    made = list(pupils)
    for end in ends:
        for number in _of_whom(made, end):
            made[number] = _lasting(replace(made[number], until=end.last))
    return tuple(made)


def _lasting(said: PupilSaid) -> PupilSaid:
    """周六去成都，请假到周三: the journey goes on, unless the leave is for an illness."""
    travel = said.travel
    if travel is None or not travel.unended or said.absence in (None, Absence.SICK):
        return said
    return replace(said, travel=replace(travel, last=None))


def _of_whom(pupils: Sequence[PupilSaid], end: LeaveEnd) -> list[int]:
    clause = _CLAUSE.split(end.before)[-1]
    here = [n for n, said in enumerate(pupils) if said.raw and said.raw in clause]
    if here:
        return here
    named = [(end.before.rfind(said.raw), n) for n, said in enumerate(pupils) if said.raw]
    latest = max(named, default=(-1, 0))
    return [latest[1]] if latest[0] >= 0 else []
