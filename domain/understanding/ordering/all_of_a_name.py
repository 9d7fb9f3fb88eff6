"""Both Zhang Weis are absent, the two Zhang Weis cough: all who bear a name, and none left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.names import Reference
from domain.understanding.cutting.pieces import first_loud, on_from
from domain.understanding.cutting.tokens import Token

_SILENT = frozenset({Kind.SPACE, Kind.FILLER})
_NEAR = 6
"""Pieces before a name among which the word for all who bear it stands."""
_BOTH = "both"


def all_of_a_name(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; a word for as many as bear the name counts them, as 两个张伟 does. Both of
    two names in a row are no two of one name.
    """
    found: list[Token] = []
    for n, one in enumerate(tokens):
        many = len(one.value.candidates) if isinstance(one.value, Reference) else 0
        if many > 1 and first_loud(tokens[n + 1 : n + 3], _SILENT).kind is not Kind.LIST:
            _count_before(found, many)
            if _is_both(tokens, n, many) and not _is_counted(found):
                found.append(Token(Kind.COUNT, _BOTH, many))
            one = _of_all(one) if _is_counted(found) else one
        found.append(one)
    return found


def _count_before(found: list[Token], many: int) -> None:
    """Puts the count right before the name, where one stands there."""
    for at in range(len(found) - 1, max(len(found) - _NEAR, 0) - 1, -1):
        word = found[at]
        number = word.kind is Kind.NUMBER and word.value == many and word.text.isalpha()
        if number or (word.text.casefold() == _BOTH and many == 2):
            found[at:] = [Token(Kind.COUNT, word.text, many)]
        if word.kind not in _SILENT:
            return


def _is_counted(found: Sequence[Token]) -> bool:
    return found[-1:] != [] and found[-1].kind is Kind.COUNT


def _of_all(name: Token) -> Token:
    """Zhang Weis as Zhang Wei, who is surely meant."""
    if not isinstance(name.value, Reference) or not _is_plural(name.text):
        return name
    singular = name.text[:-1]
    return replace(name, value=replace(name.value, raw=singular, sure=True))


def _is_plural(name: str) -> bool:
    return name.isascii() and name.casefold().endswith("s")


def _is_both(tokens: Sequence[Token], at: int, many: int) -> bool:
    """Zhang Weis are both absent: the plural of a name of two."""
    behind = first_loud(on_from(tokens, at + 1), _SILENT)
    return _is_plural(tokens[at].text) and many == 2 and behind.text == _BOTH
