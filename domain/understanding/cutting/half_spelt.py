"""A character that cannot be typed, spelt by its sound: 李yan, 吴hong, 孙hao然."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from domain.understanding.context import Likeness

_HALF = re.compile(r"[^\W\d_a-zA-Z]{1,3}?(?P<letters>[a-zA-Z\u00e0-\u00fc\u0101-\u01dc]{2,18})")
MOST_SPELT = 3
"""Characters of one name that may be spelt."""


def half_spelt(
    text: str, at: int, names: Sequence[str], likeness: Likeness
) -> tuple[int, set[str]]:
    """How long the name is that stands here with its end or middle in letters, and whose it is."""
    found = _HALF.match(text, at)
    if found is None or text[at].isascii():
        return 0, set()
    lead, letters = found[0][: -len(found["letters"])], _plain(found["letters"])
    fits: dict[int, set[str]] = {}
    for name in names:
        if not name.startswith(lead):
            continue
        for end in _ends(name[len(lead) :], letters, likeness):
            behind = name[len(lead) + end :]
            if text.startswith(behind, found.end()):
                fits.setdefault(len(found[0]) + len(behind), set()).add(name)
    length = max(fits, default=0)
    return length, fits.get(length, set())


def _plain(letters: str) -> str:
    """The letters without tones: yǎn is yan."""
    apart = unicodedata.normalize("NFD", letters.casefold().replace("ü", "v"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _ends(signs: str, letters: str, likeness: Likeness) -> list[int]:
    """How many of these characters sound as the letters do."""
    spelt = {""}
    found = []
    for n, sign in enumerate(signs[:MOST_SPELT], 1):
        spelt = {lead + sound for lead in spelt for sound in likeness.sounds(sign)}
        if letters in spelt:
            found.append(n)
    return found
