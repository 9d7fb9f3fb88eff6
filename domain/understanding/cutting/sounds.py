"""How names sound and look: 张珊 and 张山 for 张三, Li Lei and leili for 李雷."""

from __future__ import annotations

from collections.abc import Iterable

from domain.understanding.context import Likeness
from domain.understanding.cutting.known_names import KnownName
from domain.understanding.cutting.name_forms import LOOKS, accent
from domain.understanding.writing import is_han

_MOST_SPELLINGS = 16
"""Of a name whose characters are read in several ways."""
_LEAST_LETTERS = 3
_LEAST_LETTERS_NEARLY = 8
"""Fewer letters are too few to be one name's, or nearly one's."""


class Sounds:
    """Compares what was said with one name, by its sound, its looks and its letters."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness

    def alike(self, said: str, name: str) -> bool:
        """Whether each character sounds like the one in its place."""
        return len(said) == len(name) and all(map(self._sign_alike, said, name))

    def one_wrong(self, said: str, name: str) -> bool:
        """One character looks like the right one, the others are right."""
        if len(said) != len(name) or len(name) < 2:
            return False
        wrong = [(s, n) for s, n in zip(said, name, strict=True) if s != n]
        return len(wrong) == 1 and (
            wrong[0][1] in LOOKS.get(wrong[0][0], ()) or self._sign_alike(*wrong[0])
        )

    def accented(self, said: str, name: str) -> bool:
        """张山 for 张三, 高新 for 高兴: one sign is said as many regions say it."""
        if not len(said) == len(name) > 1 or not is_han(said[0]):
            return False
        pairs = [(s, n) for s, n in zip(said, name, strict=True) if s != n]
        unlike = [(s, n) for s, n in pairs if not self._sign_alike(s, n)]
        return bool(unlike) and all(self._said_alike(s, n) for s, n in unlike)

    def latin(self, said: str, one: KnownName, near: float) -> bool:
        """Li Lei, lilei, leili: the letters of a name, in either order."""
        least = _LEAST_LETTERS if near == 1.0 else _LEAST_LETTERS_NEARLY
        if not said.isascii() or len(said) < least:
            return False
        return any(self._likeness.nearness(said, spelt) >= near for spelt in self._spelt(one))

    def whole_letters(self, one: KnownName) -> Iterable[str]:
        """Every spelling of a name of two characters or more, surname first and last."""
        if one.name.isascii() or len(one.name) < 2:
            return []
        parts = (spelt for part in one.parts for spelt in self._letters(part))
        return [*self._both_orders(one), *parts]

    def _spelt(self, one: KnownName) -> Iterable[str]:
        if one.name.isascii():
            return [one.name]
        alone = self._letters(one.given) if len(one.given) > 1 else []
        return [*self._both_orders(one), *alone]

    def _both_orders(self, one: KnownName) -> list[str]:
        surname, given = (self._letters(part) for part in (one.surname, one.given))
        return [s + g for s in surname for g in given] + [g + s for s in surname for g in given]

    def _letters(self, part: str) -> list[str]:
        spelt = [""]
        for sign in part:
            sounds = sorted(self._likeness.sounds(sign))
            spelt = [lead + sound for lead in spelt for sound in sounds]
            if len(spelt) > _MOST_SPELLINGS:
                return spelt[:_MOST_SPELLINGS]
        return spelt

    def _sign_alike(self, one: str, other: str) -> bool:
        return one == other or bool(self._likeness.sounds(one) & self._likeness.sounds(other))

    def _said_alike(self, one: str, other: str) -> bool:
        mine, theirs = (map(accent, self._likeness.sounds(sign)) for sign in (one, other))
        return bool(set(mine) & set(theirs))
