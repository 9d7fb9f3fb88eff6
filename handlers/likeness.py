"""How alike names sound and look: pypinyin's readings and rapidfuzz's distances."""

from __future__ import annotations

import os
from functools import lru_cache

from rapidfuzz.distance import Indel

# Only single characters are asked for: its phrases would take forty megabytes for nothing.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
from pypinyin import Style, pinyin


class PinyinLikeness:
    """Fulfils domain.understanding.Likeness."""

    def sounds(self, sign: str) -> frozenset[str]:
        """Every way one character may be read, without tones."""
        return _sounds(sign)

    def nearness(self, one: str, other: str) -> float:
        """From 0 to 1: the share of letters that two spellings have in common, in order."""
        return Indel.normalized_similarity(one, other)


@lru_cache(maxsize=30_000)
def _sounds(sign: str) -> frozenset[str]:
    if sign.isascii():
        return frozenset({sign.casefold()})
    read = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")
    return frozenset(sound for sounds in read for sound in sounds) or frozenset({sign})
