"""Days to come, as people name them: 明天-周五, 下周, 到周五, 明天起三天, next Monday.

What is arranged lies ahead, so a weekday or a date without a year is the next one; reports look
back (domain.calendar).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from domain.calendar import Period, UnreadableDay, monday_of, month_of, real_date

MOST_AHEAD = 200
"""Days ahead that something may be arranged for: a term. A date without a year that lies further
off was meant as one that is gone."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """How many days back a time may begin, and how many ahead it may lie."""

    back: int = 0
    ahead: int = MOST_AHEAD


TERM = Horizon()
YEAR = Horizon(back=92, ahead=366)
"""For a calendar: a vacation may be written down when it has begun, or a year before."""
_DAY = timedelta(days=1)


class DayGone(UnreadableDay):
    """A ``day`` that was named is over."""


class TooFarAhead(UnreadableDay):
    """Something was to begin or end more than ``most`` days from today."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A time to come; ``last`` is None where only its beginning was said (明天起)."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class DaysFound:
    """The days in a text, None where it names none, and the text without them."""

    coming: Coming | None
    rest: str


def find_coming(raw: str, today: date, horizon: Horizon = TERM) -> DaysFound:
    """The days to come that a text names, and what else it says.

    A range, a week, a month, a number of days from today or from a day; days that follow one
    another are one time. Raises UnreadableDay where several times are named that do not join,
    DayGone, TooFarAhead.
    """
    text = _tidy(raw)
    found, rest, at = [], "", 0
    for stretch in _STRETCH.finditer(text):
        found.append(_read(stretch, _Now(today, horizon)))
        rest += text[at : stretch.start()] + " "
        at = stretch.end()
    rest = " ".join((rest + text[at:]).split())
    coming = _within(_joined(found), today, horizon) if found else None
    return DaysFound(coming, rest)


def read_coming(raw: str, today: date) -> Coming:
    """A text that names days to come and nothing else. Raises UnreadableDay."""
    found = find_coming(raw, today)
    if found.coming is None or any(sign.isalnum() for sign in found.rest):
        raise UnreadableDay
    return found.coming


def read_end(raw: str, first: date, today: date) -> date | None:
    """The last day of a time that begins on ``first``: 到周五, 周五, 三天, 下周. None where the
    text is no end by itself. Raises UnreadableDay where it lies before the beginning.
    """
    stretch = _STRETCH.fullmatch(_tidy(raw))
    if stretch is None:
        return None
    said = {name: words.casefold() for name, words in stretch.groupdict().items() if words}
    name = said.get("until") or said.get("left" if len(said) == 1 else "") or said.get("whole")
    if name is not None:
        last = _end(name, first, _Now(today, TERM))
    elif said.keys() == {"only"}:
        last = first + _length(said["only"]) - _DAY
    else:
        return None
    if last < first:
        raise UnreadableDay
    return last


def only_days(raw: str) -> bool:
    """Whether a text holds nothing but figures and the words of days, readable or not."""
    return _ONLY_DAYS.fullmatch(raw) is not None


_ONLY_DAYS = re.compile(
    r"[\d\s年月日号周星期礼拜天到至从起上下个本这昨今明后前一二三四五六七八九十、，,.~～/-]+"
)
_WORDS = {
    "今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1,
    "后天": 2, "大后天": 3, "the day after tomorrow": 2, "day after tomorrow": 2,
}  # fmt: skip
_WEEKDAYS = "一二三四五六日"
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {
    "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
}  # fmt: skip
_WEEKS_ON = {
    "": 0, "本": 0, "这": 0, "这个": 0, "this": 0,
    "下": 1, "下个": 1, "next": 1, "下下": 2, "下下个": 2,
}  # fmt: skip

_WHICH = r"本|这个?|下下个?|下个?"
_WEEK_NAME = "周|星期|礼拜"
_RELATIVE = "|".join(sorted(_WORDS, key=len, reverse=True))
_WEEKDAY = rf"(?<!上)(?<!上个)(?:{_WHICH})?(?:{_WEEK_NAME})[{_WEEKDAYS}天1-7](?!\d)"
# "sun" alone is a surname far oftener than a day.
_ENGLISH_WEEKDAY = (
    r"(?<!last\s)(?:(?:this|next|on)\s)?\b(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?"
    r"|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sunday)\b"
)
_FULL_DATE = r"(?<!\d)20\d\d(?:[-/.]|年)\d{1,2}(?:[-/.]|月)\d{1,2}(?!\d)[日号]?"
_DATE = r"(?<![A-Za-z]-)(?<![A-Za-z\d])\d{1,2}(?:[-/.]|月)\d{1,2}(?!\d)[日号]?"
_DAY_OF_MONTH = r"(?<!\d)\d{1,2}[日号]"
# Not "mark 1".
_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ENGLISH_DATE = (
    rf"\b{_MONTH_NAME}\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH_NAME}\b"
)
_POINT = "|".join(
    (_RELATIVE, _FULL_DATE, _ENGLISH_DATE, _DATE, _DAY_OF_MONTH, _WEEKDAY, _ENGLISH_WEEKDAY)
)
_WHOLE = (
    rf"(?:{_WHICH})(?:{_WEEK_NAME})|(?:{_WHICH})月|\b(?:this|next)\s(?:week|month)\b"
    r"|(?<!\d)20\d\d(?:年\d{1,2}月(?!\d)|[-/.]\d{1,2}(?![-/.\d]))|(?<!\d)\d{1,2}月(?!\d)"
)
_MONTH_END = r"月底|月末|(?:the\s)?end of (?:the |this )?month"
_NUMBER = r"\d{1,3}|[一两二三四五六七八九十]|\b(?:a|one|two|three|four|five|six|seven)\b"
_LENGTH = rf"(?:for\s)?(?:{_NUMBER})\s?(?:天|个?(?:{_WEEK_NAME})|(?:days?|weeks?)\b)"
_MONTH_AFTER = (
    rf"(?P<early>\d{{1,2}}(?:st|nd|rd|th)?)\s?(?:-|–|to|until|till)\s?"
    rf"(?P<late>\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH_NAME})\b"
)
_FROM = r"(?:从|自|\b(?:from|starting|since)\s)"
_TO = r"(?:\s*(?:到|至|-+|~+|—+|–+|\.\.+)\s*|\s+(?:to|until|till|through)\s+)"
_UNTIL = r"(?:一?直到|截止到?|到|至|\b(?:until|till|through)\s)"
_ONWARD = r"(?:起|开始|\s?\bon(?:wards?)?\b)"
_STRETCH = re.compile(
    rf"(?<!\d){_FROM}?\s*{_MONTH_AFTER}"
    rf"|(?P<from>{_FROM})?\s*(?P<left>{_POINT})"
    rf"(?:{_TO}(?P<right>{_POINT}|{_MONTH_END}|{_WHOLE}|[{_WEEKDAYS}天](?!\w)|\d{{1,2}}(?![\d\w]))"
    rf"|{_ONWARD}?[,，]?\s?(?P<length>{_LENGTH})|(?P<onward>{_ONWARD}))?"
    rf"|{_UNTIL}\s*(?P<until>{_POINT}|{_MONTH_END}|{_WHOLE})"
    rf"|(?P<whole>{_WHOLE})"
    rf"|(?P<only>{_LENGTH})(?:\s(?:from|starting)\s(?P<since>{_POINT}))?",
    re.IGNORECASE,
)


def _tidy(raw: str) -> str:
    text = unicodedata.normalize("NFKC", raw).strip()
    return re.sub(r"[一二三四五六七八九十]+(?=月|号)|(?<=月)[一二三四五六七八九十]+(?=日|$|\W)",
                  lambda found: str(_chinese(found[0])), text)  # fmt: skip


def _chinese(numeral: str) -> int:
    """二十四 is 24."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _NUMBERS.get(numeral, 0)
    return 10 * _NUMBERS.get(tens, 1) + _NUMBERS.get(ones, 0)


@dataclass(frozen=True, slots=True)
class _Now:
    """Today, and how far one looks from it."""

    today: date
    horizon: Horizon

    @property
    def since(self) -> date:
        """The first day that a date without a year may mean."""
        return self.today - self.horizon.back * _DAY


def _read(stretch: re.Match[str], now: _Now) -> Coming:
    said = {name: words.casefold() for name, words in stretch.groupdict().items() if words}
    today = now.today
    if "early" in said:
        month = re.sub(r"^\d+(?:st|nd|rd|th)?", "", said["late"])
        first = _point(re.sub(r"\D+", "", said["early"]) + month, now, today)
        return Coming(first, _end(said["late"], first, now))
    if "left" in said:
        first = _point(said["left"], now, today)
        if "right" in said:
            return Coming(first, _end(said["right"], first, now, said["left"]))
        if "length" in said:
            return Coming(first, first + _length(said["length"]) - _DAY)
        return Coming(first, None if "onward" in said or "from" in said else first)
    if "until" in said:
        return Coming(today, _end(said["until"], today, now))
    if "whole" in said:
        whole = _whole(said["whole"], now)
        return Coming(max(whole.first, now.since), whole.last)
    first = _point(said["since"], now, today) if "since" in said else today
    return Coming(first, first + _length(said["only"]) - _DAY)


def _point(text: str, now: _Now, after: date) -> date:
    """One day: the first of its name on or after another, where it bears no year or week. A date
    is sought from the horizon on.
    """
    today = now.today
    if text in _WORDS:
        return today + _WORDS[text] * _DAY
    weekday = _weekday(text)
    if weekday is not None:
        weeks_on, number = weekday
        if weeks_on is None:
            return after + (number - after.weekday()) % 7 * _DAY
        return monday_of(today) + (7 * weeks_on + number) * _DAY
    year, month, day = _date_parts(text)
    if year is not None and month is not None:
        return real_date(year, month, day)
    if after == today and month is not None:
        after = now.since
    return _next(
        lambda one: one.day == day and (month is None or one.month == month),
        after,
        month,
        day,
        now.horizon,
    )


def _weekday(text: str) -> tuple[int | None, int] | None:
    """How many weeks on, None where that was not said, and the day of the week, Monday 0."""
    if found := re.fullmatch(rf"({_WHICH})?(?:{_WEEK_NAME})([{_WEEKDAYS}天1-7])", text):
        sign = found[2].replace("天", "日")
        number = int(sign) - 1 if sign.isdigit() else _WEEKDAYS.index(sign)
        return (None if found[1] is None else _WEEKS_ON[found[1]]), number
    if found := re.fullmatch(r"(?:(this|next|on)\s)?([a-z]{3})[a-z]*", text):
        if found[2] not in _ENGLISH_DAYS:
            return None
        weeks_on = _WEEKS_ON.get(found[1] or "on")
        return weeks_on, _ENGLISH_DAYS.index(found[2])
    return None


def _date_parts(text: str) -> tuple[int | None, int | None, int]:
    if found := re.search(rf"({'|'.join(_MONTHS)})", text):
        digits = re.search(r"\d+", text)
        return None, _MONTHS.index(found[1]) + 1, int(digits[0]) if digits else 0
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if not numbers:
        raise UnreadableDay
    return (
        numbers[-3] if len(numbers) > 2 else None,
        numbers[-2] if len(numbers) > 1 else None,
        numbers[-1],
    )


def _next(
    fits: Callable[[date], bool], after: date, month: int | None, day: int, horizon: Horizon
) -> date:
    for on in range(horizon.ahead + 1):
        if fits(after + on * _DAY):
            return after + on * _DAY
    # Not to come this term: the one that is gone was meant, or there is none.
    gone = (after - back * _DAY for back in range(1, 366))
    raise DayGone(
        day=next((one for one in gone if fits(one)), real_date(after.year, month or 0, day))
    )


def _end(text: str, first: date, now: _Now, left: str = "") -> date:
    """The end of a range, sought from its beginning on."""
    if re.fullmatch(_MONTH_END, text):
        return month_of(first).last
    if re.fullmatch(_WHOLE, text):
        return _whole(text, now).last
    if text in f"{_WEEKDAYS}天":
        if _weekday(left) is None:
            raise UnreadableDay
        return _point(f"周{text}", now, first)
    if text.isdigit():
        if not re.search(r"\d|月", left):
            raise UnreadableDay
        return _point(f"{text}日", now, first)
    return _point(text, now, first)


def _whole(text: str, now: _Now) -> Period:
    """A week from Monday to Sunday, or a month."""
    today = now.today
    if found := re.fullmatch(rf"({_WHICH})(?:{_WEEK_NAME})|(this|next)\sweek", text):
        monday = monday_of(today) + 7 * _WEEKS_ON[found[1] or found[2]] * _DAY
        return Period(monday, monday + 6 * _DAY)
    if found := re.fullmatch(rf"({_WHICH})月|(this|next)\smonth", text):
        month = month_of(today)
        for _ in range(_WEEKS_ON[found[1] or found[2]]):
            month = month_of(month.last + _DAY)
        return month
    if found := re.fullmatch(r"(20\d\d)\D(\d{1,2})月?", text):
        return month_of(real_date(int(found[1]), int(found[2]), 1))
    number = int(text.removesuffix("月"))
    if not 1 <= number <= 12:
        raise UnreadableDay
    first = _next(
        lambda one: one.month == number, month_of(now.since).first, number, 1, now.horizon
    )
    return month_of(first)


def _length(text: str) -> timedelta:
    found = re.search(_NUMBER, text)
    number = 0 if found is None else _NUMBERS.get(found[0]) or int(found[0])
    if number < 1:
        raise UnreadableDay
    return (number if re.search("天|day", text) else 7 * number) * _DAY


def _joined(found: list[Coming]) -> Coming:
    """Days that follow one another are one time: 周二、周三."""
    if len(found) == 1:
        return found[0]
    periods = sorted(_closed(found), key=lambda one: one.first)
    if any(later.first > earlier.last + _DAY for earlier, later in pairwise(periods)):
        raise UnreadableDay
    return Coming(periods[0].first, max(one.last for one in periods))


def _closed(found: list[Coming]) -> Iterator[Period]:
    for one in found:
        if one.last is None:
            raise UnreadableDay
        yield Period(one.first, one.last)


def _within(coming: Coming, today: date, horizon: Horizon) -> Coming:
    last = coming.last or coming.first
    if last < coming.first:
        raise UnreadableDay
    if coming.first < today - horizon.back * _DAY:
        raise DayGone(day=coming.first)
    if (last - today).days > horizon.ahead:
        raise TooFarAhead(most=horizon.ahead)
    return coming
