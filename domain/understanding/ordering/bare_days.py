"""A day whose month is not named: 国庆李四去西安1号到5号; 10月2号去昆明，5号回来."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from domain.calendar import Period
from domain.understanding.context import ClassContext
from domain.understanding.cutting.figures import numeral
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS
from domain.understanding.cutting.tokens import ILL, ILL_OR_AWAY, TRAVELS, Token, days_of, whole
from domain.understanding.cutting.which_day import (
    PART_OF_DAY,
    day_of_month,
    is_to_come,
    is_today,
    nearest_day,
)

_N = r"[\d一二三四五六七八九十]{1,3}"
_ENDING = r"(?:\s?[日号]|st|nd|rd|th)"
_BARE = re.compile(
    rf"(?:from\s|on\s)?(?:the\s)?(?P<one>{_N}){_ENDING}?"
    rf"(?:\s?(?:-+|~+|到|至|to|until|till)\s?(?:the\s)?(?P<two>{_N}))?{_ENDING}",
    re.IGNORECASE,
)
_OF_A_MONTH = re.compile(
    r"\d\s?月|[上本这]个?月|\d[-/.]\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_ANOTHER_THING = ILL_OR_AWAY | {Kind.WHERE, Kind.FIGURE}
_DONE = ("了", "的", "过", "came back", "returned", "got back", "came home")
_WENT = ("went", "left", "flew", "travelled")
BACK_TOO = frozenset(["回", "返", "回了"])
_APART = ENDS | {Kind.CLOSE, Kind.OPEN, Kind.DAYS}
_BEFORE, _AFTER = timedelta(days=3), timedelta(days=5)
"""A journey of a holiday begins and ends not much earlier and later than the holiday."""
_NEAR = 16
"""Pieces behind the day of leaving that may tell of the return."""
_SOON = timedelta(days=7)
_FAR = timedelta(days=400)
_FORTNIGHT = timedelta(days=14)
_DAY_LONG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Named:
    """The day that was named last. ``month`` tells whether its month was."""

    day: Period
    month: bool
    returned: bool
    went: bool = False
    another: bool = False
    """Whether somebody else is told of since."""


class BareDays:
    """Goes through the pieces and gives a bare day the month of the day before it."""

    def __init__(self, tokens: Sequence[Token], class_: ClassContext) -> None:
        self._tokens = list(tokens)
        self._today = class_.day
        self._holidays = list(class_.holidays.values())
        self._named: Named | None = None
        self._holiday: Period | None = None
        self._heading = False

    def settled(self) -> list[Token]:
        for n, one in enumerate(self._tokens):
            if one.kind is Kind.DAYS or self._is_a_day(n):
                self._tokens[n] = self._day(n)
            elif one.kind is Kind.STOP and one.text not in ("\n", ";"):
                self._end()
            elif one.kind is Kind.COLON:
                self._heading = self._holiday is not None
            elif one.kind is Kind.NO_TRAVEL:
                self._holiday = None
            elif self._named is not None and one.kind in TRAVELS:
                self._named = replace(self._named, went=True)
            elif self._named is not None and one.kind is Kind.NAME and self._named.went:
                self._named = replace(self._named, another=True)
        return self._tokens

    def _is_a_day(self, at: int) -> bool:
        """国庆2号去昆明6号回来; 6号同学10月2号去昆明，5号回来: no seat is meant."""
        one = self._tokens[at]
        if one.kind is not Kind.ORDINAL or not _BARE.fullmatch(one.text):
            return False
        before, named = self._tokens[at - 1] if at else one, self._named
        of_holiday = before.kind is Kind.DAYS and before.value in self._holidays
        goes_on = named is not None and named.went and not named.another and not named.returned
        near = self._tokens[at + 1 : at + 4]
        behind = next((t.kind for t in near if t.kind is not Kind.SPACE), None)
        return (of_holiday and behind in TRAVELS) or (goes_on and behind is Kind.BACK)

    def _end(self) -> None:
        """国庆期间外出：李四，西安，1号到5号。王五……: a heading holds on."""
        self._named = None
        if not self._heading:
            self._holiday = None

    def _day(self, at: int) -> Token:
        one = self._tokens[at]
        bare_number = one.kind is Kind.ORDINAL
        period = nearest_day(whole(one), self._today) if bare_number else days_of(one)
        bare = _BARE.fullmatch(PART_OF_DAY.sub("", one.text))
        returns = leads_back(self._tokens, at)
        if bare is not None and self._tells_of_a_journey(at):
            period = self._meant(bare, period, at, returns=returns)
            one = replace(one, kind=Kind.DAYS, value=period)
        elif bare is not None and one.kind is Kind.DAYS and self._was_ill_then(at, period):
            period = day_of_month(numeral(bare["one"]), self._today)
            one = replace(one, value=period)
        if period is not None and period in self._holidays:
            self._holiday = period
        elif period is not None and abs(period.first - self._today) < _FAR:
            of_month = bare is None and _OF_A_MONTH.search(one.text) is not None
            month = of_month and not is_today(period, self._today)  # 11月23日晨检：李四2号去……
            before = self._named
            month = month or (bare is not None and before is not None and before.month)
            self._named = Named(period, month, returned=returns)
        return one

    def _meant(
        self, bare: re.Match[str], period: Period | None, at: int, *, returns: bool
    ) -> Period | None:
        first = numeral(bare["one"])
        last = numeral(bare["two"]) if bare["two"] else first
        if self._holiday is not None:
            around = _around(self._holiday)
            one = _first_in(first, around)
            two = None if one is None else _first_in(last, Period(one, around.last))
            if one is not None and two is not None:
                return Period(one, two)
        begun = self._begun(first, returns=returns) or self._next_stop(first, period)
        done = returns and self._is_done(at)
        if begun is not None:
            until = _first_in(last, Period(begun, begun + 31 * _DAY_LONG))
            ahead = until is not None and until > self._today
            return None if until is None or (done and ahead) else Period(begun, until)
        if self._named is not None and self._named.month and period is not None:
            return None  # 10月30号李四去昆明，王五2号回来
        if bare["two"] or not is_to_come(period, self._today):
            return period
        if not returns:
            return day_of_month(first, self._today) if self._has_gone(at) else period
        far = self._comes_from(at) and period.first - self._today > _SOON
        return day_of_month(first, self._today) if done or far else period

    def _begun(self, number: int, *, returns: bool) -> date | None:
        """The day of this number that goes with the one named before it. Nobody returns before
        the day of leaving.
        """
        named = self._named
        if named is None or not (named.month or (returns and named.went and not named.another)):
            return None
        if returns and not named.another and not named.returned:
            return _first_in(number, Period(named.day.first, named.day.first + 31 * _DAY_LONG))
        same = _first_in(number, Period(named.day.first.replace(day=1), named.day.last))
        later = _first_in(number, Period(named.day.first, named.day.first + 31 * _DAY_LONG))
        if named.returned and not named.another and not returns:
            return same  # 10月15日从北京回来，13日去的
        if same is not None and named.day.first - same < _FORTNIGHT:
            return same  # 10月5号李四去西安，王五3号去成都
        alike = later is not None and later.month == named.day.first.month
        return later if alike else None

    def _tells_of_a_journey(self, at: int) -> bool:
        """20号开始咳嗽 tells of none."""
        before, behind = _clause(self._tokens, at)
        kinds = {one.kind for one in (*before, *behind)}
        return bool(kinds & TRAVELS) or not kinds & _ANOTHER_THING

    def _was_ill_then(self, at: int, period: Period | None) -> bool:
        """1号发烧 on the 23rd: nobody is ill on a day to come. 25号发烧 may be a slip."""
        ill = any(one.kind in ILL for one in _clause(self._tokens, at)[1])
        return ill and is_to_come(period, self._today) and period.first - self._today > _SOON

    def _next_stop(self, number: int, period: Period | None) -> date | None:
        """21号去北京，25号到28号在上海: not the month before."""
        named = self._named
        if named is None or period is None or named.another or named.returned or not named.went:
            return None
        earlier = named.day.first - period.first > _FORTNIGHT
        soon = Period(named.day.first, named.day.first + _FORTNIGHT)
        return _first_in(number, soon) if earlier else None

    def _is_done(self, at: int) -> bool:
        before, behind = _clause(self._tokens, at)
        words = [one.text.casefold() for one in (*before, *behind) if one.kind is Kind.BACK]
        if any(one.kind is Kind.FROM and _came_back(one) for one in before):
            return True
        last = [one.text for one in behind if one.kind is not Kind.SPACE][-1:]
        return any(word.endswith(_DONE) for word in words) or last in (["了"], ["的"], ["回了"])

    def _has_gone(self, at: int) -> bool:
        """5号去了昆明, 2号去昆明，昨天回来: whether the day of leaving is over."""
        if any(one.text.casefold().startswith(_WENT) for one in _clause(self._tokens, at)[0]):
            return True
        behind = self._tokens[at + 1 : at + _NEAR]
        for n, (one, then) in enumerate(pairwise(behind)):
            if one.kind is Kind.STOP or (one.kind is Kind.NAME and n):
                return False
            if one.kind is Kind.TO and (one.text.endswith(_DONE) or then.text in _DONE):
                return True
            if one.kind is Kind.PLACE and then.text == "了":
                return True
            if then.kind is Kind.BACK:
                return then.text.endswith(_DONE) or self._is_over(one)
        return False

    def _is_over(self, day: Token) -> bool:
        period = days_of(day)
        return period is not None and period.last <= self._today

    def _comes_from(self, at: int) -> bool:
        return any(one.kind is Kind.FROM for one in _clause(self._tokens, at)[1])


def _first_in(number: int, days: Period) -> date | None:
    return next((day for day in days if day.day == number), None)


def _around(holiday: Period) -> Period:
    return Period(holiday.first - _BEFORE, holiday.last + _AFTER)


def is_of_holiday(day: Period, holiday: Period) -> bool:
    """Whether a journey of these days is that of the holiday."""
    around = _around(holiday)
    return day.first in around and day.last in around


def _clause(tokens: Sequence[Token], at: int) -> tuple[Sequence[Token], Sequence[Token]]:
    """What stands before and behind a piece in its clause, up to the next day."""
    start = at
    while start and tokens[start - 1].kind not in _APART:
        start -= 1
    end = at + 1
    while end < len(tokens) and tokens[end].kind not in _APART:
        end += 1
    return tokens[start:at], tokens[at + 1 : end]


def _came_back(token: Token) -> bool:
    """came back, came back from"""
    text = token.text.casefold()
    back = token.kind is Kind.BACK or (token.kind is Kind.FROM and text.startswith(_DONE))
    return text.isascii() and back


def leads_back(tokens: Sequence[Token], at: int) -> bool:
    """Whether a day is that of a return: 5号从昆明回来, 26日回; came back on the 5th. 5号回老家
    is a journey that begins.
    """
    before, behind = _clause(tokens, at)
    if any(map(_came_back, before)):
        return True
    if tokens[at].text.isascii() and any(one.kind in TRAVELS for one in before):
        return False  # left on Oct 30 and came back on the 2nd
    ways = [one for one in behind if one.kind in TRAVELS]
    if ways and ways[0].kind is Kind.FROM:
        return any(one.kind is Kind.BACK or one.text in BACK_TOO for one in ways)
    alone = len(ways) == 1 and ways[0].text in BACK_TOO
    return bool(ways) and (ways[0].kind is Kind.BACK or alone)


def months_told(tokens: Sequence[Token], class_: ClassContext) -> list[Token]:
    """The same pieces; a bare day goes with the month that was named before it. Where two months
    are left it is no day, and asked about.
    """
    return BareDays(tokens, class_).settled()
