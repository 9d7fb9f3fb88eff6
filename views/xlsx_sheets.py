"""The sheets of a workbook: tables with a frozen heading, filters, widths and colours."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from views.report_table import COUNTED, RATES, Figure, headings
from views.words import say

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""Whatever people typed stays text: nothing becomes a formula, a link or a number."""
_WIDTHS = {
    "day": 12, "school": 22, "class": 16, "class_code": 13, "state": 9, "result": 12, "at": 10,
    "by": 14, "person": 16, "whose": 9, "kind": 10, "detail": 34, "confirmed": 12,
    "teacher": 16, "phone": 18, "reached": 26, "unit": 22, "change": 48, "mode": 10,
}  # fmt: skip
_HEALTH = ("outstanding", "fever", "symptoms", "travel", "unmeasured", "unconfirmed")
_LOW = {"completeness": 1.0, "punctuality": 0.9, "attendance": 0.95}
"""Below this a share is tinted. Ours: it shows where to look, and judges nothing."""
_TINTS = {"on_time": "#E3F1E7", "late": "#FCF0D5", "outstanding": "#F8DDDA"}
_INK, _HEADING, _LINE, _ALARM, _QUIET = "#22313A", "#2F5D62", "#D5DDDF", "#B3261E", "#5B6B72"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")
_LONGEST = 31
"""Characters of a sheet's name that Excel allows."""


class Sheets:
    """One workbook, and the few looks its sheets share."""

    def __init__(self, book: Any, language: str, printed: str) -> None:
        self._book = book
        self._language = language
        self._printed = printed.replace("&", "&&")
        self._names: set[str] = set()
        # The typeface stands on school machines; elsewhere the program takes its own.
        self._plain = {
            "font_name": "Microsoft YaHei", "font_size": 10, "font_color": _INK,
            "bottom": 1, "bottom_color": _LINE, "valign": "vcenter",
        }  # fmt: skip
        strong = {"bold": True, "font_color": "#FFFFFF", "bg_color": _HEADING, "text_wrap": True}
        self.title = self._look(bold=True, font_size=14, bottom=0)
        self.note = self._look(font_color=_QUIET, bottom=0)
        self.label = self._look(font_color=_QUIET)
        self.left = self._look(align="left")
        self.left_alarm = self._look(align="left", bold=True, font_color=_ALARM)
        self.left_rate = self._look(align="left", num_format="0.0%")
        self._heading = self._look(**strong)
        self._heading_mid = self._look(**strong, align="center")
        self._cell = self._look()
        self._number = self._look(align="center")
        self._rate = self._look(align="center", num_format="0.0%")
        total = {"bold": True, "top": 1, "top_color": _HEADING, "bg_color": "#EEF3F3"}
        self._sum = self._look(**total, align="center")
        self._sum_name = self._look(**total)
        self._sum_rate = self._look(**total, align="center", num_format="0.0%")
        self._alarm = book.add_format({"bold": True, "font_color": _ALARM})
        self._low = book.add_format({"bg_color": _TINTS["late"]})
        self._states = {one: book.add_format({"bg_color": tint}) for one, tint in _TINTS.items()}

    def sheet(self, name: str) -> Any:
        """An empty sheet, ready to be printed; its name is made fit for Excel and said once."""
        sheet = self._book.add_worksheet(self._free(name))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_default_row(18)
        # Class codes and telephone numbers are text, and Excel need not wonder about it.
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_footer(f"&L{self._printed}&R&P / &N")
        return sheet

    def table(
        self,
        name: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Figure]],
        sums: Sequence[Figure] | None = None,
    ) -> None:
        """A sheet with a heading that stays in sight, a filter, and the sums in the last line."""
        sheet = self.sheet(name)
        self.lines(sheet, columns, rows, sums)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _WIDTHS.get(column, 9))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        sheet.repeat_rows(0)

    def lines(
        self,
        sheet: Any,
        columns: Sequence[str],
        rows: Sequence[Sequence[Figure]],
        sums: Sequence[Figure] | None = None,
        *,
        corner: tuple[int, int] = (0, 0),
    ) -> None:
        """The heading and the lines of a table, its colours with them."""
        top, left = corner
        for at, words in enumerate(headings(self._language, columns)):
            wide = columns[at] in _WIDTHS
            sheet.write_string(top, left + at, words, self._heading if wide else self._heading_mid)
        sheet.set_row(top, 32)
        looks = [self._look_of(column) for column in columns]
        for line, row in enumerate(rows, top + 1):
            for at, cell in enumerate(row, left):
                self.write(sheet, line, at, cell, looks[at - left])
        if rows:
            self._colour(sheet, columns, (top + 1, top + len(rows)), left)
        if sums is not None:
            for at, cell in enumerate(sums):
                look = self._sum_rate if columns[at] in RATES else self._sum
                look = look if at else self._sum_name
                self.write(sheet, top + 1 + len(rows), left + at, cell, look)

    def curve(self, lines: Sequence[dict[str, Any]], title: str) -> Any:
        """A chart with a line for each of these series, in the few colours of the sheets."""
        chart = self._book.add_chart({"type": "line"})
        for line in lines:
            chart.add_series(line)
        look = {"name": "Microsoft YaHei", "size": 9, "color": _INK}
        chart.set_title({"name": title, "name_font": {**look, "size": 11}, "overlay": False})
        chart.set_x_axis({"num_font": look, "line": {"color": _LINE}})
        grid = {"visible": True, "line": {"color": _LINE}}
        chart.set_y_axis({"num_font": look, "major_gridlines": grid, "line": {"none": True}})
        chart.set_legend({"position": "bottom", "font": look})
        chart.set_size({"width": 760, "height": 280})
        return chart

    def write(self, sheet: Any, line: int, at: int, cell: Figure, look: Any) -> None:
        """One cell: text is text, a number a number, and nothing is nothing."""
        if cell is None:
            sheet.write_blank(line, at, None, look)
        elif isinstance(cell, str):
            sheet.write_string(line, at, cell, look)
        else:
            sheet.write_number(line, at, cell, look)

    def _colour(
        self, sheet: Any, columns: Collection[str], lines: tuple[int, int], left: int
    ) -> None:
        """Rules, not paint: they stay right when somebody sorts, filters or puts a figure right."""
        for at, column in enumerate(columns, left):
            cells = (lines[0], at, lines[1], at)
            if column in _HEALTH:
                rule = {"type": "cell", "criteria": ">", "value": 0, "format": self._alarm}
                sheet.conditional_format(*cells, rule)
            elif column in _LOW:
                rule = {"type": "cell", "criteria": "between", "minimum": 0}
                bound = {"maximum": _LOW[column] - 0.00005, "format": self._low}
                blank = {"type": "blanks", "stop_if_true": True, "format": None}
                sheet.conditional_format(*cells, blank)
                sheet.conditional_format(*cells, rule | bound)
            elif column == "state":
                for state, look in self._states.items():
                    words = say(self._language, f"report.state_{state}")
                    rule = {"type": "cell", "criteria": "==", "value": f'"{words}"'}
                    sheet.conditional_format(*cells, rule | {"format": look})

    def _look_of(self, column: str) -> Any:
        if column in RATES:
            return self._rate
        return self._number if column in COUNTED else self._cell

    def _look(self, **more: object) -> Any:
        return self._book.add_format({**self._plain, **more})

    def _free(self, name: str) -> str:
        name = _FORBIDDEN.sub("_", name)[:_LONGEST] or "_"
        found, number = name, 1
        while found.casefold() in self._names:
            number += 1
            end = f" {number}"
            found = name[: _LONGEST - len(end)] + end
        self._names.add(found.casefold())
        return found
