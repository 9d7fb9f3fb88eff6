"""Numbers that count the rest, others beside the named, or who travelled: 42 others normal."""

from __future__ import annotations

from domain.check_in import Where
from domain.understanding.about import About
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, NOTHING_THERE, SPACES
from domain.understanding.cutting.tokens import Token
from domain.understanding.grammar.hearing import REST
from domain.understanding.grammar.turnout import Turnout

_LEADS = frozenset({Kind.LIST, Kind.COLON, Kind.OPEN, Kind.ONLY, Kind.EXCEPT})
_AND = frozenset(["和", "及", "以及", "跟", "与", "同"])
_OTHERS = frozenset(["另外", "另", "其他", "其余", "其它"])
_COOLEST, _HOTTEST = 35, 42
"""A number below or above is no temperature of anybody."""
_TRAVELLED = frozenset({Kind.FROM, Kind.TO, Kind.BACK, Kind.AWAY_STILL})


class OthersCounted(Turnout):
    """Knows whom a bare number in an English list counts."""

    def _and_others(self, n: int) -> bool:
        """Li Lei and 2 others are coughing: with him, pupils whom nobody named."""
        following = self._next()
        listed = self._last_before(SPACES).kind is Kind.LIST and self.pupils and not self.spoken
        if not listed or following.kind is not Kind.REST or n * 2 > self.class_.enrolled:
            return False
        self._skip_to(following)
        self._adds_others(n)
        return True

    def _with_others(self, n: int) -> bool:
        """李雷和另外两人咳嗽: with the pupil, as many whom nobody named."""
        before = self._last_before()
        apart = self.tokens[max(self.at - 2, 0)].text in _OTHERS
        joined = before.kind is Kind.LIST and (before.text in _AND or apart)
        few = n * 2 <= self.class_.enrolled
        if not (joined and self.pupils and not self.spoken and few):
            return False
        self._adds_others(n)
        return True

    def _adds_others(self, n: int) -> None:
        others = About(None, times=n)
        self.heard.about.append(others)
        self.who = [*self.pupils, others]

    def _counts_others(self, n: int) -> bool:
        """42 others normal; 2 others cough: whether the word behind a number says that it counts
        the rest, or pupils who were not told of yet. Goes on behind it, or to the rest.
        """
        following = self._next()
        place = self.at + 1
        if following.kind is not Kind.REST or self.tokens[place : place + 1] != [following]:
            return False
        if self.denied is not None or self.label is not None:
            return False
        if not following.text.isascii() or n > self.class_.enrolled:
            return False  # 李雷38 其余正常
        right_behind = self._last_before(SPACES).kind is Kind.NAME
        if right_behind and _COOLEST <= n <= _HOTTEST and n not in self._left():
            return False  # Li Lei 38 others normal
        self._skip_to(following)
        if n * 2 > self.class_.enrolled:
            self._about(REST)
            self.waiting = None
        return True

    def _counts_the_rest(self) -> bool:
        """Remaining 44 all ok, the other 41: normal."""
        if self.who is not REST or self.spoken or self._last_before().kind is not Kind.REST:
            return False
        following = self._next(Kind.ALL, Kind.EACH, Kind.COLON)
        here = following.kind in (Kind.IN, Kind.PRESENT) or following.value is Where.SCHOOL
        return following.kind is Kind.NORMAL or here

    def _counts_the_well(self, n: int | None) -> bool:
        """李雷咳嗽，43正常: at the head of a clause, whatever was told of a pupil before. 38正常 is
        a reading, unless as many are left.
        """
        if n is None or not self.pupils or self._last_before(SPACES).kind not in ENDS:
            return False
        if self._next(Kind.EACH, Kind.ALL).kind is not Kind.NORMAL:
            return False
        return n in self._left() or n > _HOTTEST

    def _left(self) -> tuple[int, int]:
        """How many are left beside those who were told of, with and without those known away."""
        left = self.class_.enrolled - sum(about.times for about in self.heard.about)
        return left, left - self.class_.away

    def _counts_travellers(self, following: Token) -> bool:
        """1 off sick, 1 back from Chongqing; 1 on leave and 1 in Wuhan: whether a number at the
        head of its clause counts those who travelled.
        """
        behind = self.tokens[self.at] if self.at < len(self.tokens) else NOTHING_THERE
        before = self._last_before(SPACES).kind
        if behind.kind is not Kind.SPACE or before not in ENDS | _LEADS:
            return False
        if following.kind is Kind.IN:
            return self._next(Kind.IN).kind is Kind.PLACE
        return following.kind in _TRAVELLED
