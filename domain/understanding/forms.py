"""Forms that count who is away and why: absent 2 (sick 1, personal 1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.check_in import Absence
from domain.understanding.hearing import ENDS, HEADED, QUIET
from domain.understanding.lexicon import MERELY_ILL, Kind
from domain.understanding.tokens import Token

_BEGINS = ENDS | {Kind.OPEN, Kind.LIST}
_SIGNS = {Kind.NAME: "n", Kind.LIST: "l"}
_HEADINGS = re.compile(r"(?:h(?:nl?)+){2,}(?<!l)")
_ATTENDANCE = frozenset({Kind.ABSENT, Kind.PRESENT, Kind.ENROLLED, Kind.RATIO})


def reasons_settled(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; sick before a number is why so many are away, where the absent are told."""
    found = list(tokens)
    told = False
    for n, one in enumerate(found):
        told = told or one.kind in _ATTENDANCE
        if told and one.text.casefold() in MERELY_ILL and _counts(found, n):
            found[n] = replace(one, kind=Kind.ABSENT, value=(Absence.SICK, True))
    return found


def kinds_apart(tokens: Sequence[Token]) -> list[Token]:
    """发烧1人孙浩然38.2 事假1人宋一鸣: where a form has spaces only, each kind begins anew."""
    found = list(tokens)
    for n, one in enumerate(found):
        behind = [t.kind for t in found[n + 1 : n + 6] if t.kind not in QUIET]
        named = any(t.kind is Kind.NAME for t in found[max(n - 3, 0) : n])
        counted = behind[1:2] in ([Kind.COUNT], [Kind.NUMBER]) and behind[2:3] == [Kind.NAME]
        if one.kind is Kind.SPACE and named and counted and behind[0] in HEADED:
            found[n] = replace(one, kind=Kind.COMMA)
    return found


def headings_apart(tokens: Sequence[Token]) -> list[Token]:
    """发烧的是李雷没来的是林志强: what each begins with is for the names behind it."""
    found: list[Token] = []
    clause: list[Token] = []
    for one in (*tokens, Token(Kind.STOP, "")):
        if one.kind not in ENDS:
            clause.append(one)
            continue
        found.extend(_parted(clause))
        found.append(one)
        clause = []
    return found[:-1]


def _parted(clause: Sequence[Token]) -> list[Token]:
    signs = "".join(_sign(one) for one in clause)
    if not _HEADINGS.fullmatch(signs.replace(" ", "")):
        return list(clause)
    parted: list[Token] = []
    for place, one in enumerate(clause):
        if one.kind in HEADED and "h" in signs[:place]:
            parted.append(Token(Kind.COMMA, ""))
        parted.append(one)
    return parted


def _sign(token: Token) -> str:
    if token.kind in HEADED:
        return "h"
    return _SIGNS.get(token.kind, " " if token.kind in QUIET else "x")


def _counts(tokens: Sequence[Token], at: int) -> bool:
    before = next((t.kind for t in reversed(tokens[:at]) if t.kind not in QUIET), Kind.STOP)
    behind = [t.kind for t in tokens[at + 1 : at + 5] if t.kind not in QUIET | {Kind.COLON}]
    return before in _BEGINS and behind[:1] == [Kind.NUMBER]
