"""Where one can go from a report: other days, other formats, the units above and below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.calendar import Period
from domain.choice import Choice
from domain.figures import ChildCounts
from domain.message import Button
from domain.report_request import PACK_ACTION, Format, ReportRequest, days_words
from domain.roster import Unit, UnitKind
from domain.stretch import NAMED, Stretch, after, around, before, stretch_of
from views.days import day_name, month_name, short_day
from views.words import say

MOST_CHILDREN = 24
"""Units below that get a button each."""
OFFERED = ((Format.PNG, Format.XLSX, Format.DOCX), (Format.PDF, Format.CSV, Format.JSON))
"""The formats that have a button, row by row; a picture shows one day."""
MOST_DAYS = 7
"""So many days of a period get a button each."""


@dataclass(frozen=True, slots=True)
class Around:
    """Where one can go from a report: up (inside what the reader may see) and down.

    ``today`` is the last day that can be asked for, ``may_chase`` whether the reader may remind,
    ``may_file`` whether the reader may answer for classes of the school, ``may_keep`` whether the
    reader may take the inspection pack.
    """

    today: date
    up: Unit | None = None
    down: Sequence[ChildCounts] = ()
    may_chase: bool = False
    may_file: bool = False
    may_keep: bool = False


def ways(
    language: str,
    unit: Unit,
    request: ReportRequest,
    around_it: Around,
    days: Iterable[date],
) -> list[tuple[Button, ...]]:
    """Days before and after, formats, units above and below.

    ``days`` are those on which anything was owed; without one every file would be empty.
    """
    owed = list(days)
    to = _Ways(language, unit, request.as_format(Format.TEXT), around_it.today)
    rows = [to.beside(), to.stretches(), *to.single(owed)]
    rows += to.formats() if owed else []
    rows += to.pack() if owed and around_it.may_keep else []
    return [row for row in rows if row] + to.units(around_it)


def period_words(language: str, period: Period, today: date | None = None) -> str:
    """``11月23日(周一)``, ``11月16日–11月20日``, ``9月``, ``2026年秋季学期``.

    With ``today`` a week, a month or a term is called by its name.
    """
    if period.is_day:
        return _in_year(language, period.first, day_name(language, period.first), today)
    stretch = Stretch.OTHER if today is None else stretch_of(period, today)
    first = period.first
    if stretch is Stretch.TERM:
        season = "autumn" if first.month >= 9 else "spring"
        return say(language, f"period.term_{season}", year=first.year)
    if stretch is Stretch.MONTH and today is not None:
        return month_name(language, first, today)
    begun, ended = short_day(language, first), short_day(language, period.last)
    begun = _in_year(language, first, begun, today)
    if period.last.year != first.year:
        ended = _in_year(language, period.last, ended, today)
    return say(language, "report.period", first=begun, last=ended)


def _in_year(language: str, day: date, words: str, today: date | None) -> str:
    if today is None or day.year == today.year:
        return words
    return say(language, "period.in_year", year=day.year, day=words)


@dataclass(frozen=True, slots=True)
class _Ways:
    """The rows of buttons under one report in words."""

    language: str
    unit: Unit
    request: ReportRequest
    today: date

    def beside(self) -> tuple[Button, ...]:
        """The day, week, month or term before, and the one after where it has begun."""
        period, row = self.request.period, []
        if earlier := before(period, self.today):
            row.append(self._to(earlier, "period.earlier"))
        later = after(period, self.today)
        if later is not None:
            row.append(self._to(later, "period.later"))
        return tuple(row)

    def stretches(self) -> tuple[Button, ...]:
        """The week, month and term that hold the period's last day, but for the period itself."""
        period = self.request.period
        if period.last > self.today:
            return ()
        return tuple(
            self._button(say(self.language, f"period.to_{stretch}"), whole)
            for stretch in NAMED
            if (whole := around(stretch, period.last, self.today)) != period and not whole.is_day
        )

    def single(self, days: Sequence[date]) -> list[tuple[Button, ...]]:
        """A button for each day of a week."""
        if self.request.period.is_day or not 0 < len(days) <= MOST_DAYS:
            return []
        return [
            tuple(
                self._button(say(self.language, "period.one_day", day=day.day), Period(day, day))
                for day in days
            )
        ]

    def formats(self) -> list[tuple[Button, ...]]:
        """The files."""
        return [
            tuple(
                Button(
                    say(self.language, f"report.{name}"),
                    self.request.as_format(name).choice(self.unit.id).encode(),
                )
                for name in row
                if name is not Format.PNG or self.request.period.is_day
            )
            for row in OFFERED
        ]

    def pack(self) -> list[tuple[Button, ...]]:
        """台账 of several days."""
        if self.request.period.is_day:
            return []
        days = days_words(self.request.period)
        choice = Choice(PACK_ACTION, self.unit.id, argument=days)
        return [(Button(say(self.language, "report.pack"), choice.encode()),)]

    def units(self, around_it: Around) -> list[tuple[Button, ...]]:
        """The units below, two in a row, and the one above."""
        below = [child.unit for child in around_it.down if child.unit.id != self.unit.id]
        below = [unit for unit in below if unit.kind is not UnitKind.OFFICE][:MOST_CHILDREN]
        buttons = [Button(unit.name, self.request.choice(unit.id).encode()) for unit in below]
        rows = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
        if around_it.up is not None:
            label = say(self.language, "report.up", unit=around_it.up.name)
            rows.append((Button(label, self.request.choice(around_it.up.id).encode()),))
        return rows

    def _to(self, period: Period, key: str) -> Button:
        words = period_words(self.language, period, self.today)
        if period.is_day:
            words = short_day(self.language, period.first)
        elif stretch_of(period, self.today) is Stretch.WEEK:
            first = short_day(self.language, period.first)
            words = say(self.language, "period.week_of", first=first)
        return self._button(say(self.language, key, period=words), period)

    def _button(self, label: str, period: Period) -> Button:
        return Button(label, ReportRequest(period).choice(self.unit.id).encode())
