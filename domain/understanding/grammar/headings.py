"""What stands before those it is said of: 发热：张三, 病假2（张三、李四）, 昨天请假的王五."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from domain.understanding.about import About
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, end_from, first_loud
from domain.understanding.cutting.tokens import HEADED, NOTHING, Token
from domain.understanding.grammar.heading_ends import Holds, holds, lot_behind_a_comma, lot_of
from domain.understanding.grammar.hearing import EVERYONE, NAMES
from domain.understanding.grammar.noting import Noting

_BEFORE_A_NAME = frozenset({Kind.SPACE, Kind.FILLER, Kind.TITLE})
_ARE = frozenset(["有", "是", "为", "的有", "的是"])


class Headings(Noting):
    """Tells a heading from what is said of those who were named before."""

    def _put_header(self, about: About) -> None:
        for token in self.header:
            if token.kind is Kind.FIGURE:
                about.figures.append(cast("Figure", token.value))
            elif token.kind is Kind.ABNORMAL:
                about.listed = True
            else:
                self._apply(token, about)

    def _go_on_behind_a_blank(self) -> None:
        """缺李四 王五咳嗽: a blank in place of a comma. In a list of names it is no end."""
        blank = self._last_before(frozenset()).kind is Kind.SPACE
        listed = self._last_before(QUIET).kind in ENDS | {Kind.LIST, Kind.COLON}
        if blank and not listed and not self.tokens[self.at - 1].text.isascii():
            self._go_on_below_header(self.at - 1, ENDS | {Kind.SPACE})

    def _go_on_below_header(self, at: int, ends: Collection[Kind] = ENDS) -> None:
        """事假：司马云，李四咳嗽: whether what stands at the head holds for who is named next."""
        doubted, self.in_doubt = self.in_doubt, False
        if not (self.header and self.headed):
            return
        if not doubted:
            self.told_below |= lot_of([*self._clause_before()][::-1]).kinds
        clause = self.tokens[at : end_from(self.tokens, at, ends)]
        if set(self._named_among(clause)) & set(self.who or ()):
            return  # 咳嗽的有王五和赵六，王五头痛
        lot = lot_behind_a_comma(clause)
        holding = holds(self.header, lot, self.told_below, self.class_.fever_threshold)
        self.in_doubt = holding is Holds.MAYBE and not self.loose
        if holding is Holds.NO_MORE or (holding is Holds.MAYBE and self.loose):
            self.header, self.headed = [], False

    def _somebody(self) -> About:
        about = About(None)
        self.heard.about.append(about)
        header = self.header
        self._about([about])
        self.header = header
        if header:
            self._put_header(about)
            self.header = []
            self.spoken = True
        return about

    def _small(self, token: Token) -> bool:
        """A bare number that can only count pupils."""
        n = token.value if isinstance(token.value, int) else cast("Figure", token.value).whole
        return n is not None and 0 < n < 30

    def _begins(self) -> bool:
        """Whether nothing but small words stand before this piece in its clause."""
        before = [one.kind for one in self.tokens[max(self.at - 6, 0) : self.at - 1]]
        told = [kind for kind in before if kind not in QUIET]
        return not told or told[-1] in ENDS | {Kind.LIST, Kind.CLOSE}

    def _opens(self) -> bool:
        """李雷和昨天发烧的王五: whether only a day stands before this since a comma or 和."""
        for token in self._before():
            if token.kind in ENDS | {Kind.LIST}:
                return True
            if token.kind not in QUIET | {Kind.DAYS}:
                return False
        return True

    def _counts_names(self, number: Token) -> bool:
        """事假1（王五）: whether a bare number counts those who are named behind it."""
        if number.kind not in (Kind.NUMBER, Kind.FIGURE) or not self._small(number):
            return False
        place = self.tokens.index(number, self.at)
        behind = (one for one in self.tokens[place + 1 : place + 6] if one.kind not in QUIET)
        first = next(behind, Token(Kind.STOP, ""))
        return first.kind in (Kind.OPEN, Kind.COLON, Kind.NAME)

    def _leads_to_names(self, following: Token) -> bool:
        """张三病假，明天请假的有李四: said of nobody in its clause before those it is about."""
        if following.kind is not Kind.NAME:
            return False
        between = self.tokens[self.at : self.tokens.index(following, self.at)]
        for token in self._before():
            if token.kind in ENDS:
                return any(one.text in _ARE for one in between)
            if token.kind in NAMES or token.kind is Kind.ORDINAL:
                return False
        return False

    def _heads_a_clause(self, token: Token) -> bool:
        """张三38.2，缺李四: told of those behind it, and of nobody who was named before."""
        told = bool(self.pupils) and self.spoken and self._begins_apart()
        between = _BEFORE_A_NAME if token.text.isascii() else _BEFORE_A_NAME - {Kind.SPACE}
        first = first_loud(self._behind(), between)
        if not told or first.kind not in (Kind.NAME, Kind.ORDINAL) or token.kind is Kind.WHERE:
            return False
        blank = ENDS if token.text.isascii() else ENDS | {Kind.SPACE}
        clause = self.tokens[self.at : end_from(self.tokens, self.at, blank)]
        lot = lot_of(clause)  # 李雷发热，没来孙浩然家里有事没来 has a lot of its own
        told_more = not lot.kinds <= {Kind.FIGURE, Kind.WHERE}
        holding = holds([token], lot, (), self.class_.fever_threshold)
        return holding is Holds.STILL and not told_more

    def _begins_apart(self) -> bool:
        """Whether this begins its clause: behind a comma, or a blank with its name at once."""
        if self._last_before().kind in ENDS:
            return True
        near = self.tokens[max(self.at - 2, 0) : self.at + 1]
        return [one.kind for one in near][::2] == [Kind.SPACE, Kind.NAME]

    def _heads_behind_colon(self) -> bool:
        """病假：张三, 病假：2人: whether those are told behind the colon."""
        after = self._next(Kind.COLON)
        if after.kind is Kind.NUMBER and after.value == 0:
            return False
        if self.pupils and not self.spoken and after.kind is Kind.FIGURE:
            return False  # 张三、李四咳嗽：36.5、36.8
        others = {Kind.ORDINAL, Kind.NUMBER, Kind.FIGURE, Kind.TITLE, Kind.PLACE}
        return after.kind in NAMES | others

    def _may_begin_anew(self, token: Token, following: Token) -> bool:
        """Whether what is told here need not be of those who were named before."""
        counts = following.kind in (Kind.COUNT, Kind.NUMBER)
        return (
            self.who is None
            or (self.who is EVERYONE and following.kind is not Kind.NAME)
            or (self.headed and (self._after_end() or counts))
            # 病假1人张三，事假1人李四; 病假2（张三、李四），事假1（王五）
            or (following.kind is Kind.COUNT and self._begins())
            or (self._counts_names(following) and (self._begins() or self._after_end()))
            or self._leads_to_names(following)
            or self._heads_a_clause(token)
            or (self._is_relative(token) and self._opens())
        )

    def _is_an_empty_field(self, colon: Token) -> bool:
        """缺勤：李四 病假 发热：无: whether what stands before the colon is a field of its own."""
        behind = self.tokens[self.tokens.index(colon, self.at) + 1 :][:2]
        nothing = [one for one in behind if one.kind is not Kind.SPACE][:1]
        return bool(self.pupils) and any(
            one.kind is Kind.NONE or one.value == 0 or one.text.casefold() in NOTHING
            for one in nothing
        )

    def _is_header(self, token: Token) -> bool:
        """Whether this stands before the names it is said of."""
        counted = self.group in self.heard.about
        if token.kind not in HEADED or (counted and not self.spoken):
            return False
        following = self._next()
        if following.kind is Kind.COLON:
            return self._heads_behind_colon()
        if not self._may_begin_anew(token, following) or self._ends_at_the_blank(token):
            return False
        if following.kind is Kind.OPEN:
            following = self._next(Kind.OPEN)
        if following.kind in HEADED and (self.who is None or self.headed):
            # 发烧咳嗽：张三
            following = self._next(*HEADED)
            if following.kind is Kind.COLON:
                return not self._is_an_empty_field(following)
        return following.kind in NAMES | {Kind.ORDINAL} or (
            following.kind in (Kind.NUMBER, Kind.FIGURE) and self._small(following)
        )

    def _ends_at_the_blank(self, token: Token) -> bool:
        """李雷咳嗽，蔫蔫的 何平安出疹子: a blank behind 的 ends what is told of the first."""
        if not (self.pupils and self.spoken) or self.headed or token.text.isascii():
            return False
        near = self.tokens[self.at - 1 : self.at + 3]
        at = 1 if near[0].text.endswith("的") else 2
        kinds = [one.kind for one in near[at : at + 2]]
        if not near[at - 1].text.endswith("的") or kinds != [Kind.SPACE, Kind.NAME]:
            return False
        clause = self.tokens[self.at : end_from(self.tokens, self.at, ENDS)]
        return bool(lot_of(clause).told)
