"""Fevers of an earlier day: one of last night is told, and its figure is no reading of today."""

from __future__ import annotations

from datetime import timedelta

from domain.check_in import Where
from domain.understanding.about import About
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET
from domain.understanding.cutting.tokens import Token, days_of
from domain.understanding.cutting.vague_days import days_back, is_over_surely
from domain.understanding.cutting.which_day import TILL_NOW, is_over
from domain.understanding.grammar.leave_days import GOES_ON
from domain.understanding.grammar.nearby import CROSSED, NEAR
from domain.understanding.grammar.times import Times
from domain.understanding.ordering.former import LATELY

_BEFORE_A_FEVER = CROSSED | {Kind.FEVER, Kind.HOT, Kind.TO, Kind.FIGURE, Kind.WHERE, Kind.IN}
_NOW = frozenset(["现在", "目前", "现", "刚", "刚刚", "刚才", "已", "已经", "now", "but"])
_WAS = frozenset(["是", "那是", "就是", "都是", "也是", "只是", "还是"])


class PastFevers(Times):
    """Keeps fevers and readings of earlier days apart from those of this morning."""

    def _day_gone(self) -> int | None:
        """Where the earlier day is named of which a fever or a figure is told: 昨晚发烧38.5."""
        days = self._days_before(_BEFORE_A_FEVER)
        if not days:
            behind = self._days_behind(Kind.FIGURE, Kind.FEVER)
            days = [place for place in behind if self.tokens[place].text.isascii()]
        days = days or self._day_it_was()
        if not days or self.tokens[self.at].text in TILL_NOW:
            return None
        gone = self._is_gone(self.tokens[days[-1]])
        return days[-1] if gone and self.tokens[days[-1] + 1].text not in GOES_ON else None

    def _is_gone(self, day: Token) -> bool:
        """周五, 上周, last month: a day or time that is over. 最近 may be today."""
        return is_over(days_of(day), self.class_.day) or is_over_surely(day.text)

    def _day_it_was(self) -> list[int]:
        """发烧是昨天的事: the day that is named behind 是, and is not when it began."""
        was = False
        for place in range(self.at, min(self.at + 7, len(self.tokens))):
            token = self.tokens[place]
            if token.kind is Kind.DAYS and was:
                return [] if self._begins_from(place) else [place]
            was = was or token.text in _WAS
            if token.kind not in QUIET | {Kind.EACH, Kind.ONLY}:
                break
        return []

    def _begins_from(self, day: int) -> bool:
        """是昨天刚开始的: whether it goes on since the day."""
        for token in self.tokens[day + 1 : day + NEAR]:
            if token.kind in ENDS:
                return False
            if token.text in GOES_ON or "始" in token.text:
                return True
        return False

    def _fever_told(self, token: Token, about: About) -> None:
        """A fever of last night is not surely one of this morning."""
        day = self._day_gone()
        if day is None:
            about.feverish = True
            if "药" in token.text:
                about.words.append(token.text)  # 吃了退烧药, whatever was measured
            if self.tokens[self.at].text in TILL_NOW:
                self._take_days(self._days_before(CROSSED))  # 周五发烧到现在
        else:
            self._had(about, day, token.text)

    def _told_of_an_earlier_day(self) -> bool:
        """周五发烧回家: whether the day named last before this piece in its clause is over."""
        for place in range(self.at - 2, max(self.at - NEAR, -1), -1):
            token = self.tokens[place]
            if token.kind in ENDS or token.text.casefold() in GOES_ON | _NOW:
                return False
            if token.kind is Kind.DAYS:
                return self._is_gone(token)
        return False

    def _settle_fevers(self) -> None:
        """周五发烧，今早36.5: a fever of long ago that is over is nothing of today."""
        for about in self.heard.about:
            last = about.fever_last
            if last is None or self.class_.day - last <= LATELY or not self._is_cool(about):
                continue
            about.had_fever = False
            about.cooled = True

    def _is_cool(self, about: About) -> bool:
        """Whether nothing speaks for a fever today, and something against it."""
        known = [one.temperature for one in about.figures if one.temperature is not None]
        warm = any(value >= self.class_.fever_threshold for value in known)
        ill = about.feverish or about.hot or about.absence or warm
        there = about.back or about.normal or about.no_fever or about.where is Where.SCHOOL
        return not ill and bool(known or there or about.cooled)

    def _had(self, about: About, day: int, what: str) -> None:
        """Keeps in words what was so on an earlier day: 昨晚发烧38.5."""
        when = self.tokens[day]
        about.had_fever = True
        period = days_of(when)
        ago = timedelta(days=days_back(when.text))
        last = period.last if period is not None else self.class_.day - ago
        about.fever_last = max(last, about.fever_last or last)
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
