"""A given name in Latin letters beside words nobody knows: Haoran eat something, aunt Siqi."""

from __future__ import annotations

from collections.abc import Sequence

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.names import Reference, Roll
from domain.understanding.cutting.tokens import Token

_SHORTEST = 4
"""Letters of a given name that is no chance."""


def given_apart(tokens: Sequence[Token], roll: Roll) -> list[Token]:
    """The same pieces; such a name is one, and the words beside it are another."""
    found: list[Token] = []
    for one in tokens:
        if one.kind is Kind.UNKNOWN and " " in one.text and one.text.isascii():
            found.extend(_apart(one, roll))
        else:
            found.append(one)
    return found


def latin_pupil(text: str, roll: Roll) -> Reference | None:
    """Whoever is surely called so in Latin letters."""
    if len(text) < _SHORTEST or not text.isascii():
        return None
    who = roll.resolve(text)
    return who if who.candidates and who.sure else None


def _apart(stretch: Token, roll: Roll) -> list[Token]:
    first, _, behind = stretch.text.partition(" ")
    before, _, last = stretch.text.rpartition(" ")
    space = Token(Kind.SPACE, " ")
    if behind[:1].islower() and (who := latin_pupil(first, roll)):
        return [Token(Kind.NAME, first, who), space, Token(Kind.UNKNOWN, behind)]
    if before.islower() and (who := latin_pupil(last, roll)):
        return [Token(Kind.UNKNOWN, before), space, Token(Kind.NAME, last, who)]
    return [stretch]
