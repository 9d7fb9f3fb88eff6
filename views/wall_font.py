"""The picture's letters: a Chinese font that came with the program, and what it cannot write.

The font is Noto Sans SC (OFL) out of a package; none is looked for on the machine, so that a
picture is the same everywhere.
"""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import BinaryIO

from PIL import ImageFont
from pylopdf_fonts_zh_cn import sans_path

SUBSTITUTE = "〓"
"""What printers put where a type is missing: seen at once, and never an empty box."""
SIZES = (68, 56, 46, 42, 34, 30, 28, 26, 22)
"""Every size there is, in pixels: each takes the font 1.5 MB of memory."""
SMALLEST = 0.73
"""Words that do not fit shrink to this share of their size, then lose their middle."""
_RULER = 28
"""Words are measured in this size, whichever they are written in."""

_SILENT = frozenset({"Cc", "Cf", "Mn", "Me"})
"""Signs without a shape of their own: joiners, marks, variants of a sign."""


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font in one of the sizes."""
    if size not in SIZES:
        raise ValueError(size)
    return ImageFont.truetype(sans_path(), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=1024)
def written(words: str) -> str:
    """The words as the font can write them: a sign it lacks is a visible substitute."""
    plain = unicodedata.normalize("NFC", " ".join(words.split()))
    shown = (sign for sign in plain if unicodedata.category(sign) not in _SILENT)
    return "".join(sign if has(sign) else SUBSTITUTE for sign in shown)


@lru_cache(maxsize=1024)
def fitted(words: str, size: int, width: int, share: float = SMALLEST) -> tuple[str, int]:
    """The words and a size in which they fit a width in pixels: smaller first, down to a share of
    the size, then without their middle. Names that belong together begin alike and differ at the
    end.
    """
    words = written(words)
    sizes = [one for one in SIZES if size * share <= one <= size]
    for one in sizes:
        if length(words, one) <= width:
            return words, one
    for kept in range(len(words) - 1, 1, -1):
        cut = f"{words[: kept - kept // 2]}…{words[len(words) - kept // 2 :]}"
        if length(cut, sizes[-1]) <= width:
            return cut, sizes[-1]
    return "…", sizes[-1]


def length(words: str, size: int) -> float:
    """How long the words are, in pixels."""
    return font(_RULER).getlength(words) * size / _RULER


def has(sign: str) -> bool:
    """Whether the font has a shape for a sign."""
    first, last = _ranges()
    place = bisect_right(first, ord(sign)) - 1
    return place >= 0 and ord(sign) <= last[place]


@cache
def _ranges() -> tuple[list[int], list[int]]:
    """The first and last code points of each run of signs in the font's cmap."""
    with sans_path().open("rb") as file:
        groups = sorted(_groups(file))
    return [first for first, _ in groups], [last for _, last in groups]


def _groups(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """The groups of the font's cmap of format 12, which covers all of Unicode."""
    _, tables = struct.unpack(">IH6x", file.read(12))
    records = [struct.unpack(">4sIII", file.read(16)) for _ in range(tables)]
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    file.seek(start)
    _, encodings = struct.unpack(">HH", file.read(4))
    offsets = [struct.unpack(">HHI", file.read(8))[2] for _ in range(encodings)]
    for offset in offsets:
        file.seek(start + offset)
        kind, _, _, _, groups = struct.unpack(">HHIII", file.read(16))
        if kind == 12:
            for _ in range(groups):
                first, last, _ = struct.unpack(">III", file.read(12))
                yield first, last
            return
    raise ValueError("the font has no cmap of format 12")
