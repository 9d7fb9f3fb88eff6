"""A month of a unit's calendar as a picture: which days have school, and why others have none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from domain.calendar import DayReason
from domain.message import File
from domain.mode import Mode
from domain.school_calendar import DayVerdict, ReturnDay
from views.wall_head import MARGIN
from views.wall_paint import (
    AMBER_INK,
    BLUE,
    BLUE_INK,
    CARD,
    GREEN_INK,
    GREY_INK,
    INK,
    PENCIL,
    QUIET,
    RED,
    ROSE,
    ROSE_INK,
    SAND,
    SAND_INK,
    Box,
    Canvas,
    Colour,
    columns,
)
from views.words import say, text

WIDTH = 1080
Word: TypeAlias = tuple[str, Colour | None]
"""A word and its colour; None is that of the day."""
_HEAD, _WEEKDAYS, _HIGH, _GAP, _GUESS = 172, 54, 128, 10, 56


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a unit: how each of its days is, in order from the ``first``.

    ``name`` is the unit's as people say it; ``today`` gets a frame.
    """

    name: str
    first: date
    verdicts: tuple[DayVerdict, ...]
    returns: tuple[ReturnDay, ...]
    today: date

    @property
    def days(self) -> list[tuple[date, DayVerdict]]:
        """Each day with how it is."""
        return [(self.first + timedelta(days=n), one) for n, one in enumerate(self.verdicts)]

    @property
    def is_guess(self) -> bool:
        """Whether a year's holidays are not known."""
        return any(verdict.is_guess for verdict in self.verdicts)


def month_file(language: str, month: Month) -> File:
    """The picture as it is sent."""
    about = {"unit": month.name, "year": month.first.year, "month": month.first.month}
    return File(
        say(language, "calendar_picture.file_name", **about),
        month_png(language, month),
        text(language, "calendar_picture.caption", **about),
        picture=True,
        silent=True,
    )


def month_png(language: str, month: Month) -> bytes:
    """The picture as a PNG: a line a week, from Monday to Sunday."""
    weeks = -(-(month.first.weekday() + len(month.verdicts)) // 7)
    high = _HEAD + _WEEKDAYS + weeks * (_HIGH + _GAP) - _GAP + MARGIN
    with PENCIL:
        canvas = Canvas(WIDTH, high + (_GUESS if month.is_guess else 0))
        _head(canvas, language, month)
        _days(canvas, language, month)
        if month.is_guess:
            words = say(language, "calendar_picture.guess", year=month.first.year)
            canvas.words(words, (MARGIN, high + 22), 28, RED, width=WIDTH - 2 * MARGIN)
        return canvas.png()


def _head(canvas: Canvas, language: str, month: Month) -> None:
    """Month and unit on the left, on how many days an answer is owed on the right."""
    right, first = WIDTH - MARGIN, month.first
    asked = sum(verdict.asked for verdict in month.verdicts)
    long = canvas.words(str(asked), (right, 92), 68, INK, anchor="rs", bold=True)
    words = say(language, "calendar_picture.asked_days")
    beside = canvas.words(words, (right, 140), 30, QUIET, anchor="rs")
    room = right - MARGIN - 30 - max(long, beside)
    title = say(language, "calendar_picture.title", year=first.year, month=first.month)
    canvas.words(title, (MARGIN, 90), 56, INK, bold=True, width=room)
    below = say(language, "calendar_picture.subtitle", unit=month.name)
    canvas.words(below, (MARGIN, 140), 30, QUIET, width=room)


def _days(canvas: Canvas, language: str, month: Month) -> None:
    edges = columns(MARGIN, WIDTH - MARGIN, 7, _GAP)
    for number, (left, right) in enumerate(edges):
        weekday = say(language, f"day.weekday_{number}")
        canvas.words(weekday, ((left + right) // 2, _HEAD + 32), 28, QUIET, anchor="ms")
    back = {one.day: one.approved for one in month.returns}
    for day, verdict in month.days:
        left, right = edges[day.weekday()]
        line = (month.first.weekday() + day.day - 1) // 7
        top = _HEAD + _WEEKDAYS + line * (_HIGH + _GAP)
        box = (left, top, right, top + _HIGH)
        told = _words(language, verdict, back.get(day))
        _cell(canvas, day, verdict, told, box, today=day == month.today)


def _cell(
    canvas: Canvas,
    day: date,
    verdict: DayVerdict,
    words: list[Word],
    box: Box,
    *,
    today: bool,
) -> None:
    """The day's number, and in words what is not plain about it."""
    left, top, right, bottom = box
    if today:
        canvas.rounded((left - 5, top - 5, right + 5, bottom + 5), INK, 18)
    ink = _ground(canvas, verdict, box, framed=today)
    canvas.words(str(day.day), (left + 14, top + 48), 42, ink, bold=verdict.asked)
    for line, (word, colour) in enumerate(words[:2]):
        at = left + 14, top + 84 + 30 * line
        canvas.words(word, at, 26, colour or ink, width=right - left - 20)


def _ground(canvas: Canvas, verdict: DayVerdict, box: Box, *, framed: bool) -> Colour:
    """What lies under a day; gives the ink that stands out from it."""
    if verdict.mode is Mode.CLOSURE:
        canvas.hatched(box)
        return GREY_INK
    if verdict.mode is Mode.OFF and verdict.why is DayReason.WEEKEND:
        canvas.rounded(box, CARD, 14) if framed else canvas.dashed(box)
        return QUIET
    fill, ink = {
        Mode.TERM: (CARD, INK),
        Mode.OFF: (ROSE, ROSE_INK),
        Mode.VACATION: (BLUE, BLUE_INK),
        Mode.PRE_RETURN: (SAND, SAND_INK),
    }[verdict.mode]
    canvas.rounded(box, fill)
    return ink


def _words(language: str, verdict: DayVerdict, back: bool | None) -> list[Word]:
    """What a day says, the most particular first. ``back`` is whether a return is approved."""
    words: list[Word] = []
    school = verdict.mode is Mode.TERM
    if back is not None:
        key = "returns" if back else "returns_draft"
        words.append((say(language, f"calendar_picture.{key}"), GREEN_INK))
    if school and verdict.why in (DayReason.MAKE_UP, DayReason.MARKED):
        words.append((say(language, "calendar_picture.make_up"), AMBER_INK))
    elif verdict.note and verdict.mode is not Mode.CLOSURE:
        words.append((verdict.note, None))
    elif not school and verdict.why is not DayReason.WEEKEND:
        words.append((say(language, f"calendar_picture.{verdict.mode}"), None))
    if verdict.asked and not school:
        words.append((say(language, "calendar_picture.asked"), None))
    return words
