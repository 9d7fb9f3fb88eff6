"""A roster is judged in one pass, and every bad row is named with its line."""

import ast
import string
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.roster import Role, UnitKind
from domain.roster_cells import parse_day
from domain.roster_columns import COLUMNS, SHEETS
from domain.roster_file import (
    AbsenceRow,
    AliasRow,
    Judged,
    MembershipRow,
    PersonRow,
    PupilRow,
    RawRoster,
    RawRow,
    RawTable,
    RosterFile,
    SubstituteRow,
    UnitRow,
    judge,
)

Sheets = dict[str, list[list[str]]]

ROOT = Path(__file__).parents[2]


def good() -> Sheets:
    """A small roster without a fault; line 1 of each sheet holds the headings."""
    return {
        "units": [
            ["code", "name", "kind", "parent_code"],
            ["C31", "三年级1班", "class", "G3"],
            ["S", "和川镇中心小学", "school", ""],
            ["G3", "三年级", "grade", "S"],
            ["C32", "三年级2班", "class", "G3"],
            ["O", "教导处", "office", "S"],
        ],
        "people": [
            ["code", "name", "phone", "role", "unit_code", "from", "until"],
            ["T1", "李老师", "15400000001", "head_teacher", "C31", "", ""],
            ["T2", "王磊", "", "班主任", "C32", "2026-09-01", "2027-01-31"],
            ["T2", "王磊", "154 0000-0002", "年级组长", "G3", "", ""],
            ["T3", "周敏", "", "", "O", "", ""],
        ],
        "pupils": [
            ["number", "name", "sex", "class_code", "seat", "dormitory", "guardian_phone"],
            ["2026000001", "陈𬱖", "女", "C31", "1", "", "15400010001"],
            ["2026000002", "张伟", "M", "C31", "2", "男101", ""],
            ["2026000003", "张伟", "", "C32", "", "", ""],
        ],
        "absences": [
            ["code", "kind", "from", "until"],
            ["2026000002", "隔离", "2026-11-15", "2026-11-28"],
            ["T3", "leave", "", "2026-11-23"],
        ],
        "substitutes": [
            ["class_code", "person_code", "from", "until"],
            ["C31", "T3", "2026-11-23", "2026-11-27"],
        ],
        "aliases": [["unit_code", "alias"], ["C31", "三(1)班"], ["C32", "三(2)班"]],
    }


def judged(sheets: Sheets) -> Judged:
    tables = tuple(
        RawTable(
            sheet,
            tuple(lines[0]),
            tuple(RawRow(line, tuple(cells)) for line, cells in enumerate(lines[1:], start=2)),
        )
        for sheet, lines in sheets.items()
    )
    return judge(RawRoster(tables))


def roster(sheets: Sheets) -> RosterFile:
    result = judged(sheets)
    assert result.problems == ()
    assert result.roster is not None
    return result.roster


def found(sheets: Sheets) -> list[tuple[str, int, str]]:
    return [(one.sheet, one.line, one.code) for one in judged(sheets).problems]


def put(sheets: Sheets, sheet: str, line: int, column: str, text: str) -> None:
    place = sheets[sheet][0].index(column)
    sheets[sheet][line - 1][place] = text


def test_a_good_roster_becomes_values() -> None:
    read = roster(good())
    assert read.people == (
        PersonRow("T1", "李老师", "15400000001"),
        PersonRow("T2", "王磊", "154 0000-0002"),
        PersonRow("T3", "周敏", None),
    )
    assert read.memberships == (
        MembershipRow("T1", Role.HEAD_TEACHER, "C31", None, None),
        MembershipRow("T2", Role.HEAD_TEACHER, "C32", date(2026, 9, 1), date(2027, 1, 31)),
        MembershipRow("T2", Role.GRADE_LEADER, "G3", None, None),
        MembershipRow("T3", Role.STAFF, "O", None, None),
    )
    assert read.pupils == (
        PupilRow("2026000001", "陈𬱖", "女", "C31", 1, None, "15400010001"),
        PupilRow("2026000002", "张伟", "男", "C31", 2, "男101", None),
        PupilRow("2026000003", "张伟", None, "C32", None, None, None),
    )
    assert read.absences == (
        AbsenceRow("2026000002", "pupil", "isolation", date(2026, 11, 15), date(2026, 11, 28)),
        AbsenceRow("T3", "person", "leave", None, date(2026, 11, 23)),
    )
    assert read.substitutes == (SubstituteRow("C31", "T3", date(2026, 11, 23), date(2026, 11, 27)),)
    assert read.aliases == (AliasRow("C31", "三(1)班"), AliasRow("C32", "三(2)班"))


def test_units_come_out_parents_first() -> None:
    assert roster(good()).units == (
        UnitRow("S", "和川镇中心小学", UnitKind.SCHOOL, None),
        UnitRow("G3", "三年级", UnitKind.GRADE, "S"),
        UnitRow("C31", "三年级1班", UnitKind.CLASS, "G3"),
        UnitRow("C32", "三年级2班", UnitKind.CLASS, "G3"),
        UnitRow("O", "教导处", UnitKind.OFFICE, "S"),
    )


@pytest.mark.parametrize(
    ("sheet", "line", "column", "text", "problem"),
    [
        ("units", 3, "code", "", "empty"),
        ("units", 3, "name", " ", "empty"),
        ("units", 3, "name", "校" * 65, "too_long"),
        ("units", 3, "name", "中心\n小学", "control_character"),
        ("units", 3, "name", "#REF!", "formula_error"),
        ("units", 3, "kind", "", "empty"),
        ("units", 3, "kind", "集团", "unknown_kind"),
        ("units", 5, "code", "C31", "code_taken"),
        ("units", 4, "parent_code", "X", "unknown_parent"),
        ("units", 3, "parent_code", "S", "unit_circle"),
        ("units", 2, "parent_code", "O", "parent_not_above"),
        ("units", 6, "parent_code", "C31", "parent_not_above"),
        ("units", 6, "kind", "city", "parent_not_above"),
        ("units", 5, "parent_code", "", "class_without_school"),
        ("people", 2, "code", "", "empty"),
        ("people", 2, "code", "110101201001011234", "identity_number"),
        ("people", 2, "name", "", "empty"),
        ("people", 4, "name", "王雷", "other_name"),
        ("people", 2, "phone", "1.54E+10", "bad_phone"),
        ("people", 2, "phone", "12 34", "bad_phone"),
        ("people", 2, "role", "班长", "unknown_role"),
        ("people", 2, "role", "principal", "role_not_here"),
        ("people", 4, "role", "head_teacher", "role_not_here"),
        ("people", 5, "role", "联系人", "role_not_here"),
        ("people", 5, "role", "deputy", "role_not_here"),
        ("people", 2, "unit_code", "", "empty"),
        ("people", 2, "unit_code", "C99", "unknown_unit"),
        ("people", 2, "from", "2026-02-29", "bad_day"),
        ("people", 2, "until", "下周", "bad_day"),
        ("people", 3, "until", "2026-08-31", "days_backwards"),
        ("pupils", 2, "number", "", "empty"),
        ("pupils", 2, "number", "2.026E+09", "rounded_number"),
        ("pupils", 2, "number", "G11010120100101123x", "identity_number"),
        ("pupils", 4, "number", "2026000001", "number_taken"),
        ("pupils", 2, "name", "", "empty"),
        ("pupils", 2, "sex", "？", "unknown_sex"),
        ("pupils", 2, "class_code", "", "empty"),
        ("pupils", 2, "class_code", "C99", "unknown_unit"),
        ("pupils", 2, "class_code", "G3", "not_a_class"),
        ("pupils", 2, "seat", "0", "bad_seat"),
        ("pupils", 2, "seat", "-1", "bad_seat"),
        ("pupils", 2, "seat", "1.5", "bad_seat"),
        ("pupils", 3, "seat", "1", "seat_taken"),
        ("pupils", 2, "dormitory", "男" * 65, "too_long"),
        ("pupils", 2, "guardian_phone", "妈妈", "bad_phone"),
        ("absences", 2, "code", "", "empty"),
        ("absences", 2, "code", "9", "unknown_absent"),
        ("absences", 2, "kind", "", "empty"),
        ("absences", 2, "kind", "旷课", "unknown_absence"),
        ("absences", 2, "until", "2026-11-14", "days_backwards"),
        ("substitutes", 2, "class_code", "G3", "not_a_class"),
        ("substitutes", 2, "class_code", "C99", "unknown_unit"),
        ("substitutes", 2, "person_code", "T9", "unknown_person"),
        ("substitutes", 2, "person_code", "", "empty"),
        ("substitutes", 2, "from", "2026-13-01", "bad_day"),
        ("aliases", 2, "unit_code", "C99", "unknown_unit"),
        ("aliases", 2, "alias", "", "empty"),
        ("aliases", 3, "alias", "三（1） 班", "alias_taken"),
    ],
)
def test_a_bad_cell_is_named_with_its_line(
    sheet: str, line: int, column: str, text: str, problem: str
) -> None:
    sheets = good()
    put(sheets, sheet, line, column, text)
    result = judged(sheets)
    assert (sheet, line, problem) in found(sheets)
    assert result.roster is None


def test_every_bad_row_is_named_in_one_pass_in_the_order_of_the_file() -> None:
    sheets = good()
    put(sheets, "pupils", 4, "class_code", "C99")
    put(sheets, "pupils", 2, "seat", "x")
    put(sheets, "units", 5, "kind", "?")
    put(sheets, "people", 2, "phone", "?")
    put(sheets, "absences", 3, "until", "?")
    assert found(sheets) == [
        ("units", 5, "unknown_kind"),
        ("people", 2, "bad_phone"),
        ("pupils", 2, "bad_seat"),
        ("pupils", 4, "unknown_unit"),
        ("absences", 3, "bad_day"),
    ]


def test_a_row_with_two_faults_is_named_for_both() -> None:
    sheets = good()
    put(sheets, "pupils", 2, "sex", "?")
    put(sheets, "pupils", 2, "seat", "?")
    assert found(sheets) == [("pupils", 2, "unknown_sex"), ("pupils", 2, "bad_seat")]


def test_a_circle_of_units_names_each_of_them() -> None:
    sheets = good()
    put(sheets, "units", 3, "parent_code", "G3")
    assert found(sheets) == [("units", 3, "unit_circle"), ("units", 4, "unit_circle")]


def test_a_lost_column_does_not_name_the_rows_of_other_sheets() -> None:
    sheets = good()
    put(sheets, "units", 1, "code", "???")
    assert found(sheets) == [("units", 1, "missing_column")]


@pytest.mark.parametrize("sheet", ["units", "people", "pupils"])
def test_a_needed_sheet_that_is_missing_is_a_problem(sheet: str) -> None:
    sheets = good()
    del sheets[sheet]
    assert found(sheets) == [(sheet, 1, "missing_sheet")]


@pytest.mark.parametrize("sheet", list(COLUMNS))
def test_every_needed_column_is_missed_on_line_1(sheet: str) -> None:
    for column in COLUMNS[sheet]:
        if column.required:
            sheets = good()
            put(sheets, sheet, 1, column.name, "")
            problems = judged(sheets).problems
            missed = [one for one in problems if one.code == "missing_column"]
            assert [(one.sheet, one.line, one.values["column"]) for one in missed] == [
                (sheet, 1, column.name)
            ]


def test_optional_sheets_and_columns_may_be_left_out() -> None:
    sheets = good()
    for sheet in ("absences", "substitutes", "aliases"):
        del sheets[sheet]
    sheets["pupils"] = [["number", "name", "class_code"], ["1", "张三", "C31"]]
    assert roster(sheets).pupils == (PupilRow("1", "张三", None, "C31", None, None, None),)


def test_an_unknown_sheet_or_column_is_ignored_with_a_note() -> None:
    sheets = good()
    sheets["说明"] = [["请勿修改"]]
    sheets["pupils"][0].append("家庭住址")
    sheets["pupils"][1].append("和川镇")
    notes = [(one.sheet, one.line, one.code) for one in judged(sheets).notes]
    assert notes == [("pupils", 1, "unknown_column"), ("说明", 1, "unknown_sheet")]
    assert roster(sheets) == roster(good())


def test_a_class_without_a_head_teacher_is_noted_and_may_be_meant() -> None:
    sheets = good()
    put(sheets, "people", 2, "role", "deputy")
    assert [(one.line, one.code) for one in judged(sheets).notes] == [(2, "no_head_teacher")]
    assert judged(sheets).problems == ()


def test_a_cell_beyond_the_headings_is_not_lost_in_silence() -> None:
    sheets = good()
    sheets["pupils"][3].append("15400010003")
    assert found(sheets) == [("pupils", 4, "cell_without_heading")]


def test_two_headings_for_one_column_are_a_problem() -> None:
    sheets = good()
    sheets["pupils"][0].append("姓名")
    assert found(sheets) == [("pupils", 1, "column_twice")]


def test_one_sheet_given_twice_is_a_problem() -> None:
    sheets = good()
    sheets["学生"] = sheets["pupils"]
    assert found(sheets) == [("学生", 1, "sheet_twice")]


CHINESE = {
    "units": ("单位", ["代码", "名称", "类别", "上级代码"]),
    "people": ("人员", ["代码", "姓名", "电话", "职务", "单位代码", "开始", "结束"]),
    "pupils": ("学生", ["学号", "姓名", "性别", "班级代码", "座号", "宿舍", "监护人电话"]),
    "absences": ("请假(缺席)", ["代码", "类别", "开始", "结束"]),
    "substitutes": ("代班", ["班级代码", "人员代码", "开始", "结束"]),
    "aliases": ("别名", ["单位代码", "别名"]),
}


def test_chinese_headings_say_the_same() -> None:
    sheets = {CHINESE[sheet][0]: [CHINESE[sheet][1], *rows[1:]] for sheet, rows in good().items()}
    assert roster(sheets) == roster(good())


def test_headings_are_forgiven_case_spaces_width_and_remarks() -> None:
    sheets = good()
    sheets["units"][0] = ["ＣＯＤＥ", " Name ", "Kind*", "Parent Code（可空）"]
    assert roster(sheets) == roster(good())


@pytest.mark.parametrize(
    ("word", "kind"),
    [("市", "city"), ("区县", "district"), ("乡镇", "township"), ("街道", "township")],
)
def test_levels_may_be_skipped_and_kinds_are_read_in_chinese(word: str, kind: str) -> None:
    sheets = good()
    sheets["units"].append(["R", "和川", word, ""])
    put(sheets, "units", 3, "parent_code", "R")
    put(sheets, "units", 3, "kind", "幼儿园")
    put(sheets, "units", 5, "parent_code", "S")
    units = roster(sheets).units
    assert units[0] == UnitRow("R", "和川", UnitKind(kind), None)
    assert UnitRow("C32", "三年级2班", UnitKind.CLASS, "S") in units


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("校医/疫情报告人", Role.HEALTH_OFFICER),
        ("园长", Role.PRINCIPAL),
        ("Health Officer", Role.HEALTH_OFFICER),
        ("管理员", Role.ADMIN),
        ("包校联系人", Role.LIAISON),
        ("staff", Role.STAFF),
    ],
)
def test_roles_are_read_in_both_languages(word: str, role: Role) -> None:
    sheets = good()
    put(sheets, "people", 5, "role", word)
    put(sheets, "people", 5, "unit_code", "S")
    assert roster(sheets).memberships[-1].role is role


def test_full_width_codes_phones_and_days_are_made_plain_but_names_stay() -> None:
    sheets = good()
    put(sheets, "pupils", 2, "class_code", "Ｃ３１")
    put(sheets, "pupils", 2, "guardian_phone", "＋８６ １５４－０００１")
    put(sheets, "pupils", 2, "seat", "７号")
    put(sheets, "pupils", 2, "name", "阿依古丽・买买提Ａ")
    put(sheets, "absences", 2, "from", "２０２６年１１月１５日")
    read = roster(sheets)
    assert read.pupils[0] == PupilRow(
        "2026000001", "阿依古丽・买买提Ａ", "女", "C31", 7, None, "+86 154-0001"
    )
    assert read.absences[0].from_day == date(2026, 11, 15)


def test_the_same_role_twice_on_the_same_days_is_a_problem() -> None:
    sheets = good()
    sheets["people"].append(["T2", "王磊", "", "班主任", "C32", "2027-01-31", ""])
    assert found(sheets) == [("people", 6, "membership_twice")]
    put(sheets, "people", 6, "from", "2027-02-01")
    assert len(roster(sheets).memberships) == 5


def test_another_phone_for_the_same_person_is_a_problem() -> None:
    sheets = good()
    put(sheets, "people", 3, "phone", "15400000009")
    assert found(sheets) == [("people", 4, "other_phone")]


def test_two_people_of_one_name_are_two_people() -> None:
    sheets = good()
    put(sheets, "people", 5, "name", "王磊")
    assert [one.name for one in roster(sheets).people] == ["李老师", "王磊", "王磊"]


def test_an_absence_must_mean_one_person() -> None:
    sheets = good()
    put(sheets, "pupils", 4, "number", "T3")
    assert found(sheets) == [("absences", 3, "ambiguous_absent")]


def test_one_absence_given_twice_would_count_twice() -> None:
    sheets = good()
    sheets["absences"].append(["2026000002", "隔离", "2026-11-28", ""])
    assert found(sheets) == [("absences", 4, "absence_twice")]


def test_one_alias_may_mean_a_class_in_each_of_two_schools_but_not_two_in_one() -> None:
    sheets = good()
    sheets["units"] += [["S2", "石桥小学", "school", ""], ["D31", "三年级", "class", "S2"]]
    sheets["aliases"].append(["D31", "三(1)班"])
    assert len(roster(sheets).aliases) == 3
    sheets["aliases"].append(["C32", "三（1）班"])
    assert found(sheets) == [("aliases", 5, "alias_taken")]


def test_an_empty_optional_sheet_is_no_problem() -> None:
    sheets = good()
    sheets["absences"] = [[]]
    assert roster(sheets).absences == ()


@pytest.mark.parametrize(
    "text",
    ["2026-11-03", "2026/11/3", "2026.11.3", "2026年11月3日", "20261103", "2026-11-03 00:00:00"],
)
def test_days_as_spreadsheets_write_them(text: str) -> None:
    assert parse_day(text) == date(2026, 11, 3)


@pytest.mark.parametrize("text", ["", "11-03", "46329", "2026-11-31", "2026-11/03", "2026"])
def test_what_is_no_day_of_the_calendar_is_not_guessed(text: str) -> None:
    assert parse_day(text) is None


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat()) == day


CELLS = st.one_of(
    st.sampled_from(["", "S", "C31", "T1", "class", "班主任", "2026-11-23", "隔离", "1", "男"]),
    st.text(max_size=70),
)


@given(st.data())
def test_judging_never_fails_whatever_stands_in_the_cells(data: st.DataObject) -> None:
    sheets = good()
    for lines in sheets.values():
        for line in lines[1:]:
            if data.draw(st.booleans()):
                line[data.draw(st.integers(0, len(line) - 1))] = data.draw(CELLS)
    result = judged(sheets)
    assert (result.roster is None) == bool(result.problems)
    for problem in result.problems:
        assert problem.sheet in SHEETS
        assert 1 <= problem.line <= len(sheets[problem.sheet])


def catalogue(language: str) -> dict[str, str]:
    path = ROOT / "views" / "texts" / language / "roster.toml"
    return {key: str(text) for key, text in tomllib.loads(path.read_text("utf-8")).items()}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def codes_of_the_rules() -> set[str]:
    """Every code the rules can give, taken from their own text."""
    codes: set[str] = set()
    for path in sorted((ROOT / "domain").glob("roster_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            called = node.func.id if isinstance(node.func, ast.Name) else called
            place = {"fault": 0, "Problem": 2, "choice": 2, "required_choice": 2}.get(called)
            if place is not None and isinstance(node.args[place], ast.Constant):
                codes.add(str(node.args[place].value))  # type: ignore[attr-defined]
    return codes


def test_every_problem_has_a_sentence_in_both_languages() -> None:
    chinese, english = catalogue("zh"), catalogue("en")
    of_files = {"file_missing", "not_a_roster", "file_too_large", "unreadable_encoding"}
    assert set(chinese) == set(english) == codes_of_the_rules() | of_files


def test_sentences_hold_the_same_placeholders_and_stand_on_one_line() -> None:
    chinese, english = catalogue("zh"), catalogue("en")
    for code, sentence in chinese.items():
        assert placeholders(sentence) == placeholders(english[code]), code
        assert "\n" not in sentence + english[code]


def test_every_problem_brings_the_values_of_its_sentence() -> None:
    sentences = catalogue("zh")
    worst = {
        sheet: [rows[0], *[["?\n"] * len(rows[0])] * 3, [""] * len(rows[0])]
        for sheet, rows in good().items()
    }
    problems = judged(worst).problems
    assert len({problem.code for problem in problems}) > 10
    for problem in problems:
        assert "{" not in sentences[problem.code].format(**problem.values)


def test_the_guide_lists_every_word_for_sheets_and_columns() -> None:
    guide = (ROOT / "docs" / "roster.md").read_text("utf-8")
    words = {word for others in SHEETS.values() for word in others}
    words |= {word for sheet in COLUMNS.values() for column in sheet for word in column.words}
    words |= {column.name for sheet in COLUMNS.values() for column in sheet}
    assert [word for word in sorted(words) if word not in guide] == []


def test_who_rides_which_bus_and_is_in_which_club_is_read() -> None:
    sheets = good()
    sheets["pupils"][0] += ["校车", "社团"]
    sheets["pupils"][1] += ["2号线", "合唱团、足球"]
    read = roster(sheets).pupils
    assert (read[0].bus, read[0].club) == ("2号线", "合唱团、足球")
    assert (read[1].bus, read[1].club) == (None, None)


def _with_liaisons(school: str, grade: str = "") -> Sheets:
    sheets = good()
    for line, value in zip(sheets["units"], ["包校联系人", "", school, grade, "", ""], strict=True):
        line.append(value)
    return sheets


def test_a_schools_own_line_may_name_who_is_linked_to_it() -> None:
    sheets = _with_liaisons("T3、Ｔ1")
    sheets["people"].append(["T1", "李老师", "", "liaison", "S", "2026-09-01", ""])
    linked = [one for one in roster(sheets).memberships if one.role is Role.LIAISON]
    assert linked == [
        MembershipRow("T1", Role.LIAISON, "S", date(2026, 9, 1), None),
        MembershipRow("T3", Role.LIAISON, "S", None, None),
    ]


@pytest.mark.parametrize(
    ("school", "grade", "code"),
    [
        ("T9", "", "unknown_person"),
        ("T3 T9", "", "unknown_person"),
        ("", "T3", "role_not_here"),
        ("11010519491231002X", "", "identity_number"),
        ("1.2E+10", "", "rounded_number"),
    ],
)
def test_a_bad_liaison_is_named_with_its_line(school: str, grade: str, code: str) -> None:
    found_there = found(_with_liaisons(school, grade))
    assert found_there == [("units", 4 if grade else 3, code)]
