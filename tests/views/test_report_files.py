"""The report as Excel and CSV, read back as a school's office would."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from domain.calendar import Period
from domain.check_in import Entry, Travel, Where
from domain.period_figures import PeriodReport
from scheduler.report_files import report_of
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import DAY, absent, answer, open_rounds, transaction
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


def a_report(tx: Transaction, unit_id: int, first: date = DAY, last: date = DAY) -> PeriodReport:
    unit = tx.roster.unit(unit_id)
    assert unit is not None
    return report_of(tx, unit, Period(first, last))


def a_morning(tx: Transaction, place: str = "瑞丽") -> tuple[School, PeriodReport]:
    school = a_school(tx)
    open_rounds(tx, school.id)
    one, two, _ = school.pupils[A]
    said = {
        one: Entry(temperature=3820, where=Where.HOME),
        two: Entry(travel=Travel(place=place)),
    }
    answer(tx, school.classes[A], school.people[A], said)
    answer(tx, school.classes[B], school.people[B], at="09:12")
    return school, a_report(tx, school.id)


def opened(content: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def test_the_workbook_has_figures_grades_findings_missing_and_corrections(tx: Transaction) -> None:
    _, day = a_morning(tx)
    sheets = opened(xlsx_file("zh", day, as_of_ms=NOW, zone=ZONE, names=True))
    assert list(sheets) == ["汇总", "一年级", "二年级", "异常", "未报", "更正"]
    summary = {row[0]: row[1] for row in sheets["汇总"]}
    assert (summary["单位"], summary["应报班级"], summary["未报"]) == ("和川镇中心小学", 3, 1)
    heading, *lines = [row[3:] for row in sheets["汇总"][2:]]
    parts = {row[0]: dict(zip(heading, row, strict=True)) for row in lines}
    assert (parts["一年级"]["已报"], parts["二年级"]["未报"], parts["合计"]["发热"]) == (2, 1, 1)
    first, *of_grade = sheets["一年级"]
    rows = {row[0]: dict(zip(first, row, strict=True)) for row in of_grade}
    assert (rows[A]["状态"], rows[A]["发热"], rows[A]["病假"]) == ("准时", 1, 1)
    assert (rows[B]["状态"], rows[B]["结果"], rows[B]["上报时间"]) == ("迟报", "零报告", "09:12")
    assert (rows["合计"]["应到"], rows["合计"]["实到"], rows["合计"]["状态"]) == (6, 5, None)
    silent = dict(zip(sheets["二年级"][0], sheets["二年级"][1], strict=True))
    assert (silent["状态"], silent["结果"], silent["发热"]) == ("未报", None, None)
    assert sheets["异常"][1][3:7] == ["张伟", "学生", "发热", "发热 38.2(在家)"]
    assert sheets["未报"][1][2:4] == [C, "老师 hc-二年级1班"]
    assert len(sheets["更正"]) == 1


def test_a_correction_is_told_with_what_it_changed_and_who_made_it(tx: Transaction) -> None:
    school, _ = a_morning(tx)
    answer(tx, school.classes[B], school.people[B], at="10:05")
    sick = {school.pupils[B][0]: Entry(temperature=3820, where=Where.HOME)}
    answer(tx, school.classes[B], school.people[B], sick, at="10:20")
    written = a_report(tx, school.id)
    rows = opened(xlsx_file("zh", written, as_of_ms=NOW, zone=ZONE, names=True))["更正"][1:]
    changed = "实到 3→2、病假 0→1、发热 0→1"
    assert [row[2:] for row in rows] == [
        [B, 1, "10:05", "老师 hc-一年级2班", "数字不变，内容有改动"],
        [B, 2, "10:20", "老师 hc-一年级2班", changed],
    ]
    above = a_report(tx, school.district)
    rows = opened(xlsx_file("zh", above, as_of_ms=NOW, zone=ZONE, names=False))["更正"][1:]
    assert [row[5] for row in rows] == [None, None]


def test_a_correction_after_an_isolation_began_is_told(tx: Transaction) -> None:
    """Whoever is in isolation since the first answer changes that figure of the second."""
    school, _ = a_morning(tx)
    answer(tx, school.classes[B], school.people[B], at="10:05")
    absent(tx, pupil=school.pupils[B][1])
    answer(tx, school.classes[B], school.people[B], at="10:20")
    written = a_report(tx, school.id)
    for language, words in (("zh", "其中隔离 0→1"), ("en", "In isolation 0→1")):
        book = opened(xlsx_file(language, written, as_of_ms=NOW, zone=ZONE, names=True))
        [rows] = [page for page in book.values() if any(words in str(row[-1]) for row in page)]
        assert words in str(rows[-1][-1])


def test_no_name_stands_in_a_file_for_the_units_above(tx: Transaction) -> None:
    _, day = a_morning(tx)
    text = str(opened(xlsx_file("zh", day, as_of_ms=NOW, zone=ZONE, names=False)))
    text += csv_file("zh", day.tables, zone=ZONE, names=False).decode()
    assert "张伟" not in text
    assert "老师" not in text
    assert "1380000" not in text
    assert "发热 38.2(在家)" in text


def test_what_people_typed_never_becomes_a_formula(tx: Transaction) -> None:
    _, day = a_morning(tx, place='=HYPERLINK("http://evil","x")')
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx_file("zh", day, as_of_ms=NOW, zone=ZONE, names=True))
    )
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any("=HYPERLINK" in str(cell.value) for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_headings_stay_in_sight_and_can_be_filtered(tx: Transaction) -> None:
    _, day = a_morning(tx)
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx_file("zh", day, as_of_ms=NOW, zone=ZONE, names=True))
    )
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None
        assert sheet.column_dimensions["A"].width > 9
    assert all(sheet.conditional_formatting for sheet in book.worksheets[:3])


def test_several_days_have_a_row_each_and_their_sum(tx: Transaction) -> None:
    school, _ = a_morning(tx)
    friday = DAY - timedelta(days=3)
    open_rounds(tx, school.id, friday)
    answer(tx, school.classes[A], school.people[A], day=friday)
    week = a_report(tx, school.id, friday, DAY)
    sheets = opened(xlsx_file("en", week, as_of_ms=NOW, zone=ZONE, names=True))
    assert list(sheets) == [
        *("Summary", "Days", "一年级", "二年级"),
        *("Class days", "Abnormal", "Not reported", "Corrections"),
    ]
    heading, first, second, summed = sheets["Days"]
    column = heading.index("Reported")
    assert (first[column], second[column], summed[0], summed[column]) == (1, 2, "Sum", 3)
    assert len(sheets["Class days"]) == 1 + 2 * 3
    one, *_ = [dict(zip(sheets["一年级"][0], row, strict=True)) for row in sheets["一年级"][1:]]
    assert (one["Class"], one["Classes expected"], one["Present"], one["Sick"]) == (A, 2, 5, 1)
    summary = {row[0]: row[1] for row in sheets["Summary"]}
    assert (summary["From"], summary["School days"], summary["Fever"]) == ("2026-11-20", 2, 1)


@pytest.mark.parametrize(
    ("name", "sheet"),
    [("一/二[年]级:*?", "一_二_年_级___"), ("'级'", "_级_"), ("长" * 40, "长" * 31)],
)
def test_a_grade_of_any_name_gets_a_sheet(tx: Transaction, name: str, sheet: str) -> None:
    school, _ = a_morning(tx)
    tx.connection.execute("UPDATE unit SET name = ? WHERE kind = 'grade'", (name,))
    tx.connection.execute(
        "UPDATE unit SET name = ? WHERE id = ?", (name.upper() + " ", school.grades["二年级"])
    )
    content = xlsx_file("zh", a_report(tx, school.id), as_of_ms=NOW, zone=ZONE, names=True)
    titles = list(opened(content))
    assert titles[1] == sheet
    assert len({title.casefold() for title in titles}) == len(titles)


def test_a_csv_opens_in_a_spreadsheet_with_a_row_for_each_class(tx: Transaction) -> None:
    _, day = a_morning(tx)
    content = csv_file("zh", day.tables, zone=ZONE, names=True)
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
