"""A second reading of one pupil that replaces the first: 37.6 then 36.8."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET
from domain.understanding.cutting.tokens import SOMEBODY_ELSE, Token

_LATER = frozenset(
    ["then", "and then", "later", "afterwards", "后", "后量", "随后", "然后", "之后"]
)


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
            if first is not None and (behind or _is_later(tokens[first + 1 : n])):
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
    take the first back: a fever of this morning, or on the forehead, is asked about.
    """
    if any(one.kind is Kind.AGAIN for one in between):
        return False
    return any(one.text.casefold() in _LATER for one in between)
