"""The report as an Excel workbook: summary, classes, findings, who is missing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from domain.figures import AlertFigures, ClassResult, DayReport, ResultState, total
from views.days import clock_time
from views.report_table import (
    CLASS_COLUMNS,
    DAY_COLUMNS,
    FINDING_COLUMNS,
    MISSING_COLUMNS,
    Cell,
    alert_cells,
    class_row,
    count_cells,
    day_cells,
    finding_rows,
    headings,
    missing_rows,
)
from views.words import say

_WIDTHS = {
    "day": 12, "school": 22, "class": 16, "class_code": 13, "state": 9, "result": 12, "at": 10,
    "by": 14, "person": 16, "whose": 9, "kind": 10, "detail": 34, "confirmed": 12,
    "teacher": 16, "phone": 18, "reached": 26,
}  # fmt: skip
_TINTS = {
    ResultState.ON_TIME: "#E3F1E7",
    ResultState.LATE: "#FCF0D5",
    ResultState.OUTSTANDING: "#F8DDDA",
}
_INK = "#22313A"
_HEADING = "#2F5D62"
_LINE = "#D5DDDF"
_ALARM = "#B3261E"
_HEALTH = ("fever", "symptoms", "travel", "unmeasured")


def xlsx_file(
    language: str, days: Sequence[DayReport], *, as_of_ms: int, zone: ZoneInfo, names: bool
) -> bytes:
    """The workbook of one day or of several, of one unit."""
    out = io.BytesIO()
    # Whatever people typed stays text: nothing becomes a formula, a link or a number.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        pages = _Pages(book, language)
        pages.summary(days, clock_time(as_of_ms, zone))
        rows, results = [], []
        for day in days:
            for result in day.classes:
                rows.append(class_row(language, result, zone=zone, names=names))
                results.append(result)
        pages.classes(rows, results)
        found = [row for day in days for row in finding_rows(language, day.figures, names=names)]
        pages.table("sheet_findings", FINDING_COLUMNS, found)
        missing = [row for day in days for row in missing_rows(language, day.figures, names=names)]
        pages.table("sheet_missing", MISSING_COLUMNS, missing)
    return out.getvalue()


class _Pages:
    """The sheets of one workbook and the few looks they share."""

    def __init__(self, book: Any, language: str) -> None:
        self._book = book
        self._language = language
        # The typeface stands on school machines; elsewhere the program takes its own.
        self._plain = {
            "font_name": "Microsoft YaHei", "font_size": 10, "font_color": _INK,
            "bottom": 1, "bottom_color": _LINE, "valign": "vcenter",
        }  # fmt: skip
        self._heading = self._look(
            bold=True, font_color="#FFFFFF", bg_color=_HEADING, text_wrap=True
        )
        self._heading_mid = self._look(
            bold=True, font_color="#FFFFFF", bg_color=_HEADING, text_wrap=True, align="center"
        )
        self._cell = self._look()
        self._number = self._look(align="center")
        self._alarm = self._look(bold=True, font_color=_ALARM, align="center")
        self._sum = self._look(
            bold=True, top=1, top_color=_HEADING, bg_color="#EEF3F3", align="center"
        )
        self._label = self._look(font_color="#5B6B72")
        self._states = {state: self._look(bg_color=tint) for state, tint in _TINTS.items()}

    def summary(self, days: Sequence[DayReport], as_of: str) -> None:
        """One day reads downwards; several are a row each with their sums."""
        if len(days) == 1:
            self._one_day(days[0], as_of)
        else:
            self._many_days(days)

    def classes(self, rows: Sequence[Sequence[Cell]], results: Sequence[ClassResult]) -> None:
        """A row for each class, its state in colour."""
        sheet = self.table("sheet_classes", CLASS_COLUMNS, rows)
        state = CLASS_COLUMNS.index("state")
        for line, (row, result) in enumerate(zip(rows, results, strict=True), 1):
            sheet.write_string(line, state, str(row[state]), self._states[result.state])
            for column in _HEALTH:
                at = CLASS_COLUMNS.index(column)
                value = row[at]
                if isinstance(value, int) and value:
                    sheet.write_number(line, at, value, self._alarm)

    def table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Any:
        """A sheet with a frozen heading and a filter."""
        sheet = self._sheet(name)
        for at, (column, words) in enumerate(
            zip(columns, headings(self._language, columns), strict=True)
        ):
            wide = column in _WIDTHS
            sheet.write_string(0, at, words, self._heading if wide else self._heading_mid)
        sheet.set_row(0, 32)
        for line, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                look = self._number if isinstance(cell, int) else self._cell
                self._write(sheet, line, at, cell, look)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _WIDTHS.get(column, 9))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        sheet.repeat_rows(0)
        return sheet

    def _one_day(self, day: DayReport, as_of: str) -> None:
        figures = day.figures
        sheet = self._sheet("sheet_summary")
        sheet.set_portrait()
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 26)
        head: list[tuple[str, Cell]] = [
            ("unit", figures.unit.name),
            ("day", figures.day.isoformat()),
            ("as_of", as_of),
            ("version", figures.version or None),
        ]
        rows = [*head, *zip(DAY_COLUMNS, day_cells(figures), strict=True)]
        left = self._look(align="left")
        alarm = self._look(align="left", bold=True, font_color=_ALARM)
        for line, (column, value) in enumerate(rows):
            first = line == 0
            label = say(self._language, f"report.{column}")
            sheet.write_string(line, 0, label, self._heading if first else self._label)
            grave = column in ("outstanding", "unconfirmed", "alerts_waiting", *_HEALTH) and value
            self._write(sheet, line, 1, value, self._heading if first else alarm if grave else left)
        sheet.set_row(0, 26)
        sheet.freeze_panes(1, 0)

    def _many_days(self, days: Sequence[DayReport]) -> None:
        rows: list[list[Cell]] = [
            [day.figures.day.isoformat(), *day_cells(day.figures)] for day in days
        ]
        sheet = self.table("sheet_summary", ("day", *DAY_COLUMNS), rows)
        summed = count_cells(total(day.figures.counts for day in days))
        alerts = alert_cells(sum((day.figures.alerts for day in days), AlertFigures()))
        sums: list[Cell] = [say(self._language, "report.total"), *summed, None, None, *alerts]
        for at, cell in enumerate(sums):
            self._write(sheet, len(rows) + 1, at, cell, self._sum)

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(say(self._language, f"report.{name}"))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_default_row(18)
        return sheet

    def _write(self, sheet: Any, line: int, at: int, cell: Cell, look: Any) -> None:
        if cell is None:
            sheet.write_blank(line, at, None, look)
        elif isinstance(cell, int):
            sheet.write_number(line, at, cell, look)
        else:
            sheet.write_string(line, at, cell, look)

    def _look(self, **more: object) -> Any:
        return self._book.add_format({**self._plain, **more})
