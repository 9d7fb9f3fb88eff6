"""A figure before the name it is of: 38.2张三; 38.1，李雷，其他都正常."""

from __future__ import annotations

from collections.abc import Sequence

from domain.understanding.about import About
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET, back_from, first_loud
from domain.understanding.cutting.tokens import Token
from domain.understanding.grammar.relatives import Relatives

_IS = frozenset(["是", "的是", "的", "is"])


class FigureFirst(Relatives):
    """Gives a figure to the pupil who is named right behind it."""

    def _take_figure_before(self, about: About) -> bool:
        """38.2张三: the figure right before a name of which nothing else is said."""
        before = list(self.tokens[max(self.at - 4, 0) : self.at - 1])
        while before and (before[-1].kind is Kind.SPACE or before[-1].text in _IS):
            before.pop()
        if before and before[-1].kind is Kind.COMMA and self._heads_a_name(before):
            before.pop()
        if not before or before[-1].kind is not Kind.FIGURE or not about.says_nothing:
            return False
        following = self._next()
        alone = following.kind in (Kind.STOP, Kind.COMMA, Kind.REST, Kind.CLOSE)
        if not alone or self.heard.class_figures[-1:] != [before[-1].value]:
            return False
        about.figures.append(self.heard.class_figures.pop())
        return True

    def _heads_a_name(self, before: Sequence[Token]) -> bool:
        """38.1，李雷，其他都正常: a fever with nobody before it, and one name behind the comma; and
        37.2，李雷, where the sentence holds nothing more.
        """
        at = self.at - 1
        behind = [one.kind for one in self.tokens[self.at : self.at + 5] if one.kind not in QUIET]
        ends = behind[:1] == [Kind.STOP]
        alone = ends or (behind[:1] == [Kind.COMMA] and behind[1:2] != [Kind.NAME])
        figures = [one for one in before if one.kind is Kind.FIGURE]
        figure = figures[-1].value if figures else None
        value = figure.temperature if isinstance(figure, Figure) else None
        warm = value is not None and (ends or value >= self.class_.fever_threshold)
        if not (alone and warm and len(figures) == 1):
            return False
        first = next((n for n in range(at - 1, -1, -1) if self.tokens[n].kind is Kind.FIGURE), 0)
        return not first or first_loud(back_from(self.tokens, first)).kind is Kind.STOP
