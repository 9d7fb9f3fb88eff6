"""Which day is meant where it may be the last one or the one to come: 周三, 27号, 11月20日."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeGuard

from domain.calendar import Period, UnreadableDay, parse_period
from domain.coming_days import read_coming

PART_OF_DAY = re.compile(
    r"的?(?:凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|半夜|晚|夜)|\s(?:night|evening|afternoon|morning)\b",
    re.IGNORECASE,
)
_WEEKDAY_ALONE = re.compile(
    r"(?:on )?(?:(?:这个?|本)?(?:周|星期|礼拜)[一二三四五六日天]"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun))",
    re.IGNORECASE,
)
_NUMBER_ALONE = re.compile(
    r"\d{1,2}\s?[日号]|[一二三四五六七八九十]{1,3}\s?[日号]|(?:on\s)?the\s\d{1,2}(?:st|nd|rd|th)",
    re.IGNORECASE,
)
TILL_NOW = frozenset(["到现在", "到今天", "到今早", "到目前", "到此时", "到今日", "至今"])
"""周五发烧到现在: it goes on."""
FARTHEST_BACK = timedelta(days=183)
"""A date without a year that lies further back was meant as one to come."""
_DAY_LONG = timedelta(days=1)


@lru_cache(maxsize=512)
def to_come(text: str, today: date) -> Period | None:
    """The same words as days to come: 周五, 25号, 周三到周五. None where they name none."""
    try:
        coming = read_coming(PART_OF_DAY.sub("", text), today)
    except UnreadableDay:
        return None
    return Period(coming.first, coming.last or coming.first)


def rather_to_come(text: str, today: date) -> Period | None:
    """The days to come that are likelier meant where a leave is told: a weekday of this week or
    one that is nearer than the last.
    """
    coming = to_come(text, today)
    if not ends_later(coming, today):
        return None
    alone = _WEEKDAY_ALONE.match(text) is not None
    if alone:
        return coming if is_this_week(coming.first, today) or _is_nearer(coming, today) else None
    return coming if (coming.first - today).days < 15 else None


@lru_cache(maxsize=512)
def nearest_day(number: int, today: date) -> Period | None:
    """27号 as the day of that number which is nearest, gone or to come."""
    if not 1 <= number <= 31:
        return None
    gone, coming = day_of_month(number, today), to_come(f"{number}号", today)
    if gone is None or coming is None:
        return gone or coming
    return coming if coming.first - today < today - gone.last else gone


def is_over(days: Period | None, today: date) -> TypeGuard[Period]:
    """昨天, 上周: whether these days lie before today. No days do not."""
    return days is not None and days.last < today


def is_to_come(days: Period | None, today: date) -> TypeGuard[Period]:
    """明天, 下周: whether these days lie after today. No days do not."""
    return days is not None and days.first > today


def is_today(days: Period | None, today: date) -> TypeGuard[Period]:
    """今天, 周一到周三 on Tuesday: whether today is one of these days."""
    return days is not None and today in days


def ends_later(days: Period | None, today: date) -> TypeGuard[Period]:
    """昨天到后天: whether the last of these days lies after today. No days do not."""
    return days is not None and days.last > today


def all_over(days: Iterable[Period | None], today: date) -> bool:
    """Whether any of these days are known, and all of those lie before today."""
    known = [one for one in days if one is not None]
    return bool(known) and all(is_over(one, today) for one in known)


def is_weekday_alone(text: str) -> bool:
    """周三, on Friday: a day that may be the last or the coming one."""
    return _WEEKDAY_ALONE.fullmatch(PART_OF_DAY.sub("", text)) is not None


def is_number_alone(text: str) -> bool:
    """5号, on the 5th: a day of which neither the month nor more is said."""
    return _NUMBER_ALONE.fullmatch(PART_OF_DAY.sub("", text)) is not None


def is_this_week(day: date, today: date) -> bool:
    """Whether a day lies in the week (Monday to Sunday) that holds today."""
    return day - day.weekday() * _DAY_LONG == today - today.weekday() * _DAY_LONG


def _is_nearer(coming: Period, today: date) -> bool:
    return (coming.first - today).days < 4


@lru_cache(maxsize=512)
def day_of_month(number: int, today: date) -> Period | None:
    """``20号`` as a day: the last one that is not in the future."""
    try:
        return parse_period(f"{number}日", today)
    except UnreadableDay:
        return None


def from_to(found: re.Match[str], today: date) -> Period | None:
    """20号到25号, from the 1st to the 5th: the last such days, or those that end after today."""
    first, last = (day_of_month(int(found[side]), today) for side in ("one", "two"))
    if first is not None and last is not None and first.first > last.last:
        last = to_come(f"{found['two']}号", today)
    if first is None or last is None or first.first > last.last:
        return None
    return Period(first.first, last.last)
