"""The wall of a school, a grade or a class: a row for each grade, a tile for each class."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeAlias

from domain.wall import Row, Standing, Tile
from views.wall_font import length
from views.wall_head import MARGIN
from views.wall_marks import INK as INKS
from views.wall_marks import ground, mark, sign
from views.wall_paint import INK, Box, Canvas, columns
from views.wall_words import called, gravest, told

MOST_COLUMNS = 10
NARROW, WIDE = 150, 500
"""Pixels below and above which a tile is laid out in its own way."""
_BETWEEN_GRADES = 10


@dataclass(frozen=True, slots=True)
class Line:
    """Tiles beside one another; ``grade`` stands before the first line of a grade."""

    tiles: tuple[Tile, ...]
    grade: str | None
    begins: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """How the classes are laid out. Lengths are pixels; ``label`` is the room for a grade."""

    lines: tuple[Line, ...]
    columns: tuple[tuple[int, int], ...]
    label: int
    high: int
    gap: int

    @property
    def height(self) -> int:
        """From the first line's top to the last one's end."""
        grades = sum(line.begins for line in self.lines) - 1
        return (self.high + self.gap) * len(self.lines) - self.gap + grades * _BETWEEN_GRADES


def grid(rows: Sequence[Row], width: int) -> Grid:
    """The rows in a picture so wide; a grade with too many classes takes several lines."""
    count = _columns(rows)
    longest = max((length(row.name, 30) for row in rows if row.name), default=0)
    label = min(round(longest) + 22, 190) if longest else 0
    gap = 12 if count <= 6 else 7
    edges = columns(MARGIN + label, width - MARGIN, count, gap)
    wide = edges[0][1] - edges[0][0]
    lines = tuple(
        Line(row.tiles[start : start + count], row.name if start == 0 else None, start == 0)
        for row in rows
        for start in range(0, len(row.tiles), count)
    )
    high = 84 if wide > WIDE else 112 if wide >= NARROW else 104
    return Grid(lines, tuple(edges), label, high, gap)


def _columns(rows: Sequence[Row]) -> int:
    """As many as the largest grade has classes, or as make a block of classes without grades."""
    most = max(len(row.tiles) for row in rows)
    if any(row.name is not None for row in rows):
        return ceil(most / ceil(most / MOST_COLUMNS))
    return next((n for n in range(1, MOST_COLUMNS) if most <= max(n, n * n - n)), MOST_COLUMNS)


def class_tiles(canvas: Canvas, language: str, grid: Grid, top: int) -> None:
    """All of them, from here downwards."""
    y, grade = top, ""
    for number, line in enumerate(grid.lines):
        if line.begins:
            grade = line.grade or ""
            y += _BETWEEN_GRADES if number else 0
            at = MARGIN, y + grid.high // 2 + 12
            canvas.words(grade, at, 30, INK, bold=True, width=grid.label - 14)
        for tile, (left, right) in zip(line.tiles, grid.columns, strict=False):
            _tile(canvas, language, tile, grade, (left, y, right, y + grid.high))
        y += grid.high + grid.gap


def _tile(canvas: Canvas, language: str, tile: Tile, grade: str, box: Box) -> None:
    wide = box[2] - box[0]
    ground(canvas, box, tile.standing)
    draw: _Draw = _narrow if wide < NARROW else _wide if wide > WIDE else _plain
    draw(canvas, language, tile, called(tile.unit.name, grade), box)


def _plain(canvas: Canvas, language: str, tile: Tile, name: str, box: Box) -> None:
    """The name above, its mark in the corner, what there is to say below."""
    left, top, right, _ = box
    ink, room, silent = INKS[tile.standing], right - left - 32, _is_silent(tile)
    canvas.words(name, (left + 16, top + 47), 34, ink, bold=True, width=room - 44)
    mark(canvas, (right - 54, top + 16), 38, sign(tile), ink)
    words = told(language, tile, room, 30)
    canvas.words(words, (left + 16, top + 92), 30, ink, bold=silent, width=room)


def _narrow(canvas: Canvas, language: str, tile: Tile, name: str, box: Box) -> None:
    """The name above, and one word or the tick below."""
    left, top, right, _ = box
    middle, ink, room = (left + right) // 2, INKS[tile.standing], right - left - 8
    canvas.words(name, (middle, top + 44), 34, ink, anchor="ms", bold=True, width=room)
    if tile.standing is Standing.ZERO and not tile.unconfirmed:
        mark(canvas, (middle - 17, top + 56), 34, tile.standing, ink)
        return
    words = gravest(language, tile)
    silent = _is_silent(tile)
    canvas.words(words, (middle, top + 86), 26, ink, anchor="ms", bold=silent, width=room)


def _wide(canvas: Canvas, language: str, tile: Tile, name: str, box: Box) -> None:
    """Everything on one line."""
    left, top, right, _ = box
    ink, base, room = INKS[tile.standing], top + 55, right - left - 430
    mark(canvas, (left + 20, top + 22), 40, sign(tile), ink)
    canvas.words(name, (left + 80, base), 34, ink, bold=True, width=300)
    words = told(language, tile, room, 30)
    silent = _is_silent(tile)
    canvas.words(words, (right - 24, base), 30, ink, anchor="rs", bold=silent, width=room)


_Draw: TypeAlias = Callable[[Canvas, str, Tile, str, Box], None]


def _is_silent(tile: Tile) -> bool:
    return tile.standing is Standing.OUTSTANDING
