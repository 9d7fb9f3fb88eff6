"""Words that were typed with wrong characters of the same sound: 发梢, 感帽, 全斑.

Only the common findings are heard so, and 全班, which says of whom it is told. A word that calls
somebody well or there is never guessed.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from domain.understanding.context import Likeness
from domain.understanding.cutting.dictionary import longest
from domain.understanding.cutting.lexicon import HEARD_AS, LEXICON
from domain.understanding.writing import is_han

LONGEST = 5
MOST_READINGS = 8
"""Ways to read one word that are looked at."""


def meant_by(text: str, likeness: Likeness) -> str:
    """The one finding that sounds like this, empty where there is none or several kinds."""
    if not 2 <= len(text) <= LONGEST or not all(map(is_han, text)):
        return ""
    by_sound = _by_sound(likeness)
    fits = {word for read in _readings(text, likeness) for word in by_sound.get(read, ())}
    kinds = {LEXICON[word] for word in fits}
    return min(fits) if len(kinds) == 1 else ""


def class_at(text: str, at: int, likeness: Likeness) -> bool:
    """全斑, 全搬: whether 全 and a sign that sounds like 班 stand here before a word that is known.
    A sign that begins a word of its own is no 班: 全半天.
    """
    said = text[at : at + 2]
    if len(said) < 2 or said[0] != "全" or not is_han(said[1]) or len(longest(text, at + 1)) > 1:
        return False
    alike = likeness.sounds(said[1]) & likeness.sounds("班")
    behind = text[at + 2 : at + 3]
    return bool(alike) and bool(behind) and (not is_han(behind) or bool(longest(text, at + 2)))


@lru_cache(maxsize=4)
def _by_sound(likeness: Likeness) -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for word in HEARD_AS:
        for read in _readings(word, likeness):
            found.setdefault(read, set()).add(word)
    return {read: frozenset(words) for read, words in found.items()}


def _readings(word: str, likeness: Likeness) -> list[tuple[str, ...]]:
    ways = product(*(sorted(likeness.sounds(sign)) for sign in word))
    return [read for _, read in zip(range(MOST_READINGS), ways, strict=False)]
