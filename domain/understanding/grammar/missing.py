"""All but a few are there: everyone present except Li Lei; 除了李雷都到了."""

from __future__ import annotations

from domain.check_in import Absence, Where
from domain.understanding.about import About
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, first_loud, on_from
from domain.understanding.grammar.counted import Counted
from domain.understanding.heard import Claim

_NAMES_GO_ON = frozenset({Kind.NAME, Kind.ORDINAL, Kind.OPEN, Kind.TITLE})


class Missing(Counted):
    """Knows who is not there because only the others were called present."""

    excepted: tuple[About, ...] = ()
    """Whom the last 除了 left out."""
    but_here = False
    """Whether everybody was called present, and those are being named who are not."""

    def _all_here_but(self) -> bool:
        """全到, and right behind it 除了: those who follow are not there."""
        before = self._loud_before(3)
        if Claim.FULL not in self.heard.claims or not before or before[-1].kind is not Kind.FULL:
            return False
        self.heard.claims.discard(Claim.FULL)
        self.heard.claims.add(Claim.NOBODY)
        return True

    def _left_out(self, about: About) -> None:
        """Notes a pupil who was named behind 除了."""
        if not self.excepting:
            return
        self.excepted += (about,)
        if self.but_here:
            self._is_not_here(about)

    def _others_are_here(self) -> bool:
        """Everyone but Li Lei is here: Li Lei is not. Whether 除了 led to this."""
        if not self.excepting or not self.excepted:
            return False
        for about in self.excepted:
            self._is_not_here(about)
        self.heard.claims.add(Claim.NOBODY)
        return True

    def _is_not_here(self, about: About) -> None:
        if about.absence is None and about.where is not Where.SCHOOL:
            about.absence, about.reason_known = Absence.OTHER, False

    def _names_end(self) -> None:
        """Ends with the clause, unless the names go on behind the comma."""
        self.but_here = self.but_here and self._next().kind in _NAMES_GO_ON

    def _counted_in(self) -> bool:
        """43 in: the number just taken up counts those who are there. Takes up the word."""
        following = self._next()
        if following.text.casefold() != "in" or self.pupils:
            return False
        place = self.tokens.index(following, self.at)
        behind = first_loud(on_from(self.tokens, place + 1), QUIET | {Kind.DAYS})
        if behind.kind not in ENDS | {Kind.CLOSE}:
            return False
        self.at = place + 1
        return True

    def _named_just_now(self) -> bool:
        """Whether pupils were named right before, and nothing was said of them."""
        before = self._loud_before(3, QUIET | {Kind.DAYS})
        just = bool(before) and before[-1].kind in (Kind.NAME, Kind.TITLE)
        return bool(self.pupils) and just and not self.spoken and not self.excepting
