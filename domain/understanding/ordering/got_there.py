"""都到医院了: where those who were named have got to, and not that everybody is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import SPACES, first_loud
from domain.understanding.cutting.tokens import Token

_ALL = ("都", "均", "全")
_ALL_IN = "all in"
_OF_THE_CLASS = ("教室", "class")


def got_there(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces, with 都 and 到 apart before a place, and so with all in."""
    found: list[Token] = []
    for n, one in enumerate(tokens):
        if _arrives(one) and _leads_elsewhere(first_loud(tokens[n + 1 : n + 3], SPACES)):
            leads = Token(Kind.IN, "in") if one.text.isascii() else Token(Kind.TO, "到")
            found += [replace(one, kind=Kind.EACH), leads]
        else:
            found.append(one)
    return found


def _arrives(token: Token) -> bool:
    if token.kind is not Kind.FULL:
        return False
    arrived = token.text.startswith(_ALL) and token.text.endswith("到")
    return arrived or token.text.casefold() == _ALL_IN


def _leads_elsewhere(behind: Token) -> bool:
    """Whether it is no classroom, where the whole class may have got to."""
    ours = any(one in behind.text.casefold() for one in _OF_THE_CLASS)
    return behind.kind in (Kind.WHERE, Kind.PLACE) and not ours
