"""What is over: 周五的肚子疼已经没事了, 咳嗽好转, 昨天咳嗽今天好了."""

from __future__ import annotations

from domain.check_in import Symptom, Where
from domain.understanding.heard import About
from domain.understanding.hearing import ENDS, QUIET
from domain.understanding.lexicon import WELL_AGAIN, Kind
from domain.understanding.past_fevers import PastFevers
from domain.understanding.tokens import Token

_NO_MORE = frozenset(["没事", "没事了", "没事的", "没了", "消了", "好了", "好利索了", "已没事"])
_PASSING = frozenset(
    {
        *(Symptom.COUGH, Symptom.SORE_THROAT, Symptom.RUNNY_NOSE, Symptom.HEADACHE),
        *(Symptom.FATIGUE, Symptom.ABDOMINAL_PAIN),
    }
)
"""Of these nothing has to be known once they are over."""
_WARMTH = frozenset("烧退热温")


class Recoveries(PastFevers):
    """Knows which complaint is gone, and what still matters of it."""

    def _is_no_more(self) -> bool:
        """周五的肚子疼已经没事了: a complaint of an earlier day that is over. Takes it up."""
        following = self._next()
        if following.text not in _NO_MORE or not self._told_of_an_earlier_day():
            return False
        self.days = []
        self._skip_to(following)
        return True

    def _forget_former(self, about: About) -> None:
        """昨天咳嗽今天好了: nothing of it is left. Vomiting and a rash of late matter still."""
        matters = about.disease or about.had_fever or about.feverish or about.vague
        if not about.former or matters or not set(about.former) <= _PASSING:
            return
        about.symptoms = [one for one in about.symptoms if one not in about.former]
        about.cooled, about.back, about.former = False, True, []
        self.days, self.earlier = [], []

    def _of_a_swelling(self) -> bool:
        """Whether 还没退 is said of a complaint other than a fever, told right before."""
        before = (t for t in reversed(self.tokens[: self.at - 1]) if t.kind not in QUIET | ENDS)
        return next(before, Token(Kind.STOP, "")).kind is Kind.SYMPTOM

    def _is_complaint_only(self, token: Token, about: About) -> bool:
        """Whether somebody feels better of whom a complaint was told, and no fever at all."""
        warm = about.feverish or about.hot or about.had_fever or about.figures
        of_fever = bool(_WARMTH & set(token.text)) or token.text.casefold() in WELL_AGAIN
        ill = bool(about.symptoms) and about.absence is None and about.where is not Where.HOME
        return ill and not warm and not of_fever
