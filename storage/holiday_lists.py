"""A list of public holidays from a file, and what of it is new in the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.calendar import DayKind, NationalDay
from domain.holiday_list import (
    MOST_BYTES,
    HolidayList,
    HolidayListTooLarge,
    NotAHolidayList,
    judge_holidays,
)
from domain.roster_rows import RawTable, RosterFileError, RosterFileTooLarge
from storage.sheets import read_table
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class YearChange:
    """One year of a list: what it will hold, what it held, and whether it was known."""

    year: int
    days: tuple[NationalDay, ...]
    before: tuple[NationalDay, ...]
    known: bool

    @property
    def changes(self) -> bool:
        """Whether anything is new."""
        now = [(one.day, one.kind, one.name) for one in self.days]
        return not self.known or now != [(one.day, one.kind, one.name) for one in self.before]

    def count(self, kind: DayKind) -> int:
        """How many days of a kind the year will hold."""
        return sum(one.kind is kind for one in self.days)


def read_holidays(file: str, data: bytes) -> HolidayList:
    """Read a file that somebody sent. Raises NotAHolidayList, HolidayListTooLarge."""
    return judge_holidays(table_of(file, data), file)


def table_of(file: str, data: bytes) -> RawTable:
    """The table of a file that somebody sent. Raises NotAHolidayList, HolidayListTooLarge."""
    try:
        return read_table(file, data, MOST_BYTES)
    except RosterFileTooLarge:
        raise HolidayListTooLarge(file=file) from None
    except RosterFileError:
        raise NotAHolidayList(file=file) from None


def changes_of(tx: Transaction, holidays: HolidayList) -> list[YearChange]:
    """What each year of a list changes."""
    return [
        YearChange(
            year,
            holidays.of(year),
            tx.calendar.national_of(year),
            tx.calendar.year_known(year),
        )
        for year in holidays.years
    ]


def load(tx: Transaction, holidays: HolidayList, source: str, today: date) -> None:
    """Put the list in force, and let every day be planned anew from today on."""
    for year in holidays.years:
        tx.calendar.replace_year(year, holidays.of(year), source)
    tx.days.forget_all_plans(today)
