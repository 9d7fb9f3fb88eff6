"""Both Zhang Weis are absent, the two Zhang Weis cough: all who bear a name, and none left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.names import Reference
from domain.understanding.cutting.pieces import first_loud, on_from
from domain.understanding.cutting.tokens import Token, whole_of

_SILENT = frozenset({Kind.SPACE, Kind.FILLER})
_NEAR = 6
"""Pieces before a name among which the word for all who bear it stands."""
_IN_A_ROW = frozenset({Kind.LIST, Kind.NAME})
_BOTH = "both"


def all_of_a_name(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; a word for as many as bear the name counts them, as 两个张伟 does; where
    more bear it, so many are told of and asked for. Both of two names in a row are no two of one.
    """
    found: list[Token] = []
    for n, one in enumerate(tokens):
        many = len(one.value.candidates) if isinstance(one.value, Reference) else 0
        if many > 1 and first_loud(tokens[n + 1 : n + 3], _SILENT).kind not in _IN_A_ROW:
            said = _counted_before(found) or _both_behind(tokens, n)
            found += _counting(one, said, many)
            one = _of_all(one) if said else one
        found.append(one)
    return found


def _counted_before(found: list[Token]) -> int:
    """How many are counted right before the name; the word for it is taken off."""
    for at in range(len(found) - 1, max(len(found) - _NEAR, 0) - 1, -1):
        word = found[at]
        said = 2 if word.text.casefold() == _BOTH else whole_of(word)
        counts = word.kind is Kind.NUMBER and word.text.isalpha()
        if said and (counts or word.text.casefold() == _BOTH or _is_count_of_name(found, at)):
            del found[at:]
            return said
        if word.kind not in _SILENT:
            break
    return 0


def _is_count_of_name(found: Sequence[Token], at: int) -> bool:
    """两个张伟, and not 请假2人张伟."""
    return found[at].kind is Kind.COUNT and found[at].text.endswith("个") and at == len(found) - 1


def _counting(name: Token, said: int, many: int) -> list[Token]:
    """What stands before the name: the count of all who bear it, or the name so many times."""
    if not said:
        return []
    if said >= many:
        return [Token(Kind.COUNT, str(said), said)]
    return [piece for _ in range(said - 1) for piece in (_of_all(name), Token(Kind.LIST, "、"))]


def _of_all(name: Token) -> Token:
    """Zhang Weis as Zhang Wei, who is surely meant."""
    if not isinstance(name.value, Reference) or not _is_plural(name.text):
        return name
    singular = name.text[:-1]
    return replace(name, value=replace(name.value, raw=singular, sure=True))


def _is_plural(name: str) -> bool:
    return name.isascii() and name.casefold().endswith("s")


def _both_behind(tokens: Sequence[Token], at: int) -> int:
    """Zhang Weis are both absent: the plural of a name, and 2 of it."""
    behind = first_loud(on_from(tokens, at + 1), _SILENT)
    return 2 if _is_plural(tokens[at].text) and behind.text == _BOTH else 0
