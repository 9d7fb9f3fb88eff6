"""A second reading of one pupil that replaces the first: 37.6 then 36.8."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from domain.temperature import Temperature
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET
from domain.understanding.cutting.tokens import SOMEBODY_ELSE, Token

_LATER = frozenset(
    ["then", "and then", "later", "afterwards", "后", "后量", "随后", "然后", "之后"]
)

_ARRIVED = frozenset(
    [
        *("on arrival", "at the gate", "at gate", "at the school gate", "arrived", "upon arrival"),
        *("arrived at school", "came in", "门口", "校门口", "在校门口", "在门口", "刚到", "刚来"),
        *("进校", "到校", "入校", "入园", "到园", "进门", "刚到校", "刚进校", "进校时", "到校时"),
    ]
)
"""Where the first was read of somebody who came in from the way."""
_INDOORS = frozenset(
    [
        *("now", "现在", "现", "目前", "这会儿", "这会", "in class", "in the classroom", "inside"),
        *("教室", "教室里", "在教室", "进教室", "进教室后", "班里", "到班"),
    ]
)
NEAR = 10
"""Pieces that may stand between a reading and where it was taken."""
_NO_GATE_MAKES = Temperature(3800)


def second_readings(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; the later of two readings of a pupil is marked as taken again."""
    found: list[Token] = []
    first: int | None = None
    again = -1
    for n, one in enumerate(tokens):
        if one.kind is Kind.LIST or one.kind in SOMEBODY_ELSE:
            first = None
        if one.kind is Kind.FIGURE:
            behind = _again_behind(tokens, n)
            later = first is not None and (
                _is_later(tokens[first + 1 : n]) or _is_cooler_inside(tokens, first, n)
            )
            if first is not None and (behind or later):
                found.append(Token(Kind.AGAIN, ""))
                again = behind or again
            first = n
        found.append(replace(one, kind=Kind.FILLER) if n == again else one)
    return found


def _again_behind(tokens: Sequence[Token], figure: int) -> int | None:
    """36.8 when re-checked under the arm: where the word stands, before the clause ends."""
    for n, one in enumerate(tokens[figure + 1 :], figure + 1):
        if one.kind is Kind.AGAIN:
            return n
        if one.kind not in QUIET:
            return None
    return None


def _is_later(between: Sequence[Token]) -> bool:
    """Whether then or 后 leads to the second reading. 现在 and another place of the body do not
    take the first back by themselves: a fever of this morning, or on the forehead, is asked about.
    """
    if any(one.kind is Kind.AGAIN for one in between):
        return False
    return any(one.text.casefold() in _LATER for one in between)


def _is_cooler_inside(tokens: Sequence[Token], first: int, second: int) -> bool:
    """37.5 on arrival, now 36.8; 门口37.5，教室36.8: the way to school warmed the pupil. So warm as
    38 it makes nobody.
    """
    figure = tokens[first].value
    value = figure.temperature if isinstance(figure, Figure) else None
    if value is None or value >= _NO_GATE_MAKES:
        return False
    near = reversed(tokens[max(first - NEAR, 0) : first])
    before = takewhile(lambda one: one.kind not in SOMEBODY_ELSE, near)
    between = tokens[first + 1 : second]
    behind = takewhile(lambda one: one.kind not in ENDS, tokens[second + 1 : second + NEAR])
    came = {one.text.casefold() for one in (*before, *between)}
    inside = {one.text.casefold() for one in (*between, *behind)}
    return bool(came & _ARRIVED) and bool(inside & _INDOORS)
