"""The days of a journey: when it began, how long it lasted, and which day is of something else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile
from typing import cast

from domain.calendar import Period
from domain.check_in import Absence, Where
from domain.understanding.about import Trip
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS
from domain.understanding.cutting.tokens import ILL, PREPOSITIONS, SAYS, Token, days_of
from domain.understanding.cutting.which_day import (
    ends_later,
    is_over,
    is_to_come,
    is_today,
    is_weekday_alone,
)
from domain.understanding.grammar.day_owners import DayOwners
from domain.understanding.grammar.leave_days import GOES_ON
from domain.understanding.heard import Snag
from domain.understanding.ordering.bare_days import is_of_holiday

_COMES_BACK = frozenset(["returns", "coming back", "comes back", "returning", "will return"])
_UNTIL = frozenset(["until", "till", "til"])
_STAYS_TO = frozenset(["待到", "呆到", "住到", "玩到", "耍到", "留到"])
_FOUND = frozenset(["发现", "发现的", "查出", "查出来", "确诊", "确诊的", "检查出"])
_OF_A_JOURNEY = frozenset(
    {Kind.FROM, Kind.TO, Kind.VIA, Kind.BACK, Kind.AWAY_STILL, Kind.TRIP, Kind.STAY}
)
_FINDINGS = ILL | {Kind.FIGURE, Kind.UNMEASURED, Kind.NORMAL}
_AFTER_A_FINDING = ENDS | {Kind.REST, Kind.NAME, Kind.LIST, Kind.CLOSE}
_PARTS = ENDS | {Kind.LIST, Kind.NAME, Kind.DAYS}
_PLAYS = ("玩", "耍", "游", "旅游", "度假", "逛")
_LIVES = ("住", "待", "呆", "留", "逗", "停", "居", "stay", "spent")
_STILL_TO_COME = frozenset({"要", "还要", "还得", "再", "准备", "打算", "计划", "会", "还会", "想"})


class JourneyDays(DayOwners):
    """Gives a journey its days."""

    def _stay(self, token: Token) -> None:
        """去了长沙，住了一晚: how long it was. At home, or where no journey is told, it says
        nothing by itself.
        """
        if not self._travelling() and self._next().kind in PREPOSITIONS:
            self._journey()  # stayed two nights in Changsha
        elif not self._travelling() and token.text.startswith(_PLAYS):
            self._journey()
        if not self._travelling():
            if token.text.startswith(_LIVES) and not any(a.where for a in self.who or ()):
                self.heard.left_over(token.text)
            return
        before = self._last_before()
        if before.kind is Kind.WHERE or (before.kind is Kind.BACK and not token.text.isascii()):
            return  # 昨天从武汉回来，在家待了一天
        trip = self._journey()
        again = trip.lasted is not None and (trip.lasted != token.value or len(trip.places) > 1)
        if token.value is None or again or before.text in _STILL_TO_COME:
            trip.vague = True
        trip.lasted = cast("int | None", token.value)

    def _settle_holidays(self) -> None:
        """国庆李四10月2日至5日去昆明: the exact days count, and not the whole holiday."""
        holidays = list(self.class_.holidays.values())
        for about in self.heard.about:
            trip = about.trip
            if trip is None:
                continue
            named = [day for day in trip.days if day in holidays]
            exact = [day for day in trip.days if day not in holidays]
            if named and exact and all(is_of_holiday(day, named[0]) for day in exact):
                alone = exact[0].last if len(exact) == 1 and exact[0].is_day else None
                if trip.back and trip.set_out and alone and alone > named[0].first:
                    exact = [Period(named[0].first, alone)]  # 国庆去了昆明，5号回来
                trip.days = exact

    def _settle_ranges(self) -> None:
        """21号到25号在北京，今天来了: there again before it is over."""
        for about in self.heard.about:
            there = about.where is Where.SCHOOL or about.back or about.figures or about.normal
            until = about.trip.until if about.trip is not None else None
            longer = until is not None and until > self.class_.day
            if there and longer and about.trip and any(d.last == until for d in about.trip.days):
                self.heard.snags.add(Snag.OTHER_DAY)

    def _settle_sick_journeys(self) -> None:
        """今天去北京，请病假: gone today, and not back."""
        today = Period(self.class_.day, self.class_.day)
        for about in self.heard.about:
            trip = about.trip
            if about.absence is Absence.SICK and trip is not None and trip.days == [today]:
                trip.still_away = trip.still_away or _has_left(trip)

    def _settle_stays(self) -> None:
        """周五去长沙，住了一晚: Friday and Saturday. What would end after today is asked about."""
        for about in self.heard.about:
            trip = about.trip
            if trip is None or trip.lasted is None or len(set(trip.days)) != 1:
                continue
            day, length = trip.days[0], timedelta(days=trip.lasted)
            if day.first == day.last:
                first = day.first - length if trip.from_last else day.first
                trip.days = [Period(first, first + length)]
                beyond = ends_later(trip.days[0], self.class_.day)
                trip.vague = trip.vague or (beyond and not trip.ahead)

    def _began_then(self) -> bool:
        """周四去了重庆，玩到周六: whether the first day of a journey is known, and it is over."""
        goes_on = self._last_before().text in _STILL_TO_COME
        known = self.days or self.earlier or (self.trip is not None and self.trip.days)
        return bool(known) and self._travelling() and not goes_on

    def _lasted_to(self) -> bool:
        """Whether the day behind 玩到 is the last of a journey, gone or to come."""
        near = [one for one in self.tokens[max(self.at - 4, 0) : self.at] if one.text.strip()]
        return self._began_then() or (self._travelling() and self._stays_until(near))

    def _begins_another_thing(self, day: Token) -> bool:
        """Whether a journey is over and today is named for what follows, or what stands before:
        went to Shanghai on Saturday, 36.5 this morning; 周末去了南京 36.5今天.
        """
        known = self.trip is not None and bool(self.trip.days or self.days or self.earlier)
        if self.trip is None and self._next().kind is Kind.LIST:
            known = self._day_follows()  # 36.5 this morning and went to Shanghai on Saturday
        following = self._next(Kind.EACH, Kind.DAYS).kind
        told = following in SAYS | {Kind.TEMPERATURE, Kind.NORMAL, Kind.PRESENT}
        told = (told and following not in _OF_A_JOURNEY) or self._told_in_part()
        told = told or (following in _AFTER_A_FINDING and self._last_before().kind in _FINDINGS)
        return known and self._is_today(day) and told

    def _told_in_part(self) -> bool:
        """Whether what stands before, since a sign or an "and", is a finding and no journey."""
        part = takewhile(lambda one: one.kind not in _PARTS, self._before())
        kinds = {one.kind for one in part}
        return bool(kinds & _FINDINGS) and not kinds & (_OF_A_JOURNEY | {Kind.IN, Kind.PLACE})

    def _goes_on(self, day: Token) -> bool:
        """Whether a day only says since when a pupil is ill, or when it was found."""
        named = bool(self.who) and any(about.who is not None for about in self.who or ())
        named = named or (self.who is None and self._next().kind is Kind.NAME)  # 20号起李四病假
        following = [one.text for one in self._typed_behind(3)][:2]
        found = bool(following) and following[0] in _FOUND
        lasts = any(one in GOES_ON for one in following)
        before = [one.text for one in self.tokens[max(self.at - 6, 0) : self.at - 1]]
        since = day.text.casefold().startswith("since") or "since" in before
        told = since and any(not about.says_nothing for about in self.who or ())
        goes = any(one.kind in (Kind.TO, Kind.IN) for one in self.tokens[self.at : self.at + 4])
        return not self._travelling() and (told or (named and (found or (lasts and not goes))))

    def _is_today(self, day: Token) -> bool:
        return is_today(days_of(day), self.class_.day)

    def _is_back_then(self, day: Token) -> bool:
        """Whether somebody is back on a weekday to come: nothing says that it is done."""
        trip = self.trip
        if trip is None or not trip.bare or not is_weekday_alone(day.text):
            return False
        coming = self._return_day(day)
        if not is_to_come(coming, self.class_.day):
            return False
        trip.back = False
        self._still_away(coming.last)
        return True

    def _is_until(self, day: Token) -> bool:
        """Whether a journey that goes on was given its end."""
        before = self._typed_before(2)
        until = before and before[-1].text.casefold() in _UNTIL
        if self.trip is None or not (until or self._stays_until(before)):
            return False
        coming = self._return_day(day)
        self._still_away(None if coming is None else coming.last)
        return True

    def _stays_until(self, before: Sequence[Token]) -> bool:
        """要待到周五: it has not ended."""
        texts = [one.text for one in before]
        return bool(_STAYS_TO & set(texts[-1:]) and _STILL_TO_COME & set(texts[:-1]))

    def _comes_back_later(self, token: Token, trip: Trip) -> None:
        """will be back from Thailand on Wednesday: away, and the day is none of the journey."""
        before = [one for one in self.tokens[max(self.at - 9, 0) : self.at] if one.text.strip()]
        leads = {one.text.casefold() for one in before if one.kind is Kind.BACK}
        days = self._days_behind()
        told = [(self.tokens[n].text, days_of(self.tokens[n])) for n in days]
        if any(
            is_over(period, self.class_.day) and not is_weekday_alone(text) for text, period in told
        ):
            return  # coming back from Thailand yesterday
        if leads & _COMES_BACK or ("back" in token.text.casefold() and self._will()):
            trip.back = False
            coming = self._return_day(self.tokens[days[-1]]) if days else None
            self._still_away(None if coming is None else coming.last)
            self.taken |= set(days)


def _has_left(trip: Trip) -> bool:
    return trip.set_out and not trip.back and trip.lasted is None
