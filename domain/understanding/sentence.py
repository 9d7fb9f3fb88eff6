"""From the pieces of a sentence to what was said of whom: the grammar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from domain.understanding.context import ClassContext
from domain.understanding.figures import Figure
from domain.understanding.heads import DENIABLE
from domain.understanding.heard import About, Claim, Heard, Snag
from domain.understanding.hearing import ENDS, EVERYONE, HEADED, NOTHING, REST
from domain.understanding.lexicon import Kind
from domain.understanding.names import Roll
from domain.understanding.predicates import Predicates
from domain.understanding.tokens import Token, whole

_SNAGS = {
    Kind.UNSURE: Snag.UNSURE,
    Kind.SAME: Snag.SAME,
    Kind.WRONG: Snag.WRONG,
    Kind.WAIT: Snag.WAIT,
    Kind.OTHER_CLASS: Snag.OTHER_CLASS,
}


_APART = frozenset({Kind.SPACE, Kind.LIST, Kind.COLON, Kind.FIGURE, Kind.CLOSE})
_TURNS = frozenset({"有", "就", "就是", "但", "但是", "只是", "不过", "然后", "而且", "也", "还有"})
"""没发烧有咳嗽: after these nothing is denied any more."""


class Listener(Predicates):
    """Takes up every piece once, in order."""

    def hear(self, tokens: Sequence[Token]) -> Heard:
        """Questions are set aside clause by clause; the rest is heard in order."""
        self.tokens = [*self._statements(tokens), Token(Kind.STOP, "")]
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            self._take(token)
        return self.heard

    def _statements(self, tokens: Sequence[Token]) -> list[Token]:
        kept: list[Token] = []
        clause: list[Token] = []
        for token in (*tokens, Token(Kind.STOP, "")):
            clause.append(token)
            if token.kind not in ENDS:
                continue
            if any(one.kind is Kind.ASKING for one in clause) or (
                token.kind is Kind.MARK
                and clause[0].text.casefold() in ("is", "are", "was", "were")
            ):
                self.heard.snags.add(Snag.ASKING)
            else:
                if token.kind is Kind.MARK:
                    self.heard.snags.add(Snag.MARK)
                kept.extend(clause)
            clause = []
        return kept

    def _take(self, token: Token) -> None:
        kind = token.kind
        self.heard.told = self.heard.told or kind in HEADED | {Kind.FIGURE, Kind.HOT}
        if kind in (Kind.STOP, Kind.COMMA, Kind.MARK):
            self._end_clause(stop=kind is not Kind.COMMA)
        elif kind is Kind.SPACE or kind is Kind.CLOSE:
            self._pause()
        elif kind is Kind.COLON:
            self._end_denial()
        elif kind is Kind.OPEN or kind is Kind.LIST:
            if kind is Kind.OPEN:
                self._end_denial()
        elif kind in (Kind.FILLER, Kind.COURTESY, Kind.OWN_CLASS, Kind.TITLE):
            if self.denials and token.text in _TURNS:
                self._end_denial()
        elif kind in _SNAGS:
            self.heard.snags.add(_SNAGS[kind])
        elif self._who(token) or self._figure(token) or self._travel(token):
            pass
        elif kind in DENIABLE or kind in HEADED:
            self._predicate(token)
        else:
            self._word(token)

    def _figure(self, token: Token) -> bool:
        match token.kind:
            case Kind.FIGURE:
                self._temperature(cast("Figure", token.value), token)
            case Kind.NUMBER:
                self._number(whole(token), token)
            case Kind.RATIO:
                self._ratio(token)
            case Kind.ENROLLED | Kind.PRESENT:
                self._head_label(token)
            case Kind.MAX | Kind.TEMPERATURE:
                self.label = token.kind if self.label is not Kind.MAX else Kind.MAX
            case Kind.AGAIN:
                self.again = True
            case Kind.BELOW:
                self.below = True
            case Kind.MORE:
                self.above = True
            case _:
                return False
        return True

    def _word(self, token: Token) -> None:
        match token.kind:
            case Kind.NOT:
                if self.denied is not None and not self.denials:
                    self.heard.left_over(token.text)
                self.denied, self.denials = token, 0
                if token.text.casefold() in NOTHING - {"没"} and self._ends_here():
                    self.denied = None
                    self._nothing()
            case Kind.NONE:
                self._nothing()
            case Kind.BROKEN:
                self.heard.broken = True
                self.heard.claims.add(Claim.UNMEASURED)
            case _:
                self.heard.left_over(token.text)

    def _nothing(self) -> None:
        """A bare 无 answers the question that was asked last: travel."""
        if self.denied is not None and not self.denials and self.denied.text not in NOTHING:
            self.heard.left_over(self.denied.text)
        self.denied, self.denials = None, 0
        before = self.tokens[self.at - 2].kind if self.at > 1 else Kind.STOP
        if self._bounded_above() or (self._next().kind in DENIABLE and not self._ends_here()):
            self.denied = Token(Kind.NOT, "无")
        elif not self._ends_here() or before not in ENDS | _APART:
            # 全班正常没有 asks, it does not tell.
            self.heard.left_over("无")
        elif self.label is Kind.TEMPERATURE or (self.who and self.who[0].who is not None):
            self.heard.left_over("无")
        elif before is Kind.COLON and any(
            token.kind in (Kind.NOT, Kind.NO_TRAVEL) for token in self.tokens[self.at - 4 : self.at]
        ):
            self.heard.left_over("无")  # 未外出：无 denies twice
        else:
            self.heard.claims.add(Claim.NO_TRAVEL)

    def _bounded_above(self) -> bool:
        """无37.3以上: nobody is above."""
        following = [token.kind for token in self.tokens[self.at : self.at + 2]]
        return Kind.FIGURE in following[:2] and Kind.MORE in following

    def _pause(self) -> None:
        """A space ends what is denied, except around "or"."""
        beside = self.tokens[max(self.at - 2, 0) : self.at + 1]
        if self.denials and not any(token.kind is Kind.LIST for token in beside):
            self._end_denial()

    def _end_clause(self, *, stop: bool) -> None:
        self._end_denial()
        self._use_days(stop=stop)
        self.below = self.above = self.after_class_highest = False
        self.household = False
        if self.label is not Kind.MAX or stop:
            self.label = None
        if (
            self.who
            and self.who[0].who is None
            and not self.spoken
            and self.who[0] in self.heard.about
        ):
            self._unsaid_count(self.who[0])
        if stop:
            self.waiting = None
            if self.header and not self.headed:
                self._header_of_nobody()
            keep_except = self.excepting and self.who
            self._about(None)
            self.excepting = bool(keep_except)
            self.after_class_highest = False
        elif self.who is EVERYONE or (self.who is REST and self.spoken):
            self._about(None)
        elif self.header and not self.headed and not self.colon:
            self._header_of_nobody()
            self._about(None)
        self.portions = []

    def _header_of_nobody(self) -> None:
        header = self.header
        about = self._somebody() if not header else About(None)
        if header:
            self.heard.about.append(about)
            for token in header:
                if token.kind is Kind.FIGURE:
                    about.figures.append(cast("Figure", token.value))
                else:
                    self._apply(token, about)
        self.header = []


def listen(tokens: Sequence[Token], class_: ClassContext, roll: Roll) -> Heard:
    """Take up every piece of a message; what no rule takes up is left over."""
    return Listener(class_, roll).hear(tokens)
