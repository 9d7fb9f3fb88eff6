"""Which days and parts of the day are named near a piece of a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile

from domain.calendar import Period
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, SPACES, back_from, first_loud, on_from
from domain.understanding.cutting.tokens import SAYS, days_of
from domain.understanding.cutting.which_day import all_over, is_over, is_today, rather_to_come
from domain.understanding.grammar.hearing import EVERYONE, REST, Hearing
from domain.understanding.heard import Snag

_LATER = frozenset(
    [
        *("下午", "中午", "傍晚", "晚上", "放学后", "放学以后", "晚自习", "午休", "午饭后"),
        *("午后", "夜里"),
        *("说下午", "说是下午", "说中午"),
        "in the evening",
        *("in the afternoon", "at noon", "after lunch", "later today", "at midday"),
        *("after school", "after class"),
    ]
)
"""Parts of the day that the morning's check-in does not speak of."""
_REPORTED = frozenset(["报", "上报", "汇报", "补报", "报告"])
"""What the teacher does then, and no pupil."""
_LATER_TODAY = ("下午", "中午", "傍晚", "晚上", "晚", "afternoon", "evening", "tonight")
_OF_DAY = frozenset({Kind.BACK, Kind.PRESENT, Kind.TO, Kind.FROM, Kind.AWAY_STILL, Kind.IN})
"""A day before one of these is the day of that, not of what was told before it."""
CROSSED = QUIET | {
    *(Kind.NAME, Kind.LIST, Kind.TITLE, Kind.EACH, Kind.ORDINAL, Kind.RELATIVE, Kind.COLON),
    *(Kind.BOY, Kind.GIRL, Kind.COURTESY, Kind.OPEN, Kind.FROM, Kind.TOPIC, Kind.UNKNOWN),
    *(Kind.AGAIN, Kind.TEMPERATURE, Kind.MAX, Kind.ADVICE, Kind.DAYS),
}
"""What may stand between a day and what is told of it."""
_SUBJECTS = CROSSED | {Kind.ALL, Kind.REST, Kind.OWN_CLASS, Kind.COUNT, Kind.FULL, Kind.NOT}
"""What may stand between a part of the day and what is said of the class then."""
_TOLD = SAYS | {Kind.PLACE, Kind.PRESENT, Kind.NORMAL}
_IS_NOW = re.compile(r"(?:has|is)\b")
NEAR = 30
"""Pieces of a sentence that are looked at around one."""


class Nearby(Hearing):
    """Looks for days around the piece that was just taken up."""

    def _day_follows(self) -> bool:
        """王五周末去了南京: whether a day is named behind, before the next pupil or sign."""
        ends = ENDS | {Kind.NAME, Kind.REST}
        behind = takewhile(lambda one: one.kind not in ends, self._behind())
        return any(one.kind is Kind.DAYS for one in behind)

    def _later_at(self, crossed: Collection[Kind]) -> int | None:
        """Where a later part of this day was named in this clause."""
        around: list[int] = [*self._back_over(crossed), *self._days_behind()]
        for place in range(self.at, min(self.at + 2, len(self.tokens))):
            said = self.tokens[place].text.casefold()
            if said in _LATER and said.isascii():
                return place  # to the doctor after school
        for place in around:
            token = self.tokens[place]
            if token.kind is Kind.DAYS:
                today = token.value == Period(self.class_.day, self.class_.day)
                later = token.text.casefold().endswith(_LATER_TODAY)
                return place if today and later else None
            if token.text.casefold() in _LATER:
                return place
            if token.text in _REPORTED:
                return None  # 下午再报，李雷事假
        return None

    def _back_over(self, crossed: Collection[Kind]) -> Iterator[int]:
        """The places before this piece, the nearest first, up to one that is not crossed."""
        for place in range(self.at - 2, max(self.at - NEAR, -1), -1):
            yield place
            if self.tokens[place].kind not in crossed:
                return

    def _of_this_morning(self) -> None:
        """下午全班正常: what is said of the class at a later hour is asked about."""
        named = bool(self.who) and self.who is not EVERYONE and self.who is not REST
        if not named and self._later_at(_SUBJECTS) is not None:
            self.heard.snags.add(Snag.OTHER_DAY)

    def _clause_at(self, start: int) -> str:
        """The words from a piece to the end of its clause."""
        words = []
        for token in self.tokens[start : start + NEAR]:
            if token.kind in ENDS | {Kind.CLOSE, Kind.REST, Kind.ALL}:
                break
            words.append(token.text)
        return "".join(words).strip()

    def _days_before(self, crossed: Collection[Kind]) -> list[int]:
        """Where days are named before this piece, in its clause."""
        found: list[int] = []
        named = False
        for place in range(self.at - 2, max(self.at - NEAR, -1), -1):
            token = self.tokens[place]
            if token.kind not in (CROSSED if named else crossed):
                break
            named = named or token.kind is Kind.NAME
            if found and token.kind is Kind.NAME:
                break
            if token.kind is Kind.DAYS and self._ends_what_was_told(place, named=named):
                break  # back from Kunming yesterday and Li Lei 38.2
            if token.kind is Kind.DAYS:
                found.insert(0, place)
        return found

    def _ends_what_was_told(self, day: int, *, named: bool) -> bool:
        """Whether a day is that of what stands before it, and not of what is told behind an "and",
        a blank or a word: came back Sunday and Li Lei 39.5; 周四来 司马云37.8.
        """
        before = first_loud(back_from(self.tokens, day)).kind
        if not named:
            return before in _TOLD and self._is_now_behind_and(day)
        if before is Kind.PLACE:
            return True
        following = self.tokens[day + 1]
        if following.kind is Kind.UNKNOWN:  # of two pupils, the word is of the first
            return self.tokens[day + 2].kind is Kind.SPACE and len(self.heard.about) > 1
        behind = first_loud(on_from(self.tokens, day + 1), SPACES).kind
        close = following.kind is Kind.SPACE and self.tokens[day - 1].kind is not Kind.SPACE
        return before in _TOLD and (behind is Kind.LIST or close)

    def _is_now_behind_and(self, day: int) -> bool:
        """Flew back last night and has a temperature."""
        behind = [one for one in self.tokens[day + 1 : self.at] if one.kind is not Kind.SPACE]
        is_now = len(behind) > 1 and bool(_IS_NOW.match(behind[1].text))
        return is_now and behind[0].kind is Kind.LIST

    def _days_behind(self, *crossed: Kind) -> list[int]:
        """Where days are named right behind this piece: on leave tomorrow; 请假，明天后天."""
        found: list[int] = []
        clause = apart = 0
        for place in range(self.at, min(self.at + NEAR, len(self.tokens))):
            token = self.tokens[place]
            if token.kind is Kind.DAYS:
                found.append(place)
            elif token.kind is Kind.FROM and self.tokens[place + 1].kind is Kind.DAYS:
                continue  # 请假从明天开始
            elif token.kind in _OF_DAY:
                return [one for one in found if one < (clause or apart)]
            elif token.kind is Kind.COMMA and not clause and not crossed:
                clause = place
            elif token.kind is Kind.LIST and found:
                apart = place  # a fever last week and is back today
            elif token.kind not in QUIET | {Kind.LIST, Kind.COLON, *crossed}:
                break
        ends = token.kind in ENDS | {Kind.CLOSE}
        return [place for place in found if not clause or place < clause or ends]

    def _take_days(self, days: Iterable[int], plan: Period | None = None) -> None:
        """These days say when it is, and no more; ``plan`` holds on for what else is told of it."""
        self.taken |= set(days)
        self.days, self.earlier, self.plan_day = [], [], plan

    def _names_today(self) -> bool:
        """Whether this is told of today: 周五去医院看了，今天来了."""
        periods = self._as_told(self._days_before(CROSSED))
        return any(is_today(period, self.class_.day) for period in periods)

    def _names_earlier(self) -> bool:
        """Whether only days that are over are named before this piece."""
        return all_over(self._as_told(self._days_before(CROSSED)), self.class_.day)

    def _as_told(self, days: Iterable[int]) -> Iterator[Period]:
        """The days as they read by themselves: 周五 is the last one, where something has been."""
        periods = (days_of(self.tokens[place]) for place in days)
        return (period for period in periods if period is not None)

    def _as_planned(self, days: Iterable[int]) -> Iterator[Period]:
        """The days as a leave means them: 周五 is the coming one where that is likelier."""
        for place in days:
            token = self.tokens[place]
            period = days_of(token)
            if period is None:
                continue
            if is_over(period, self.class_.day) and not token.text.casefold().startswith("since"):
                period = rather_to_come(token.text, self.class_.day) or period
            yield period


def together(periods: Iterable[Period]) -> Period | None:
    """From the first of these days to the last; None where there are none."""
    found = list(periods)
    if not found:
        return None
    return Period(min(one.first for one in found), max(one.last for one in found))
