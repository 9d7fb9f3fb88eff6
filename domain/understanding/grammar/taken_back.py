"""What holds no more once it was taken back, and whose it is now: 张三38.2，不对，是李四."""

from __future__ import annotations

from domain.understanding.about import About
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.names import Reference
from domain.understanding.cutting.tokens import Token
from domain.understanding.grammar.counted import merge
from domain.understanding.grammar.predicates import Predicates
from domain.understanding.heard import Claim

PASSED = frozenset({Kind.COMMA, Kind.SPACE, Kind.FILLER, Kind.COURTESY, Kind.WRONG, Kind.ONLY})
"""What may stand before that which is right."""
IS = frozenset(["是", "而是", "应该是", "应是", "应为", "it's", "is", "but"])
"""Behind these stands what is right."""


class TakenBack(Predicates):
    """Lets go of what was said of a pupil, or gives it to another one."""

    replaced: tuple[About, About | None] | None = None
    """Who was taken back, and who came instead."""
    denied_names: tuple[Reference, ...] = ()
    """Whom it was not, of whom nothing was said in this message."""

    def _settle_instead(self) -> None:
        """是李四不是张三: what was said of 张三 before is 李四's."""
        if len(self.denied_names) != 1 or len(self.heard.about) != 1:
            return
        (old,), (about,) = self.denied_names, self.heard.about
        if old.pupil is not None and about.who is not None and about.who.pupil != old.pupil:
            about.instead_of = old

    def _settle_replaced(self) -> None:
        """Whoever came instead gets what was said, unless something else was. A fever that is
        still one needs no question.
        """
        for about in self.heard.about:
            if self._is_warm(about):
                about.taken_back.clear()  # 38.2，不对，37.8
        if self.replaced is None:
            return
        old, new = self.replaced
        if new is not None and new.says_nothing:
            merge(old, new)
        elif new is not None and self._is_warm(old) and not self._is_warm(new):
            new.clash = True

    def _instead_of(self, last: About | None, who: Reference) -> None:
        if last is None:
            if Claim.ALL_NORMAL in self.heard.claims:
                # 全班正常，不对，张三请假了
                self.heard.claims.discard(Claim.ALL_NORMAL)
                self.heard.claims.add(Claim.REST_NORMAL)
            return
        if last.who is not None and last.who.pupil is not None and last.who.pupil == who.pupil:
            self._take_back(last)
            return
        self.heard.drop(last)
        new = self._named(who)
        self._about([new])
        self.replaced = (last, new)

    def _take_back(self, about: About, *, figures: bool = False) -> None:
        """Forget the figures, or all, that was said of a pupil; a fever is not let go unasked."""
        if figures and self._is_warm(about):
            about.taken_back.extend(about.figures)
        else:
            about.clash = about.clash or self._is_warm(about)
        about.figures.clear()
        about.feverish = about.hot = False
        if not figures:
            about.symptoms.clear()
            about.absence = about.where = about.trip = None
        self._about([about])

    def _is_warm(self, about: About) -> bool:
        threshold = self.class_.fever_threshold
        known = [one.temperature for one in about.figures if one.temperature is not None]
        return about.feverish or any(value >= threshold for value in known)

    def _has_said(self) -> bool:
        heard = self.heard
        told = any(not about.says_nothing for about in heard.about)
        return told or bool(heard.class_figures or heard.claims)

    def _last_said(self) -> About | None:
        if self.who and not self.who[-1].says_nothing:
            return self.who[-1]
        told = (one for one in reversed(self.heard.about) if not one.says_nothing)
        return next(told, self.heard.about[-1] if self.heard.about else None)

    def _known_as(self, who: Reference) -> About | None:
        for about in self.heard.about:
            if about.who is not None and about.who.candidates == who.candidates:
                return about
        return None

    def _pass_over(self) -> Token:
        """The piece after the commas and small words that follow; goes on from there."""
        while self.at < len(self.tokens) - 1 and (
            self.tokens[self.at].kind in PASSED or self.tokens[self.at].text in IS
        ):
            self.at += 1
        return self.tokens[self.at]
