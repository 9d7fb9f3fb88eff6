"""Which report is asked for: days and a format, as a button or a command carries them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from domain.calendar import Period, UnreadableDay
from domain.choice import Choice, UnreadableChoice
from domain.errors import ChenjianError

ACTION = "rep"
"""The verb of a button that asks for a report; its subject is the unit."""
STATUS_ACTION = "st"
CHASE_ACTION = "chase"
PACK_ACTION = "pack"
"""The verb of a button about an inspection pack (台账)."""

MOST_DAYS = 214
"""The longest period of one report: a term with its holidays (domain.stretch)."""


MOST_ROWS = 20_000
"""Classes times days of the largest table that lists each of them: a school of sixty classes over a
term, a township over a month. A larger report holds the units right below instead."""
LONG_FILE = 2_000
"""Classes times days from which on a file is made beside everything else, with word how far it is:
more than half a second's work. A day of a school is far below it."""
LONG_TEXT = 10_000
"""The same for a report in words, which reads the sums only."""


class TableTooLong(ChenjianError):
    """A table with a row for each class and day would hold more than ``most`` of them."""


class PeriodTooLong(ChenjianError):
    """A report over more days than one report may hold (``most``)."""


class PictureOfManyDays(ChenjianError):
    """A picture was asked for of more than one day."""


class Format(StrEnum):
    """How a report is given. ``list`` is every abnormal and missing line, page by page; ``png`` is
    the wall of one day; ``docx`` is the written material (每日工作动态), ``pdf`` the same to print.
    """

    TEXT = "text"
    LIST = "list"
    PNG = "png"
    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    CSV = "csv"
    JSON = "json"

    @property
    def is_file(self) -> bool:
        """Whether it comes as a file."""
        return self not in (Format.TEXT, Format.LIST)

    @property
    def is_material(self) -> bool:
        """Whether it is the written material, which names nobody and may be passed on."""
        return self in (Format.DOCX, Format.PDF)


_DAYS = re.compile(r"([0-9]{8})(?:-([0-9]{8}))?")
_ARGUMENT = re.compile(r"([0-9]{8})(?:-([0-9]{8}))?:([a-z]+)([0-9]{0,3})")


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """The days, the format, and the page of a list. Raises PeriodTooLong, PictureOfManyDays."""

    period: Period
    format: Format = Format.TEXT
    page: int = 1

    def __post_init__(self) -> None:
        if len(self.period) > MOST_DAYS:
            raise PeriodTooLong(most=MOST_DAYS)
        if self.format is Format.PNG and not self.period.is_day:
            raise PictureOfManyDays

    @classmethod
    def of_day(cls, day: date, format: Format = Format.TEXT) -> Self:
        """The report of one day."""
        return cls(Period(day, day), format)

    @classmethod
    def parse(cls, argument: str) -> Self:
        """What a button carries: ``20261123:xlsx``, ``20261116-20261122:csv``, ``20261123:list2``.

        Raises UnreadableChoice.
        """
        found = _ARGUMENT.fullmatch(argument)
        if found is None:
            raise UnreadableChoice
        first, last, name, page = found.groups()
        try:
            period = Period(_day(first), _day(last or first))
            return cls(period, Format(name), int(page or 1))
        except (ValueError, UnreadableDay, PeriodTooLong, PictureOfManyDays):
            raise UnreadableChoice from None

    def choice(self, unit_id: int) -> Choice:
        """The button that asks for this report of a unit."""
        days = days_words(self.period)
        page = str(self.page) if self.page > 1 else ""
        return Choice(ACTION, unit_id, argument=f"{days}:{self.format}{page}")

    def as_format(self, format: Format, page: int = 1) -> ReportRequest:
        """The same days in another format."""
        return replace(self, format=format, page=page)


def days_words(period: Period) -> str:
    """The days as a button carries them: ``20261123``, ``20261116-20261122``."""
    first, last = _digits(period.first), _digits(period.last)
    return first if period.is_day else f"{first}-{last}"


def days_of(words: str) -> Period | None:
    """The days that ``days_words`` wrote; None where these are none."""
    found = _DAYS.fullmatch(words)
    if found is None:
        return None
    try:
        return Period(_day(found[1]), _day(found[2] or found[1]))
    except (ValueError, UnreadableDay):
        return None


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def _day(digits: str) -> date:
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
