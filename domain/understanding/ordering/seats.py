"""The seat beside a name says which of those who bear it: 张伟28, 王子涵（31）, 28张伟,
Zhang Wei (28)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.names import Reference
from domain.understanding.cutting.pieces import ENDS
from domain.understanding.cutting.tokens import Token, whole_of

MILD = 34
"""A bare number above it may be a temperature."""
_BEGINS = ENDS | {Kind.LIST, Kind.SPACE, Kind.COLON}
_BESIDE = frozenset({Kind.OPEN, Kind.SPACE})


def seats_settled(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; a bare number beside a name that is the seat of one who bears it is a seat.
    38 beside a name may be a temperature and is left.
    """
    found = list(tokens)
    for n, one in enumerate(found):
        who = one.value
        if isinstance(who, Reference) and who.candidates:
            places = [at for at in _beside(found, n) if _is_seat(found[at], who)]
            place = next(iter(places), None)
            if place is not None and not any(_is_seat(one, who) for one in found[place + 1 :][:2]):
                seat = whole_of(found[place])
                found[place] = Token(Kind.ORDINAL, f"{seat}号", seat)
    return found


def _beside(tokens: Sequence[Token], n: int) -> list[int]:
    """Where a number stands right behind the name, or alone before it."""
    behind = n + 1 + sum(1 for _ in takewhile(_is_beside, tokens[n + 1 : n + 3]))
    before = n - 1 - (n > 1 and tokens[n - 1].kind is Kind.SPACE)
    begins = before == 0 or (before > 0 and tokens[before - 1].kind in _BEGINS)
    return [at for at in (behind, *([before] if begins else [])) if at < len(tokens)]


def _is_beside(token: Token) -> bool:
    return token.kind in _BESIDE


def _is_seat(token: Token, who: Reference) -> bool:
    seat = whole_of(token) if token.kind in (Kind.NUMBER, Kind.FIGURE) else None
    figure = token.kind is Kind.FIGURE and seat is not None and seat > MILD
    return not figure and any(pupil.seat == seat for pupil in who.candidates if seat is not None)
