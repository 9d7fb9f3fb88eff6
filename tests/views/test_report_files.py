"""The report as Excel and CSV, read back as a school's office would."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from domain.check_in import Entry, Travel, Where
from domain.figures import DayReport
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import DAY, answer, open_rounds, transaction
from tests.school import School, a_school
from views.report_csv import csv_file, harmless
from views.report_table import Cell
from views.report_xlsx import xlsx_file

NOW = instant("09:05")
A, B, C = "一年级1班", "一年级2班", "二年级1班"


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


def a_morning(tx: Transaction, place: str = "瑞丽") -> tuple[School, DayReport]:
    school = a_school(tx)
    open_rounds(tx, school.id)
    one, two, _ = school.pupils[A]
    said = {
        one: Entry(temperature=3820, where=Where.HOME),
        two: Entry(travel=Travel(place=place)),
    }
    answer(tx, school.classes[A], school.people[A], said)
    answer(tx, school.classes[B], school.people[B], at="09:12")
    figures = tx.reports.day(school.id, DAY)
    return school, DayReport(figures, tuple(tx.reports.classes(school.id, DAY)))


def opened(content: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def test_the_workbook_has_summary_classes_findings_and_missing(tx: Transaction) -> None:
    _, day = a_morning(tx)
    sheets = opened(xlsx_file("zh", [day], as_of_ms=NOW, zone=ZONE, names=True))
    assert list(sheets) == ["汇总", "班级", "异常", "未报"]
    summary = {row[0]: row[1] for row in sheets["汇总"]}
    assert (summary["单位"], summary["应报班级"], summary["未报"]) == ("和川镇中心小学", 3, 1)
    rows = {row[2]: dict(zip(sheets["班级"][0], row, strict=True)) for row in sheets["班级"][1:]}
    assert (rows[A]["状态"], rows[A]["发热"], rows[A]["病假"]) == ("准时", 1, 1)
    assert (rows[B]["状态"], rows[B]["结果"], rows[B]["上报时间"]) == ("迟报", "零报告", "09:12")
    assert (rows[C]["状态"], rows[C]["结果"], rows[C]["发热"]) == ("未报", None, None)
    assert sheets["异常"][1][3:7] == ["张伟", "学生", "发热", "发热 38.2(在家)"]
    assert sheets["未报"][1][2:4] == [C, "老师 hc-二年级1班"]


def test_no_name_stands_in_a_file_for_the_units_above(tx: Transaction) -> None:
    _, day = a_morning(tx)
    text = str(opened(xlsx_file("zh", [day], as_of_ms=NOW, zone=ZONE, names=False)))
    text += csv_file("zh", [day], zone=ZONE, names=False).decode()
    assert "张伟" not in text
    assert "老师" not in text
    assert "1380000" not in text
    assert "发热 38.2(在家)" in text


def test_what_people_typed_never_becomes_a_formula(tx: Transaction) -> None:
    _, day = a_morning(tx, place='=HYPERLINK("http://evil","x")')
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx_file("zh", [day], as_of_ms=NOW, zone=ZONE, names=True))
    )
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any("=HYPERLINK" in str(cell.value) for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_headings_stay_in_sight_and_can_be_filtered(tx: Transaction) -> None:
    _, day = a_morning(tx)
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx_file("zh", [day], as_of_ms=NOW, zone=ZONE, names=True))
    )
    for name in ("班级", "异常", "未报"):
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref is not None


def test_several_days_have_a_row_each_and_their_sum(tx: Transaction) -> None:
    _, day = a_morning(tx)
    sheets = opened(xlsx_file("en", [day, day], as_of_ms=NOW, zone=ZONE, names=True))
    heading, first, second, summed = sheets["Summary"]
    column = heading.index("Fever")
    assert (first[column], second[column], summed[0], summed[column]) == (1, 1, "Sum", 2)
    assert len(sheets["Classes"]) == 1 + 2 * 3


def test_a_csv_opens_in_a_spreadsheet_with_a_row_for_each_class(tx: Transaction) -> None:
    _, day = a_morning(tx)
    content = csv_file("zh", [day], zone=ZONE, names=True)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["班级"] for row in rows] == [A, B, C]
    assert [row["状态"] for row in rows] == ["准时", "迟报", "未报"]
    assert [row["发热"] for row in rows] == ["1", "0", ""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_would_run_is_defused(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("cell", [None, -3, 0, "三年级2班", "'x", ""])
def test_everything_else_stays_as_it_is(cell: Cell) -> None:
    assert harmless(cell) == cell
