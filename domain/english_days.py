"""English names of days and months, put into the figures that domain.calendar reads."""

from __future__ import annotations

import re
from collections.abc import Callable

_MONTHS = (
    *("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?"),
    *("aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
)
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\b\.?"
_DAY = r"{}(?:st|nd|rd|th)?(?![0-9])"
_FIRST, _LAST = _DAY.format("(?P<first>[0-9]{1,2})"), _DAY.format("(?P<last>[0-9]{1,2})")
_YEAR = r"(?:,?\s*(?P<year>[0-9]{4})\b)?"
_TO = r"\s*(?:-|–|—|~|\bto\b|\bthrough\b|\buntil\b)\s*"
_WEEKDAYS = dict(
    zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "一二三四五六日", strict=True)
)
_WEEKDAY = re.compile(
    r"\b(?:(this|last)\s+)?"
    # "sun" alone is a surname far oftener than a day.
    r"(?:(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?|(sun)day)\b"
)


def in_figures(text: str) -> str:
    """``1-15 sep`` as ``9月1日-9月15日``, ``sep 2025`` as ``2025年9月``, ``last monday`` as 上周一.

    The text is in small letters and plain width; what names no English day stays as it is.
    """
    for pattern, written in _FORMS:
        text = pattern.sub(written, text)
    return _WEEKDAY.sub(_weekday, text)


def _weekday(found: re.Match[str]) -> str:
    which = {"this": "本", "last": "上", None: ""}[found[1]]
    return f"{which}周{_WEEKDAYS[(found[2] or found[3])[:3]]}"


def _month_of(found: re.Match[str]) -> int:
    return next(n for n, name in enumerate(_MONTHS, 1) if re.fullmatch(name, found["month"]))


def _range(found: re.Match[str]) -> str:
    year = f"{found['year']}年" if found["year"] else ""
    first, last = (f"{year}{_month_of(found)}月{found[end]}日" for end in ("first", "last"))
    return f"{first}-{last}"


def _one_day(found: re.Match[str]) -> str:
    year = f"{found['year']}年" if found["year"] else ""
    return f"{year}{_month_of(found)}月{found['first']}日"


def _whole_month(found: re.Match[str]) -> str:
    year = f"{found['year']}年" if found["year"] else ""
    return f"{year}{_month_of(found)}月"


_Written = Callable[[re.Match[str]], str]
_FORMS: tuple[tuple[re.Pattern[str], _Written], ...] = (
    (re.compile(rf"\b{_FIRST}{_TO}{_LAST}\s*(?:of\s+)?{_MONTH}{_YEAR}"), _range),
    (re.compile(rf"\b{_MONTH}\s*{_FIRST}{_TO}{_LAST}{_YEAR}"), _range),
    (re.compile(rf"\b{_FIRST}\s*(?:of\s+)?{_MONTH}{_YEAR}"), _one_day),
    (re.compile(rf"\b{_MONTH}\s*{_FIRST}{_YEAR}"), _one_day),
    (re.compile(rf"\b{_MONTH}{_YEAR}"), _whole_month),
)
