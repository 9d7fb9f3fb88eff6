"""Errands for somebody else: 请假陪奶奶看病 is a family matter, and the pupil is not ill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.check_in import Absence, Symptom, Where
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET, clauses_of
from domain.understanding.cutting.tokens import ILL, ILL_OR_AWAY, Token

_GOES_ALONG = frozenset(
    [
        *("陪", "陪着", "陪同", "陪伴", "带", "带着", "送", "送去", "领", "领着", "护送", "接"),
        *("take", "taking", "took", "takes", "taken"),
        *("accompany", "accompanying", "accompanies", "accompanied"),
    ]
)
_LOOKS_AFTER = frozenset(
    [
        *("照顾", "照看", "伺候", "陪护", "看护", "照料", "服侍"),
        *("looking after", "look after", "caring for", "care for", "nursing"),
    ]
)
_VISITS = frozenset(
    ["看", "看看", "看望", "探望", "探视", "去看", "来看", "visit", "visiting", "see"]
)
_BECAUSE = frozenset(["因", "因为", "由于", "because", "because of", "due to", "as"])
_HIMSELF = frozenset(["他", "她", "自己", "本人", "他自己", "她自己", "也", "he", "she"])
_SAYS = ILL_OR_AWAY | {Kind.WHERE, Kind.FIGURE}
_PERSONAL = (Absence.PERSONAL, True)
_SICK = (Absence.SICK, True)


def errands_told(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; what a pupil does for an ill relative is why the pupil is away."""
    found: list[Token] = []
    for clause in clauses_of(tokens):
        for part in _by_pupil(clause):
            found.extend(_settled(part))
    return found


def _by_pupil(clause: Sequence[Token]) -> Iterator[list[Token]]:
    """陪弟弟看病请假 李雷去医院了: from a name on that follows what was told, it is another's."""
    part: list[Token] = []
    told = False
    for one in clause:
        if one.kind is Kind.NAME and told:
            yield part
            part, told = [], False
        apart = one.kind is Kind.SPACE and part[-1:] and part[-1].kind is Kind.RELATIVE
        told = told or bool(apart) or one.kind in _SAYS
        part.append(one)
    yield part


def _settled(clause: list[Token]) -> list[Token]:
    relative = next((n for n, one in enumerate(clause) if one.kind is Kind.RELATIVE), None)
    if relative is None:
        return clause
    lead = _lead(clause, relative)
    if lead is None:
        return _in_hospital_herself(clause, relative)
    text = clause[lead].text.casefold()
    illness = [n for n, one in enumerate(clause) if _is_illness(one)]
    if text in _GOES_ALONG and any(n > relative for n in illness):
        return _errand(clause, lead, relative)
    if text in _LOOKS_AFTER or (text in _VISITS and illness):
        return _errand(clause, lead, relative)
    away = any(one.kind is Kind.ABSENT for one in clause)
    if text in _BECAUSE and away and any(n > relative for n in illness):
        return _errand(clause, lead, relative)
    return clause


def _lead(clause: Sequence[Token], relative: int) -> int | None:
    """The word right before the relative: 陪 of 陪奶奶, take of take his sick mother."""
    words = _GOES_ALONG | _LOOKS_AFTER | _VISITS | _BECAUSE
    for n in range(relative - 1, -1, -1):
        one = clause[n]
        if one.text.casefold() in words:
            return n
        if one.kind not in QUIET | ILL and not _is_illness(one):
            return None
    return None


def _is_illness(token: Token) -> bool:
    """看病, 做手术, 生病请假; a cough or a fever behind the relative may be the pupil's."""
    hospital = token.kind is Kind.WHERE and token.value is Where.HOSPITAL
    return hospital or token.value in (Symptom.OTHER, _SICK)


def _errand(clause: Sequence[Token], lead: int, relative: int) -> list[Token]:
    """The clause with the errand as a family matter, and the relative's illness left out."""
    found = list(clause)
    for n, one in enumerate(clause):
        between = lead < n < relative and one.kind in ILL
        there = one.kind is Kind.WHERE and clause[lead].text.casefold() in _LOOKS_AFTER | _VISITS
        if between or (_is_illness(one) and (n > lead or there)):
            found[n] = replace(one, kind=Kind.FILLER)
        elif n > relative and one.text in _HIMSELF:
            break
    found[lead] = Token(Kind.ABSENT, clause[lead].text, _PERSONAL)
    found[relative] = replace(clause[relative], kind=Kind.FILLER)
    return found


def _in_hospital_herself(clause: list[Token], relative: int) -> list[Token]:
    """妈妈生二胎在医院: it is the mother who is there."""
    behind = [one for one in clause[relative + 1 :] if one.kind not in QUIET]
    matter = bool(behind) and behind[0].kind is Kind.ABSENT and behind[0].value == _PERSONAL
    if not matter or not any(_is_illness(one) for one in behind[1:2]):
        return clause
    return [replace(one, kind=Kind.FILLER) if one is behind[1] else one for one in clause]
