"""A list of public holidays in words: its years, and each row that is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from domain.calendar import DayKind, NationalDay
from domain.calendar_choice import CONFIRM, DROP, UNDO
from domain.choice import Choice
from domain.holiday_list import HolidayList
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster_rows import BadRow
from views.words import say, text

MOST_ROWS = 30


def bad_row(language: str, row: BadRow) -> str:
    """``第 3 行：日期“2027-13-01”不对……``."""
    reason = say(language, f"holiday_list.{row.code}", **row.values)
    return say(language, "holiday_list.row", line=row.line, reason=reason)


def year_line(language: str, year: int, days: Sequence[NationalDay], *, known: bool) -> str:
    """``2027 年：放假 28 天，调休上班 6 天``."""
    off = sum(one.kind is DayKind.OFF for one in days)
    return say(
        language,
        "holiday_list.year_known" if known else "holiday_list.year",
        year=year,
        off=off,
        school=len(days) - off,
    )


def faulty(language: str, file: str, holidays: HolidayList) -> Message:
    """Every bad row by name; nothing was loaded."""
    rows = [Text.of(bad_row(language, row)) for row in holidays.bad_rows[:MOST_ROWS]]
    if len(holidays.bad_rows) > MOST_ROWS:
        more = len(holidays.bad_rows) - MOST_ROWS
        rows.append(text(language, "calendar.more", count=more))
    head = text(language, "holiday_list.faulty", file=file, count=len(holidays.bad_rows))
    return Message(joined("\n", [head, *rows]))


def read_back(language: str, file: str, lines: Sequence[str], change_id: int) -> Message:
    """What a list changes, before it does."""
    rows = (
        (Button(say(language, "calendar.button_confirm"), Choice(CONFIRM, change_id).encode()),),
        (Button(say(language, "calendar.button_drop"), Choice(DROP, change_id).encode()),),
    )
    head = text(language, "holiday_list.read_back", file=file)
    return Message(joined("\n", [head, *(Text.of(line) for line in lines)]), Keyboard(rows))


def loaded(language: str, years: Sequence[int], change_id: int) -> Message:
    """The list is in force; it can be taken back."""
    named = say(language, "entry.join").join(str(year) for year in years)
    undo = Button(say(language, "calendar.button_undo"), Choice(UNDO, change_id).encode())
    return Message(text(language, "holiday_list.loaded", years=named), Keyboard(((undo,),)))


def unloaded(language: str, years: Sequence[int]) -> Message:
    """The years are as they were before."""
    named = say(language, "entry.join").join(str(year) for year in years)
    return Message(text(language, "holiday_list.unloaded", years=named))
