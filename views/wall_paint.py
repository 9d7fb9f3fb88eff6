"""Paint for the picture: colours, smooth shapes, words, and the PNG at the end.

Shapes are drawn four times as large and made small again, so that their edges are smooth; what is
drawn is kept, because a wall shows the same few things over and over. The picture ends in a
palette of its own colours: a quarter of the bytes, and Telegram gets it in a quarter of the time.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache, lru_cache
from threading import Lock
from typing import TypeAlias

from PIL import Image, ImageDraw

from views.wall_font import SMALLEST, fitted, font, length

Colour: TypeAlias = tuple[int, int, int]
Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom; right and bottom lie outside."""

FINER = 4
PENCIL = Lock()
"""Whoever draws holds it: notes are rendered in several threads, and a font is made for one."""


def colour(code: str) -> Colour:
    """``#RRGGBB`` as numbers."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


PAPER = colour("#F3F5F4")
CARD = colour("#FFFFFF")
INK = colour("#17242B")
QUIET = colour("#55656D")
LINE = colour("#D3DADC")

GREEN, GREEN_INK = colour("#CFE9D8"), colour("#0E5A33")
AMBER, AMBER_INK = colour("#FFC445"), colour("#3F2A00")
RED, RED_INK, PALE_RED = colour("#B3201B"), colour("#FFFFFF"), colour("#E3A9A6")
BLUE, BLUE_INK = colour("#D3E3F3"), colour("#123F66")
SAND, SAND_INK = colour("#FBE3B4"), colour("#573A00")
ROSE, ROSE_INK = colour("#F6D9D5"), colour("#7C1713")
GREY, HATCH, GREY_INK = colour("#E4E8EA"), colour("#BCC6CB"), colour("#17242B")

_BLENDS = (
    (PAPER, INK), (PAPER, QUIET), (PAPER, LINE), (PAPER, CARD), (PAPER, GREEN_INK), (PAPER, RED),
    (PAPER, GREEN), (PAPER, AMBER), (PAPER, GREY), (PAPER, HATCH), (CARD, INK), (CARD, QUIET),
    (CARD, LINE), (CARD, GREEN_INK), (CARD, RED), (CARD, PALE_RED), (CARD, AMBER), (GREY, RED),
    (GREEN, GREEN_INK), (AMBER, AMBER_INK), (RED, RED_INK), (GREY, HATCH), (GREY, GREY_INK),
    (HATCH, GREY_INK), (PAPER, BLUE), (BLUE, BLUE_INK), (PAPER, SAND), (SAND, SAND_INK),
    (PAPER, ROSE), (ROSE, ROSE_INK), (CARD, AMBER_INK),
)  # fmt: skip
"""Colours that meet at an edge: each pair gets the steps between."""
_STEPS = 7


class Canvas:
    """A picture in the making."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width, height), PAPER)
        self._draw = ImageDraw.Draw(self.image)

    def rounded(self, box: Box, fill: Colour, radius: int = 14) -> None:
        """A rectangle with round corners."""
        width, height = box[2] - box[0], box[3] - box[1]
        self.image.paste(fill, box, _rounded(width, height, radius))

    def hatched(self, box: Box, radius: int = 14, gap: int = 22) -> None:
        """A grey rectangle with slanting lines: nobody has said anything."""
        width, height = box[2] - box[0], box[3] - box[1]
        self.rounded(box, GREY, radius)
        self.image.paste(HATCH, box, _hatching(width, height, radius, gap))

    def dashed(self, box: Box, radius: int = 14) -> None:
        """The outline of a rectangle that holds nothing."""
        width, height = box[2] - box[0], box[3] - box[1]
        self.image.paste(LINE, box, _outline(width, height, radius))

    def shape(self, mask: Image.Image, at: tuple[int, int], fill: Colour) -> None:
        """A shape in a colour, its left upper corner here."""
        self.image.paste(fill, at, mask)

    def line(self, points: list[tuple[float, float]], fill: Colour, width: int = 5) -> None:
        """A smooth line through the points."""
        left = int(min(x for x, _ in points)) - width
        top = int(min(y for _, y in points)) - width
        right = int(max(x for x, _ in points)) + width + 1
        bottom = int(max(y for _, y in points)) + width + 1

        def stroke(draw: ImageDraw.ImageDraw) -> None:
            fine = [((x - left) * FINER, (y - top) * FINER) for x, y in points]
            draw.line(fine, fill=255, width=width * FINER, joint="curve")
            for x, y in (fine[0], fine[-1]):
                half = width * FINER / 2
                draw.ellipse((x - half, y - half, x + half, y + half), fill=255)

        self.shape(smooth(right - left, bottom - top, stroke), (left, top), fill)

    def bar(self, box: Box, fill: Colour) -> None:
        """A plain rectangle."""
        self._draw.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=fill)

    def words(
        self,
        words: str,
        at: tuple[int, int],
        size: int,
        fill: Colour,
        *,
        anchor: str = "ls",
        bold: bool = False,
        width: int = 10_000,
        share: float = SMALLEST,
    ) -> int:
        """Words on a line, left (``ls``), middle (``ms``) or right (``rs``) of a point; ``width``
        is all the room there is, ``share`` how small they may get for it. Gives how long they
        became.
        """
        shown, size = fitted(words, size, width, share)
        long = round(length(shown, size))
        mask, left, top = _letters(shown, size, bold)
        x = at[0] - {"l": 0, "m": long // 2, "r": long}[anchor[0]]
        self.image.paste(fill, (x + left, at[1] + top), mask)
        return long

    def png(self) -> bytes:
        """The picture as a file."""
        out = io.BytesIO()
        few = self.image.quantize(palette=_palette(), dither=Image.Dither.NONE)
        few.save(out, "PNG", compress_level=6)
        return out.getvalue()


def columns(left: int, right: int, count: int, gap: float) -> list[tuple[int, int]]:
    """The left and right edges of so many equal columns that fill a width to the last pixel."""
    wide = (right - left - gap * (count - 1)) / count
    starts = [left + place * (wide + gap) for place in range(count)]
    return [(round(start), round(start + wide)) for start in starts]


def smooth(width: int, height: int, draw: Callable[[ImageDraw.ImageDraw], None]) -> Image.Image:
    """A shape with smooth edges: what ``draw`` draws ``FINER`` times as large."""
    fine = Image.new("L", (width * FINER, height * FINER), 0)
    draw(ImageDraw.Draw(fine))
    return fine.reduce(FINER)


@lru_cache(maxsize=256)
def _rounded(width: int, height: int, radius: int) -> Image.Image:
    box = (0, 0, width * FINER - 1, height * FINER - 1)
    return smooth(width, height, lambda d: d.rounded_rectangle(box, radius * FINER, fill=255))


@lru_cache(maxsize=256)
def _hatching(width: int, height: int, radius: int, gap: int) -> Image.Image:
    high, wide, thick = height * FINER, width * FINER, round(gap * FINER * 0.3)

    def lines(draw: ImageDraw.ImageDraw) -> None:
        for start in range(-high, wide, gap * FINER):
            draw.line((start, high, start + high, 0), fill=255, width=thick)

    within = Image.new("L", (width, height), 0)
    within.paste(smooth(width, height, lines), (0, 0), _rounded(width, height, radius))
    return within


@lru_cache(maxsize=64)
def _outline(width: int, height: int, radius: int) -> Image.Image:
    box = (FINER, FINER, (width - 1) * FINER, (height - 1) * FINER)
    return smooth(
        width,
        height,
        lambda d: d.rounded_rectangle(box, radius * FINER, outline=255, width=2 * FINER),
    )


@lru_cache(maxsize=256)
def _letters(words: str, size: int, bold: bool) -> tuple[Image.Image, int, int]:
    """Words as a mask, and where it stands from their left end on the line.

    The font has one weight; a thin stroke around its letters makes the other.
    """
    stroke = size / 46 if bold else 0
    left, top, right, bottom = font(size).getbbox(words, anchor="ls", stroke_width=stroke)
    left, top = int(left) - 1, int(top) - 1
    mask = Image.new("L", (max(int(right) + 2 - left, 1), max(int(bottom) + 2 - top, 1)), 0)
    ImageDraw.Draw(mask).text(
        (-left, -top), words, fill=255, font=font(size), anchor="ls", stroke_width=stroke
    )
    return mask, left, top


@cache
def _palette() -> Image.Image:
    steps = {
        tuple(round(a + (b - a) * step / _STEPS) for a, b in zip(low, high, strict=True))
        for low, high in _BLENDS
        for step in range(_STEPS + 1)
    }
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for step in sorted(steps) for part in step])
    return palette
