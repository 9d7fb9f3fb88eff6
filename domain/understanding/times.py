"""When it was, or will be: what is told of tomorrow, this afternoon or last night is not so now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import cast

from domain.calendar import Period
from domain.check_in import Absence, Where
from domain.understanding.days import is_this_week, is_weekday_alone, rather_to_come
from domain.understanding.figures import Figure
from domain.understanding.heard import About, Planned
from domain.understanding.hearing import ENDS, QUIET, Hearing
from domain.understanding.lexicon import Kind
from domain.understanding.tokens import Token

_GOES_ON = frozenset(
    ["起", "开始", "就", "以来", "至今", "起就", "开始就", "就开始", "一直", "突然"]
)
"""After these, what began on an earlier day goes on."""
_LATER = frozenset(
    [
        *("下午", "中午", "傍晚", "晚上", "放学后", "晚自习", "午休", "午饭后", "午后", "夜里"),
        *("in the afternoon", "at noon", "after lunch", "later today", "at midday"),
    ]
)
"""Parts of the day that the morning's check-in does not speak of."""
_LATER_TODAY = ("下午", "中午", "傍晚", "晚上", "晚", "afternoon", "evening", "tonight")
_OF_DAY = frozenset({Kind.BACK, Kind.PRESENT, Kind.TO, Kind.FROM, Kind.AWAY_STILL, Kind.IN})
"""A day before one of these is the day of that, not of what was told before it."""
CROSSED = QUIET | {
    *(Kind.NAME, Kind.LIST, Kind.TITLE, Kind.EACH, Kind.ORDINAL, Kind.RELATIVE, Kind.COLON),
    *(Kind.BOY, Kind.GIRL, Kind.COURTESY, Kind.OPEN, Kind.FROM, Kind.TOPIC, Kind.UNKNOWN),
    *(Kind.AGAIN, Kind.TEMPERATURE, Kind.MAX, Kind.ADVICE, Kind.DAYS),
}
"""What may stand between a day and what is told of it."""
_WILL = frozenset(["要", "会", "将", "将要", "才", "will", "will be", "计划", "打算"])
EARLY = frozenset(
    [
        *("早退", "早走", "早走一会", "早走一会儿", "提前走", "提前离校", "提前放学", "先走"),
        *("早点走", "早点接", "提前接", "早点接走"),
        *("leaving early", "leaves early", "going home early"),
    ]
)
"""There in the morning, and gone before the others."""
_DONE = ("了", "的", "过")
_LEAVE = ("假", "leave", "off")
_NEAR = 30
"""Pieces of a sentence that are looked at around one."""


class Times(Hearing):
    """Keeps leaves of other days, and of later today, apart from the absences of this morning."""

    def _another_time(self, token: Token, about: About) -> bool:
        """张三明天请假, 下午请假, 昨天请假: takes up an absence that is not this morning's."""
        if self.household or about.absence is not None:
            return False
        days = self._days_before(CROSSED) or self._days_behind()
        period = together(self._as_planned(days)) if days else self.plan_day
        if period is not None and days and period.first <= self.class_.day < period.last:
            about.until = period.last  # 周一到周三请事假
            return False
        if period is not None and period.first > self.class_.day and not self._is_still_so():
            absence, _ = cast("tuple[Absence, bool]", token.value)
            about.ahead = Planned(absence, period.first, period.last)
            told = [cast("Period | None", self.tokens[n].value) for n in days]
            about.supposed = any(one is not None and one.last < period.first for one in told)
            self._take_days(days, period)
        elif period is not None and days and self._is_over(period, days):
            about.earlier = True
            self._take_days(days)
        elif not days and about.later:
            pass  # 下午要去医院，请半天假
        elif any(word in token.text.casefold() for word in _LEAVE):
            return self._is_later_today(about)
        else:
            return False
        return True

    def _is_still_so(self) -> bool:
        """周五请假至今未返: it was last Friday, and goes on."""
        for token in self.tokens[self.at : self.at + _NEAR]:
            if token.kind in (Kind.STOP, Kind.NAME):
                return False
            if token.kind is Kind.AWAY_STILL or token.text in ("至今", "still"):
                return True
        return False

    def _head_another_day(self) -> None:
        """明天请假：张三、李四: the day holds for all who are named behind."""
        days = self._days_before(CROSSED)
        period = together(self._as_planned(days))
        if period is not None and period.first > self.class_.day:
            self._take_days(days, period)

    def _another_place(self, token: Token, about: About) -> bool:
        """张三明天去医院, 明天来上学: takes up where somebody will be."""
        if self.household:
            return False
        days = self._days_before(CROSSED | {Kind.TO, Kind.PLACE})
        period = together(self._as_planned(days)) if days else self.plan_day
        if period is not None and period.first > self.class_.day:
            if token.value is not Where.SCHOOL:
                about.aside.append(self._clause_at(days[0] if days else self.at - 1))
            elif about.says_nothing:
                self._is_away_now(about)
            if self.trip is None:
                self._take_days(days, period)
            return True
        there = token.value is Where.SCHOOL or token.text.endswith(_DONE) or self._is_done()
        return not there and (about.later or self._is_later_today(about))

    def _is_away_now(self, about: About) -> None:
        """周五回来, 明天来: not there now, and nobody said why."""
        about.absence, about.reason_known = Absence.OTHER, False
        self.spoken = True

    def _is_over(self, period: Period, days: Collection[int]) -> bool:
        """Whether an absence on these days was over before today."""
        since = any(self.tokens[n].text.casefold().startswith("since") for n in days)
        if since or period.last >= self.class_.day:
            return False
        first, last = min(days), max(days)
        begun = first > 0 and self.tokens[first - 1].kind is Kind.FROM
        return not begun and self.tokens[last + 1].text not in _GOES_ON

    def _is_later_today(self, about: About) -> bool:
        """张三下午请假看牙: there in the morning. Takes up the clause as it was typed."""
        start = self._later_at(CROSSED | {Kind.TO})
        if start is None or about.feverish or about.symptoms or about.where:
            return False
        about.later = True
        about.aside.append(self._clause_at(start))
        self.days = [day for day in self.days if day is None or self.class_.day not in day]
        return True

    def _leaves_early(self) -> bool:
        """下午早走一会儿: there in the morning. Takes up the clause as it was typed."""
        named = [about for about in self.who or () if about.who is not None]
        for about in named:
            start = self._later_at(CROSSED)
            about.later = True
            about.aside.append(self._clause_at(self.at - 1 if start is None else start))
        return bool(named)

    def _later_at(self, crossed: Collection[Kind]) -> int | None:
        """Where a later part of this day was named in this clause."""
        around: list[int] = [
            *range(self.at - 2, max(self.at - _NEAR, -1), -1),
            *self._days_behind(),
        ]
        for place in around:
            token = self.tokens[place]
            if token.kind is Kind.DAYS:
                today = token.value == Period(self.class_.day, self.class_.day)
                later = token.text.casefold().endswith(_LATER_TODAY)
                return place if today and later else None
            if token.text.casefold() in _LATER:
                return place
            if token.kind not in crossed and place < self.at:
                return None
        return None

    def _clause_at(self, start: int) -> str:
        """The words from a piece to the end of its clause."""
        words = []
        for token in self.tokens[start : start + _NEAR]:
            if token.kind in ENDS | {Kind.CLOSE, Kind.REST, Kind.ALL}:
                break
            words.append(token.text)
        return "".join(words).strip()

    def _days_before(self, crossed: Collection[Kind]) -> list[int]:
        """Where days are named before this piece, in its clause."""
        found: list[int] = []
        for place in range(self.at - 2, max(self.at - _NEAR, -1), -1):
            token = self.tokens[place]
            if token.kind not in crossed or (found and token.kind is Kind.NAME):
                break
            if token.kind is Kind.DAYS:
                found.insert(0, place)
        return found

    def _days_behind(self, *crossed: Kind) -> list[int]:
        """Where days are named right behind this piece: on leave tomorrow; 请假，明天后天."""
        found: list[int] = []
        clause = 0
        for place in range(self.at, min(self.at + _NEAR, len(self.tokens))):
            token = self.tokens[place]
            if token.kind is Kind.DAYS:
                found.append(place)
            elif token.kind is Kind.FROM and self.tokens[place + 1].kind is Kind.DAYS:
                continue  # 请假从明天开始
            elif token.kind in _OF_DAY:
                return [one for one in found if one < clause]
            elif token.kind is Kind.COMMA and not clause and not crossed:
                clause = place
            elif token.kind not in QUIET | {Kind.LIST, Kind.COLON, *crossed}:
                break
        ends = token.kind in ENDS | {Kind.CLOSE}
        return [place for place in found if not clause or place < clause or ends]

    def _take_days(self, days: Iterable[int], plan: Period | None = None) -> None:
        """These days say when it is, and no more; ``plan`` holds on for what else is told of it."""
        self.taken |= set(days)
        self.days, self.earlier, self.plan_day = [], [], plan

    def _as_planned(self, days: Iterable[int]) -> Iterator[Period]:
        """The days as a leave means them: 周五 is the coming one where that is likelier."""
        for place in days:
            token = self.tokens[place]
            period = cast("Period | None", token.value)
            if period is None:
                continue
            if period.last < self.class_.day and not token.text.casefold().startswith("since"):
                period = rather_to_come(token.text, self.class_.day) or period
            yield period

    def _is_expected(self, token: Token) -> bool:
        """周五回来, will be back on Friday: not back yet. Takes up the day."""
        days = self._days_before(CROSSED) or self._days_behind()
        if not days or token.text.endswith(_DONE) or self._is_done():
            return False
        period = self._return_day(self.tokens[days[-1]])
        if period is None or period.first <= self.class_.day:
            return False
        told = cast("Period | None", self.tokens[days[-1]].value)
        self.taken.add(days[-1])
        self.days = [day for day in self.days if day is None or day != told]
        return True

    def _return_day(self, day: Token) -> Period | None:
        """The day of a return. A weekday without more is one of this week that is to come; at its
        beginning Saturday and Sunday are those just gone.
        """
        today, period = self.class_.day, cast("Period | None", day.value)
        if period is None or period.last >= today or not is_weekday_alone(day.text):
            return period
        coming = rather_to_come(day.text, today)
        if coming is None or self._will():
            return coming
        week_end = coming.first.weekday() > 4 and today.weekday() < 3
        return coming if is_this_week(coming.first, today) and not week_end else None

    def _will(self) -> bool:
        before = self.tokens[max(self.at - 6, 0) : self.at]
        return any(one.text.casefold() in _WILL for one in before)

    def _is_done(self) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].text in _DONE

    def _day_gone(self) -> int | None:
        """Where the earlier day is named of which a fever or a figure is told: 昨晚发烧38.5."""
        days = self._days_before(CROSSED | {Kind.FEVER, Kind.HOT, Kind.TO, Kind.FIGURE})
        if not days:
            behind = self._days_behind(Kind.FIGURE, Kind.FEVER)
            days = [place for place in behind if self.tokens[place].text.isascii()]
        if not days:
            return None
        period = cast("Period | None", self.tokens[days[-1]].value)
        over = period is not None and period.last < self.class_.day
        return days[-1] if over and self.tokens[days[-1] + 1].text not in _GOES_ON else None

    def _fever_told(self, token: Token, about: About) -> None:
        """A fever of last night is not surely one of this morning."""
        day = self._day_gone()
        if day is None:
            about.feverish = True
        else:
            self._had(about, day, token.text)

    def _had(self, about: About, day: int, what: str) -> None:
        """Keeps in words what was so on an earlier day: 昨晚发烧38.5."""
        when = self.tokens[day]
        about.had_fever = True
        self.taken.add(day)
        self.days = [one for one in self.days if one != when.value]
        between = " " if when.text.isascii() else ""
        what = f"{between}{what.removeprefix('a ')}"
        if about.words and about.words[-1].startswith(when.text):
            about.words[-1] += what
        else:
            about.words.append(f"{when.text}{what}")

    def _reading_gone(self, figure: Figure, about: About) -> bool:
        """38.5 of 昨晚38.5 is not today's reading. Takes it up."""
        day = self._day_gone()
        value = figure.temperature
        if day is None or about.trip is not None or value is None:
            return False
        if value >= self.class_.fever_threshold:
            self._had(about, day, figure.raw)
        self.taken.add(day)
        return True


def together(periods: Iterable[Period]) -> Period | None:
    """From the first of these days to the last; None where there are none."""
    found = list(periods)
    if not found:
        return None
    return Period(min(one.first for one in found), max(one.last for one in found))
