"""The marks of the wall: a shape for each standing, so that nobody need tell the colours apart."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw

from domain.wall import Standing, Tile
from views.wall_paint import (
    AMBER,
    AMBER_INK,
    FINER,
    GREEN,
    GREEN_INK,
    GREY_INK,
    PAPER,
    QUIET,
    RED,
    RED_INK,
    Box,
    Canvas,
    Colour,
    smooth,
)

GROUND: dict[Standing, Colour] = {
    Standing.FEVER: RED,
    Standing.ABNORMAL: AMBER,
    Standing.ZERO: GREEN,
    Standing.NOT_REQUIRED: PAPER,
}
INK: dict[Standing, Colour] = {
    Standing.OUTSTANDING: GREY_INK,
    Standing.FEVER: RED_INK,
    Standing.ABNORMAL: AMBER_INK,
    Standing.ZERO: GREEN_INK,
    Standing.NOT_REQUIRED: QUIET,
}


def ground(canvas: Canvas, box: Box, standing: Standing, radius: int = 14, gap: int = 22) -> None:
    """What lies under a tile: a colour, slanting lines, or only an outline."""
    if standing is Standing.OUTSTANDING:
        canvas.hatched(box, radius, gap)
    elif standing is Standing.NOT_REQUIRED:
        canvas.dashed(box, radius)
    else:
        canvas.rounded(box, GROUND[standing], radius)


def mark(canvas: Canvas, at: tuple[int, int], size: int, standing: Standing, fill: Colour) -> None:
    """A tick, a warning triangle or a thermometer; the others need none."""
    if standing in (Standing.FEVER, Standing.ABNORMAL, Standing.ZERO):
        canvas.shape(_mark(size, standing), at, fill)


def sign(tile: Tile) -> Standing:
    """Whose mark a tile wears: what is filled in and not submitted has that of what is abnormal."""
    unsure = tile.unconfirmed and tile.standing in (Standing.OUTSTANDING, Standing.ZERO)
    return Standing.ABNORMAL if unsure else tile.standing


@lru_cache(maxsize=64)
def _mark(size: int, standing: Standing) -> Image.Image:
    draw = {Standing.FEVER: _thermometer, Standing.ABNORMAL: _triangle, Standing.ZERO: _tick}
    return smooth(size, size, lambda d: draw[standing](d, size * FINER))


def _tick(draw: ImageDraw.ImageDraw, s: int) -> None:
    thick = s * 0.15
    points = [(s * 0.12, s * 0.54), (s * 0.4, s * 0.8), (s * 0.88, s * 0.24)]
    draw.line(points, fill=255, width=round(thick), joint="curve")
    for x, y in points:
        draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=255)


def _triangle(draw: ImageDraw.ImageDraw, s: int) -> None:
    round_ = s * 0.07
    points = [(s * 0.5, s * 0.12), (s * 0.92, s * 0.84), (s * 0.08, s * 0.84)]
    draw.polygon(points, fill=255)
    draw.line([*points, points[0], points[1]], fill=255, width=round(round_ * 2), joint="curve")
    middle, half, dot = s * 0.5, s * 0.055, s * 0.066
    draw.rounded_rectangle((middle - half, s * 0.36, middle + half, s * 0.62), half, fill=0)
    draw.ellipse((middle - dot, s * 0.68, middle + dot, s * 0.68 + dot * 2), fill=0)


def _thermometer(draw: ImageDraw.ImageDraw, s: int) -> None:
    middle, half, bulb = s * 0.42, s * 0.115, s * 0.22
    draw.rounded_rectangle((middle - half, s * 0.04, middle + half, s * 0.7), half, fill=255)
    draw.ellipse((middle - bulb, s * 0.54, middle + bulb, s * 0.54 + bulb * 2), fill=255)
    for y in (0.14, 0.28, 0.42):
        draw.rounded_rectangle((s * 0.62, s * y, s * 0.84, s * (y + 0.07)), s * 0.035, fill=255)
