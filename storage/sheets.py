"""Reading a roster file as it stands: xlsx, a folder of csv, or a zip of csv.

Nothing is judged here: this file gives text, cell by cell, and domain/roster_file.py judges it.
A roster comes from anybody's computer, so sizes are bounded before anything is unpacked, nothing
is ever written to disk, and no formula is evaluated (the value the spreadsheet saved is read).
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path, PurePosixPath

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from domain.packed_file import PackedFileBroken, PackedFileTooLarge, parts_of
from domain.roster_columns import sheet_of
from domain.roster_file import (
    NotARoster,
    RawRoster,
    RawRow,
    RawTable,
    RosterFileMissing,
    RosterFileTooLarge,
    UnreadableEncoding,
)

MOST_BYTES = 50 * 1024 * 1024  # of all files together, unpacked
MOST_FILES = 1000  # in a folder
MOST_COLUMNS = 64
MOST_ROWS = 200_000  # of one sheet, empty ones not counted
SMALL_ROWS = 10_000  # of a table that somebody sent
SMALL_SHEETS = 20

_UTF8_NAME = 0x800  # the flag of a zip entry whose name is UTF-8
_ONLY_ZEROS = re.compile(r"0{2,20}")


def read_roster_file(path: Path) -> RawRoster:
    """Read the sheets of a roster: an ``.xlsx``, a folder of ``.csv``, or a ``.zip`` of them.

    Raises RosterFileMissing, NotARoster, RosterFileTooLarge or UnreadableEncoding.
    """
    try:
        tables = tuple(_tables(path))
    except FileNotFoundError as error:
        raise RosterFileMissing(path.name) from error
    except OSError as error:
        raise NotARoster(path.name) from error
    if not any(sheet_of(table.sheet) == "units" for table in tables):
        raise NotARoster(path.name)
    return RawRoster(tables)


def read_table(file: str, data: bytes, most_bytes: int) -> RawTable:
    """The first table of a small ``.csv`` or ``.xlsx`` that somebody sent; nothing is written.

    Raises NotARoster, RosterFileTooLarge or UnreadableEncoding.
    """
    if len(data) > most_bytes:
        raise RosterFileTooLarge(file)
    suffix = PurePosixPath(file).suffix.lower()
    if suffix == ".csv":
        return _csv_table(file, data)
    if suffix != ".xlsx":
        raise NotARoster(file)
    return _small_workbook(file, data, most_bytes * 20)


def _small_workbook(file: str, data: bytes, most_bytes: int) -> RawTable:
    """The first sheet with headings, else the first."""
    _measure(data, file, most_bytes)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _first_table(io.BytesIO(data), file)
    except RosterFileTooLarge:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file makes it stumble over
        raise NotARoster(file) from error


def _tables(path: Path) -> Iterator[RawTable]:
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        raise RosterFileMissing(path.name)
    if path.suffix.lower() == ".xlsx":
        return _workbook(path)
    if path.suffix.lower() == ".zip":
        return _archive(path)
    raise NotARoster(path.name)


def _folder(path: Path) -> Iterator[RawTable]:
    files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
    if len(files) > MOST_FILES or sum(file.stat().st_size for file in files) > MOST_BYTES:
        raise RosterFileTooLarge(path.name)
    for file in files:
        if not file.name.startswith("."):
            yield _csv_table(file.name, file.read_bytes())


def _archive(path: Path) -> Iterator[RawTable]:
    """Read the csv files of a zip in memory; where they would be unpacked does not matter."""
    _measure(path, path.name, MOST_BYTES)
    with zipfile.ZipFile(path) as archive:
        for entry in sorted(archive.infolist(), key=_entry_name):
            inside = PurePosixPath(_entry_name(entry).replace("\\", "/"))
            hidden = inside.name.startswith(".") or "__MACOSX" in inside.parts
            if entry.is_dir() or hidden or inside.suffix.lower() != ".csv":
                continue
            try:
                data = archive.read(entry)
            except Exception as error:  # broken, with a password, or packed in an unknown way
                raise NotARoster(path.name) from error
            yield _csv_table(inside.name, data)


def _measure(packed: Path | bytes, file: str, most_bytes: int) -> None:
    """Raises RosterFileTooLarge, NotARoster."""
    try:
        for _ in parts_of(packed, most_bytes):
            pass
    except PackedFileTooLarge as error:
        raise RosterFileTooLarge(file) from error
    except PackedFileBroken as error:
        raise NotARoster(file) from error


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; Windows writes Chinese names in GBK and does not say so."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    raw = entry.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _csv_table(file: str, data: bytes) -> RawTable:
    """Read one csv file; its name without the ending is the sheet's name."""
    lines = _csv_lines(file, _decoded(file, data))
    return _table(PurePosixPath(file).stem.strip(), lines, file, MOST_ROWS)


def _decoded(file: str, data: bytes) -> str:
    """UTF-8 with or without a mark, the UTF-16 of Excel's "Unicode text", or GBK (gb18030)."""
    encodings = ["utf-8-sig", "gb18030"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableEncoding(file)


def _csv_lines(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a csv file with the number a text editor shows for their beginning."""
    heading = text.split("\n", 1)[0]
    separator = max(",\t;", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise NotARoster(file) from error


def _workbook(path: Path) -> Iterator[RawTable]:
    """Read every sheet of an xlsx; hidden ones too, charts not."""
    _measure(path, path.name, MOST_BYTES)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions it does not keep; we only read text.
            warnings.simplefilter("ignore")
            return iter(_worksheets(path, path.name))
    except RosterFileTooLarge:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file makes it stumble over
        raise NotARoster(path.name) from error


def _worksheets(source: Path | io.BytesIO, file: str) -> list[RawTable]:
    workbook = openpyxl.load_workbook(source, read_only=True, data_only=True)
    try:
        return [_worksheet(sheet, file, MOST_ROWS) for sheet in workbook.worksheets]
    finally:
        workbook.close()


def _first_table(source: io.BytesIO, file: str) -> RawTable:
    workbook = openpyxl.load_workbook(source, read_only=True, data_only=True)
    try:
        sheets = workbook.worksheets[:SMALL_SHEETS]
        tables = (_worksheet(sheet, file, SMALL_ROWS) for sheet in sheets)
        first = next(tables)
        return next((one for one in chain([first], tables) if any(one.headings)), first)
    finally:
        workbook.close()


def _worksheet(sheet: Worksheet, file: str, most_rows: int) -> RawTable:
    # What a sheet says of its own size is often wrong; only read-only sheets can be told so.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    rows = sheet.iter_rows(max_row=most_rows + 2, max_col=MOST_COLUMNS)
    lines = (
        (number, [_cell_text(cell.value, str(cell.number_format)) for cell in row])
        for number, row in enumerate(rows, start=1)
    )
    return _table(sheet.title.strip(), lines, file, most_rows)


def _cell_text(value: object, number_format: str) -> str:
    """What a person sees in a cell of a spreadsheet: 1 and not 1.0, a day and not its midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        # A code 007 that Excel took for a number is shown, and meant, with its zeros.
        width = len(number_format) if _ONLY_ZEROS.fullmatch(number_format) else 0
        return str(value).zfill(width)
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _table(
    sheet: str, lines: Iterable[tuple[int, Sequence[str]]], file: str, most_rows: int
) -> RawTable:
    headings: tuple[str, ...] = ()
    rows: list[RawRow] = []
    for line, cells in lines:
        texts = _trimmed(cells)
        if len(rows) >= most_rows or len(texts) > MOST_COLUMNS:
            raise RosterFileTooLarge(file)
        if line == 1:
            headings = texts
        elif texts:
            rows.append(RawRow(line, texts))
    return RawTable(sheet, headings, tuple(rows))


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells without outer spaces, and without the empty ones at the end."""
    texts = [cell.strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
