"""What began on an earlier day and lasts: 周五的水痘还没好; 都是从昨晚开始的.

The day only says since when. Those of whom it is told are the ones who were named, not the class.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import NOTHING_THERE, QUIET, SENTENCE_ENDS, clauses_of
from domain.understanding.cutting.tokens import Token

_NOT_OVER = ("还没好", "没好", "还未好", "未好", "未愈", "还没痊愈", "没痊愈", "还未痊愈")
_ILL = frozenset({Kind.SYMPTOM, Kind.DISEASE})
_SINCE = ("开始", "起", "since", "started")
_OF_BOTH = QUIET | {Kind.EACH, Kind.DAYS, Kind.FROM, Kind.BACK}
_OTHERS = frozenset({Kind.REST, Kind.ALL})
_SEVERAL = 2


def lasting(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; the days of what lasts fall silent, and so does 都 of those just named."""
    found: list[Token] = []
    for sentence in clauses_of((*tokens, NOTHING_THERE), SENTENCE_ENDS):
        named = 0
        for clause in clauses_of(sentence):
            several = named >= _SEVERAL and _is_of_both(clause[:-1])
            found += _of_both(clause) if several else _not_over(clause)
            named += sum(one.kind is Kind.NAME for one in clause)
            named = 0 if any(one.kind in _OTHERS for one in clause) else named
    return found[:-1]


def _is_of_both(clause: Sequence[Token]) -> bool:
    """都是昨天回来的: nothing but when it was, or since when it is."""
    loud = [one for one in clause if one.kind not in QUIET]
    told = {Kind.BACK if one.text == "回" else one.kind for one in clause}
    since = Kind.FROM in told or any(one.text.casefold().startswith(_SINCE) for one in clause)
    begins = bool(loud) and loud[0].kind is Kind.EACH
    return begins and told <= _OF_BOTH and (Kind.BACK in told or (Kind.DAYS in told and since))


def _of_both(clause: Sequence[Token]) -> list[Token]:
    back = any(one.kind is Kind.BACK or one.text == "回" for one in clause)
    silent = {Kind.EACH} if back else {Kind.EACH, Kind.DAYS, Kind.FROM}
    return [replace(one, kind=Kind.FILLER) if one.kind in silent else one for one in clause]


def _not_over(clause: list[Token]) -> list[Token]:
    """周五的水痘还没好: the day that stands before an illness which is not over."""
    ill = next((n for n, one in enumerate(clause) if one.kind in _ILL), 0)
    lasts = any(one.text.startswith(_NOT_OVER) for one in clause[ill + 1 :])
    loud = [n for n in range(ill) if clause[n].kind not in QUIET]
    if not lasts or not loud or clause[loud[-1]].kind is not Kind.DAYS:
        return clause
    day = loud[-1]
    return [replace(one, kind=Kind.FILLER) if n == day else one for n, one in enumerate(clause)]
