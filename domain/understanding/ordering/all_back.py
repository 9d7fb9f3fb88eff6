"""When several came back who went to places of their own: 李雷去武汉，王五去长沙，都6号回来."""

from __future__ import annotations

from collections.abc import Sequence

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import NOTHING_THERE, QUIET, SENTENCE_ENDS, clauses_of
from domain.understanding.cutting.tokens import Token

_WENT = frozenset({Kind.TO, Kind.TRIP, Kind.PLACE})
_BACK_TOO = ("回", "返", "回了", "回的")
_WHEN = QUIET | {Kind.DAYS, Kind.ORDINAL, Kind.BACK, Kind.AWAY_STILL, Kind.COUNT, Kind.SOMEBODY}
_ALLOWED = _WHEN | {Kind.EACH}
_BEFORE_NAMES = QUIET | {
    Kind.DAYS,
    Kind.COURTESY,
    Kind.COMMA,
    Kind.COLON,
    Kind.OWN_CLASS,
    Kind.TRIP,
}
_OTHERS = frozenset({Kind.REST, Kind.ALL})
_COMMA = Token(Kind.COMMA, ",")
_SEVERAL = 2


def all_back(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; what is said of the return of all stands behind the journey of each."""
    found: list[Token] = []
    for sentence in clauses_of((*tokens, NOTHING_THERE), SENTENCE_ENDS):
        told: list[Token] = []
        for clause in clauses_of(sentence):
            journeys = _journeys(told) if _is_of_all(clause[:-1]) else []
            if len(journeys) < _SEVERAL:
                told += clause
            else:
                told = [piece for one in journeys for piece in _with_return(one, clause[:-1])]
                told[-1] = clause[-1]
        found += told
    return found[:-1]


def _is_of_all(clause: Sequence[Token]) -> bool:
    """都6号回来, 两人都周日回来, both came back on Sunday: nothing but when all came back."""
    kinds = {Kind.BACK if one.text in _BACK_TOO else one.kind for one in clause}
    return Kind.EACH in kinds and bool(kinds & {Kind.BACK, Kind.AWAY_STILL}) and kinds <= _ALLOWED


def _journeys(told: Sequence[Token]) -> list[list[Token]]:
    """The journeys of a sentence, each with those who made it; none where anything else is told of
    somebody.
    """
    found: list[list[Token]] = [[]]
    named = went = False
    for one in told:
        if one.kind is Kind.NAME and went:
            found.append([])
            went = False
        named = named or one.kind is Kind.NAME
        if one.kind in _OTHERS or not (named or one.kind in _BEFORE_NAMES):
            return []
        found[-1].append(one)
        went = went or (named and one.kind in _WENT)
    return found if went else []


def _with_return(journey: Sequence[Token], clause: Sequence[Token]) -> list[Token]:
    end = len(journey)
    while journey[end - 1].kind in QUIET | {Kind.COMMA, Kind.LIST}:
        end -= 1
    silent = {Kind.EACH, Kind.COUNT, Kind.SOMEBODY}
    return [*journey[:end], _COMMA, *(one for one in clause if one.kind not in silent), _COMMA]
