"""The head of the wall: which unit, which day, how many are in; and the legend with its counts."""

from __future__ import annotations

from collections import Counter
from zoneinfo import ZoneInfo

from domain.figures import total
from domain.wall import Standing, Wall
from views.asking_modes import form_name
from views.days import clock_time, day_name
from views.wall_marks import INK as INKS
from views.wall_marks import ground, mark
from views.wall_paint import CARD, GREEN_INK, INK, QUIET, Box, Canvas, columns
from views.words import say

MARGIN = 36
HEIGHT = 318


def head(canvas: Canvas, language: str, wall: Wall, zone: ZoneInfo) -> None:
    """Name and day on the left, what is in on the right, the legend below."""
    counts = total(tile.counts for tile in wall.tiles)
    right = canvas.image.width - MARGIN
    room = right - MARGIN
    if counts.expected:
        done = GREEN_INK if not counts.missing else INK
        words = say(language, "wall.answered_classes")
        figure = f"{counts.answered}/{counts.expected}"
        long = canvas.words(figure, (right, 96), 68, done, anchor="rs", bold=True)
        beside = canvas.words(words, (right, 144), 30, QUIET, anchor="rs")
        room -= max(long, beside) + 30
    canvas.words(unit_name(language, wall), (MARGIN, 92), 56, INK, bold=True, width=room)
    canvas.words(_when(language, wall, zone), (MARGIN, 144), 30, QUIET, width=room)
    _legend(canvas, language, wall, (MARGIN, 174, right, HEIGHT - 26))


def unit_name(language: str, wall: Wall) -> str:
    """The unit's name, with its school's for a grade or a class."""
    if wall.school is None:
        return wall.unit.name
    return say(language, "digest.school_unit", school=wall.school, unit=wall.unit.name)


def _when(language: str, wall: Wall, zone: ZoneInfo) -> str:
    time = clock_time(wall.at_ms, zone)
    key = "version" if wall.version else "as_of"
    moment = say(language, f"wall.{key}", time=time, version=wall.version)
    form = form_name(language, wall.form)
    return say(language, "wall.title", day=day_name(language, wall.day), form=form, moment=moment)


def _legend(canvas: Canvas, language: str, wall: Wall, box: Box) -> None:
    """A swatch for each standing, how many stand so, and what it is called."""
    counted = Counter(tile.standing for tile in wall.tiles)
    shown = [one for one in Standing if one is not Standing.NOT_REQUIRED or counted[one]]
    unit = say(language, "wall.of_schools" if wall.unit.kind.above_school else "wall.of_classes")
    canvas.rounded(box, CARD, 18)
    left, top, right, bottom = box
    middle = (top + bottom) // 2
    side = 66 if len(shown) < 5 else 54
    for (x, end), standing in zip(
        columns(left + 22, right - 4, len(shown), 10), shown, strict=True
    ):
        swatch = (x, middle - side // 2, x + side, middle + side // 2)
        ground(canvas, swatch, standing, 12, 18)
        mark(canvas, (x + side // 2 - 18, middle - 18), 36, standing, INKS[standing])
        count, beside = counted[standing], x + side + 14
        ink = INK if count else QUIET
        long = canvas.words(str(count), (beside, middle + 4), 46, ink, bold=bool(count))
        canvas.words(unit, (beside + long + 6, middle + 4), 26, QUIET)
        words = say(language, f"wall.{standing}")
        canvas.words(words, (beside, middle + 44), 28, QUIET, width=end - beside)
