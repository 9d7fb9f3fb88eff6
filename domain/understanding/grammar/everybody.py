"""What is said of everybody: 全班发烧, 都在家, 全班没量, or nobody left out of a form."""

from __future__ import annotations

from domain.check_in import Where
from domain.understanding.about import About
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET
from domain.understanding.cutting.tokens import Token
from domain.understanding.cutting.which_day import all_over
from domain.understanding.grammar.heads import DENIABLE
from domain.understanding.grammar.hearing import REST
from domain.understanding.grammar.normal import Normal
from domain.understanding.heard import Claim, Snag

PART = frozenset({Kind.BOY, Kind.GIRL, Kind.PART_BOARDS, Kind.PART_GOES_HOME, Kind.UNKNOWN})
HALF = frozenset(
    [
        *("一半", "另一半", "半数", "大半", "少数", "部分人", "大部分", "多数", "大多数", "部分"),
        *("half", "most", "most of them", "half of them", "half the class", "more than half"),
    ]
)
TO_THE_END = ("完", "齐", "全")
"""还没量完: some were measured."""


class Everybody(Normal):
    """Takes up what holds for the whole class."""

    def _nobody_else_either(self, token: Token) -> None:
        """没有缺勤发热外出: what stands right behind is denied as well."""
        listed = 0
        for one in self.tokens[self.at : self.at + 6]:
            if one.kind in ENDS or one.text in ("的", "人员"):
                break
            if one.kind not in DENIABLE - {Kind.NORMAL}:
                return  # 没有缺勤发热1人
            listed += 1
        if listed and token.text.startswith(("没有", "无")):
            self.denied, self.denials = Token(Kind.NOT, token.text), 1

    def _is_most(self, group: About) -> bool:
        """Whether most of the class was counted, and nothing said of them yet."""
        counted = group in self.heard.about and not self.spoken
        return counted and group.times * 5 >= self.class_.enrolled * 3

    def _lists_everybody(self) -> bool:
        """发热：张三38.2, 发热1人（张三）: a form, in which nobody who has it is left out."""
        following = self.tokens[self.at : self.at + 6]
        signs = [one.kind for one in following if one.kind is not Kind.SPACE]
        return Kind.COLON in signs[:2] or (
            bool(signs)
            and signs[0] in (Kind.COUNT, Kind.NUMBER)
            and bool({Kind.OPEN, Kind.COLON} & set(signs[1:2]))
        )

    def _of_the_class(self, token: Token) -> None:
        """全班发烧, 都在家: it is said of everybody."""
        match token.kind:
            case Kind.UNMEASURED:
                self._none_measured(token)
            case Kind.ABNORMAL | Kind.FEVER | Kind.HOT | Kind.SYMPTOM | Kind.DISEASE:
                self.heard.snags.add(Snag.NOT_NORMAL)
            case Kind.WHERE if token.value is Where.SCHOOL:
                self.heard.claims.add(Claim.NOBODY if self.who is REST else Claim.FULL)
                self.heard.all_here = self.heard.all_here or self.who is not REST
            case Kind.WHERE if token.value is Where.HOME and self._only_days_gone():
                self.heard.claims.add(Claim.NO_TRAVEL)  # 双休日都待在家
                self._days_are_denied()
            case Kind.WHERE | Kind.ABSENT:
                self.heard.snags.add(Snag.CLASS_AWAY)
            case _:
                self.heard.left_over(token.text)

    def _half_of_them(self) -> bool:
        """张三咳嗽，还有一半没测: of others than the pupil named before."""
        before = self._loud_before(6, QUIET | {Kind.LIST})
        half = next((n for n, one in enumerate(before) if one.text.casefold() in HALF), -1)
        opens = half == 0 or (half > 0 and before[half - 1].kind in ENDS)
        return half >= 0 and opens and not any(one.kind in ENDS for one in before[half:])

    def _none_measured(self, token: Token) -> None:
        """全班没量; of 女生还没量 and 还没量完 nothing is said of the others."""
        clause = self._clause_before()
        part = any(one.kind in PART or one.text.casefold() in HALF for one in clause)
        part = part or (self.who is REST and not self.heard.about)  # 体温枪坏了，剩下的没测
        if part or self._next_text().startswith(TO_THE_END):
            self.heard.snags.add(Snag.PARTLY)
            self.heard.claims.discard(Claim.UNMEASURED)
        else:
            self.heard.claims.add(Claim.UNMEASURED)

    def _only_days_gone(self) -> bool:
        """Whether days were named in this clause, and all of them are over."""
        return all_over(self.days, self.class_.day)
