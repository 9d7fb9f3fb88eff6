"""Forms that count who is away and why: absent 2 (sick 1, personal 1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.check_in import Absence
from domain.understanding.cutting.lexicon import MERELY_ILL, Kind
from domain.understanding.cutting.pieces import (
    ENDS,
    NOTHING_THERE,
    QUIET,
    back_from,
    clauses_of,
    end_from,
    first_loud,
)
from domain.understanding.cutting.tokens import HEADED, Token

MORE_THAN_ONE = 2
_NEAR = 8
"""Pieces before a blank among which somebody is named."""
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
    """发烧1人孙浩然38.2 事假1人宋一鸣: where a form has spaces only, each kind begins anew; so it
    does in 罗嘉怡37.6已接回家 咳嗽两人：吴恙和白发绍.
    """
    found = list(tokens)
    for n, one in enumerate(found):
        if one.kind is not Kind.SPACE:
            continue
        behind = [t.kind for t in found[n + 1 : n + 7] if t.kind not in QUIET | {Kind.COLON}]
        named = any(t.kind is Kind.NAME for t in found[max(n - _NEAR, 0) : n])
        counted = behind[1:2] in ([Kind.COUNT], [Kind.NUMBER]) and behind[2:3] == [Kind.NAME]
        if named and counted and behind[0] in HEADED:
            found[n] = replace(one, kind=Kind.COMMA)
    return found


def reasons_in_turn(tokens: Sequence[Token]) -> list[Token]:
    """缺勤：李雷、林志强 原因：发烧、事假: each has an own reason, where as many were given."""
    at = next((n for n, one in enumerate(tokens) if _is_reason(tokens, n)), None)
    if at is None:
        return list(tokens)
    end = end_from(tokens, at)
    names = _names_before(tokens, at)
    reasons = _between_lists(tokens[at + 2 : end])
    first = names[0] if names else at
    heads = [one for one in tokens[:first] if one.kind in HEADED][-1:]
    told = all(any(one.kind in HEADED for one in reason) for reason in reasons)
    if len(names) < MORE_THAN_ONE or len(names) != len(reasons) or not told:
        return list(tokens)
    begin = tokens.index(heads[0]) if heads else first
    found = list(tokens[:begin])
    for name, reason in zip(names, reasons, strict=True):
        found += [tokens[name], *heads, *reason, Token(Kind.COMMA, "")]
    return [*found, *tokens[end:]]


def _is_reason(tokens: Sequence[Token], at: int) -> bool:
    behind = [one.kind for one in tokens[at + 1 : at + 2]]
    return tokens[at].text.endswith("原因") and behind == [Kind.COLON]


def _names_before(tokens: Sequence[Token], at: int) -> list[int]:
    """Places of the names in the list that ends before a place."""
    found: list[int] = []
    for n in range(at - 1, -1, -1):
        if tokens[n].kind is Kind.NAME:
            found.insert(0, n)
        elif tokens[n].kind not in ENDS | QUIET | {Kind.LIST} or (found and tokens[n].kind in ENDS):
            break
    return found


def _between_lists(tokens: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for one in tokens:
        if one.kind is Kind.LIST:
            parts.append([])
        else:
            parts[-1].append(one)
    return parts


def headings_apart(tokens: Sequence[Token]) -> list[Token]:
    """发烧的是李雷没来的是林志强: what each begins with is for the names behind it."""
    found: list[Token] = []
    for *clause, end in clauses_of((*tokens, NOTHING_THERE)):
        found += [*_parted(clause), end]
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
    before = first_loud(back_from(tokens, at)).kind
    behind = [t.kind for t in tokens[at + 1 : at + 5] if t.kind not in QUIET | {Kind.COLON}]
    return before in _BEGINS and behind[:1] == [Kind.NUMBER]
