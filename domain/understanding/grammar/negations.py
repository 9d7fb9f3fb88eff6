"""What a denial makes of a piece: 不咳了 is gone, 不太咳了 is less, 没发烧咳嗽两天了 is a cough."""

from __future__ import annotations

from typing import cast

from domain.check_in import Absence, Symptom
from domain.understanding.cutting.lexicon import GUT, Kind
from domain.understanding.cutting.tokens import Token, days_of
from domain.understanding.grammar.class_highest import ClassHighest
from domain.understanding.grammar.heads import DENIABLE
from domain.understanding.grammar.hearing import REST
from domain.understanding.grammar.reach import Reach, reach
from domain.understanding.heard import Claim, Snag

_ON_THE_WAY = frozenset({Kind.TO, Kind.FROM, Kind.VIA, Kind.AWAY_STILL, Kind.NO_TRAVEL})
_LESS = frozenset(["不太", "不大", "不怎么", "不是很", "hardly any"])
_CEASED = frozenset(["不", "没", "没有", "没再", "不再", "已经不"])
_UNWELL = frozenset(
    [
        "不舒服",
        "不适",
        "症状",
        "任何症状",
        "其他症状",
        "不适症状",
        "身体不适",
        "身体不舒服",
        "生病",
        "病了",
        "难受",
        "有病",
        "病号",
        "病人",
        "有症状",
        "任何不适",
        "sick",
        "sickness",
        "illness",
        "ill",
        "unwell",
    ]
)
"""Whoever has none of it has no fever either."""


class Negations(ClassHighest):
    """Says of a piece behind a denial whether it is denied, and notes it."""

    def _is_told_anyway(self) -> bool:
        """没发烧咳嗽两天了: whether this stands behind what is denied of a pupil, and is told."""
        if not self.pupils:
            return self.denials > 0 and self.tokens[self.at - 1].text.startswith("有")
        reached = reach(self.tokens, self.at - 1)
        if reached is Reach.MAY_END:
            self.heard.snags.add(Snag.UNSURE)
        return reached is Reach.ENDS

    def _unknown_before(self) -> bool:
        """没打个招呼就没来: whether what is denied is a word nobody knows."""
        told = self._loud_before(4)
        return self.denied is not None and any(one.kind is Kind.UNKNOWN for one in told)

    def _weigh_denial(self, token: Token) -> None:
        """Ends a denial that does not reach to this piece."""
        if (self.denials or self._unknown_before()) and token.text[:1] in "无没未都均全":
            self._end_denial()
        if self._is_less_so(token):
            self.denied, self.denials = None, 0  # 不怎么咳: still a cough
        if self.denied is not None and token.kind in DENIABLE and self._is_told_anyway():
            self.denied, self.denials = None, 0

    def _behind_denial(self, token: Token) -> None:
        self.denials += 1
        if token.kind in _ON_THE_WAY:
            self.heard.left_over(token.text)
        else:
            self._deny(token)

    def _deny(self, token: Token) -> None:
        """Nobody has this. That nobody is on sick leave does not say that everybody is there."""
        truant = token.text.startswith("旷")
        if token.kind is Kind.ABSENT and (truant or cast("tuple[Absence, bool]", token.value)[1]):
            self.heard.claims.add(Claim.NOBODY)
            self.spoken = True
        else:
            self._no_more(token)
            self._claim_or_deny(token.kind, token.text)
            if token.kind is Kind.TRIP:
                self._days_are_denied()
            if token.text.casefold().rstrip("的了") in _UNWELL:
                if self.who is REST:
                    self.heard.claims.add(Claim.REST_NORMAL)  # 其他人没有不舒服的
                self._claim_or_deny(Kind.FEVER)

    def _is_less_so(self, token: Token) -> bool:
        """不太咳了, 不是很烧: of a pupil it is less, and not gone."""
        denied = self.denied.text.casefold() if self.denied is not None else ""
        ill = token.kind in (Kind.SYMPTOM, Kind.FEVER, Kind.HOT)
        return bool(self.pupils) and denied in _LESS and ill

    def _no_more(self, token: Token) -> None:
        """周五咳嗽，今天不咳了: the complaint is gone. Vomiting of this morning matters still."""
        denied = self.denied.text if self.denied is not None else ""
        ceased = token.text.endswith("了") or self._next_text() == "了"
        lately = token.value in GUT and not self._long_ago()
        if token.kind is not Kind.SYMPTOM or denied not in _CEASED or not ceased:
            return
        for about in self.who or ():
            was_then = any(symptom is token.value for symptom, _ in about.former)
            if token.value in about.symptoms and (was_then or not lately):
                about.symptoms.remove(cast("Symptom", token.value))
                self._keep_of_late(about)
                self.earlier = [] if was_then else self.earlier

    def _long_ago(self) -> bool:
        """Whether a day before yesterday was named in this sentence."""
        for token in self._before(own=True):
            if token.kind in (Kind.STOP, Kind.REST):
                return False
            period = days_of(token) if token.kind is Kind.DAYS else None
            if period is not None and (self.class_.day - period.last).days > 1:
                return True
        return False
