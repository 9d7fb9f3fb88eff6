"""The tables of the ledger (台账) as an Excel workbook, written day by day.

A line that has been written is on disk: a year of a large school takes no more memory than a day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from domain.alert import AlertKind, Outcome, Urgency
from domain.case import CaseState
from domain.figures import Counts
from domain.ledger import LedgerAlert, LedgerCase, LedgerDay, LedgerLine, Revision
from views.asking_modes import mode_name
from views.case_words import rule_words
from views.days import clock_time
from views.report_table import COUNT_COLUMNS, Cell, count_cells
from views.words import say

SHEETS: Mapping[str, tuple[str, ...]] = {
    "daily": ("day", *COUNT_COLUMNS),
    "lines": (
        "day", "school", "class", "mode", "asked", "delivered", "chased", "chased_at", "escalated",
        "answered", "state", "by", "stood_for", "result", "revisions", "enrolled", "present",
        "sick", "personal", "other", "fever", "symptoms", "travel", "unmeasured", "remark",
    ),
    "zero": ("day", "school", "class", "said", "by", "stood_for", "enrolled", "present"),
    "revisions": ("day", "school", "class", "revision", "said", "by", "present", "absent", "fever",
                  "result"),
    "alerts": ("day", "school", "class", "what", "urgency", "people", "raised", "owned", "minutes",
               "owner", "rungs", "outcome", "closed", "ending", "filed"),
    "cases": ("school", "class", "number", "kind", "opened", "last", "owner", "asked_days",
              "visited_days", "state", "closed_at", "closed_by"),
}  # fmt: skip
"""The sheets in order, with their columns."""
_WIDE = {"school": 20, "class": 14, "by": 12, "stood_for": 12, "owner": 12, "outcome": 24,
         "remark": 26, "day": 12, "result": 18, "kind": 18, "what": 16, "minutes": 11,
         "ending": 16, "closed_at": 16, "closed_by": 12, "opened": 12, "last": 12}  # fmt: skip
_INK, _HEADING, _LINE = "#22313A", "#2F5D62", "#D5DDDF"


class LedgerBook:
    """A workbook that grows by days. ``names`` says whether staff are named."""

    def __init__(self, path: Path, language: str, zone: ZoneInfo, *, names: bool) -> None:
        options = {
            "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "tmpdir": str(path.parent),
        }  # fmt: skip
        self._book = xlsxwriter.Workbook(str(path), options)
        self._language = language
        self._zone = zone
        self._names = names
        look = {"font_name": "Microsoft YaHei", "font_size": 10, "font_color": _INK,
                "bottom": 1, "bottom_color": _LINE, "valign": "vcenter"}  # fmt: skip
        self._cell = self._book.add_format(look)
        self._number = self._book.add_format({**look, "align": "center"})
        self._alarm = self._book.add_format({**look, "bold": True, "font_color": "#B3261E"})
        self._head = self._book.add_format(
            {**look, "bold": True, "font_color": "#FFFFFF", "bg_color": _HEADING, "text_wrap": True}
        )
        self._rows = dict.fromkeys(SHEETS, 0)
        self._sheets = {name: self._sheet(name, columns) for name, columns in SHEETS.items()}

    def add(self, day: LedgerDay) -> None:
        """Write a day's lines."""
        self._put("daily", [day.day.isoformat(), *count_cells(day.counts)])
        for line in day.lines:
            self._put("lines", self._line(line), alarm=line.figures is None)
            if line.is_zero:
                self._put("zero", self._zero(line))
        for revision in day.revisions:
            self._put("revisions", self._revision(revision))
        for alert in day.alerts:
            self._put("alerts", self._alert(alert), alarm=alert.alert.waits)

    def close(self, sums: Counts, cases: Sequence[LedgerCase]) -> None:
        """The sums of the days, the cases, filters, and the end of the file."""
        for case in cases:
            self._put("cases", self._case(case), alarm=case.state is CaseState.LOST)
        self._put("daily", [say(self._language, "report.total"), *count_cells(sums)])
        for name, columns in SHEETS.items():
            self._sheets[name].autofilter(0, 0, max(self._rows[name], 1), len(columns) - 1)
        self.drop()

    def drop(self) -> None:
        """Let go of what is open, also of a book that nobody wants any more."""
        if not self._book.fileclosed:
            self._book.close()

    def _sheet(self, name: str, columns: Sequence[str]) -> Any:
        sheet = self._book.add_worksheet(say(self._language, f"ledger.sheet_{name}"))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_row(0, 32)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _WIDE.get(column, 10))
            sheet.write_string(0, at, self._heading(column), self._head)
        return sheet

    def _heading(self, column: str) -> str:
        section = "report" if column in COUNT_COLUMNS or column in _SHARED else "ledger"
        return say(self._language, f"{section}.{column}")

    def _put(self, name: str, cells: Sequence[Cell], *, alarm: bool = False) -> None:
        self._rows[name] += 1
        sheet, row = self._sheets[name], self._rows[name]
        for at, cell in enumerate(cells):
            look = self._alarm if alarm and at < 4 else self._cell
            if cell is None:
                sheet.write_blank(row, at, None, look)
            elif isinstance(cell, int):
                sheet.write_number(row, at, cell, self._number)
            else:
                sheet.write_string(row, at, cell, look)

    def _where(self, line: LedgerLine) -> list[Cell]:
        return [line.day.isoformat(), line.school, line.unit.name]

    def _line(self, line: LedgerLine) -> list[Cell]:
        figures, day = line.figures, line.day
        state = "outstanding" if figures is None else "late" if line.late else "on_time"
        result = None
        said: list[Cell] = [None] * 8
        if figures is not None:
            result = say(self._language, f"report.result_{'zero' if figures.zero else 'abnormal'}")
            said = [figures.present, figures.sick, figures.personal, figures.other, figures.fever,
                    figures.symptoms, figures.travel, figures.unmeasured]  # fmt: skip
        return [
            *self._where(line),
            mode_name(self._language, line.mode),
            self._at(line.asked_ms, day),
            self._at(line.delivered_ms, day),
            line.chased,
            self._at(line.chased_ms, day),
            self._at(line.escalated_ms, day),
            self._at(line.answered_ms, day),
            say(self._language, f"report.state_{state}"),
            self._name(line.by),
            self._name(line.stood_for),
            result,
            line.revision,
            line.enrolled,
            *said,
            say(self._language, "ledger.uncertain") if line.uncertain else None,
        ]

    def _zero(self, line: LedgerLine) -> list[Cell]:
        assert line.figures is not None, "a zero report is an answer"  # noqa: S101
        return [
            *self._where(line),
            self._at(line.said_ms, line.day),
            self._name(line.by),
            self._name(line.stood_for),
            line.enrolled,
            line.figures.present,
        ]

    def _revision(self, one: Revision) -> list[Cell]:
        result = say(self._language, f"report.result_{'zero' if one.zero else 'abnormal'}")
        at = self._at(one.said_ms, one.line.day)
        counted = [one.present, one.absent, one.fever]
        return [*self._where(one.line), one.number, at, self._name(one.by), *counted, result]

    def _alert(self, told: LedgerAlert) -> list[Cell]:
        alert = told.alert
        urgent = alert.urgency is Urgency.HIGH
        kind = "cluster" if alert.kind is AlertKind.CLUSTER else "finding"
        underway = "waiting" if told.owner is None else "open"
        minutes = None
        if alert.first_owned_ms is not None:
            minutes = (alert.first_owned_ms - alert.said_ms) // 60_000
        return [
            alert.day.isoformat(),
            told.school,
            told.unit.name,
            say(self._language, f"ledger.what_{kind}"),
            say(self._language, "ledger.urgent") if urgent else None,
            len(alert.standing) or len(alert.people),
            self._at(alert.said_ms, alert.day),
            self._at(alert.first_owned_ms, alert.day),
            minutes,
            self._name(told.owner),
            alert.rung,
            self._outcomes(told),
            self._at(alert.closed_ms, alert.day),
            say(self._language, f"ledger.ending_{alert.ending or underway}"),
            self._at(alert.filed_ms, alert.day),
        ]

    def _case(self, case: LedgerCase) -> list[Cell]:
        closed = None
        if case.closed_ms is not None:
            at = datetime.fromtimestamp(case.closed_ms / 1000, UTC).astimezone(self._zone)
            closed = f"{at:%Y-%m-%d %H:%M}"
        return [
            case.school,
            case.unit.name,
            case.number,
            rule_words(self._language, case.rule),
            case.opened_day.isoformat(),
            case.last.isoformat() if case.last is not None else None,
            self._name(case.owner),
            case.asked,
            case.visited,
            say(self._language, f"ledger.case_{case.state}"),
            closed,
            self._name(case.closed_by),
        ]

    def _outcomes(self, told: LedgerAlert) -> str | None:
        done = [one.outcome for one in told.alert.standing if one.outcome is not None]
        words = [say(self._language, f"alert.{Outcome(one)}") for one in dict.fromkeys(done)]
        return say(self._language, "entry.join").join(words) or None

    def _name(self, name: str | None) -> str | None:
        return name if self._names else None

    def _at(self, at_ms: int | None, day: date) -> str | None:
        """``07:41``, with its day where that is another one."""
        if at_ms is None:
            return None
        when = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(self._zone)
        at = clock_time(at_ms, self._zone)
        return at if when.date() == day else f"{when:%m-%d} {at}"


_SHARED = frozenset({"day", "school", "class", "mode", "state", "by", "result"})
"""Columns that the report has too."""
