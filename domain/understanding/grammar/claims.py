"""What nobody has, or nobody of those who were just named: 没有人发烧, 发热0人, 外出：无."""

from __future__ import annotations

from typing import cast

from domain.check_in import Absence
from domain.understanding.about import About
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, first_loud, on_from
from domain.understanding.cutting.tokens import NOTHING
from domain.understanding.grammar.headings import Headings
from domain.understanding.grammar.hearing import CLAIM_OF, REST
from domain.understanding.heard import Claim, Snag

_NOT_HOME = frozenset(
    ["回家", "接走", "去医院", "住院", "就医", "看病", "去看病", "医院", "看医生", "打针", "输液"]
)
"""That somebody is not gone there says nothing that has to be known."""


class Claims(Headings):
    """Notes what is denied: as a claim about the class, or of pupils."""

    def _claim_or_deny(self, kind: Kind, text: str = "") -> None:
        """Nobody has this, or the pupils who were just named have not."""
        self._of_this_morning()
        pupils = self.pupils
        if self.excepting:
            pupils = []  # 除了张三无人外出 says nothing of 张三
        if pupils and kind in (Kind.COOLED, Kind.NORMAL):
            for about in pupils:
                _is_not_well(about, isolated="隔离" in text, cooled=kind is Kind.COOLED)
        elif kind is Kind.NORMAL:
            self.heard.snags.add(Snag.NOT_NORMAL)
        elif kind is Kind.WHERE and pupils and text in _NOT_HOME:
            pass  # 没回家，在医务室
        elif kind is Kind.UNMEASURED and not pupils:
            pass  # 没有没测的
        elif kind not in CLAIM_OF:
            self.heard.left_over(text)
        elif pupils and not (self.spoken and self.tokens[max(self.at - 3, 0)].kind in ENDS):
            for about in pupils:
                about.no_fever = about.no_fever or CLAIM_OF[kind] is Claim.NO_FEVER
                if CLAIM_OF[kind] is Claim.NO_SYMPTOM:
                    about.without = True  # 不吐了，还有点烧37.6
                else:
                    about.normal = True
        elif self.who is REST and CLAIM_OF[kind] is Claim.FULL:
            self.heard.claims.add(Claim.NOBODY)  # no other absences
        elif self.who is REST and CLAIM_OF[kind] is Claim.NO_FEVER:
            self.heard.claims.add(Claim.REST_NO_FEVER)
        elif text.casefold() == "bad" and not pupils and self.who is None:
            self.heard.left_over(text)  # not bad
        elif self.who is REST or (self.excepting and kind is Kind.ABNORMAL):
            self.heard.claims.add(Claim.REST_NORMAL if kind is Kind.ABNORMAL else CLAIM_OF[kind])
        else:
            self.heard.claims.add(CLAIM_OF[kind])
        self.spoken = True

    def _denied_after(self) -> bool:
        """发热0人, 外出：无: the denial stands behind. Takes it up."""
        following = self._next(Kind.COLON, Kind.EACH)
        if following.kind is Kind.COUNT and following.value == 1:
            # 发烧的一个都没有
            place = self.tokens.index(following, self.at)
            behind = first_loud(on_from(self.tokens, place + 1), QUIET | {Kind.EACH})
            if behind.kind is Kind.NOT and behind.text in NOTHING:
                following = behind
        nought = following.kind in (Kind.NUMBER, Kind.COUNT) and following.value == 0
        denies = following.kind is Kind.NOT and following.text.casefold() in NOTHING
        ends = denies and self._last(following)
        if not (following.kind is Kind.NONE or nought or ends):
            return False
        if self.pupils:
            if not nought and not (self._after_end() and self._next().kind is Kind.COLON):
                return False
            self._about(None)
        elif ends and self._counted_one():
            self.heard.drop(cast("list[About]", self.who)[0])  # 一个生病的都没有
            self._about(None)
        self._skip_to(following)
        return True

    def _counted_one(self) -> bool:
        one = self.who[0] if self.who and not self.spoken else None
        return one is not None and one.times == 1 and one.says_nothing


def _is_not_well(about: About, *, isolated: bool, cooled: bool) -> None:
    """没退烧, 没解除隔离, 不正常: the illness is not over."""
    if not cooled:
        about.abnormal = True
    elif isolated:
        about.absence, about.reason_known = Absence.OTHER, True
    else:
        about.feverish = True
