"""``chenjian calendar import``: public holidays of a year from a csv or xlsx file."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from bot.clock import COMMAND_PATIENCE_S, clock_of
from bot.refused import Refused
from bot.settings import Settings
from domain.day_plan import school_day_of
from domain.holiday_list import MOST_BYTES, HolidayList, HolidayListTooLarge
from storage.database import opened
from storage.holiday_lists import YearChange, changes_of, load, read_holidays
from views.holiday_list import bad_row, year_line
from views.words import say


async def import_calendar(file: Path, settings: Settings, *, yes: bool) -> None:
    """Show what the file changes and apply it, all of it or nothing; a year that is known already
    is changed after a yes only. Raises Refused, NotAHolidayList, HolidayListTooLarge.
    """
    language = settings.language
    holidays = _good(file, language)
    async with (
        clock_of(settings, COMMAND_PATIENCE_S) as clock,
        opened(settings.database_path) as database,
    ):
        today = school_day_of(clock.now_ms(), settings.zone)
        changes = await database.read(lambda tx: changes_of(tx, holidays))
        new = [one for one in changes if one.changes]
        if not new:
            typer.echo(say(language, "import.unchanged"))
            return
        for one in new:
            typer.echo(year_line(language, one.year, one.days, known=one.known))
        if not yes:
            _agree(language, new)
        await database.write(lambda tx: load(tx, holidays, file.name, today))
    years = say(language, "entry.join").join(str(one.year) for one in new)
    typer.echo(say(language, "holiday_list.loaded", years=years))


def _good(file: Path, language: str) -> HolidayList:
    if file.is_file() and file.stat().st_size > MOST_BYTES:
        raise HolidayListTooLarge(file=file.name)
    holidays = read_holidays(file.name, file.read_bytes())
    for row in holidays.bad_rows:
        typer.echo(bad_row(language, row))
    if holidays.bad_rows:
        raise Refused("calendar_faulty", file=file.name, count=len(holidays.bad_rows))
    return holidays


def _agree(language: str, changes: list[YearChange]) -> None:
    """A new year needs no question. Raises Refused where there is nobody to ask, or who says no."""
    if not any(one.known for one in changes):
        return
    if not sys.stdin.isatty():
        raise Refused("calendar_needs_yes")
    if not typer.confirm(say(language, "import.question"), err=True):
        raise Refused("aborted")
