"""A list of public holidays and make-up workdays as somebody sends it: date, kind, name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.calendar import DayKind, NationalDay
from domain.errors import ChenjianError
from domain.roster_cells import parse_day, shown
from domain.roster_columns import columns_of, plain
from domain.roster_rows import BadRow, RawRow, RawTable

MOST_BYTES = 1_000_000
MOST_DAYS = 1000
LONGEST_NAME = 40


class NotAHolidayList(ChenjianError):
    """A ``file`` that is neither csv nor xlsx, is broken, or holds no table."""


class HolidayListTooLarge(ChenjianError):
    """A ``file`` of more bytes or lines than a list of holidays has."""


@dataclass(frozen=True, slots=True)
class HolidayList:
    """What a file says; nothing of it counts while there is a bad row."""

    days: tuple[NationalDay, ...]
    bad_rows: tuple[BadRow, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years it speaks of; each is complete once it is loaded."""
        return tuple(sorted({one.day.year for one in self.days}))

    def of(self, year: int) -> tuple[NationalDay, ...]:
        """The days of one year."""
        return tuple(one for one in self.days if one.day.year == year)


_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "day": ("日期", "date", "day"),
    "kind": ("类别", "类型", "kind", "type"),
    "name": ("名称", "名字", "节日", "说明", "name", "holiday"),
}
_KINDS = {
    **dict.fromkeys(
        ("放假", "放假日", "休", "休息", "假日", "节假日", "off", "holiday"), DayKind.OFF
    ),
    **dict.fromkeys(
        ("上班", "上班日", "上课", "补班", "补课", "调休", "调休上班", "school", "work", "workday"),
        DayKind.SCHOOL,
    ),
    "make-up": DayKind.SCHOOL,
}


def judge_holidays(table: RawTable, source: str) -> HolidayList:
    """Read every line and name every bad one. ``source`` is kept with each day.

    Raises HolidayListTooLarge, NotAHolidayList.
    """
    if len(table.rows) > MOST_DAYS:
        raise HolidayListTooLarge(file=source)
    places = columns_of(_COLUMNS, table.headings)
    missing = [column for column in ("day", "kind") if column not in places]
    if missing:
        return HolidayList((), tuple(BadRow(1, f"no_{column}") for column in missing))
    if not table.rows:
        raise NotAHolidayList(file=source)
    days: dict[date, NationalDay] = {}
    bad: list[BadRow] = []
    for row in table.rows:
        read = _read(row, places, source)
        if isinstance(read, BadRow):
            bad.append(read)
        elif read.day in days:
            bad.append(BadRow(row.line, "day_twice", {"value": read.day.isoformat()}))
        else:
            days[read.day] = read
    return HolidayList(tuple(sorted(days.values(), key=lambda one: one.day)), tuple(bad))


def _read(row: RawRow, places: Mapping[str, int], source: str) -> NationalDay | BadRow:
    def cell(column: str) -> str:
        return row.cell(places.get(column))

    day = parse_day(cell("day"))
    if day is None or not 2000 <= day.year <= 2100:
        return BadRow(row.line, "bad_day", {"value": shown(cell("day"))})
    kind = _KINDS.get(plain(cell("kind")).casefold())
    if kind is None:
        return BadRow(row.line, "bad_kind", {"value": shown(cell("kind"))})
    name = " ".join(cell("name").split())
    if len(name) > LONGEST_NAME:
        return BadRow(row.line, "long_name", {"value": shown(name)})
    return NationalDay(day, kind, name, source)
