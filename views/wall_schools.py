"""The wall above the schools: a tile for each school, what needs attention first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.wall import Standing, Tile
from views.wall_font import length
from views.wall_head import MARGIN
from views.wall_marks import INK as INKS
from views.wall_marks import ground, mark, sign
from views.wall_paint import QUIET, RED, RED_INK, Box, Canvas, columns
from views.wall_words import found
from views.words import say

MOST_NAMED = 48
"""More schools than this do not all get their names."""
NAMED_OF_MANY = 32
FEVERS_NAMED = 12
"""So many places are kept for schools with a fever, however many are silent."""
MOST_SQUARES = 3_000
"""More would make a picture that Telegram does not take; those left out need attention least."""
_HIGH, _GAP, _NAMES = 108, 12, (30, 28, 26)
_SMALL, _BETWEEN, _PER_LINE = 28, 5, 31
_TITLE = 62


@dataclass(frozen=True, slots=True)
class Block:
    """The schools in order: those with a name, and the rest as small squares."""

    named: tuple[Tile, ...]
    rest: tuple[Tile, ...]
    columns: int

    @property
    def squares(self) -> tuple[Tile, ...]:
        """Those of the rest that are drawn."""
        return self.rest[:MOST_SQUARES]

    @property
    def height(self) -> int:
        """From the first tile's top to the last one's end."""
        high = _lines(len(self.named), self.columns) * (_HIGH + _GAP) - _GAP
        if self.rest:
            high += _TITLE + _lines(len(self.squares), _PER_LINE) * (_SMALL + _BETWEEN) - _BETWEEN
        return high


def block(tiles: Sequence[Tile]) -> Block:
    """The schools as they are laid out: silent ones, fevers, what is abnormal, the others."""
    order = sorted(tiles, key=lambda tile: tile.urgency)
    if len(order) <= MOST_NAMED:
        named = order
    else:
        fevers = [tile for tile in order if tile.standing is Standing.FEVER][:FEVERS_NAMED]
        first = order[: NAMED_OF_MANY - len(fevers)]
        # Dictionaries keep their order: whoever is there already keeps the place.
        named = list({one.unit.id: one for one in (*first, *fevers, *order)}.values())
        named = named[:NAMED_OF_MANY]
    known = {tile.unit.id for tile in named}
    rest = tuple(tile for tile in order if tile.unit.id not in known)
    return Block(tuple(named), rest, min(3 if len(named) <= 24 else 4, len(named)))


def school_tiles(canvas: Canvas, language: str, block: Block, top: int) -> None:
    """All of them, from here downwards."""
    edges = columns(MARGIN, canvas.image.width - MARGIN, block.columns, _GAP)
    size = _name_size(block.named, edges[0][1] - edges[0][0] - 32)
    for number, tile in enumerate(block.named):
        line, place = divmod(number, block.columns)
        left, right = edges[place]
        y = top + line * (_HIGH + _GAP)
        _named(canvas, language, tile, size, (left, y, right, y + _HIGH))
    if block.rest:
        y = top + _lines(len(block.named), block.columns) * (_HIGH + _GAP) - _GAP
        words = say(language, "wall.more_schools", count=len(block.rest))
        canvas.words(words, (MARGIN, y + 46), 28, QUIET)
        _squares(canvas, block.squares, y + _TITLE)


def _name_size(tiles: Sequence[Tile], room: int) -> int:
    """One size for all names, so that none looks more important: the largest they fit in, within
    reason. A name that is still too long loses its middle.
    """
    names = [tile.unit.name for tile in tiles]
    return next(
        (size for size in _NAMES if all(length(name, size) <= room for name in names)), _NAMES[-1]
    )


def _named(canvas: Canvas, language: str, tile: Tile, size: int, box: Box) -> None:
    """The name above, what there is to say of it below."""
    left, top, right, _ = box
    standing = tile.standing
    ink, room = INKS[standing], right - left - 32
    ground(canvas, box, standing)
    canvas.words(tile.unit.name, (left + 16, top + 45), size, ink, bold=True, width=room, share=1)
    x, base, silent = left + 16, top + 87, standing is Standing.OUTSTANDING
    if silent and tile.counts.fever:
        room -= _fever(canvas, tile.counts.fever, (right - 12, top + 57))
    elif silent:
        mark(canvas, (right - 50, top + 60), 36, sign(tile), ink)
        room -= 44 if tile.unconfirmed else 0
    elif standing is not Standing.NOT_REQUIRED:
        mark(canvas, (x - 2, base - 26), 32, sign(tile), ink)
        x, room = x + 38, room - 38
    words = _told(language, tile, room)
    canvas.words(words, (x, base), 28, ink, bold=silent, width=room)


def _fever(canvas: Canvas, count: int, at: tuple[int, int]) -> int:
    """Fevers of a school that is not all in, in red; gives the room they take."""
    right, top = at
    long = round(length(str(count), 28)) + 46
    canvas.rounded((right - long, top, right, top + 42), RED, 12)
    mark(canvas, (right - long + 6, top + 6), 30, Standing.FEVER, RED_INK)
    canvas.words(str(count), (right - 10, top + 32), 28, RED_INK, anchor="rs", bold=True)
    return long


def _told(language: str, tile: Tile, room: int) -> str:
    counts = tile.counts
    match tile.standing:
        case Standing.NOT_REQUIRED:
            return say(language, "wall.not_required")
        case Standing.ZERO if tile.unconfirmed:
            return say(language, "wall.unconfirmed")
        case Standing.ZERO:
            return say(language, "wall.all_in", expected=counts.expected)
        case Standing.OUTSTANDING:
            key = "missing_some" if counts.answered else "missing_all"
            return say(language, f"wall.{key}", missing=counts.missing, expected=counts.expected)
    return found(language, tile, room, 28)


def _squares(canvas: Canvas, tiles: Sequence[Tile], top: int) -> None:
    edges = columns(MARGIN, canvas.image.width - MARGIN, _PER_LINE, _BETWEEN)
    for number, tile in enumerate(tiles):
        line, place = divmod(number, _PER_LINE)
        left, y = edges[place][0], top + line * (_SMALL + _BETWEEN)
        ground(canvas, (left, y, left + _SMALL, y + _SMALL), tile.standing, 6, 10)
        mark(canvas, (left + 4, y + 4), _SMALL - 8, sign(tile), INKS[tile.standing])


def _lines(count: int, columns: int) -> int:
    return -(-count // columns)
