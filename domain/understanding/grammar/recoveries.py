"""What is over: 周五的肚子疼已经没事了, 咳嗽好转, 昨天咳嗽今天好了."""

from __future__ import annotations

from itertools import takewhile

from domain.check_in import Symptom, Where
from domain.understanding.about import About
from domain.understanding.cutting.lexicon import MERELY_ILL, WELL_AGAIN, Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, SPACES, back_from, on_from
from domain.understanding.cutting.tokens import Token
from domain.understanding.grammar.nearby import NEAR
from domain.understanding.grammar.past_fevers import PastFevers
from domain.understanding.ordering.former import MATTERS_LATELY

_NO_MORE = frozenset(["没事", "没事了", "没事的", "没了", "消了", "好了", "好利索了", "已没事"])
_CONTAGIOUS = frozenset({Symptom.RASH, Symptom.RED_EYE, Symptom.PAROTID_SWELLING})
"""Of these it has to be known whether they are really over."""
_ONLY_HIS_SPIRITS = frozenset(
    ["精神", "精神状态", "精神状况", "食欲", "胃口", "状态", "吃饭", "上课"]
)
"""精神正常: a cough may be there all the same."""
_NORMAL_AGAIN = frozenset(["恢复正常", "已恢复正常", "back to normal", "all better"])
_CEASES = frozenset(["不", "没再", "不再", "已经不", "已不"])
_IS_GONE = frozenset(["gone", "is gone", "has gone", "went away", "has gone away", "are gone"])
_A_LITTLE = frozenset(["稍", "稍微", "略", "a bit", "a little", "slightly", "getting"])
_STILL = ("还", "仍", "still")
_WARMTH = frozenset("烧退热温")


class Recoveries(PastFevers):
    """Knows which complaint is gone, and what still matters of it."""

    def _is_no_more(self) -> bool:
        """周五的肚子疼已经没事了: a complaint of an earlier day that is over. Takes it up."""
        following = self._next()
        if following.text.casefold() in _IS_GONE and self._last(following):
            for about in self.who or ():
                about.cooled = True  # her cough is gone
            self._skip_to(following)
            return True
        if following.text not in _NO_MORE or not self._told_of_an_earlier_day():
            return False
        self.days = []
        self._skip_to(following)
        return True

    def _was_then(self, token: Token) -> bool:
        """周五咳嗽, coughed on Friday: whether the day that is named is over, and none goes on."""
        if self._told_of_an_earlier_day() or self._day_it_was():
            return True
        days = self._days_behind() if token.text.isascii() else []
        over = bool(days) and all(self._is_gone(self.tokens[place]) for place in days)
        since = any(self.tokens[place].text.casefold().startswith("since") for place in days)
        return over and not since

    def _forget_former(self, about: About) -> None:
        """昨天咳嗽今天好了: nothing of it is left. A rash or a disease of late matters still."""
        was = {symptom for symptom, _ in about.former}
        if not was or about.disease or about.had_fever or about.feverish or about.grave:
            return
        if was & _CONTAGIOUS:
            about.clash = True  # 昨天出疹子，今天正常
            return
        self._keep_of_late(about)
        self._forget(about)
        about.cooled, about.back = False, True
        self.days, self.earlier = [], []

    def _keep_of_late(self, about: About) -> None:
        """昨晚吐了，今早没事: no complaint of this morning, and it stays in words."""
        gut = [word for symptom, word in about.former if symptom in MATTERS_LATELY]
        about.aside += [] if about.aside else map(self._with_its_day, gut)

    def _with_its_day(self, word: str) -> str:
        """昨晚吐了, vomited last night: the word with the day that stands in its clause."""
        at = next((n for n, one in enumerate(self.tokens) if one.text == word), 0)
        clause = (back_from(self.tokens, at), on_from(self.tokens, at))
        pieces = (one for way in clause for one in takewhile(lambda t: t.kind not in ENDS, way))
        day = next((one.text for one in pieces if one.kind is Kind.DAYS), "")
        return f"{word} {day}".strip() if word.isascii() else f"{day}{word}"

    def _set_aside(self, token: Token, about: About) -> None:
        """昨天咳嗽，今天好多了: kept in words, as what was told of yesterday. 好一点 is a cough
        still, and vomiting of late matters whatever came after.
        """
        little = self._last_before(SPACES).text.casefold() in _A_LITTLE or self._is_left()
        if little or {symptom for symptom, _ in about.former} & MATTERS_LATELY:
            return
        between = " " if token.text.isascii() else ""
        words = [f"{word}{between}{token.text}" for _, word in about.former]
        self._forget_former(about)
        about.aside += words if not about.former else []

    def _is_left(self) -> bool:
        """好多了，但还有一点: whether something of it goes on."""
        for token in self.tokens[self.at : self.at + NEAR]:
            if token.kind in (Kind.STOP, Kind.NAME, Kind.REST, Kind.ALL):
                return False
            if token.text.casefold().startswith(_STILL):
                return True
        return False

    def _forget(self, about: About) -> None:
        """What was told of an earlier day is told no more."""
        was, words = ({one[n] for one in about.former} for n in (0, 1))
        about.symptoms = [one for one in about.symptoms if one not in was]
        about.words = [one for one in about.words if one not in words]
        about.vague = about.vague and Symptom.OTHER not in was
        about.former = []

    def _is_well_now(self, about: About, label: Kind | None) -> None:
        """Of a pupil who is called normal, and not only the temperature or the spirits."""
        before = self.tokens[max(self.at - 4, 0) : self.at]
        spirits = any(one.text in _ONLY_HIS_SPIRITS for one in before[-3:-1])
        loud = [one.kind for one in before[:-1] if one.kind is not Kind.SPACE]
        if any("otherwise" in one.text.casefold() for one in before):
            return  # was coughing on Friday, otherwise fine
        if label is None and not spirits and loud[-1:] != [Kind.FIGURE]:
            self._forget_former(about)
        elif about.former:
            about.clash = True  # 昨天咳嗽，今天体温正常

    def _has_ceased(self, token: Token) -> bool:
        """昨天流鼻涕，今天不流了: a part of the word for it, behind a denial. Takes it up."""
        ceased = self.denied is not None and self.denied.text in _CEASES
        if not ceased or self._next_text() != "了":
            return False
        meant = [about for about in self.who or () if _is_of(about, token.text)]
        for about in meant:
            self._forget_former(about)
        if meant:
            self.denied, self.denials = None, 0
        return bool(meant)

    def _there_after_illness(self, about: About) -> None:
        """周五生病，今天来了; was sick on Friday but is back: called ill, and there again."""
        if about.vague and all(word in MERELY_ILL for word in _said(about)):
            self._forget_former(about)

    def _of_a_swelling(self) -> bool:
        """Whether 还没退 is said of a complaint other than a fever, told right before."""
        return self._last_before(QUIET | ENDS).kind is Kind.SYMPTOM

    def _is_complaint_only(self, token: Token, about: About) -> bool:
        """Whether somebody feels better of whom a complaint was told, and no fever at all."""
        warm = about.feverish or about.hot or about.had_fever or about.figures
        of_fever = bool(_WARMTH & set(token.text)) or token.text.casefold() in WELL_AGAIN
        cold = about.vague and any(word not in MERELY_ILL for word in _said(about))  # 昨天感冒
        told = bool(about.symptoms) or cold
        ill = told and about.absence is None and about.where is not Where.HOME
        if ill and not warm and token.text.casefold() in _NORMAL_AGAIN:
            self._forget_former(about)
        return ill and not warm and not of_fever


def _is_of(about: About, part: str) -> bool:
    """Whether 流 is of 流鼻涕, 疼 of 头疼."""
    like = {"疼", "痛"} if part in ("疼", "痛") else {part}
    return any(one in word for one in like for word in _said(about))


def _said(about: About) -> list[str]:
    return [word.casefold() for _, word in about.former]
