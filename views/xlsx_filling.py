"""A bureau's table from its own Excel file: blanks in cells, rows that repeat, formulas that stay.

A cell that holds nothing but one blank gets a number where the field is one. A row with a blank of
a list stands once for each of the list's rows; what stands below moves down, and formulas, merged
cells and whatever else names cells move with it. Text is written as text and never as a formula.
"""

from __future__ import annotations

import copy
import io
import re
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

import openpyxl
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from domain.paper import Blank, Filling, NotATemplate, TemplateTooLarge, Value
from views.fields import BLANK, field_called

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20, 2_000, 200, 100_000
"""Of a template; of the sheets together, empty cells counted: whoever walks them makes them."""
MOST_FILLED = 500_000
"""Cells that repeated rows may come to: five thousand rows of a hundred columns."""
_UNPRINTABLE = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_CELLS = re.compile(r"(\$?[A-Za-z]{1,3}\$?)(\d{1,7})(?::(\$?[A-Za-z]{1,3}\$?)(\d{1,7}))?")
_ROWS = re.compile(r"(\$?)(\d{1,7}):(\$?)(\d{1,7})")


def filled_xlsx(template: bytes, filling: Filling, source: str) -> bytes:
    """The workbook with every blank filled. ``source`` (where the figures are from, as of when) is
    written below the first sheet unless the template has a place for it.

    Raises NotATemplate, TemplateTooLarge.
    """
    book = opened(template)
    if sum(_grown(sheet, filling) for sheet in book.worksheets) > MOST_FILLED:
        raise TemplateTooLarge
    told = False
    for sheet in book.worksheets:
        told = _fill_sheet(book, sheet, filling) or told
    if not told:
        first = book.worksheets[0]
        _write(first.cell(first.max_row + 2, 1), source)
    if book.calculation is not None:
        book.calculation.fullCalcOnLoad = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def blanks_of_xlsx(template: bytes) -> list[Blank]:
    """Every blank with its cell (``表1!C5``), row by row. Raises NotATemplate."""
    found = []
    for sheet in opened(template).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                names = BLANK.findall(_text(cell))
                group = f"{sheet.title}!{cell.row}"
                found += [Blank(name, f"{sheet.title}!{cell.coordinate}", group) for name in names]
    return found


def formulas_of_xlsx(template: bytes) -> list[tuple[str, str]]:
    """Every formula with its cell. Raises NotATemplate."""
    return [
        (f"{sheet.title}!{cell.coordinate}", _formula(cell) or "")
        for sheet in opened(template).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if _formula(cell) is not None
    ]


def opened(template: bytes) -> Any:
    """The workbook of a template; links to other files are let go.

    Raises NotATemplate, TemplateTooLarge: one cell far below makes a sheet of a million rows.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(template), keep_links=False)
    except Exception as error:  # openpyxl raises whatever a broken file makes it stumble over
        raise NotATemplate from error
    sheets = book.worksheets
    if not sheets:
        raise NotATemplate
    if len(sheets) > MOST_SHEETS or any(
        one.max_row > MOST_ROWS or one.max_column > MOST_COLUMNS for one in sheets
    ):
        raise TemplateTooLarge
    if sum(one.max_row * one.max_column for one in sheets) > MOST_CELLS:
        raise TemplateTooLarge
    return book


def _grown(sheet: Any, filling: Filling) -> int:
    """How many cells its repeated rows come to."""
    width = sheet.max_column
    lists = (_list_of(_fields(cells)) for cells in sheet.iter_rows())
    return sum(len(filling.rows.get(name, ())) * width for name in lists if name is not None)


def _fields(cells: Iterable[Any]) -> list[str]:
    found = (field_called(name) for cell in cells for name in BLANK.findall(_text(cell)))
    return [field for field in found if field is not None]


def _list_of(fields: Iterable[str]) -> str | None:
    """The list that a row with these fields repeats for."""
    return next((field.partition(".")[0] for field in fields if "." in field), None)


def _fill_sheet(book: Any, sheet: Any, filling: Filling) -> bool:
    """Fill one sheet from below; whether it says where its figures are from."""
    told = False
    # Asked once: a sheet looks at every cell to say how wide it is.
    width = sheet.max_column
    for row in range(sheet.max_row, 0, -1):
        fields = _fields(_cells(sheet, row, width))
        told = told or "source" in fields
        name = _list_of(fields)
        if name is None:
            _fill_row(_cells(sheet, row, width), filling.values)
        else:
            _repeat(book, sheet, row, width, name, filling)
    return told


def _repeat(book: Any, sheet: Any, row: int, width: int, name: str, filling: Filling) -> None:
    """The row once for each row of the list; one empty row where the list has none."""
    rows = filling.rows.get(name, ()) or ({},)
    if len(rows) > 1:
        _open_gap(book, sheet, row, len(rows) - 1)
    merged = [one for one in sheet.merged_cells.ranges if one.min_row == one.max_row == row]
    spans = [(get_column_letter(one.min_col), get_column_letter(one.max_col)) for one in merged]
    for number in range(1, len(rows)):
        _copy_row(sheet, row, row + number, width, spans)
    for number, values in enumerate(rows):
        known = {f"{name}.{field}": value for field, value in values.items()}
        _fill_row(_cells(sheet, row + number, width), {**filling.values, **known})


def _cells(sheet: Any, row: int, width: int) -> list[Any]:
    return [sheet.cell(row, column) for column in range(1, width + 1)]


def _fill_row(cells: list[Any], values: Mapping[str, Value]) -> None:
    for cell in cells:
        words = _text(cell)
        if not BLANK.search(words):
            continue
        alone = BLANK.fullmatch(words.strip())
        if alone is not None:
            _write(cell, values.get(field_called(alone[1]) or ""))
        else:
            _write(cell, BLANK.sub(lambda found: _said(values, found[1]), words))


def _said(values: Mapping[str, Value], name: str) -> str:
    value = values.get(field_called(name) or "")
    return "" if value is None else str(value)


def _write(cell: Any, value: Value) -> None:
    """A number as a number, everything else as text, also what begins with an equals sign."""
    if value is None or isinstance(value, int):
        cell.value = value
        return
    cell.value = _UNPRINTABLE.sub(" ", value)
    cell.data_type = "s"


def _text(cell: Any) -> str:
    """The text of a cell; of a formula or a number none."""
    return cell.value if isinstance(cell.value, str) and cell.data_type == "s" else ""


def _formula(cell: Any) -> str | None:
    if isinstance(cell.value, ArrayFormula):
        return str(cell.value.text)
    return cell.value if cell.data_type == "f" and isinstance(cell.value, str) else None


# -- making room -------------------------------------------------------------------------------


def _open_gap(book: Any, sheet: Any, row: int, more: int) -> None:
    """Put empty rows below a row. Whatever names cells of the sheet goes on naming the same ones;
    a range that ends in the row takes the new rows in.
    """
    merged = [str(one) for one in sheet.merged_cells.ranges]
    for one in merged:
        sheet.unmerge_cells(one)
    heights = {number: one.height for number, one in sheet.row_dimensions.items() if one.height}
    sheet.insert_rows(row + 1, more)
    below = {number: height for number, height in heights.items() if number > row}
    for number in below:
        sheet.row_dimensions[number].height = None
    for number, height in below.items():
        sheet.row_dimensions[number + more].height = height
    for one in merged:
        sheet.merge_cells(moved(one, row, more, grows=False))
    _move_marks(sheet, row, more)
    for other in book.worksheets:
        for cells in other.iter_rows():
            for cell in cells:
                _move_formula(cell, sheet.title, row, more, here=other is sheet)
    for name in book.defined_names.values():
        formula = f"={name.attr_text}"
        name.attr_text = moved_formula(formula, sheet.title, row, more, here=False)[1:]


def _move_marks(sheet: Any, row: int, more: int) -> None:
    """Filters, print areas, tables, checks and colours that name cells."""

    def move(ref: str) -> str:
        return " ".join(moved(one, row, more) for one in ref.split())

    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = move(sheet.auto_filter.ref)
    for table in sheet.tables.values():
        table.ref = move(table.ref)
    for check in sheet.data_validations.dataValidation:
        check.sqref = type(check.sqref)(move(str(check.sqref)))
    rules = sheet.conditional_formatting
    moved_rules = [(move(str(one.sqref)), one.rules) for one in rules]
    sheet.conditional_formatting = type(rules)()
    for ref, kept in moved_rules:
        for rule in kept:
            sheet.conditional_formatting.add(ref, rule)
    if sheet.print_area:
        sheet.print_area = [
            moved(one.rpartition("!")[2].replace("$", ""), row, more)
            for one in str(sheet.print_area).split(",")
        ]


def _move_formula(cell: Any, sheet: str, row: int, more: int, *, here: bool) -> None:
    if isinstance(cell.value, ArrayFormula):
        cell.value.text = moved_formula(str(cell.value.text), sheet, row, more, here=here)
        if here:
            cell.value.ref = moved(cell.value.ref, row, more, grows=False)
    elif cell.data_type == "f" and isinstance(cell.value, str):
        cell.value = moved_formula(cell.value, sheet, row, more, here=here)


def moved_formula(formula: str, sheet: str, row: int, more: int, *, here: bool) -> str:
    """A formula after ``more`` rows were put below a row of a sheet. ``here``: it stands on that
    sheet, and what names no sheet means it.
    """
    parts = ["="]
    for token in Tokenizer(formula).items:
        value = token.value
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            of, mark, cells = value.rpartition("!")
            if (not mark and here) or (mark and of.strip("'").replace("''", "'") == sheet):
                value = of + mark + moved(cells, row, more)
        parts.append(value)
    return "".join(parts)


def moved(cells: str, row: int, more: int, *, grows: bool = True) -> str:
    """``C5:C9`` after ``more`` rows were put below a row."""

    def one(found: re.Match[str]) -> str:
        left, top, right, bottom = found.groups()
        first = _down(top, row, more)
        if bottom is None:
            return f"{left}{first}"
        last = _down(bottom, row, more)
        if grows and int(bottom) == row:
            last = int(bottom) + more
        return f"{left}{first}:{right}{last}"

    pattern = _ROWS if _ROWS.fullmatch(cells) else _CELLS
    return pattern.sub(one, cells) if pattern.fullmatch(cells) else cells


def _down(number: str, row: int, more: int) -> int:
    return int(number) + (more if int(number) > row else 0)


def _copy_row(sheet: Any, row: int, to: int, width: int, spans: Iterable[tuple[str, str]]) -> None:
    """The same look, words, merged cells and formulas, as Excel fills them down."""
    for cell in _cells(sheet, row, width):
        new = sheet.cell(to, cell.column)
        new._style = copy.copy(cell._style)
        value = cell.value
        if cell.data_type == "f" and isinstance(value, str):
            value = Translator(value, cell.coordinate).translate_formula(new.coordinate)
        if not isinstance(value, ArrayFormula):
            new.value = value
    sheet.row_dimensions[to].height = sheet.row_dimensions[row].height
    for left, right in spans:
        sheet.merge_cells(f"{left}{to}:{right}{to}")
