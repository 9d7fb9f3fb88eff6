"""The wall (一览墙) as a picture: who is in, who is not, what is abnormal, in one look on a phone.

It has its own light ground, so that it reads alike in a light and in a dark chat, and 1,080 pixels
of width, which is what a phone shows.
"""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

from domain.message import File
from domain.wall import Wall
from views.days import day_name
from views.wall_classes import class_tiles, grid
from views.wall_head import HEIGHT as HEAD
from views.wall_head import MARGIN, head, unit_name
from views.wall_paint import PENCIL, QUIET, Canvas
from views.wall_schools import block, school_tiles
from views.wall_trend import HEIGHT as TREND
from views.wall_trend import trend
from views.words import say, text

WIDTH = 1080
EMPTY = 120


def wall_file(language: str, wall: Wall, zone: ZoneInfo) -> File:
    """The picture as it is sent: without a sound, for the words beside it have made one."""
    day = day_name(language, wall.day)
    return File(
        say(language, "wall.file_name", day=wall.day),
        wall_png(language, wall, zone),
        text(language, "wall.caption", unit=unit_name(language, wall), day=day),
        picture=True,
        silent=True,
    )


@lru_cache(maxsize=16)
def wall_png(language: str, wall: Wall, zone: ZoneInfo) -> bytes:
    """The picture as a PNG. Everybody who hears of a version gets the same one."""
    with PENCIL:
        return _drawn(language, wall, zone)


def _drawn(language: str, wall: Wall, zone: ZoneInfo) -> bytes:
    body = _height(wall)
    canvas = Canvas(WIDTH, HEAD + body + (TREND if wall.trend else MARGIN))
    head(canvas, language, wall, zone)
    if not wall.tiles:
        words = say(language, "wall.no_units")
        canvas.words(words, (WIDTH // 2, HEAD + 70), 34, QUIET, anchor="ms")
    elif wall.unit.kind.above_school:
        school_tiles(canvas, language, block(wall.tiles), HEAD)
    else:
        class_tiles(canvas, language, grid(wall.rows, WIDTH), HEAD)
    if wall.trend:
        trend(canvas, language, wall.trend, HEAD + body)
    return canvas.png()


def _height(wall: Wall) -> int:
    if not wall.tiles:
        return EMPTY
    if wall.unit.kind.above_school:
        return block(wall.tiles).height
    return grid(wall.rows, WIDTH).height
