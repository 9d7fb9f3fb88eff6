"""Days in English words: Nov 18 to 20, on the 20th, last Friday."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.calendar import Period, UnreadableDay, parse_period
from domain.understanding.cutting.which_day import (
    FARTHEST_BACK,
    PART_OF_DAY,
    from_to,
    nearest_day,
    to_come,
)

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"(?P<last>last\s|on\s|since\s)?(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|(?P<before>last|on|since)\s(?P<short>mon|tue|wed|thu|fri|sat|sun)\b",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPAN = re.compile(
    rf"(?:(?:on|from)\s)?(?:(?P<m>{'|'.join(_MONTHS)})[a-z]*\.?\s(?P<one>\d{{1,2}})(?:st|nd|rd|th)?"
    r"\s?(?:-+|~+|to|until|till)\s?(?P<two>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
    rf"|(?P<one2>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:-+|~+|to)\s?(?P<two2>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"\s(?P<m2>{'|'.join(_MONTHS)})[a-z]*\b)",
    re.IGNORECASE,
)
_MONTHLESS = re.compile(
    r"(?:from\s)?(?:the\s)?(?P<one>\d{1,2})(?:st|nd|rd|th)\s?(?:-+|~+|to|until|till)\s?(?:the\s)?"
    r"(?P<two>\d{1,2})(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?:on\s)?(?:(?P<m>{'|'.join(_MONTHS)})[a-z]*\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m2>{'|'.join(_MONTHS)})[a-z]*)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?:on\s)?the\s(?P<d>\d{1,2})(?:st|nd|rd|th)\b(?!\s(?:time|grade|class|period|lesson|day|floor))",
    re.IGNORECASE,
)


def english_days_at(text: str, at: int, today: date) -> tuple[int, Period | None] | None:
    """A day or period in English that stands here, and how long it is."""
    inside = at and text[at - 1].isascii() and text[at - 1].isalpha()
    if inside or not text[at].isascii():
        return None
    if (found := _SPAN.match(text, at)) and (span := _span(found, today)):
        return len(found[0]), span
    if (found := _MONTHLESS.match(text, at)) and (both := from_to(found, today)):
        return len(found[0]), both
    if found := _ORDINAL.match(text, at):
        return len(found[0]), nearest_day(int(found["d"]), today)
    if found := _DATE.match(text, at):
        dated = _dated(found, today)
        return (len(found[0]), dated) if dated is not None else None
    if found := _WEEKDAY.match(text, at):
        part = PART_OF_DAY.match(text, found.end())
        return len(found[0]) + (len(part[0]) if part else 0), _weekday(found, today)
    return None


def _span(found: re.Match[str], today: date) -> Period | None:
    """Nov 18 to 20; None where the calendar has no such days."""
    month = _month(found)
    one, two = found["one"] or found["one2"], found["two"] or found["two2"]
    try:
        return parse_period(f"{month}月{one}日-{month}月{two}日", today)
    except UnreadableDay:
        return None


def _dated(found: re.Match[str], today: date) -> Period | None:
    """Nov 18, the coming one where the last lies far back; None where there is no such day."""
    written = f"{_month(found)}-{found['d'] or found['d2']}"
    try:
        period = parse_period(written, today)
    except UnreadableDay:
        return None
    if today - period.last > FARTHEST_BACK:
        period = to_come(written, today) or period
    return period


def _month(found: re.Match[str]) -> int:
    return _MONTHS.index((found["m"] or found["m2"]).casefold()[:3]) + 1


def _weekday(found: re.Match[str], today: date) -> Period:
    """Friday is the last one; last Monday on a Monday is a week ago."""
    weekday = _WEEKDAYS.index((found["day"] or found["short"]).casefold()[:3])
    back = (today.weekday() - weekday) % 7 or (7 if found["last"] or found["before"] else 0)
    day = today - timedelta(days=back)
    return Period(day, day)
