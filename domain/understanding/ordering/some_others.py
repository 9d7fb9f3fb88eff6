"""其他还有两个咳嗽的, three of the others are ill: some of the others are told of, and not all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.check_in import Where
from domain.temperature import FEVER
from domain.understanding.context import ClassContext
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, first_loud
from domain.understanding.cutting.tokens import Token

_NEAR = 8
_COMPLAINTS = frozenset({Kind.SYMPTOM, Kind.FEVER, Kind.HOT, Kind.DISEASE, Kind.ABSENT})
_TOLD = _COMPLAINTS | {Kind.UNMEASURED, Kind.UNREACHABLE, Kind.TRIP, Kind.TO, Kind.FROM}
_COUNTS = frozenset({Kind.COUNT, Kind.NUMBER})
_BETWEEN = QUIET | {Kind.LIST, Kind.TITLE, Kind.DAYS, Kind.IN}
_THERE_ARE = ("有", "还有", "也有", "又有")
_OF_THEM = ("的", "嘞", "滴", "哩")


def some_others(tokens: Sequence[Token], class_: ClassContext) -> list[Token]:
    """The same pieces; the others of whom only some are counted are passed over."""
    found = list(tokens)
    for n, one in enumerate(found):
        if one.kind is not Kind.REST:
            continue
        counted = _counted_behind(found, n) or _counted_before(found, n)
        if counted and _is_few(found[counted], class_):
            found[n] = replace(one, kind=Kind.FILLER)
            found[counted] = replace(found[counted], kind=_as_heads(found[counted]))
        elif _some_are(found, n):
            found[n] = Token(Kind.SOMEBODY, "有人")
    return found


def _counted_behind(tokens: Sequence[Token], at: int) -> int:
    """Where some of the others are counted, 其他还有两个咳嗽的 or 其他咳嗽的有两个; 0 if nowhere."""
    complaint = False
    for place in range(at + 1, min(at + _NEAR, len(tokens))):
        one = tokens[place]
        if one.kind in _COUNTS and complaint:
            return place if first_loud(tokens[place + 1 :]).kind in ENDS else 0
        if one.kind in _COUNTS:
            return place if _is_told(first_loud(tokens[place + 1 : place + 7], _BETWEEN)) else 0
        complaint = complaint or one.kind in _COMPLAINTS
        if one.kind not in _BETWEEN | _COMPLAINTS:
            break
    return 0


def _counted_before(tokens: Sequence[Token], at: int) -> int:
    """Where a number stands before: two others, three of the rest; 0 if nowhere."""
    for place in range(at - 1, max(at - 6, 0), -1):
        if tokens[place].kind in _COUNTS | {Kind.SOMEBODY}:
            behind = first_loud(tokens[at + 1 : at + _NEAR], _BETWEEN)
            alone = tokens[at].text.isascii() and not _goes_with_name(tokens, place)
            return place if alone and _is_told(behind) else 0
        if tokens[place].kind not in QUIET:
            break
    return 0


def _goes_with_name(tokens: Sequence[Token], at: int) -> bool:
    """Li Lei and 2 others: it is said of the pupil too."""
    before = [one.kind for one in tokens[max(at - 4, 0) : at] if one.kind not in QUIET]
    return before[-2:] == [Kind.NAME, Kind.LIST]


def _is_told(token: Token) -> bool:
    """Whether it is something that some have and not all: 其余44人36.5 is said of all."""
    if isinstance(token.value, Figure):
        value = token.value.temperature
        return value is not None and value >= FEVER
    gone = token.value in (Where.HOME, Where.HOSPITAL)
    return token.kind in _TOLD or (token.kind is Kind.WHERE and gone)


def _is_few(counted: Token, class_: ClassContext) -> bool:
    many = isinstance(counted.value, int) and counted.value * 2 > class_.enrolled
    return not many and counted.value != 0


def _as_heads(counted: Token) -> Kind:
    return counted.kind if counted.kind is Kind.SOMEBODY else Kind.COUNT


def _some_are(tokens: Sequence[Token], at: int) -> bool:
    """其他也有咳嗽的: some of them, and nobody said how many."""
    before = tokens[at]
    for place in range(at + 1, min(at + _NEAR, len(tokens))):
        one = tokens[place]
        if one.kind in _COMPLAINTS:
            there_are = one.text.startswith("有") or before.text in _THERE_ARE
            of_them = [t.text for t in tokens[place + 1 : place + 2]] 
            ends = first_loud(tokens[place + 2 :], {Kind.SPACE}).kind in ENDS
            return there_are and bool(of_them) and of_them[0] in _OF_THEM and ends
        if one.kind not in QUIET | {Kind.LIST}:
            break
        before = one
    return False
