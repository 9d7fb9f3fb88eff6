"""Makes the sample township 和川镇: 2,361 invented people in roster.xlsx and in csv/.

    .venv/bin/python examples/township/make.py [FOLDER]

Every person, number and phone here is invented; phones begin with 154, which nobody can ring.
The same files come out each time, byte for byte. docs/roster.md explains the columns.
"""

import csv
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from examples.township.people import Staff
from examples.township.pupils import Pupils
from examples.township.schools import CLASSES, UNITS

HEADINGS = {
    "units": ("code", "name", "kind", "parent_code"),
    "people": ("code", "name", "phone", "role", "unit_code", "from", "until"),
    "pupils": ("number", "name", "sex", "class_code", "seat", "dormitory", "guardian_phone"),
    "absences": ("code", "kind", "from", "until"),
    "substitutes": ("class_code", "person_code", "from", "until"),
    "aliases": ("unit_code", "alias"),
}
_WIDTHS = {"name": 22, "class_code": 12, "guardian_phone": 16, "phone": 16, "number": 14}
_MADE = datetime(2026, 8, 31, tzinfo=UTC)  # written into the file instead of the hour of its making

Row = tuple[str, ...]


def sheets() -> dict[str, list[Row]]:
    """Every sheet of the sample roster, without the headings."""
    names: set[str] = set()
    staff = Staff(names)
    pupils = Pupils(CLASSES, names)
    return {
        "units": [(unit.code, unit.name, unit.kind, unit.parent) for unit in UNITS],
        "people": staff.rows(),
        "pupils": pupils.rows(),
        "absences": pupils.absences() + staff.absences(),
        "substitutes": [("HCCZ-904", staff.code_of("赵婷"), "2026-11-23", "2026-11-27")],
        "aliases": [(one.code, alias) for one in CLASSES for alias in one.aliases],
    }


def write(folder: Path) -> None:
    """Write ``roster.xlsx`` and ``csv/*.csv`` into a folder."""
    (folder / "csv").mkdir(parents=True, exist_ok=True)
    tables = sheets()
    for sheet, rows in tables.items():
        _write_csv(folder / "csv" / f"{sheet}.csv", HEADINGS[sheet], rows)
    _write_workbook(folder / "roster.xlsx", tables)


def _write_csv(path: Path, headings: Row, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


def _write_workbook(path: Path, tables: dict[str, list[Row]]) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": "和川镇(示例花名册)", "created": _MADE})
        heading = workbook.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
        text = workbook.add_format({"num_format": "@"})  # so that Excel leaves codes alone
        for sheet, rows in tables.items():
            page = workbook.add_worksheet(sheet)
            page.freeze_panes(1, 0)
            page.autofilter(0, 0, len(rows), len(HEADINGS[sheet]) - 1)
            for column, name in enumerate(HEADINGS[sheet]):
                page.set_column(column, column, _WIDTHS.get(name, 13), text)
                page.write_string(0, column, name, heading)
            for line, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    if cell:
                        page.write_string(line, column, cell, text)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    write(target)
    print(f"written: {target / 'roster.xlsx'} and {target / 'csv'}")
