"""The inspection pack, opened as an inspector does."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from domain.calendar import Period
from domain.check_in import Entry
from domain.figures import AlertFigures, total
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import DAY, answer, open_rounds, transaction
from tests.papers import docx_tables, docx_words
from tests.school import School, a_school
from views.pack import Pack

A, B, C = "一年级1班", "一年级2班", "二年级1班"
FRIDAY = DAY - timedelta(days=3)
WEEK = Period(FRIDAY, DAY)
SHEETS = {
    "zh": ["逐日汇总", "逐班逐日", "零报告凭证", "更正记录", "预警处置", "个案随访"],
    "en": ["Days", "Classes and days", "Zero reports", "Corrections", "Alerts", "Cases"],
}


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


@pytest.fixture
def school(tx: Transaction) -> School:
    """A Friday on which all was well, and a Monday with a fever, a correction and a silence."""
    school = a_school(tx)
    for day in WEEK:
        if day.weekday() < 5:
            open_rounds(tx, school.id, day)
    for name in (A, B, C):
        answer(tx, school.classes[name], school.people[name], day=FRIDAY)
    answer(tx, school.classes[A], school.people[A])
    fever = {school.pupils[A][0]: Entry(temperature=3820)}
    answer(tx, school.classes[A], school.people[A], fever, at="08:10")
    answer(tx, school.classes[B], school.people[B], at="09:12")
    tx.connection.execute("UPDATE person SET name = '=1+1' WHERE id = ?", (school.people[B],))
    return school


def packed(
    tx: Transaction,
    unit_id: int,
    folder: Path,
    *,
    language: str = "zh",
    names: bool = True,
    period: Period = WEEK,
) -> zipfile.ZipFile:
    unit = tx.roster.unit(unit_id)
    assert unit is not None
    folder.mkdir()
    pack = Pack(
        folder, language, unit, unit.name, period,
        zone=ZONE, as_of_ms=instant("09:30"), names=names,
    )  # fmt: skip
    for day in period:
        told = tx.ledger.day(unit, day)
        if told is not None:
            pack.add(told)
    return zipfile.ZipFile(
        io.BytesIO(pack.finish(AlertFigures(), tx.ledger.cases(unit_id, period)))
    )


def sheets(archive: zipfile.ZipFile) -> dict[str, list[list[Any]]]:
    [name] = [name for name in archive.namelist() if name.endswith(".xlsx")]
    book = openpyxl.load_workbook(io.BytesIO(archive.read(name)))
    return {one.title: [[c.value for c in row] for row in one.iter_rows()] for one in book}


def document(archive: zipfile.ZipFile) -> bytes:
    [name] = [name for name in archive.namelist() if name.endswith(".docx")]
    return archive.read(name)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_file_is_listed_with_the_checksum_it_has(
    tx: Transaction, school: School, tmp_path: Path, language: str
) -> None:
    archive = packed(tx, school.id, tmp_path / "pack", language=language)
    assert archive.testzip() is None
    listed = archive.read("SHA256SUMS").decode().splitlines()
    checks = {name: checksum for checksum, _, name in (line.partition("  ") for line in listed)}
    assert set(checks) == set(archive.namelist()) - {"SHA256SUMS"}
    for name, checksum in checks.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == checksum
    manifest = json.loads(archive.read("manifest.json"))
    for one in manifest["files"]:
        assert (one["sha256"], one["bytes"]) == (
            checks[one["name"]],
            len(archive.read(one["name"])),
        )
    assert len(manifest["files"]) == 3


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("of", ["school", "district", A])
def test_its_figures_are_those_of_the_reports(
    tx: Transaction, school: School, tmp_path: Path, language: str, of: str
) -> None:
    units = {"school": school.id, "district": school.district, A: school.classes[A]}
    counted = tx.reports.days(units[of], WEEK.first, WEEK.last)
    sums = total(counted.values())
    archive = packed(tx, units[of], tmp_path / "pack", language=language)
    daily, lines, zero, *_ = sheets(archive).values()
    assert [row[0] for row in daily[1:-1]] == [day.isoformat() for day in counted]
    for row, counts in zip(daily[1:], [*counted.values(), sums], strict=True):
        assert row[1:8] == [counts.expected, counts.answered, counts.on_time, counts.late,
                            counts.missing, counts.zero_reports, counts.enrolled]  # fmt: skip
    assert len(lines) - 1 == sums.expected
    assert len(zero) - 1 == sums.zero_reports
    manifest = json.loads(archive.read("manifest.json"))
    assert (manifest["expected"], manifest["zero_reports"]) == (sums.expected, sums.zero_reports)
    classes, pupils, days = docx_tables(document(archive))
    assert [int(cell) for cell in classes[1][:6]] == daily[-1][1:7]
    assert [int(cell) for cell in pupils[1][:2]] == [sums.enrolled, sums.present]
    assert [row[0] for row in days[1:-1]] == [day.isoformat() for day in counted]


def test_a_zero_report_is_proven_with_person_and_minute(
    tx: Transaction, school: School, tmp_path: Path
) -> None:
    told = sheets(packed(tx, school.id, tmp_path / "pack"))
    assert list(told) == SHEETS["zh"]
    head, *rows = told["零报告凭证"]
    assert head[:5] == ["日期", "学校", "班级", "上报时间", "上报人"]
    assert rows[0][:5] == ["2026-11-20", "和川镇中心小学", A, "07:41", "老师 hc-一年级1班"]
    assert rows[-1][2:5] == [B, "09:12", "=1+1"], "a name is never a formula"
    assert [row[3:5] for row in told["更正记录"][1:]] == [[1, "07:41"], [2, "08:10"]]
    assert "零报告 4 班次，每一班次的上报人和上报时刻" in docx_words(
        document(packed(tx, school.id, tmp_path / "again"))
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_pupil_is_named_and_staff_only_where_they_may_be(
    tx: Transaction, school: School, tmp_path: Path, language: str
) -> None:
    pupils = [row[0] for row in tx.connection.execute("SELECT name FROM pupil")]
    for names in (True, False):
        archive = packed(tx, school.id, tmp_path / str(names), language=language, names=names)
        words = str(sheets(archive)) + docx_words(document(archive))
        words += archive.read("manifest.json").decode()
        assert [name for name in pupils if name in words] == []
        assert ("老师" in words) == names
    assert list(sheets(archive)) == SHEETS[language]


def test_days_on_which_nothing_was_owed_make_a_pack_that_says_so(
    tx: Transaction, school: School, tmp_path: Path
) -> None:
    sunday = DAY - timedelta(days=1)
    archive = packed(tx, school.id, tmp_path / "pack", period=Period(sunday, sunday))
    assert json.loads(archive.read("manifest.json"))["school_days"] == 0
    assert "当日没有要上报的班级" in docx_words(document(archive))
    assert len(sheets(archive)["逐班逐日"]) == 1


def test_the_same_days_make_the_same_document_and_tables(
    tx: Transaction, school: School, tmp_path: Path
) -> None:
    first, second = (packed(tx, school.id, tmp_path / name) for name in ("one", "two"))
    assert sheets(first) == sheets(second)
    assert first.namelist() == second.namelist()
