"""How relatives are called, 外婆 and grandma: the patterns for all who look for one in a text."""

from __future__ import annotations

from collections.abc import Iterable

from domain.understanding.cutting.lexicon import KINFOLK, words_of


def _one_of(words: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first."""
    return rf"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


_HAN = frozenset(word for word in KINFOLK if not word.isascii())
_SIGNS = words_of("kin_sign")

KIN = _one_of(_HAN)
KIN_BRIEFLY = _one_of(_HAN | _SIGNS)
"""The same with 爸, 舅 and the like, which mean a relative behind 他 or 二 only."""
KIN_EN = _one_of(KINFOLK - _HAN)
KIN_ENDS = f"[{''.join(sorted({word[-1] for word in _HAN | _SIGNS}))}]"
"""The last character of whatever a relative is called."""
