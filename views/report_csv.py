"""The report as CSV: a row for each class, as spreadsheets of every make open it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from domain.day_report import DayReport
from views.report_table import CLASS_COLUMNS, Cell, class_row, headings

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's own code page."""


def csv_file(language: str, days: Sequence[DayReport], *, zone: ZoneInfo, names: bool) -> bytes:
    """UTF-8 with a byte order mark, CRLF, empty cells where nobody has said anything."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings(language, CLASS_COLUMNS))
    for day in days:
        for result in day.classes:
            cells = class_row(language, result, zone=zone, names=names)
            writer.writerow([harmless(cell) for cell in cells])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def harmless(cell: Cell) -> Cell:
    """The cell, with an apostrophe before a text that a spreadsheet would run as a formula."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + cell
    return cell
