"""Days in a sentence: yesterday, last Friday, 11月18日到20日, the National Day holiday."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.calendar import Period, UnreadableDay, parse_period
from domain.understanding.context import ClassContext
from domain.understanding.cutting.days_en import english_days_at
from domain.understanding.cutting.figures import numeral
from domain.understanding.cutting.vague_days import vague_at
from domain.understanding.cutting.which_day import (
    FARTHEST_BACK,
    PART_OF_DAY,
    day_of_month,
    from_to,
    to_come,
)
from domain.understanding.writing import is_han

_ONE = (
    r"(?:今天|今日|昨天|昨日|前天|前日|大前天|明天|明日|后天|大后天"
    r"|(?:本|这个?|上个?)(?:周|星期|礼拜)[一二三四五六日天]|(?:周|星期|礼拜)[一二三四五六日天]"
    r"|(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/]\d{1,2}(?!\d))"
)
_DOTTED = r"(?:1[0-2]|0?[1-9])\.(?:[12]\d|3[01]|0?[1-9])(?!\d)"
_DAY_SIGNS = frozenset("今昨前大明后本这上周星礼")
"""What a day begins with, if not with a digit."""
# 11.20 is a day only where a journey is told; else it is a figure.
_DOTTED_DAY = re.compile(
    rf"{_DOTTED}(?:\s?(?:-+|~+|到|至)\s?{_DOTTED})?(?=\s?(?:从|去|自|回|返|在|途|路过|经|到过|前往|号))"
)
_DOTTED_SPAN = re.compile(rf"{_DOTTED}\s?(?:-+|~+|到|至)\s?{_DOTTED}(?!人|个|名)")
_DOTTED_ALONE = re.compile(
    r"(?P<month>1[0-2]|0?[1-9])\.(?:[12]\d|3[01]|0?[1-9])(?![\d.])(?!\s?[度°人个名位c])"
)
_SPAN = re.compile(
    rf"(?P<period>{_ONE}\s?(?:-+|~+|到|至|\.\.)\s?(?:{_ONE}|\d{{1,2}}[日号])"
    r"|\d{1,2}月\d{1,2}[日号]?\s?(?:-+|~+|到|至)\s?\d{1,2}[日号]?(?![\d.]))"
)
_DAY = re.compile(_ONE)
_DAY_ALONE = re.compile(
    r"(?:(?P<month>本|这个?|上个?)月份?的?)?(?P<d>[12]\d|3[01]|0?[1-9])"
    r"(?:日|号(?=下午|晚)|(?<=月\d\d)号|(?<=月\d)号)(?!\s?(?:-+|~+|到|至)\s?\d|\d)(?:下午|晚上?)?"
)
# 20号到22号, 18-20日: days of a month that is not named.
_MONTHLESS = re.compile(
    r"(?P<one>[12]\d|3[01]|0?[1-9])\s?[日号]?\s?(?:-+|~+|到|至)\s?(?P<two>[12]\d|3[01]|0?[1-9])\s?[日号]"
)
_RELATIVE = {
    -3: "大前天晚上 大前晚 大前天早上 大前儿",
    -2: """前晚 前天晚上 前天夜里 前天下午 前天上午 前天早上 前天中午 前日晚 前儿个 前儿 前下午
        the_day_before_yesterday two_nights_ago""",
    -1: """昨晚黑 昨黑
        昨晚 昨夜 昨晚上 昨天晚上 昨天下午 昨天上午 昨天早上 昨天中午 昨天夜里 昨天半夜 昨日晚
        昨日晚上 昨日下午 昨儿个 昨儿 昨下午 昨晚半夜 昨夜里 昨儿晚上 寻日 寻晚 琴日
        last_night yesterday yesterday_evening yesterday_afternoon yesterday_morning yesterday_night
        on_yesterday""",
    0: """今早 今晨 今天早上 今天上午 今天凌晨 今天早晨 今日早晨 凌晨 今儿个 今儿早上 今儿 今朝
        今早上 今天中午 今天下午 今晚 今天晚上
        today this_morning tonight this_afternoon early_this_morning""",
    2: "后儿个 后儿 后日 后天早上 后天上午 后天下午 后天晚上",
    1: "明早 明儿个 明儿 明晚 听日 明天早上 明天上午 明天下午 tomorrow tomorrow_morning",
}
_NIGHTS = {
    word.replace("_", " "): days for days, words in _RELATIVE.items() for word in words.split()
}
_NIGHT = re.compile(
    "|".join((*sorted(_NIGHTS, key=len, reverse=True), "昨(?![天日])")), re.IGNORECASE
)
_NIGHTS["昨"] = -1
_NIGHT_SIGNS = frozenset(sign for word in _NIGHTS for sign in (word[0], word[0].upper()))
_RUNNING = {"明后天": (1, 2), "明后两天": (1, 2), "今明两天": (0, 1), "今明天": (0, 1)}
_TWO_DAYS = re.compile("|".join(_RUNNING))
_AGO = re.compile(
    r"(?P<n>\d{1,2}|[一两二三四五六七八九十])\s?(?:天(?:之|以)?前|个?(?P<week>周|星期|礼拜)(?:之|以)?前)"
    r"|(?P<many>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s"
    r"(?:days?|(?P<weeks>weeks?))\sago\b",
    re.IGNORECASE,
)
_TWO_BACK = re.compile(r"上上个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])(?:晚上?|早上|下午)?")
HOLIDAY_NAMES = (
    r"国庆节?|十一|五一|劳动节|元旦|春节|清明节?|端午节?|中秋节?|spring festival|chinese new year"
    r"|national day|labou?r day|mid-autumn|dragon boat|qingming|tomb sweeping"
)
_N = r"(?:\d|[一两二三四五六七八九十])"
_HOLIDAY = re.compile(
    rf"(?:(?:during|over|at|on|(?P<beside>before|after))\s(?:the\s)?)?(?P<name>{HOLIDAY_NAMES})"
    r"(?:\s(?:festival|day|holidays?|break))*"
    r"(?:假期|放假|长假|小长假|节假日|黄金周|节)?(?:期间|的时候)?"
    rf"(?:的?第(?P<nth>{_N})天|(?:的?头|的前)(?P<n>{_N})天|的?最后(?P<end>{_N})天"
    r"|(?P<eve>前一天)|(?P<near>的?(?:之|以|过)?[前后](?!来)))?",
    re.IGNORECASE,
)
_HOLIDAY_SIGNS = frozenset("国十五劳元春清端中")
_WEEKEND = re.compile(
    r"(?P<last>上个?|last\s)?(?:周末|礼拜六礼拜天|周六、?周日|周六日|week-?end)(?:期间|两天|里)?"
    r"|(?:over|at|on|during)\sthe\sweek-?end|this\sweek-?end|双休日?|(?:这个?|本)周末",
    re.IGNORECASE,
)
_WEEKEND_SIGNS = frozenset("上周礼双这本")
_NEXT = re.compile(
    r"下下?个?(?:周|星期|礼拜)(?:[一二三四五六日天](?:\s?(?:-+|~+|到|至)\s?(?:周|星期|礼拜)?[一二三四五六日天])?|末)?"
    r"|next\s(?:week|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b",
    re.IGNORECASE,
)
# 2-5号 and 2-5 October are days of a month, and not the fifth of February.
_NO_DATE = re.compile(
    r"\s?[日号]|\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
_DASHED = re.compile(r"(?P<month>\d{1,2})-\d{1,2}")
_YEARLESS = re.compile(r"\d{1,2}(?:月\d{1,2}[日号]?|[-/]\d{1,2})")
HOLIDAYS = {
    "国庆": "国庆", "国庆节": "国庆", "十一": "国庆", "五一": "劳动节", "劳动节": "劳动节",
    "元旦": "元旦", "春节": "春节", "清明": "清明", "清明节": "清明",
    "端午": "端午", "端午节": "端午",
    "中秋": "中秋", "中秋节": "中秋",
    "spring festival": "春节", "chinese new year": "春节", "national day": "国庆",
    "labour day": "劳动节", "labor day": "劳动节", "mid-autumn": "中秋", "dragon boat": "端午",
    "qingming": "清明", "tomb sweeping": "清明",
}  # fmt: skip


def days_at(text: str, at: int, class_: ClassContext) -> tuple[int, Period | None] | None:
    """A day or period that stands here, and how long it is; the period is None for 前几天.

    Relative days count from the class's day. A name that leads out of the calendar is no day.
    """
    today = class_.day
    try:
        return (
            _next(text, at, today)
            or _period(text, at, today)
            or _relative(text, at, today)
            or _named(text, at, class_)
            or english_days_at(text, at, today)
        )
    except OverflowError:
        return None


def _period(text: str, at: int, today: date) -> tuple[int, Period | None] | None:
    sign = text[at]
    if sign in "今明" and (found := _TWO_DAYS.match(text, at)):
        first, last = (today + timedelta(days=days) for days in _RUNNING[found[0]])
        return len(found[0]), Period(first, last)
    if sign in _NIGHT_SIGNS and (found := _NIGHT.match(text, at)):
        day = today + timedelta(days=_NIGHTS[found[0].casefold()])
        return len(found[0]), Period(day, day)
    if sign not in _DAY_SIGNS and not sign.isdecimal():
        return None
    dotted = (_DOTTED_SPAN, _DOTTED_DAY, _DOTTED_ALONE) if sign.isdecimal() else ()
    for pattern in (_SPAN, _DAY, *dotted):
        found = pattern.match(text, at)
        if found is None or (pattern is _DOTTED_ALONE and not _lately(found, today)):
            continue
        if _is_of_one_month(found, today) and _NO_DATE.match(text, found.end()):
            continue
        try:
            period = parse_period(found[0], today)
        except UnreadableDay:
            continue
        if today - period.last > FARTHEST_BACK and _YEARLESS.match(found[0]):
            period = to_come(found[0], today) or period
        part = PART_OF_DAY.match(text, found.end())
        return len(found[0]) + (len(part[0]) if part else 0), period
    return None


def _is_of_one_month(found: re.Match[str], today: date) -> bool:
    """2-5号; 10-12号 in November may be the twelfth of October."""
    dashed = _DASHED.fullmatch(found[0])
    return dashed is not None and (today.month - int(dashed["month"])) % 12 > 1


def _next(text: str, at: int, today: date) -> tuple[int, Period | None] | None:
    """下周三, next Monday; 下周 alone is no day yet, and lies ahead."""
    found = _NEXT.match(text, at) if text[at] in "下nN" else None
    if found is None or (at and text[at - 1] in "上以"):
        return None
    words = found[0].removesuffix("末") if found[0].endswith("末") else found[0]
    part = PART_OF_DAY.match(text, found.end())
    return len(found[0]) + (len(part[0]) if part else 0), to_come(words, today)


def _lately(found: re.Match[str], today: date) -> bool:
    """11.20 in November is a day; 3.65 is a slip of the finger for 36.5."""
    return (today.month - int(found["month"])) % 12 < 2 and int(found["month"]) > 3


def _relative(text: str, at: int, today: date) -> tuple[int, Period | None] | None:
    if found := _AGO.match(text, at):
        weeks = 7 if found["week"] or found["weeks"] else 1
        day = today - timedelta(days=_number(found["n"] or found["many"]) * weeks)
        return len(found[0]), Period(day, day)
    sign = text[at]
    if sign == "上" and (found := _TWO_BACK.match(text, at)):
        return len(found[0]), _two_weeks_back(found["day"], today)
    numbered = sign.isdecimal() or sign in "本这上"
    if numbered and (found := _DAY_ALONE.match(text, at)) and (alone := _alone(found, today)):
        return len(found[0]), alone
    if numbered and (found := _MONTHLESS.match(text, at)) and (both := from_to(found, today)):
        return len(found[0]), both
    if (not is_han(sign) or sign in _WEEKEND_SIGNS) and (found := _WEEKEND.match(text, at)):
        monday = today - timedelta(days=today.weekday())
        # On a school day the week-end that people speak of is the one before.
        if found["last"] or today.weekday() < 5:
            monday -= timedelta(days=7)
        return len(found[0]), Period(monday + timedelta(days=5), monday + timedelta(days=6))
    return None


def _number(word: str) -> int:
    """How many: 3, 两, a, three."""
    return 1 if word.casefold() in ("a", "an") else numeral(word)


def _two_weeks_back(word: str, today: date) -> Period:
    """上上周五, 上上周末: a day or the end of the week before the last."""
    monday = today - timedelta(days=today.weekday() + 14)
    if word == "末":
        return Period(monday + timedelta(days=5), monday + timedelta(days=6))
    day = monday + timedelta(days=min("一二三四五六日天".index(word), 6))
    return Period(day, day)


def _alone(found: re.Match[str], today: date) -> Period | None:
    """20日, 本月20号, 上个月20号."""
    number, month = int(found["d"]), found["month"] or ""
    if month.startswith("上"):
        return day_of_month(number, today.replace(day=1) - timedelta(days=1))
    return day_of_month(number, today)


def _named(text: str, at: int, class_: ClassContext) -> tuple[int, Period | None] | None:
    sign = text[at]
    if (not is_han(sign) or sign in _HOLIDAY_SIGNS) and (found := _HOLIDAY.match(text, at)):
        return len(found[0]), _days_of(found, _holiday(holiday_of(found["name"]), class_))
    vague = vague_at(text, at)
    return (vague, None) if vague else None


def _holiday(name: str, class_: ClassContext) -> Period | None:
    """The holiday that was last; None where that is half a year back, so that it is asked."""
    gone = class_.holidays.get(name)
    return gone if gone is not None and class_.day - gone.last <= FARTHEST_BACK else None


def _days_of(found: re.Match[str], holiday: Period | None) -> Period | None:
    """国庆第二天, 国庆头三天, 国庆前一天; before and after a holiday is no day yet."""
    if holiday is None or found["near"] or found["beside"]:
        return None
    first, last = holiday.first, holiday.last
    if found["eve"]:
        return Period(first - timedelta(days=1), first - timedelta(days=1))
    if found["nth"]:
        first = last = first + timedelta(days=numeral(found["nth"]) - 1)
    elif found["n"]:
        last = first + timedelta(days=numeral(found["n"]) - 1)
    elif found["end"]:
        first = last - timedelta(days=numeral(found["end"]) - 1)
    within = first in holiday and last in holiday
    return Period(first, last) if within else None


def holiday_of(name: str) -> str:
    """The short name of a holiday: 国庆 for 国庆节, 春节 for the Spring Festival."""
    return HOLIDAYS[name.casefold()]
