"""The workbooks of the gallery are what is written today, and stand there with their pictures."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from examples.gallery.workbooks import BOOKS, FOLDER, SHEETS, content, main, page


def cells(book: bytes) -> dict[str, list[list[object]]]:
    sheets = openpyxl.load_workbook(io.BytesIO(book)).worksheets
    return {one.title: [[cell.value for cell in row] for row in one.iter_rows()] for one in sheets}


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_of_the_gallery_is_what_is_written_today(name: str) -> None:
    """Write it again by ``python -m examples.gallery.workbooks --pictures`` where it is not."""
    kept = (FOLDER / f"{name}.xlsx").read_bytes()
    assert cells(kept) == cells(content(name))
    assert len(kept) < 100_000


def test_the_page_shows_every_workbook_and_nothing_else_lies_there() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == page()
    shown = {f"{name}-{number}.png" for name in BOOKS for number in range(1, SHEETS + 1)}
    lies_there = {path.name for path in FOLDER.iterdir()}
    assert lies_there == {"README.md", *(f"{name}.xlsx" for name in BOOKS), *shown}


def test_the_month_holds_a_name_that_looks_like_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(content("month")))
    typed = [cell for row in book["异常"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert {cell.data_type for cell in typed} == {"s"}


def test_one_workbook_may_be_written_alone(tmp_path: Path) -> None:
    main(["day", "--folder", str(tmp_path)])
    assert [path.name for path in tmp_path.iterdir()] == ["day.xlsx"]
