"""The highest of the class, told behind pupils of whom something else is told."""

from __future__ import annotations

from collections.abc import Collection

from domain.check_in import Absence, Where
from domain.temperature import Temperature
from domain.understanding.about import About
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET, SPACES
from domain.understanding.cutting.tokens import Token, days_of
from domain.understanding.grammar.everybody import Everybody
from domain.understanding.grammar.hearing import REST

_CALLED = frozenset({Kind.NAME, Kind.ORDINAL, Kind.RELATIVE})
_OWN = frozenset(["他", "她", "其", "他的", "她的", "本人", "自己", "his", "her", "their"])
_BEFORE_READING = frozenset({Kind.TEMPERATURE, Kind.COLON, *QUIET})


class ClassHighest(Everybody):
    """Knows whose the highest is that stands behind a pupil."""

    def _highest(self, word: Token) -> None:
        """张三咳嗽，全班最高36.9 is the class's, 张三最高39.1 is his own; 其余正常 最高36.9 is the
        class's too, and 其余最高36.9 that of the others.
        """
        of_rest = self._last_before(_BEFORE_READING).kind is Kind.REST
        if self._is_highest_of_class(word) or (self.who is REST and not of_rest):
            self._about(None)
        self.label = Kind.TEMPERATURE if self.pupils else Kind.MAX

    def _mean(self) -> None:
        """张三咳嗽，平均36.5: a mean is of the class, unless it is all that is told of him."""
        if self.who and not self._only_called(self.who):
            self._about(None)
        self.label = Kind.MEAN

    def _is_highest_of_class(self, word: Token) -> bool:
        """李雷咳嗽，最高36.8: the class's, as nobody measures the highest of a cough.

        Of a fever it is the pupil's own: 李雷发烧，全班最高38.5. A feverish one behind another
        complaint is nobody's yet, and whose it is gets asked.
        """
        value, who = self._reading_ahead(), self.who or ()
        if value is None or not who or self._only_called(who):
            return False
        cool = value < self.class_.fever_threshold
        if "班" in word.text or "class" in word.text.casefold() or self._of_us():
            return cool or not any(about.feverish and not about.figures for about in who)
        if cool and self._absent_before():
            return True  # 张三病假，最高36.9
        if self._is_their_own(word) or self.household or self.again:
            return False
        if cool:
            return not any(map(_had_a_fever, who))
        return not any(map(self._may_be_feverish, who))

    def _reading_ahead(self) -> Temperature | None:
        """The reading that follows the word."""
        following = self._next(*_BEFORE_READING).value
        return following.temperature if isinstance(following, Figure) else None

    def _only_called(self, who: Collection[About]) -> bool:
        """李雷，最高37.1: nothing is told of the pupil but this."""
        nearest = self._last_before(_BEFORE_READING | {Kind.COMMA})
        return nearest.kind in _CALLED and all(about.says_nothing for about in who)

    def _is_their_own(self, word: Token) -> bool:
        """李雷最高37.1, 他最高37.1, 夜里最高37.1, coughs with a high of 37.1."""
        clause = list(self._clause_before())
        words = [one for one in clause if one.kind not in SPACES | {Kind.TEMPERATURE}]
        called = bool(words) and (words[0].kind in _CALLED or words[0].text.casefold() in _OWN)
        days = (days_of(one) for one in clause if one.kind is Kind.DAYS)
        return called or word.text.startswith("with ") or any(map(self._is_another_day, days))

    def _may_be_feverish(self, about: About) -> bool:
        """李雷病假，最高38.9: who is ill at home has the fever that is told."""
        value = about.reading
        hot = value is not None and value >= self.class_.fever_threshold
        away = about.absence is Absence.SICK or about.where in (Where.HOME, Where.HOSPITAL)
        return hot or away or _had_a_fever(about)


def _had_a_fever(about: About) -> bool:
    """Whether a fever of this pupil is told by a word and not by a figure."""
    told = about.feverish or about.hot or about.had_fever or about.cooled
    return told and not about.figures
