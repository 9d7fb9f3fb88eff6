"""Other classes beside our own: 隔壁三班有两个发烧的，我们班都正常 tells nothing of ours."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET
from domain.understanding.cutting.tokens import ILL_OR_AWAY, Token

OURS = frozenset(["我们班", "我班", "本班", "咱班", "咱们班", "俺班", "俺们班", "我哋班", "ours"])
_OUR_CLASS = frozenset(["our class", "my class", "my own class", "our own class"])
_NOT_THEIRS = frozenset({Kind.OWN_CLASS, Kind.NAME, Kind.ORDINAL, Kind.REST, Kind.ALL})
_HEARD = frozenset(["听", "听说", "听讲", "heard", "i heard", "我听说", "听别人说", "问", "next"])
_TOLD = ILL_OR_AWAY | {Kind.FIGURE, Kind.WHERE, Kind.ABNORMAL, Kind.NORMAL, Kind.FULL}
_NEXT_DOOR = ("隔壁", "别的班", "其他班", "别班", "next door", "other class", "the other class")
_WORDS = QUIET | {Kind.COURTESY, Kind.ONLY, Kind.TITLE, Kind.UNSURE, Kind.EXCEPT}


def without_neighbours(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; what is told of another class falls silent where our own is told of too.

    What begins with another class's name may be an answer for that class, and what names both by
    their numbers may be one for both: there it stays, and which class is meant is asked.
    """
    found = _relatives_class(tokens)
    if not any(one.kind is Kind.OTHER_CLASS for one in found):
        return found
    clauses = _clauses(found)
    theirs = _theirs(clauses)
    ours = [clause for clause, other in zip(clauses, theirs, strict=True) if not other]
    if not any(theirs) or not any(map(_tells_of_us, ours)) or _may_be_headed(found, theirs):
        return found
    told: list[Token] = []
    for clause, other in zip(clauses, theirs, strict=True):
        told.extend(_silent(clause) if other else clause)
    return told


def _may_be_headed(tokens: Sequence[Token], theirs: Sequence[bool]) -> bool:
    """三(2)班应到42人: whether the other class may be whom the answer is for."""
    if any(one.text.casefold().startswith(_NEXT_DOOR) for one in tokens):
        return False
    numbered = any(one.kind is Kind.OWN_CLASS for one in tokens)
    return numbered or (theirs[0] and not any(map(_is_ours, tokens)))


def _relatives_class(tokens: Sequence[Token]) -> list[Token]:
    """妹妹在三班: where a sister is says nothing of the class that is meant."""
    found = list(tokens)
    for n, one in enumerate(found):
        if one.kind is not Kind.OTHER_CLASS:
            continue
        before = [t for t in found[:n] if t.kind not in QUIET][-2:]
        if [t.kind for t in before] == [Kind.RELATIVE, Kind.IN]:
            found[n] = replace(one, kind=Kind.FILLER)
            found[found.index(before[1])] = replace(before[1], kind=Kind.FILLER)
    return found


def _clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    """The clauses, each with the sign that ends it; 我们班 begins one of its own."""
    found: list[list[Token]] = [[]]
    for one in tokens:
        if _is_ours(one) and any(t.kind is Kind.OTHER_CLASS for t in found[-1]):
            found.append([])
        found[-1].append(one)
        if one.kind in ENDS:
            found.append([])
    return [clause for clause in found if clause]


def _theirs(clauses: Sequence[Sequence[Token]]) -> list[bool]:
    """Whether each clause is told of another class: it begins with it, or goes on about it."""
    found: list[bool] = []
    for clause in clauses:
        said = [one for one in clause if one.kind not in _WORDS | ENDS]
        said = [one for one in said if one.text.casefold() not in _HEARD]
        begins = bool(said) and said[0].kind is Kind.OTHER_CLASS
        of_us = any(one.kind in _NOT_THEIRS or _is_ours(one) for one in clause)
        others = begins or (_is_of(clause) and not of_us) or _next_door(clause)
        goes_on = bool(found) and found[-1] and not of_us and _follows(clauses[len(found) - 1])
        found.append((others and not _names(clause)) or goes_on)
    return found


def _is_of(clause: Sequence[Token]) -> bool:
    """那个发烧的是隔壁班的: whose it is stands behind."""
    told = [one for one in clause if one.text.strip()]
    return any(
        one.text in ("是", "就是") and other.kind is Kind.OTHER_CLASS
        for one, other in itertools.pairwise(told)
    )


def _next_door(clause: Sequence[Token]) -> bool:
    return "next door" in "".join(one.text for one in clause).casefold()


def _names(clause: Sequence[Token]) -> bool:
    return any(one.kind in (Kind.NAME, Kind.ORDINAL, Kind.OWN_CLASS) for one in clause)


def _follows(clause: Sequence[Token]) -> bool:
    """Whether the sentence goes on behind a clause."""
    return clause[-1].kind is Kind.COMMA


def _tells_of_us(clause: Sequence[Token]) -> bool:
    told = {Kind.NORMAL, Kind.REST, Kind.NAME, Kind.FULL, Kind.FIGURE}
    return any(one.kind in told for one in clause)


def _is_ours(token: Token) -> bool:
    text = token.text.casefold()
    return text in OURS or text in _OUR_CLASS or token.kind is Kind.OWN_CLASS


def _silent(clause: Sequence[Token]) -> list[Token]:
    """The clause from the class's name to what is told of it fallen silent. Doubts around it, and
    a class of which nothing is told, stay.
    """
    asks = any(one.text == "问" for one in clause)
    told = [n for n, one in enumerate(clause) if one.kind in _TOLD or (asks and _is_staff(one))]
    if not told:
        return list(clause)
    first = next((n for n, one in enumerate(clause) if one.kind is Kind.OTHER_CLASS), 0)
    name_ends = _name_ends(clause, first)
    found: list[Token] = []
    for n, one in enumerate(clause):
        another = one.kind is Kind.OTHER_CLASS and n >= name_ends
        said = min(first, told[0]) <= n <= max(first, told[-1]) and not another
        heard = one.text.casefold() in _HEARD
        silent = (said or heard) and one.kind not in ENDS
        found.append(replace(one, kind=Kind.FILLER, value=None) if silent else one)
    return found


def _is_staff(token: Token) -> bool:
    """那个你问三班张老师."""
    return token.kind is Kind.TOPIC


def _name_ends(clause: Sequence[Token], first: int) -> int:
    """隔壁三班, Class 3 next door are one name of a class."""
    beside = [n for n in (first + 1, first + 2) if n < len(clause)]
    second = next((n for n in beside if clause[n].kind is Kind.OTHER_CLASS), first)
    leads = clause[first].text.casefold().startswith(_NEXT_DOOR)
    follows = clause[second].text.casefold() == "next door"
    return second + 1 if leads or follows else first + 1
