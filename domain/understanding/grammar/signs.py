"""Brackets, colons and spaces: 张三、李四（事假）, 36.5→36.8, 五(2)班45人."""

from __future__ import annotations

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET, first_loud, on_from
from domain.understanding.cutting.tokens import Token, whole
from domain.understanding.grammar.doubts import Doubts
from domain.understanding.grammar.hearing import REST


class Signs(Doubts):
    """Takes up what stands between words."""

    def _sign(self, token: Token) -> bool:
        """Brackets, colons and what stands between words."""
        match token.kind:
            case Kind.SPACE:
                self._pause()
            case Kind.CLOSE:
                self._pause()
                if self.excepting and self.spoken and self.who:
                    self._about(REST)  # everyone except Zhang San (sick leave) is fine
            case Kind.COLON:
                self._end_denial()
                self.again |= token.text == "→" and self.tokens[self.at - 2].kind is Kind.FIGURE
            case Kind.OPEN:
                self._open()
            case Kind.LIST:
                pass
            case Kind.OWN_CLASS:
                self._own_class()
            case _:
                return False
        return True

    def _open(self) -> None:
        """有一名学生（刘思琪）38.6; 张三、李四（事假）: what stands in brackets is of the last."""
        self._end_denial()
        if (group := self.group) is not None and group in self.heard.about:
            self._wait_for_names(group)
        if self.who and len(self.who) > 1 and self.tokens[self.at - 2].kind is Kind.NAME:
            self.who = self.who[-1:]

    def _own_class(self) -> None:
        """五(2)班45人 speaks of everybody."""
        following = self._next()
        if self.who is not None or following.kind is not Kind.COUNT:
            return
        place = self.tokens.index(following, self.at)
        behind = first_loud(on_from(self.tokens, place + 1), QUIET | {Kind.EACH, Kind.ALL})
        well = behind.kind is Kind.NORMAL
        if well and self._is_size(whole(following)):
            self._everyone()
