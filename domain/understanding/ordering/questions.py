"""Clauses that ask of a pupil: 张三发烧了吗 tells nothing, 张三咋个又咳嗽了嘛 is a cough."""

from __future__ import annotations

from collections.abc import Sequence

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET
from domain.understanding.cutting.tokens import Token

SOMEBODY = frozenset({Kind.NAME, Kind.ORDINAL, Kind.COUNT, Kind.SOMEBODY})
_TOLD = frozenset(
    {
        *(Kind.FEVER, Kind.HOT, Kind.SYMPTOM, Kind.DISEASE, Kind.ABSENT, Kind.UNREACHABLE),
        *(Kind.WHERE, Kind.LEFT, Kind.UNMEASURED),
    }
)
_OTHERS = frozenset({Kind.REST, Kind.ALL})
_COMING = frozenset({Kind.ABSENT, Kind.WHERE})
_WHY = frozenset(["怎么", "为什么", "为啥", "为何", "咋", "咋个", "咋子", "怎样", "why", "how"])
"""Whoever asks why takes it that it is so."""
_WHETHER = frozenset(
    [
        *("是不是", "有没有", "是否", "会不会", "能不能", "可不可以", "能否", "可否", "有没得"),
        *("谁", "哪个", "哪些", "哪位", "什么时候", "何时", "哪天", "啥时候", "多少人", "几人"),
        *("does", "did", "do", "can", "may", "should", "could", "who", "which", "whose", "when"),
    ]
)
"""What follows one of these is asked, and not told."""
_ENDS_ASKING = frozenset(["吗", "不", "没", "没有", "么", "没得"])
_TENSE = frozenset(["了", "过", "啦", "的"])
BE = frozenset(
    [
        *("is", "are", "was", "were", "will", "would", "can", "could", "may", "might", "should"),
        *("does", "did", "do"),
    ]
)


def only_asks(clause: Sequence[Token], *, reports: bool, named: bool) -> bool:
    """Whether a clause with a question in it tells nothing of a pupil.

    ``reports`` says that the message tells something elsewhere: then whoever asks why tells that
    it is so. ``named`` says that the sentence named a pupil before: 腮帮子肿了，是不是流腮哦.
    """
    said = [one for one in clause if one.kind not in QUIET]
    kinds = {one.kind for one in said}
    told = [n for n, one in enumerate(said) if one.kind in _TOLD]
    if not kinds & SOMEBODY:
        return not (named and Kind.DISEASE in kinds)
    if Kind.FIGURE in kinds or (told and kinds & _OTHERS):
        return False
    if not told or any(one.text.casefold() in BE for one in clause[:1]):
        return True
    about_coming = {said[n].kind for n in told} <= _COMING
    asking = [one for one in said if is_asking(one)]
    if not asking:
        return about_coming  # 张三隔离几天？
    leads = [one.text.casefold() for one in said[: told[0]] if is_asking(one)]
    if any(lead in _WHETHER for lead in leads):
        return True
    if any(lead in _WHY for lead in leads):
        return about_coming and not reports
    return _asked_behind(clause, said[told[0]])


def _asked_behind(clause: Sequence[Token], told: Token) -> bool:
    """张三发烧了吗, and not 张三咳嗽要休息吗."""
    place = next(n for n, one in enumerate(clause) if one is told)
    behind = (one for one in clause[place + 1 :] if one.text not in _TENSE and one.text.strip())
    return next(behind, told).text in _ENDS_ASKING


def is_asking(token: Token) -> bool:
    """Whether this is a word of a question."""
    return token.kind in (Kind.ASKING, Kind.ADVICE)
