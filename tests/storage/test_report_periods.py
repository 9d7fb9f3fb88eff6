"""Sums over days: of parts and of days, closed days, pupils and classes that moved; read again from
every kind of file.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.calendar import Period
from domain.check_in import Absence, Entry, Symptom, Where
from domain.figures import Counts, total
from domain.period_figures import Cases, Isolations, PeriodFigures, PeriodReport
from domain.report_request import Format, TableTooLong
from domain.roster import Unit
from scheduler.report_files import report_of, written
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import DAY, absent, answer, mark, open_rounds, round_of, transaction
from tests.school import School, a_school
from views.period_text import period_report
from views.report_json import period_json
from views.report_ways import Around

A, B, C = "一年级1班", "一年级2班", "二年级1班"
DAYS = tuple(DAY + timedelta(days=n) for n in range(5))
WEEK = Period(DAYS[0], DAYS[-1])
NOW = instant("2026-11-27 18:00")
SCHEMA = json.loads(Path("docs/period_report.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


def unit_of(tx: Transaction, unit_id: int) -> Unit:
    unit = tx.roster.unit(unit_id)
    assert unit is not None
    return unit


def week_of(tx: Transaction, unit_id: int, period: Period = WEEK) -> PeriodFigures:
    return tx.reports.period(unit_of(tx, unit_id), period)


ENTRIES = st.builds(
    Entry,
    temperature=st.sampled_from([None, 3650, 3820]),
    symptoms=st.sampled_from([(), (Symptom.COUGH,)]),
    absence=st.sampled_from([None, *Absence]),
    where=st.sampled_from([None, *Where]),
)
ANSWERS = st.dictionaries(
    st.tuples(st.integers(0, 1), st.integers(0, 4), st.integers(0, 2)),
    st.tuples(st.sampled_from(["07:41", "09:00"]), st.lists(ENTRIES, max_size=2)),
    max_size=20,
)
"""By school, day and class: when it was answered, and what was said of the first pupils."""


def play(
    tx: Transaction, answers: dict[tuple[int, int, int], tuple[str, list[Entry]]], closed: set[int]
) -> list[School]:
    """Two schools over a week; ``closed`` days have no rounds at the first."""
    schools = [a_school(tx), a_school(tx, name="柳坝村小", code="lb")]
    for number, day in enumerate(DAYS):
        for one, school in enumerate(schools):
            if one == 0 and number in closed:
                continue
            open_rounds(tx, school.id, day)
            for index, name in enumerate((A, B, C)):
                if (one, number, index) in answers:
                    at, entries = answers[one, number, index]
                    said = dict(zip(school.pupils[name], entries, strict=False))
                    answer(tx, school.classes[name], school.people[name], said, at=at, day=day)
    return schools


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANSWERS, st.sets(st.integers(0, 4), max_size=2))
def test_a_period_is_the_sum_of_its_days_and_of_its_parts_at_every_level(
    tmp_path_factory: pytest.TempPathFactory,
    answers: dict[tuple[int, int, int], tuple[str, list[Entry]]],
    closed: set[int],
) -> None:
    with transaction(tmp_path_factory.getbasetemp() / "periods.db") as tx:
        schools = play(tx, answers, closed)
        district = schools[0].district
        for unit_id in (district, *(one.id for one in schools), *schools[0].grades.values()):
            whole = week_of(tx, unit_id)
            of_days = [tx.reports.day(unit_id, day).counts for day in DAYS]
            assert whole.counts == total(of_days)
            assert whole.counts == total(part.counts for part in whole.parts)
            for part in whole.parts:
                assert part.counts == week_of(tx, part.unit.id).counts
            read = report_of(tx, unit_of(tx, unit_id), WEEK)
            assert read.figures == whole
            assert total(one.counts for one in read.classes) == whole.counts


def test_a_closed_day_and_a_day_that_is_not_required_add_nothing(tx: Transaction) -> None:
    school = a_school(tx)
    for day in DAYS[:3]:
        open_rounds(tx, school.id, day)
    for name in (A, B, C):
        tx.rounds.set_state(round_of(tx, school.classes[name], DAYS[1]).id, "not_required")
    mark(tx, school.id, str(DAYS[2]), str(DAYS[2]), "closure")
    tx.connection.execute("UPDATE round SET mode = 'closure' WHERE day = ?", (str(DAYS[2]),))
    answer(tx, school.classes[A], school.people[A], day=DAYS[2])
    week = week_of(tx, school.id)
    assert list(week.days) == [DAYS[0], DAYS[2]]
    assert (week.counts.expected, week.counts.answered) == (6, 1)


def test_a_pupil_who_moves_is_counted_each_day_where_the_class_counted(tx: Transaction) -> None:
    school = a_school(tx)
    pupil = school.pupils[A][0]
    for number, day in enumerate(DAYS[:2]):
        open_rounds(tx, school.id, day)
        if number:
            tx.connection.execute(
                "UPDATE enrolment SET until_day = ? WHERE pupil_id = ?", (str(DAYS[0]), pupil)
            )
            tx.connection.execute(
                "INSERT INTO enrolment (pupil_id, class_id, from_day) VALUES (?, ?, ?)",
                (pupil, school.classes[C], str(day)),
            )
        for name in (A, B, C):
            answer(tx, school.classes[name], school.people[name], day=day)
    parts = {part.unit.name: part.counts for part in week_of(tx, school.id).parts}
    assert (parts["一年级"].enrolled, parts["二年级"].enrolled) == (6 + 5, 3 + 4)


def test_isolations_that_begin_and_end_are_told(tx: Transaction) -> None:
    school = a_school(tx)
    absent(tx, pupil=school.pupils[A][0], first=DAYS[0], last=DAYS[3])
    absent(tx, pupil=school.pupils[A][1], first=DAYS[0] - timedelta(days=9), last=DAYS[1])
    absent(tx, pupil=school.pupils[B][0], first=DAYS[2], last=date(2026, 12, 24))
    absent(tx, pupil=school.pupils[B][1], kind="leave", first=DAYS[2], last=DAYS[3])
    assert week_of(tx, school.id).isolations == Isolations(begun=2, ended=2)
    assert week_of(tx, school.classes[B]).isolations == Isolations(begun=1, ended=0)
    assert week_of(tx, school.district).isolations == Isolations(begun=2, ended=2)


def test_cases_that_were_opened_and_released_are_told(tx: Transaction) -> None:
    school = a_school(tx)
    open_rounds(tx, school.id, DAYS[0])
    for number, (name, opened, ends, state) in enumerate(
        (
            (A, DAYS[0], DAYS[3], "released"),
            (A, DAYS[1], None, "open"),
            (B, DAYS[0] - timedelta(days=9), DAYS[1], "released"),
            (B, DAYS[0] - timedelta(days=9), DAYS[1], "transferred"),
        )
    ):
        tx.connection.execute(
            "INSERT INTO case_file (school_id, unit_id, number, rule, pupil_id, anchor_day,"
            " first_day, state, opened_ms, opened_day, asked_from, closed_ms, ends_day)"
            " VALUES (?1, ?2, ?3, 'isolation', ?4, ?8, ?8, ?5, 0, ?6, ?8, ?9, ?7)",
            (school.id, school.classes[name], number, school.pupils[name][number % 2], state,
             str(opened), ends and str(ends), str(opened), None if state == "open" else 1),
        )  # fmt: skip
    assert week_of(tx, school.id).cases == Cases(opened=2, released=2)
    assert week_of(tx, school.grades["一年级"]).cases == Cases(opened=2, released=2)
    assert week_of(tx, school.classes[B]).cases == Cases(opened=0, released=1)
    words = period_report(
        "zh", week_of(tx, school.id), Around(WEEK.last), now_ms=NOW, zone=ZONE
    ).text.plain
    assert "个案：新开 2 · 解除 2" in words


def a_week(tx: Transaction) -> School:
    """A school of which much has been said in a week."""
    school = a_school(tx, pupils=5)
    for number, day in enumerate(DAYS):
        open_rounds(tx, school.id, day)
        one, two, *_ = school.pupils[A]
        said = {one: Entry(temperature=3820, where=Where.HOME), two: Entry(absence=Absence.OTHER)}
        answer(tx, school.classes[A], school.people[A], said if number % 2 else {}, day=day)
        if number:
            answer(tx, school.classes[B], school.people[B], at="09:30", day=day)
    answer(tx, school.classes[B], school.people[B], {school.pupils[B][0]: Entry(unmeasured=True)},
           at="10:00", day=DAYS[1])  # fmt: skip
    return school


def file_of(report: PeriodReport, format_: Format) -> bytes:
    return written(report, format_, language="zh", now_ms=NOW, zone=ZONE, names=True)


@pytest.mark.parametrize("period", [WEEK, Period(DAYS[1], DAYS[1])])
@pytest.mark.parametrize("level", ["district", "school", "grade", "class"])
def test_every_file_read_again_has_the_figures_of_the_json(
    tx: Transaction, level: str, period: Period
) -> None:
    school = a_week(tx)
    units = {"district": school.district, "school": school.id}
    units |= {"grade": school.grades["一年级"], "class": school.classes[A]}
    report = report_of(tx, unit_of(tx, units[level]), period)
    told = json.loads(file_of(report, Format.JSON))
    missing = told["outstanding"] if not period.is_day else len(told["outstanding"])
    book = openpyxl.load_workbook(io.BytesIO(file_of(report, Format.XLSX)))
    first = {row[0].value: row[1].value for row in book["汇总"].iter_rows()}
    labels = {
        "应报班级": told["expected"], "已报": told["answered"], "准时": told["on_time"],
        "迟报": told["late"], "未报": missing, "零报告": told["zero_reports"],
        "应到": told["enrolled"], "实到": told["present"], "病假": told["absent"]["sick"],
        "事假": told["absent"]["personal"], "其他缺勤": told["absent"]["other"],
        "发热": told["fever"], "不适": told["symptoms"], "外出": told["travel"],
        "未测": told["unmeasured"], "更正": told["corrections"],
    }  # fmt: skip
    assert {label: first[label] for label in labels} == labels
    content = file_of(report, Format.CSV).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    for label in (
        "应到",
        "实到",
        "病假",
        "事假",
        "其他缺勤",
        "发热",
        "不适",
        "外出",
        "未测",
        "更正",
    ):
        assert sum(int(row[label] or 0) for row in rows) == labels[label], label
    assert len(rows) == told["expected"]
    for sheet in book.worksheets[1:]:
        heading = [cell.value for cell in sheet[1]]
        last = dict(zip(heading, [cell.value for cell in sheet[sheet.max_row]], strict=True))
        if sheet.title == "每日":
            assert {label: last[label] for label in labels} == labels


def test_a_week_in_json_is_as_the_schema_has_it(tx: Transaction) -> None:
    school = a_week(tx)
    body = period_json(report_of(tx, unit_of(tx, school.id), WEEK), as_of_ms=NOW, zone=ZONE)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(
        body
    )
    assert [one["unit"]["name"] for one in body["units"]] == ["一年级", "二年级"]
    for key in ("expected", "answered", "enrolled", "present", "fever", "corrections"):
        assert sum(one[key] for one in body["days"]) == body[key]
        assert sum(one[key] for one in body["units"]) == body[key]


def test_a_table_of_too_many_rows_is_refused_and_the_sums_are_not(
    tx: Transaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = a_week(tx)
    monkeypatch.setattr("scheduler.report_files.MOST_ROWS", 14)
    report = report_of(tx, unit_of(tx, school.district), WEEK)
    assert (report.detailed, report.classes) == (False, ())
    with pytest.raises(TableTooLong):
        file_of(report, Format.CSV)
    book = openpyxl.load_workbook(io.BytesIO(file_of(report, Format.XLSX)))
    assert book.sheetnames == ["汇总", "每日", "未报", "更正"]
    assert report.figures.counts.expected == 15
    assert report.figures.counts != Counts()
