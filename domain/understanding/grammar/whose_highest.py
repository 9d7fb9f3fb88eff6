"""Whose the highest of the class is, where a name stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from domain.temperature import Temperature
from domain.understanding.about import About
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, SPACES
from domain.understanding.cutting.tokens import ILL, SAYS, Token
from domain.understanding.grammar.figure_first import FigureFirst

_NEXT_SUBJECT = ENDS | {Kind.NAME, Kind.REST, Kind.EXCEPT, Kind.CLOSE, Kind.COUNT}
_JOINS = frozenset({Kind.NAME, Kind.LIST, Kind.SPACE, Kind.TITLE})


class WhoseHighest(FigureFirst):
    """Gives the highest of the class to the pupil who had it."""

    def _behind_highest(self) -> bool:
        """36.0-37.1，最高张三: whether the name says whose the highest is that was stated."""
        before = self._loud_before(3)
        stated = self.heard.highest or self.heard.class_figures
        alone = self._next().kind in ENDS | {Kind.CLOSE}
        return bool(before and stated) and before[-1].kind is Kind.MAX and alone

    def _had_the_highest(self, about: About) -> bool:
        """最高36.8(张三): whose the highest is. Takes it up."""
        highest = self.after_class_highest or self._behind_highest()
        if not highest or self.excepting or not self._is_unmeasured_yet(about):
            return False
        reading = (self.heard.highest or self.heard.class_figures)[-1:]
        self.after_class_highest = False
        if self._stands_below(reading) or self._is_told_apart(reading):
            return False
        about.figures.extend(reading)
        about.whose = about.whose or self._may_be_joined()
        self._about([about])
        self.spoken = True
        return True

    def _stands_below(self, reading: Sequence[Figure]) -> bool:
        """最高36.8 病假：张三, 病假1人：张三: the name is that of who was told of at the head."""
        fever = _is_fever(reading, self.class_.fever_threshold)
        ill = fever and any(one.kind in ILL for one in self.header)
        return self.waiting is not None or (bool(self.header) and not ill)

    def _is_unmeasured_yet(self, about: About) -> bool:
        """Whether nothing was told of the pupil; or no reading, and only the name stands here:
        李雷咳嗽，最高37.1(李雷).
        """
        alone = self._next().kind in ENDS | {Kind.CLOSE}
        return about.says_nothing or (alone and not about.figures and about.absence is None)

    def _is_told_apart(self, reading: Sequence[Figure]) -> bool:
        """最高36.8 徐静怡病假, 最高36.8 张三和李四咳嗽: these are told, a blank between.
        A fever behind a fever's figure is told of the one it was measured of: 最高38.2 李雷发烧.
        """
        joined, told = self._told_of_joined()
        if _is_fever(reading, self.class_.fever_threshold) and told & ILL:
            return joined
        apart = joined or self._last_before(SPACES).kind is Kind.FIGURE
        return bool(told & {Kind.ABSENT, Kind.FIGURE} or (apart and told & SAYS))

    def _told_of_joined(self) -> tuple[bool, set[Kind]]:
        """Whether another name is joined to this one, and what is told of them: 张三、李四病假."""
        clause = list(takewhile(lambda one: one.kind not in ENDS, self._behind()))
        last = next((n for n, one in enumerate(clause) if one.kind not in _JOINS), len(clause))
        between = takewhile(lambda one: one.kind is not Kind.NAME, clause[:last])
        signs = {one.kind for one in between}
        another = any(one.kind is Kind.NAME for one in clause[:last])
        joined = another and (not signs or Kind.LIST in signs)
        told = takewhile(_is_of_the_name, clause[last if joined else 0 :])
        return joined, {one.kind for one in told}

    def _may_be_joined(self) -> bool:
        """最高36.8 张三，李四病假: whether 张三 is ill too, or has the highest, is not said."""
        blank = self._last_before(frozenset()).kind is Kind.SPACE
        behind = [one.kind for one in self._typed_behind(3)]
        if behind[:1] == [Kind.COMMA]:
            behind.pop(0)
        return blank and behind[:1] == [Kind.NAME]


def _is_of_the_name(token: Token) -> bool:
    """Whether a piece behind a name may still be told of it."""
    return token.kind not in _NEXT_SUBJECT


def _is_fever(reading: Sequence[Figure], threshold: Temperature) -> bool:
    values = [one.temperature for one in reading if one.temperature is not None]
    return any(value >= threshold for value in values)
