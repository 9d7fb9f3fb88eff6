"""Which days are school days, and how a person names a day or a period."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.english_days import in_figures
from domain.errors import ChenjianError

_DAY = timedelta(days=1)
_SATURDAY = 5


class DayKind(StrEnum):
    """What a day is marked as. The State Council's list knows the first two only.

    ``plain`` takes other marks away: the day is what the public calendar says.
    """

    SCHOOL = "school"
    OFF = "off"
    VACATION = "vacation"
    CLOSURE = "closure"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class NationalDay:
    """A day the State Council's list names: a public holiday, or a make-up workday (调休).

    `source` says where the list was read, so that an admin can look it up.
    """

    day: date
    kind: DayKind
    name: str
    source: str


class DayReason(StrEnum):
    """What decided how a day is."""

    MARKED = "marked"
    RETURN = "return"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    WEEKDAY = "weekday"
    WEEKEND = "weekend"


@dataclass(frozen=True, slots=True)
class PublicVerdict:
    """Whether school is held by the public calendar, and the holiday's name."""

    is_school_day: bool
    why: DayReason
    note: str = ""


def judge_day(day: date, national: NationalDay | None) -> PublicVerdict:
    """Whether school is held where nobody has marked anything.

    The national list, then Monday to Friday.
    """
    if national is not None:
        held = national.kind is DayKind.SCHOOL
        why = DayReason.MAKE_UP if held else DayReason.HOLIDAY
        return PublicVerdict(held, why, national.name)
    if day.weekday() < _SATURDAY:
        return PublicVerdict(True, DayReason.WEEKDAY)
    return PublicVerdict(False, DayReason.WEEKEND)


class UnreadableDay(ChenjianError):
    """What was typed names no day and no period, or one that ends before it begins."""


@dataclass(frozen=True, slots=True)
class Period:
    """One or more days running, the first and the last included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise UnreadableDay

    @property
    def is_day(self) -> bool:
        """Whether it is one day only."""
        return self.first == self.last

    def __iter__(self) -> Iterator[date]:
        """Each day, in order."""
        return (self.first + n * _DAY for n in range(len(self)))

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def parse_day(raw: str, today: date) -> date:
    """Read one day as people name it; see parse_period. Raises UnreadableDay for a longer time."""
    period = parse_period(raw, today)
    if not period.is_day:
        raise UnreadableDay
    return period.first


def parse_period(raw: str, today: date) -> Period:
    """Read a day or a period as people name it: ``昨天``, ``11-20``, ``上周``, ``9月1日-9月30日``,
    ``近7天``, ``last month``, ``1-15 Sep``. Terms are read by domain.stretch.

    A day, weekday or month without a year is the most recent one that is not in the future; the
    end of a range is the first such one on or after its beginning. The week (Monday to Sunday)
    and the month that hold `today` end with it. Raises UnreadableDay.
    """
    text = _tidy(raw)
    try:
        whole = _read(text, today)
        ranges = [whole] if whole else list(_ranges(text, today))
    except OverflowError:  # before the year 1 or after 9999
        ranges = []
    # 11-01-11-20 can be cut in several places; only a text that reads in one way is read.
    if len(ranges) != 1:
        raise UnreadableDay
    return ranges[0]


_WORDS = {
    "今天": 0, "今日": 0, "today": 0,
    "昨天": -1, "昨日": -1, "yesterday": -1,
    "前天": -2, "前日": -2, "大前天": -3,
    "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_WEEKS = {"本": 0, "这": 0, "这个": 0, "this": 0, "上": 1, "上个": 1, "last": 1,
          "上上": 2, "上上个": 2}  # fmt: skip
_WEEK = re.compile(r"(?P<which>本|这个?|上?上个?|this|last)(?:周|星期|礼拜|week)")
_WEEKDAY = re.compile(
    r"(?P<which>本|这个?|上?上个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
)
_THIS_OR_LAST_MONTH = re.compile(r"(?P<which>本|这个?|上个?|this|last)(?:月|month)")
_LATELY = re.compile(r"(?:近|最近|过去|last|past)(?P<count>[0-9]{1,3})(?:[天日]|days?)")
_MONTH = re.compile(
    r"(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月|(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})"
)
_FULL_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:[-/.]|年)(?P<month>[0-9]{1,2})(?:[-/.]|月)(?P<day>[0-9]{1,2})[日号]?"
    r"|(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"
)
_DATE = re.compile(r"(?P<month>[0-9]{1,2})(?:[-/.]|月)(?P<day>[0-9]{1,2})[日号]?")
_DAY_OF_MONTH = re.compile(r"(?P<day>[0-9]{1,2})[日号]")
_BETWEEN = re.compile(r"\.\.+|[到至~—–-]+|(?<=[a-z])to(?=[a-z0-9])|(?<=[0-9日号])to")
# February 29 can be eight years away, across a century that leaves it out.
_FARTHEST = 8 * 366


def _tidy(raw: str) -> str:
    text = in_figures(unicodedata.normalize("NFKC", raw).casefold().strip())
    # A space between two numbers parts them as a dash does; any other says nothing.
    return re.sub(r"\s+", "", re.sub(r"(?<=[0-9])\s+(?=[0-9])", "-", text))


def _read(text: str, today: date, after: date | None = None) -> Period | None:
    """One name of a day, week or month; None if it is none of them.

    A name without a year is sought backward from `today`, or forward from `after` where it ends
    a range.
    """
    if text in _WORDS:
        day = today + _WORDS[text] * _DAY
        return Period(day, day)
    if found := _WEEK.fullmatch(text):
        monday = monday_of(today) - 7 * _WEEKS[found["which"]] * _DAY
        return _until_today(Period(monday, monday + 6 * _DAY), today)
    if found := _THIS_OR_LAST_MONTH.fullmatch(text):
        month = month_of(today)
        return _until_today(month_of(month.first - _WEEKS[found["which"]] * _DAY), today)
    if (found := _LATELY.fullmatch(text)) and int(found["count"]):
        return Period(today - (int(found["count"]) - 1) * _DAY, today)
    day_named = _day_named(text, today, after)
    if day_named is not None:
        return Period(day_named, day_named)
    if found := _MONTH.fullmatch(text):
        return _until_today(_month_named(found, today, after), today)
    return None


def _day_named(text: str, today: date, after: date | None) -> date | None:
    if found := _FULL_DATE.fullmatch(text):
        year, month, day = (int(part) for part in found.groups() if part is not None)
        return real_date(year, month, day)
    if found := _DATE.fullmatch(text):
        month, day = int(found["month"]), int(found["day"])
        return _nearest(lambda near: (near.month, near.day) == (month, day), today, after)
    if found := _DAY_OF_MONTH.fullmatch(text):
        day = int(found["day"])
        return _nearest(lambda near: near.day == day, today, after)
    if found := _WEEKDAY.fullmatch(text):
        weekday = "一二三四五六日".index(found["weekday"].replace("天", "日"))
        if found["which"]:
            return monday_of(today) + (weekday - 7 * _WEEKS[found["which"]]) * _DAY
        return _nearest(lambda near: near.weekday() == weekday, today, after)
    return None


def _month_named(found: re.Match[str], today: date, after: date | None) -> Period:
    month = int(found["month"] or found["m"])
    year = found["year"] or found["y"]
    if year is not None:
        return month_of(real_date(int(year), month, 1))
    return month_of(_nearest(lambda near: near.month == month, today, after))


def _ranges(text: str, today: date) -> Iterator[Period]:
    """Every way in which a text can be cut into a beginning and an end."""
    for cut in _BETWEEN.finditer(text):
        left, right = text[: cut.start()], text[cut.end() :]
        try:
            # 9月1日-2025年9月30日: the year stands at the end and is meant for both.
            end = _read(right, today) if re.match("[0-9]{4}", right) else None
            yearless = _DATE.fullmatch(left) or re.fullmatch("[0-9]{1,2}月", left)
            first = _read(left, end.last if end and yearless else today)
            last = _read(right, today, after=first.first) if first else None
            if first and last:
                yield Period(first.first, last.last)
        except UnreadableDay:
            continue


def _nearest(fits: Callable[[date], bool], today: date, after: date | None) -> date:
    for steps in range(_FARTHEST + 1):
        day = today - steps * _DAY if after is None else after + steps * _DAY
        if fits(day):
            return day
    raise UnreadableDay


def real_date(year: int, month: int, day: int) -> date:
    """The day of these figures. Raises UnreadableDay where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError as impossible:
        raise UnreadableDay from impossible


def monday_of(day: date) -> date:
    """The Monday of the week that a day lies in."""
    return day - day.weekday() * _DAY


def month_of(day: date) -> Period:
    """The whole month that a day lies in."""
    first = day.replace(day=1)
    next_first = (first + 31 * _DAY).replace(day=1)
    return Period(first, next_first - _DAY)


def _until_today(period: Period, today: date) -> Period:
    return Period(period.first, today) if today in period else period
