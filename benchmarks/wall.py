"""The wall of a school of sixty classes, drawn again and again as its figures change."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw

from benchmarks.sizes import Sizes
from benchmarks.spread import ms, quantile
from domain.wall import Wall
from examples.gallery.cases import CASES, ZONE
from views.wall import wall_png

WARM = 3


def wall(sizes: Sizes, folder: Path) -> dict[str, float]:
    """``png_ms`` is the whole picture, from figures to bytes. ``png_bare_ms`` is Pillow alone: as
    many plain rectangles with a word each on a picture as large, and its PNG.
    """
    school = CASES["school-60"].wall
    ours = _times(sizes.pictures, lambda turn: wall_png("zh", _changed(school, turn), ZONE))
    size = Image.open(io.BytesIO(wall_png("zh", school, ZONE))).size
    bare = _times(sizes.pictures, lambda turn: _plain(size, len(school.tiles), turn))
    return {
        "png_ms": ms(quantile(ours, 0.5)),
        "png_bare_ms": ms(quantile(bare, 0.5)),
        "png_ratio": round(quantile(ours, 0.5) / quantile(bare, 0.5), 2),
        "png_kb": round(len(wall_png("zh", school, ZONE)) / 1000, 1),
    }


def _changed(school: Wall, turn: int) -> Wall:
    """Another version, so that no picture is taken from the shelf."""
    return replace(school, version=turn + 1)


def _times(count: int, draw: Callable[[int], object]) -> list[float]:
    """Seconds of each drawing, once everything that is kept has been made."""
    times = []
    for turn in range(WARM + count):
        start = time.perf_counter()
        draw(turn)
        times.append(time.perf_counter() - start)
    return times[WARM:]


def _plain(size: tuple[int, int], tiles: int, turn: int) -> bytes:
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for number in range(tiles):
        line, place = divmod(number, 10)
        left, top = place * size[0] // 10, line * size[1] // 10
        colour = (200, 230 - number, 100 + turn % 100)
        draw.rectangle((left, top, left + size[0] // 11, top + size[1] // 11), fill=colour)
        draw.text((left + 8, top + 8), f"{number}", fill="black")
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()
