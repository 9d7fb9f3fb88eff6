"""The report as an Excel workbook: figures, grades, findings, who is missing, corrections."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from domain.day_report import ClassResult
from domain.figures import total
from domain.mode import Mode
from domain.period_figures import ClassSum, PeriodReport
from views.days import moment
from views.report_table import (
    CLASS_COLUMNS,
    DAILY_COLUMNS,
    DAY_COLUMNS,
    FINDING_COLUMNS,
    GRADE_COLUMNS,
    HOME_COLUMNS,
    MISSING_COLUMNS,
    PART_COLUMNS,
    PERIOD_COLUMNS,
    RATES,
    REVISION_COLUMNS,
    SUM_COLUMNS,
    Figure,
    class_row,
    day_cells,
    finding_rows,
    grade_cells,
    missing_rows,
    named_cells,
    part_row,
    period_cells,
    revision_row,
)
from views.report_ways import period_words
from views.words import say
from views.xlsx_sheets import OPTIONS, Sheets

LEAST_DAYS = 3
"""So many days make a curve."""
CURVES = {"sick": "#8AA4A6", "fever": "#B3261E"}
_GRAVE = (
    "outstanding",
    "unconfirmed",
    "alerts_waiting",
    "fever",
    "symptoms",
    "travel",
    "unmeasured",
)


def xlsx_file(
    language: str, report: PeriodReport, *, as_of_ms: int, zone: ZoneInfo, names: bool
) -> bytes:
    """The workbook of one day or of several, of one unit."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        pages = _Pages(book, language, report, zone, names)
        pages.overview(moment(as_of_ms, zone))
        pages.days()
        pages.grades()
        pages.details()
        pages.people()
        pages.revisions()
    return out.getvalue()


class _Pages:
    """The sheets of one report, in the order in which they stand."""

    def __init__(
        self, book: Any, language: str, report: PeriodReport, zone: ZoneInfo, names: bool
    ) -> None:
        self._language = language
        self._report = report
        self._figures = report.figures
        self._day = report.figures.period.is_day
        self._zone = zone
        self._names = names
        days = period_words(language, report.figures.period)
        self._title = say(
            language, "report.file_caption", unit=report.figures.unit.name, period=days
        )
        self._sheets = Sheets(book, language, self._title)

    def overview(self, as_of: str) -> None:
        """The figures, each with its name beside it, and the units right below as a table."""
        sheet = self._sheets.sheet(self._say("sheet_summary"))
        sheet.write_string(0, 0, self._title, self._sheets.title)
        sheet.set_row(0, 28)
        if not self._day:
            sheet.write_string(1, 0, say(self._language, "period.note_sums"), self._sheets.note)
        for line, (column, value) in enumerate(self._named(as_of), 2):
            self._pair(sheet, line, column, value)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 26)
        parts = [part for part in self._figures.parts if part.counts.expected]
        if parts:
            rows = [part_row(part) for part in parts]
            whole = named_cells(total(part.counts for part in parts), PART_COLUMNS[1:])
            sums = [self._say("total"), *whole]
            self._sheets.lines(sheet, PART_COLUMNS, rows, sums, corner=(2, 3))
            sheet.set_column(3, 3, 22)
            sheet.set_column(4, 2 + len(PART_COLUMNS), 11)
        if len(self._figures.days) >= LEAST_DAYS:
            sheet.insert_chart(len(parts) + 6, 3, self._curve())
        sheet.freeze_panes(3, 0)

    def days(self) -> None:
        """Of a period a row a day, and the sums."""
        if self._day:
            return
        days = self._figures.days.items()
        rows = [[day.isoformat(), *named_cells(counts, DAILY_COLUMNS[1:])] for day, counts in days]
        sums = [self._say("total"), *named_cells(self._figures.counts, DAILY_COLUMNS[1:])]
        self._sheets.table(self._say("sheet_days"), DAILY_COLUMNS, rows, sums)

    def grades(self) -> None:
        """A sheet for each grade of a school: its classes, and their sum."""
        if self._figures.unit.kind.above_school:
            return
        if self._day:
            self._grades_of_a_day(self._report.tables[0].classes)
        else:
            self._grades_of_days(self._report.classes)

    def details(self) -> None:
        """Each class on each day, where the grades' sheets do not say it already."""
        above = self._figures.unit.kind.above_school
        if (self._day and not above) or not self._report.detailed:
            return
        results = [result for table in self._report.tables for result in table.classes]
        rows = [
            class_row(self._language, result, zone=self._zone, names=self._names)
            for result in results
        ]
        wide = len(CLASS_COLUMNS)
        if all(result.mode is Mode.TERM for result in results):
            wide -= len(HOME_COLUMNS)
        shown = [row[:wide] for row in rows]
        self._sheets.table(self._say("sheet_classes"), CLASS_COLUMNS[:wide], shown)

    def people(self) -> None:
        """What was abnormal, and who was missing."""
        days = [table.figures for table in self._report.tables]
        if self._report.detailed:
            found = [
                row for d in days for row in finding_rows(self._language, d, names=self._names)
            ]
            self._sheets.table(self._say("sheet_findings"), FINDING_COLUMNS, found)
        missing = [row for d in days for row in missing_rows(self._language, d, names=self._names)]
        self._sheets.table(self._say("sheet_missing"), MISSING_COLUMNS, missing)

    def revisions(self) -> None:
        """What was put right, with who did it and what it changed."""
        rows = [
            revision_row(self._language, one, zone=self._zone, names=self._names)
            for table in self._report.tables
            for one in table.revisions
        ]
        self._sheets.table(self._say("sheet_corrections"), REVISION_COLUMNS, rows)

    def _grades_of_a_day(self, classes: Sequence[ClassResult]) -> None:
        at_school = all(result.mode is Mode.TERM for result in classes)
        columns = GRADE_COLUMNS if at_school else (*GRADE_COLUMNS, *HOME_COLUMNS)
        at = [CLASS_COLUMNS.index(column) for column in columns]
        grades: dict[str | None, list[ClassResult]] = {}
        for result in classes:
            grades.setdefault(result.grade, []).append(result)
        for grade, results in grades.items():
            whole = [
                class_row(self._language, one, zone=self._zone, names=self._names)
                for one in results
            ]
            rows = [[row[place] for place in at] for row in whole]
            counts = total(one.counts for one in results)
            sums = [self._say("total"), *named_cells(counts, columns[1:])]
            self._sheets.table(grade or self._say("sheet_grade"), columns, rows, sums)

    def _grades_of_days(self, classes: Sequence[ClassSum]) -> None:
        grades: dict[str | None, list[ClassSum]] = {}
        for one in classes:
            grades.setdefault(one.grade, []).append(one)
        for grade, of_grade in grades.items():
            rows = [grade_cells(one.unit.name, one.counts) for one in of_grade]
            sums = grade_cells(self._say("total"), total(one.counts for one in of_grade))
            self._sheets.table(grade or self._say("sheet_grade"), SUM_COLUMNS, rows, sums)

    def _curve(self) -> Any:
        """Who was away ill and who had a fever, day by day, from the sheet of the days."""
        columns = [(DAILY_COLUMNS.index(name), name) for name in ("sick", "fever")]
        name, last = self._say("sheet_days"), len(self._figures.days)
        lines = [
            {
                "name": self._say(column),
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, at, last, at],
                "line": {"color": CURVES[column], "width": 2},
            }
            for at, column in columns
        ]
        return self._sheets.curve(lines, say(self._language, "period.curve"))

    def _named(self, as_of: str) -> list[tuple[str, Figure]]:
        """What stands on the first sheet: each column with its value."""
        figures = self._figures
        head: list[tuple[str, Figure]] = [("unit", figures.unit.name)]
        if self._day:
            today = self._report.tables[0].figures
            head += [("day", today.day.isoformat()), ("as_of", as_of)]
            head.append(("version", today.version or None))
            return [*head, *zip(DAY_COLUMNS, day_cells(today), strict=True)]
        head += [
            ("first_day", figures.period.first.isoformat()),
            ("last_day", figures.period.last.isoformat()),
            ("as_of", as_of),
        ]
        cells = period_cells(figures, [table.figures for table in self._report.tables])
        return [*head, *zip(PERIOD_COLUMNS, cells, strict=True)]

    def _pair(self, sheet: Any, line: int, column: str, value: Figure) -> None:
        sheet.write_string(line, 0, self._say(column), self._sheets.label)
        look = self._sheets.left
        if column in RATES:
            look = self._sheets.left_rate
        elif column in _GRAVE and value:
            look = self._sheets.left_alarm
        self._sheets.write(sheet, line, 1, value, look)

    def _say(self, key: str) -> str:
        return say(self._language, f"report.{key}")
