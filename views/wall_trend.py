"""The trend of the wall: attendance, fevers and punctuality of the last school days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.wall import TrendDay
from views.wall_head import MARGIN
from views.wall_paint import CARD, GREEN_INK, INK, LINE, PALE_RED, QUIET, RED, Box, Canvas, columns
from views.words import say

HEIGHT = 338


def trend(canvas: Canvas, language: str, days: Sequence[TrendDay], top: int) -> None:
    """Three cards beside one another, of at least one day."""
    heading = say(language, "wall.trend" if len(days) > 1 else "wall.trend_begins", count=len(days))
    canvas.words(heading, (MARGIN, top + 54), 28, QUIET)
    first, second, third = (
        (left, top + 72, right, top + HEIGHT - MARGIN)
        for left, right in columns(MARGIN, canvas.image.width - MARGIN, 3, 20)
    )
    attendance, punctuality = ([day.attendance for day in days], [d.punctuality for d in days])
    _rate(canvas, language, "attendance", days, attendance, 0.95, first)
    _fevers(canvas, language, days, second)
    _rate(canvas, language, "punctuality", days, punctuality, 0.8, third)


def _card(canvas: Canvas, language: str, key: str, figure: str, box: Box) -> Box:
    """A card with its name and the newest figure; gives the room for the curve."""
    left, top, right, bottom = box
    canvas.rounded(box, CARD, 18)
    long = canvas.words(figure, (right - 20, top + 50), 42, INK, anchor="rs", bold=True)
    name, room = say(language, f"wall.{key}"), right - left - long - 56
    canvas.words(name, (left + 20, top + 46), 28, QUIET, width=room)
    return left + 24, top + 84, right - 24, bottom - 50


def _days(canvas: Canvas, language: str, days: Sequence[TrendDay], room: Box) -> None:
    base = room[3] + 36
    canvas.words(_short(language, days[-1].day), (room[2] + 4, base), 22, QUIET, anchor="rs")
    if len(days) > 1:
        canvas.words(_short(language, days[0].day), (room[0] - 4, base), 22, QUIET)


def _rate(
    canvas: Canvas,
    language: str,
    key: str,
    days: Sequence[TrendDay],
    rates: Sequence[float | None],
    lowest: float,
    box: Box,
) -> None:
    """A curve under the line of 100 %; a day of which nothing is known is a gap in it. ``lowest``
    is the bottom, so that a small dip looks small, unless a day was lower.
    """
    newest = rates[-1]
    room = _card(canvas, language, key, _percent(language, newest), box)
    left, top, right, bottom = room
    canvas.bar((left, top, right, top + 2), LINE)
    lowest = min([lowest, *(rate for rate in rates if rate is not None)])
    runs: list[list[tuple[float, float]]] = [[]]
    for x, rate in zip(_places(left, right, len(rates)), rates, strict=True):
        if rate is None:
            runs.append([])
        else:
            runs[-1].append((x, top + 1 + (1 - rate) / (1 - lowest) * (bottom - top)))
    for run in runs:
        if run:
            canvas.line(run if len(run) > 1 else run * 2, GREEN_INK)
    if newest is not None:
        x, y = runs[-1][-1]
        canvas.rounded((round(x) - 9, round(y) - 9, round(x) + 9, round(y) + 9), GREEN_INK, 9)
    _days(canvas, language, days, room)


def _fevers(canvas: Canvas, language: str, days: Sequence[TrendDay], box: Box) -> None:
    """A bar for each day, the newest in full colour."""
    newest = days[-1].fevers
    figure = say(language, "wall.no_figure") if newest is None else str(newest)
    room = _card(canvas, language, "fever_pupils", figure, box)
    left, top, right, bottom = room
    canvas.bar((left, bottom - 2, right, bottom), LINE)
    most = max([3, *(day.fever for day in days)])
    wide = 12
    for x, day in zip(_places(left + 6, right - 6, len(days)), days, strict=True):
        if day.fever:
            high = max(round(day.fever / most * (bottom - top)), 6)
            at = round(x) - wide // 2
            fill = RED if day is days[-1] else PALE_RED
            canvas.bar((at, bottom - high, at + wide, bottom), fill)
    _days(canvas, language, days, room)


def _places(left: int, right: int, count: int) -> list[float]:
    """Where each of so many days stands, the newest at the right end."""
    apart = (right - left) / max(count - 1, 1)
    return [right - apart * (count - 1 - place) for place in range(count)]


def _percent(language: str, rate: float | None) -> str:
    """To a tenth; 99.96 % is not everybody, and never 100 %."""
    if rate is None:
        return say(language, "wall.no_figure")
    if rate in (0, 1):
        return f"{rate:.0%}"
    return f"{min(rate * 100, 99.9):.1f}%"


def _short(language: str, day: date) -> str:
    return say(language, "wall.short_day", month=day.month, day=day.day)
