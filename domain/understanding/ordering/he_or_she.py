"""Which of several pupils named together he or she is: 刘思琪和李雷没来，他发烧她咳嗽."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, first_loud
from domain.understanding.cutting.tokens import ILL_OR_AWAY, Token, reference

_SEX = {"he": "男", "他": "男", "she": "女", "她": "女"}
_WHOSE = re.compile(r"他(?!们)|她(?!们)|his\b|her\b", re.IGNORECASE)
_SUBJECT = {"他": "他", "她": "她", "his": "he", "her": "she"}
"""她妈妈说发烧."""
_TOLD = ILL_OR_AWAY | {Kind.FIGURE, Kind.WHERE}
_OPENS = ENDS | ILL_OR_AWAY | {Kind.FIGURE, Kind.LIST}
_OTHERS = frozenset(
    {
        *(Kind.ORDINAL, Kind.COUNT, Kind.SOMEBODY, Kind.REST, Kind.ALL, Kind.RELATIVE),
        *(Kind.OTHER_CLASS, Kind.SELF),
    }
)
"""Behind these it may be another."""
_NEAR = 6


def he_or_she(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces with the name before a pronoun where the sex says who is meant; where it does
    not, with all who may be, of whom it is asked.
    """
    found: list[Token] = []
    listed: list[Token] = []
    earlier: list[Token] = []
    for n, one in enumerate(tokens):
        if one.kind in _OTHERS:
            if len(listed) > 1 and (whose := _WHOSE.match(one.text)) and _opens(found):
                found += _named(_meant(listed, earlier, _SUBJECT[whose[0].casefold()]), found)
            listed, earlier = [], []
        elif one.kind is Kind.NAME:
            goes_on = _goes_on(found)
            earlier = earlier if goes_on else [*earlier, *listed][-_NEAR:]
            listed = [*listed, one] if goes_on else [one]
        elif listed and _is_told(tokens, n) and _opens(found):
            meant = _meant(listed, earlier, one.text.casefold())
            found += _named(meant, found) if meant else [one]
            continue
        found.append(one)
    return found


def _goes_on(before: Sequence[Token]) -> bool:
    """Whether a name stands in a list of names."""
    if first_loud(reversed(before[-4:])).kind not in (Kind.LIST, Kind.NAME):
        return False
    last = first_loud(reversed(before[-6:]), QUIET | {Kind.LIST, Kind.TITLE})
    return last.kind is Kind.NAME


def _is_told(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is a pronoun, of whom something is told in its clause."""
    if tokens[at].kind is not Kind.FILLER or tokens[at].text.casefold() not in _SEX:
        return False
    for one in tokens[at + 1 : at + _NEAR]:
        if one.kind in _TOLD:
            return True
        if one.kind in ENDS or one.kind is Kind.NAME or one.kind in _OTHERS:
            return False
    return False


def _opens(before: Sequence[Token]) -> bool:
    last = first_loud(reversed(before[-3:]), {Kind.SPACE})
    return last.kind in _OPENS or last.text in ("了", "的")


def _meant(listed: Sequence[Token], earlier: Sequence[Token], pronoun: str) -> list[Token]:
    """The only one of this sex, or all who may be. 他 of one alone may be a girl; 她 may be the
    girl who was named before the boy.
    """
    sex = _SEX[pronoun]
    if len(listed) > 1:
        return [one for one in listed if _sex_of(one) in (sex, "")] or list(listed)
    others = [one for one in earlier if _sex_of(one) == sex]
    apart = pronoun != "他" and _sex_of(listed[0]) not in (sex, "")
    return others if apart and len(others) == 1 else []


def _named(meant: Sequence[Token], before: Sequence[Token]) -> list[Token]:
    """The names, with "or" between."""
    ends = first_loud(reversed(before[-3:]), {Kind.SPACE}).kind in ENDS
    named = [] if ends else [Token(Kind.COMMA, ",")]
    for n, one in enumerate(meant):
        named += [one] if n == 0 else [Token(Kind.LIST, "或者"), one]
    return [*named, Token(Kind.SPACE, " ")]


def _sex_of(name: Token) -> str:
    candidates = reference(name).candidates
    return (candidates[0].sex or "") if len(candidates) == 1 else ""
