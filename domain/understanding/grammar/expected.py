"""Who is expected: 周五回来, 周三才来上课, will be back on Friday."""

from __future__ import annotations

from domain.calendar import Period
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import DONE, Token, days_of
from domain.understanding.cutting.which_day import (
    is_over,
    is_this_week,
    is_to_come,
    is_weekday_alone,
    rather_to_come,
)
from domain.understanding.grammar.nearby import CROSSED, Nearby

_WILL = frozenset(["要", "会", "将", "将要", "才", "will", "will be", "计划", "打算"])
_CAME = frozenset(["came back", "came home", "returned", "just returned", "has returned"])


class Expected(Nearby):
    """Tells the day on which somebody is to come from a day on which somebody came."""

    def _coming_to_school(self, days: list[int]) -> Period | None:
        """周三来上课, 周三才回来上课: the day to come on which somebody is at school again."""
        if not days and self.tokens[max(self.at - 2, 0)].kind is Kind.BACK:
            coming = self.expected
            return None if coming is None else Period(coming, coming)
        coming_day = self._return_day(self.tokens[days[-1]]) if days else None
        return coming_day if is_to_come(coming_day, self.class_.day) else None

    def _is_expected(self, token: Token) -> bool:
        """周五回来, will be back on Friday: not back yet. Takes up the day."""
        behind = self._days_behind() if token.text.isascii() else []
        days = behind or self._days_before(CROSSED) or self._days_behind()
        done = token.text.casefold() in _CAME or self._is_done(token)
        if not days or done:
            return False
        period = self._return_day(self.tokens[days[-1]])
        if not is_to_come(period, self.class_.day):
            return False
        told = days_of(self.tokens[days[-1]])
        self.expected = period.last
        self.taken.add(days[-1])
        self.days = [day for day in self.days if day is None or day != told]
        return True

    def _return_day(self, day: Token) -> Period | None:
        """The day of a return. A weekday without more is one of this week that is to come; at its
        beginning Saturday and Sunday are those just gone.
        """
        today, period = self.class_.day, days_of(day)
        if not is_over(period, today) or not is_weekday_alone(day.text):
            return period
        coming = rather_to_come(day.text, today)
        if coming is None or self._will():
            return coming
        week_end = coming.first.weekday() > 4 and today.weekday() < 3
        return coming if is_this_week(coming.first, today) and not week_end else None

    def _will(self) -> bool:
        before = self.tokens[max(self.at - 6, 0) : self.at]
        return any(one.text.casefold() in _WILL for one in before)

    def _is_done(self, token: Token) -> bool:
        """来了, 去医院的, 回来过: it has happened."""
        behind = self.tokens[self.at].text if self.at < len(self.tokens) else ""
        return token.text.endswith(DONE) or behind in DONE
