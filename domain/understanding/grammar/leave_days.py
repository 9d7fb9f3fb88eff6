"""The days of a leave: 请假明天后天. 事假 昨天也没事 tells of something else on that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from domain.calendar import Period
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, SPACES, first_loud, on_from
from domain.understanding.cutting.tokens import days_of
from domain.understanding.cutting.which_day import (
    is_number_alone,
    is_over,
    is_to_come,
    is_today,
)
from domain.understanding.grammar.expected import Expected
from domain.understanding.grammar.nearby import NEAR
from domain.understanding.ordering.bare_days import leads_back

WEEK = timedelta(days=7)
GOES_ON = frozenset(
    ["起", "开始", "就", "以来", "至今", "起就", "开始就", "就开始", "一直", "突然"]
)
"""After these, what began on an earlier day goes on."""
_ALSO = ("也", "都", "还")
_COMES = frozenset(["来", "来校", "到校", "来上学", "来上课"])
_DAYS_END = ENDS | {Kind.CLOSE, Kind.OPEN, Kind.REST, Kind.ALL, Kind.LIST}
"""What may stand behind the days of a leave."""


class LeaveDays(Expected):
    """Finds the days of a leave around the word for it."""

    def _days_of_leave(self) -> list[int]:
        """请假明天后天. 事假 昨天也没事 tells something else of the day, and no leave."""
        days = self._days_behind()
        if not days or self.tokens[days[-1]].text.isascii():
            return days
        right_behind = self.tokens[days[-1] + 1]
        told = first_loud(on_from(self.tokens, days[-1] + 1))
        if right_behind.text.startswith(_ALSO) or told.text in _COMES:
            return []
        over = is_over(days_of(self.tokens[days[-1]]), self.class_.day)
        another = told.kind is Kind.NAME and right_behind.kind is Kind.SPACE
        ends = told.kind in _DAYS_END or told.text in GOES_ON or another
        return days if ends or not over else []

    def _today_behind(self) -> list[int]:
        """Vomited on Saturday and off sick today: each has its own day."""
        if self._last_before(SPACES).kind is not Kind.LIST:
            return []
        behind = self._days_behind()
        period = days_of(self.tokens[behind[0]]) if len(behind) == 1 else None
        return behind if is_today(period, self.class_.day) else []

    def _day_carried(self) -> Period | None:
        """A day to come, named of the same pupil a clause before: 下周二做手术，请假一周."""
        if self.plan_day is not None:
            return self.plan_day
        for place in range(self.at - 2, max(self.at - NEAR, -1), -1):
            token = self.tokens[place]
            if token.kind in (Kind.NAME, Kind.STOP, Kind.REST, Kind.ALL):
                return None
            if token.kind is Kind.DAYS and not leads_back(self.tokens, place):
                period = days_of(token)
                return period if is_to_come(period, self.class_.day) else None
        return None

    def _may_be_gone(self, days: Sequence[int], period: Period) -> bool:
        """5号请病假 on the 23rd: of this month, or of the next."""
        alone = len(days) == 1 and is_number_alone(self.tokens[days[0]].text)
        return alone and period.first - self.class_.day > WEEK
