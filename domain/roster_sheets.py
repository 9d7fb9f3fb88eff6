"""The sheets of a roster file under their right names, ready to be read line by line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.roster_cells import RowReader, shown
from domain.roster_columns import COLUMNS, REQUIRED_SHEETS, SHEETS, column_of, sheet_of
from domain.roster_rows import Problem, RawRoster, RawTable


class RosterSheets:
    """The sheets under their right names, and what was found wrong so far."""

    def __init__(self, raw: RawRoster) -> None:
        """Find the sheets and columns; what is missing is a problem of line 1."""
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self._rows: dict[str, list[RowReader]] = {}
        self._lost: set[str] = set()
        self._open(raw)

    def rows(self, sheet: str) -> list[RowReader]:
        """Every line of a sheet, none if the file does not have it."""
        return self._rows.get(sheet, [])

    def readable(self, sheet: str) -> bool:
        """Whether what is not in this sheet is really missing from the roster."""
        return sheet not in self._lost

    def _open(self, raw: RawRoster) -> None:
        seen: dict[str, str] = {}
        for table in raw.tables:
            sheet = sheet_of(table.sheet)
            if sheet is None:
                self.notes.append(Problem(table.sheet, 1, "unknown_sheet", {"sheet": table.sheet}))
            elif sheet in seen:
                values = {"sheet": table.sheet, "other": seen[sheet]}
                self.problems.append(Problem(table.sheet, 1, "sheet_twice", values))
            else:
                seen[sheet] = table.sheet
                self._open_table(sheet, table)
        for sheet in REQUIRED_SHEETS:
            if sheet not in seen:
                values = {"sheet": sheet, "word": SHEETS[sheet][1]}
                self.problems.append(Problem(sheet, 1, "missing_sheet", values))
                self._lost.add(sheet)

    def _open_table(self, sheet: str, table: RawTable) -> None:
        if sheet not in REQUIRED_SHEETS and not any(table.headings) and not table.rows:
            return  # an optional sheet that nobody has begun
        columns = self._columns(sheet, table)
        if columns is None:
            self._lost.add(sheet)
            return
        headings = {column: table.headings[place] for column, place in columns.items()}
        named = {place for place, heading in enumerate(table.headings) if heading}
        for row in table.rows:
            cells = {
                column: row.cells[place] if place < len(row.cells) else ""
                for column, place in columns.items()
            }
            reader = RowReader(table.sheet, row.line, cells, headings, self.problems)
            self._rows.setdefault(sheet, []).append(reader)
            for place, cell in enumerate(row.cells):
                if cell and place not in named:
                    reader.fault("cell_without_heading", value=shown(cell))

    def _columns(self, sheet: str, table: RawTable) -> Mapping[str, int] | None:
        """Where each column stands; None if one that is needed is missing."""
        columns: dict[str, int] = {}
        for place, heading in enumerate(table.headings):
            column = column_of(sheet, heading) if heading else None
            values = {"column": shown(heading)}
            if column is not None and column in columns:
                values["other"] = shown(table.headings[columns[column]])
                self.problems.append(Problem(table.sheet, 1, "column_twice", values))
            elif column is not None:
                columns[column] = place
            elif heading:
                self.notes.append(Problem(table.sheet, 1, "unknown_column", values))
        missing = [
            needed for needed in COLUMNS[sheet] if needed.required and needed.name not in columns
        ]
        for needed in missing:
            values = {"column": needed.name, "word": needed.words[0]}
            self.problems.append(Problem(table.sheet, 1, "missing_column", values))
        return None if missing else columns


@dataclass(slots=True)
class Periods:
    """Says which earlier line already covers one of the same days."""

    _lines: dict[tuple[str, ...], list[tuple[date, date, int]]] = field(default_factory=dict)

    def clash(
        self, key: tuple[str, ...], line: int, first: date | None, last: date | None
    ) -> int | None:
        """Note a period; the line of an earlier one that shares a day with it, or None."""
        begins, ends = first or date.min, last or date.max
        lines = self._lines.setdefault(key, [])
        for other_begins, other_ends, other_line in lines:
            if begins <= other_ends and other_begins <= ends:
                return other_line
        lines.append((begins, ends, line))
        return None
