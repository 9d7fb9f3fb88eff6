"""A bureau's own table: numbers, rows that repeat, formulas that go on meaning the same."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from domain.paper import Filling, NotATemplate, TemplateTooLarge, Value
from views.template_check import judge_template
from views.xlsx_filling import blanks_of_xlsx, filled_xlsx, moved, moved_formula

CLASSES: list[dict[str, Value]] = [
    {"name": "一年级1班", "enrolled": 42, "present": 40},
    {"name": "=1+1", "enrolled": 41, "present": None},
    {"name": "李䶮班", "enrolled": 40, "present": 0},
]
FILLING = Filling(
    {"unit": "和川镇中心小学", "enrolled": 123, "day": "2026年11月23日", "source": "晨检"},
    {"class": CLASSES, "measure": [], "school": [{"name": "甲"}, {"name": "乙"}]},
)
SOURCE = "数据来源：晨检；截至 2026-11-23 09:05"


def book(cells: Mapping[str, object]) -> Any:
    made: Any = openpyxl.Workbook()
    for place, value in cells.items():
        made.active[place] = value
    return made


def saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def filled(made: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(filled_xlsx(saved(made), FILLING, SOURCE))).active


def test_a_blank_alone_is_a_number_and_within_words_is_text() -> None:
    sheet = filled(book({"A1": "{{应到}}", "B1": " {{ enrolled }} ", "C1": "应到{{应到}}人"}))
    assert [sheet[at].value for at in ("A1", "B1", "C1")] == [123, 123, "应到123人"]


def test_source_and_time_stand_below_unless_the_template_has_a_place() -> None:
    assert filled(book({"A1": "{{应到}}", "A4": "备注"}))["A6"].value == SOURCE
    sheet = filled(book({"A1": "{{应到}}", "A2": "来源：{{source}}"}))
    assert sheet["A2"].value == "来源：晨检"
    assert sheet.max_row == 2


def test_text_is_never_a_formula() -> None:
    sheet = filled(book({"A1": "{{class.name}}", "B1": "{{class.present}}"}))
    assert [(sheet.cell(row, 1).value, sheet.cell(row, 1).data_type) for row in (1, 2, 3)] == [
        ("一年级1班", "s"), ("=1+1", "s"), ("李䶮班", "s"),
    ]  # fmt: skip
    assert [sheet.cell(row, 2).value for row in (1, 2, 3)] == [40, None, 0]


def test_what_stands_below_moves_down_and_sums_take_the_new_rows_in() -> None:
    made = book({
        "A1": "班级", "A2": "{{class.name}}", "B2": "{{class.enrolled}}", "C2": "=B2*2",
        "A3": "合计", "B3": "=SUM(B2:B2)", "C3": "=$B$3+Sheet!B3", "D3": "=A1&\"B2\"",
        "A5": "{{unit}}",
    })  # fmt: skip
    sheet = filled(made)
    assert [sheet.cell(row, 2).value for row in range(2, 6)] == [42, 41, 40, "=SUM(B2:B4)"]
    assert [sheet.cell(row, 3).value for row in range(2, 5)] == ["=B2*2", "=B3*2", "=B4*2"]
    assert sheet["C5"].value == "=$B$5+Sheet!B5"
    assert sheet["D5"].value == '=A1&"B2"'
    assert (sheet["A5"].value, sheet["A7"].value) == ("合计", "和川镇中心小学")


def test_formulas_of_other_sheets_and_names_follow() -> None:
    made = book({"A2": "{{class.name}}", "A3": "合计"})
    other = made.create_sheet("汇 总")
    other["A1"], other["A2"] = "=Sheet!A3", "=A3"
    made.defined_names["total"] = openpyxl.workbook.defined_name.DefinedName(
        "total", attr_text="Sheet!$A$3"
    )
    done = openpyxl.load_workbook(io.BytesIO(filled_xlsx(saved(made), FILLING, SOURCE)))
    assert [done["汇 总"][at].value for at in ("A1", "A2")] == ["=Sheet!A5", "=A3"]
    assert done.defined_names["total"].attr_text == "Sheet!$A$5"


def test_two_lists_below_one_another_each_repeat() -> None:
    sheet = filled(
        book({"A1": "{{class.name}}", "A2": "学校", "A3": "{{school.name}}", "A4": "完"})
    )
    assert [sheet.cell(row, 1).value for row in range(1, 8)] == [
        "一年级1班", "=1+1", "李䶮班", "学校", "甲", "乙", "完",
    ]  # fmt: skip


def test_a_form_keeps_one_empty_row_where_there_is_nothing() -> None:
    sheet = filled(book({"A1": "{{measure.text}}", "A2": "落款"}))
    assert (sheet["A1"].value, sheet["A2"].value) == (None, "落款")


def test_looks_merged_cells_heights_filters_checks_and_colours_go_along() -> None:
    made = book({"A1": "标题", "A2": "{{class.name}}", "A3": "合计", "A4": "签字"})
    sheet = made.active
    sheet["A2"].font = Font(bold=True, name="仿宋")
    sheet["A2"].fill = PatternFill("solid", fgColor="FFEEEE")
    sheet.row_dimensions[2].height, sheet.row_dimensions[4].height = 30, 50
    for cells in ("A1:C1", "B2:C2", "A4:C4"):
        sheet.merge_cells(cells)
    sheet.auto_filter.ref = "A1:C2"
    check = DataValidation(type="whole", sqref="D3")
    sheet.add_data_validation(check)
    sheet.print_area = "A1:C4"
    done = filled(made)
    assert all(done.cell(row, 1).font.b and done.cell(row, 1).font.name == "仿宋" for row in (2, 4))
    assert {str(one) for one in done.merged_cells.ranges} == {
        "A1:C1", "B2:C2", "B3:C3", "B4:C4", "A6:C6",
    }  # fmt: skip
    assert [done.row_dimensions[row].height for row in (2, 3, 4, 6)] == [30, 30, 30, 50]
    assert done.row_dimensions[5].height is None
    assert done.auto_filter.ref == "A1:C4"
    assert [str(one.sqref) for one in done.data_validations.dataValidation] == ["D5"]
    assert "$A$1:$C$6" in str(done.print_area)


def test_a_table_of_excel_grows_with_its_rows() -> None:
    made = book({"A1": "班级", "A2": "{{class.name}}"})
    made.active.add_table(Table(displayName="T", ref="A1:A2"))
    assert filled(made).tables["T"].ref == "A1:A4"


def test_blanks_are_told_with_their_cells() -> None:
    made = book({"B2": "{{class.name}}{{应到}}", "A9": "{{没有}}"})
    assert [(one.name, one.where) for one in blanks_of_xlsx(saved(made))] == [
        ("class.name", "Sheet!B2"), ("应到", "Sheet!B2"), ("没有", "Sheet!A9"),
    ]  # fmt: skip


@given(
    st.integers(1, 40), st.integers(1, 40), st.integers(1, 20), st.integers(1, 9),
    st.sampled_from(["", "$"]),
)  # fmt: skip
def test_a_range_goes_on_naming_its_rows(
    top: int, size: int, row: int, more: int, mark: str
) -> None:
    bottom = top + size - 1
    first, last = moved(f"{mark}A{mark}{top}:B{bottom}", row, more).replace("$", "").split(":")
    kept = [number + (more if number > row else 0) for number in range(top, bottom + 1)]
    inside = range(int(first[1:]), int(last[1:]) + 1)
    assert set(kept) <= set(inside)
    if top <= row <= bottom:
        assert set(range(row, row + more + 1)) <= set(inside)
    else:
        assert len(inside) == size


@pytest.mark.parametrize(
    ("formula", "then"),
    [
        ("=SUM(A:A)", "=SUM(A:A)"),
        ("=SUM(5:6)", "=SUM(9:10)"),
        ("=A1+A5", "=A1+A9"),
        ("='别 处'!A5", "='别 处'!A5"),
        ("='本 表'!A5", "='本 表'!A9"),
        ('=IF(A5="A5",LOG10(A5),"")', '=IF(A9="A5",LOG10(A9),"")'),
        ("=SUM(A2:A4)*100%", "=SUM(A2:A8)*100%"),
    ],
)
def test_a_formula_after_rows_were_put_in(formula: str, then: str) -> None:
    assert moved_formula(formula, "本 表", 4, 4, here=True) == then


# -- what is no template ------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(NotATemplate):
        judge_template("表.xlsx", content)


def test_a_sheet_of_a_million_rows_is_refused_before_it_is_walked() -> None:
    with pytest.raises(TemplateTooLarge):
        judge_template("表.xlsx", saved(book({"A1": "{{应到}}", "XFD1048576": 1})))


def test_a_workbook_without_blanks_is_no_template() -> None:
    assert judge_template("表.xlsx", saved(book({"A1": "日期"}))) is None
    assert judge_template("表.pdf", b"") is None


@pytest.mark.parametrize(
    ("cells", "reason", "where"),
    [
        ({"C5": "{{应倒}}"}, "unknown", "Sheet!C5"),
        ({"A1": "{{class.name}}", "B1": "{{school.name}}"}, "mixed", "Sheet!A1"),
        ({"A1": "{{应到}}", "B1": "=SUM({{应到}})"}, "in_formula", "Sheet!B1"),
        ({"A1": "{{应到}}", "B2": "=[1]Sheet1!A1"}, "reaches_out", "Sheet!B2"),
        ({"A1": "{{应到}}", "B2": "=cmd|' /C calc'!A0"}, "reaches_out", "Sheet!B2"),
        ({"A1": "{{应到}}", "B2": '=WEBSERVICE("http://x")'}, "reaches_out", "Sheet!B2"),
    ],
)
def test_what_is_wrong_is_named_with_its_cell(
    cells: Mapping[str, object], reason: str, where: str
) -> None:
    judged = judge_template("表.xlsx", saved(book(cells)))
    assert judged is not None
    assert [(one.reason, one.where) for one in judged.faults] == [(reason, where)]


def test_an_unknown_field_is_told_with_the_one_that_was_meant() -> None:
    judged = judge_template("表.xlsx", saved(book({"A1": "{{在管个按}}", "A2": "{{班级.应倒}}"})))
    assert judged is not None
    assert [one.near for one in judged.faults] == ["在管个案", "班级.应到"]


def test_a_good_one_says_what_it_lists_and_whether_it_asks_for_names() -> None:
    judged = judge_template("表.XLSX", saved(book({"A1": "{{班级.名称}}", "A2": "{{异常.姓名}}"})))
    assert judged is not None
    assert not judged.faults
    assert judged.lists == {"class", "finding"}
    assert (judged.personal, judged.blanks) == (True, 2)
