"""``chenjian report`` on a database as a running bot leaves it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.refused import ReportTrouble
from bot.report_command import ReportCommand, run_report
from domain.check_in import Entry
from storage.runner import connect
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import answer, open_rounds
from tests.school import a_school
from tests.tables import tables_with
from views.template_check import judge_template


@contextmanager
def connected(path: Path) -> Iterator[Transaction]:
    connection = connect(path)
    try:
        yield Transaction(connection)
    finally:
        connection.close()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "school.db"

    def piece(tx: Transaction) -> None:
        school = a_school(tx)
        open_rounds(tx, school.id)
        fever = {school.pupils["一年级1班"][0]: Entry(temperature=3820)}
        answer(tx, school.classes["一年级1班"], school.people["一年级1班"], fever)

    tables_with(path, piece)
    return path


def run(database: Path, command: ReportCommand) -> str:
    content = run_report(database, command, now_ms=instant("09:05"), zone=ZONE, language="zh")
    return content.decode()


def audited(database: Path) -> list[tuple[str, str]]:
    with connected(database) as tx:
        return [tuple(row) for row in tx.connection.execute("SELECT act, detail FROM audit")]


def test_the_day_by_the_clock_is_the_default_and_names_are_masked(database: Path) -> None:
    body = json.loads(run(database, ReportCommand("hc", format="json")))
    assert (body["day"], body["expected"], body["fever"]) == ("2026-11-23", 3, 1)
    assert [found["person"] for found in body["findings"]] == [None]
    assert audited(database) == []


def test_names_with_a_reason_are_shown_and_written_down(database: Path) -> None:
    command = ReportCommand("hc", format="json", names=True, reason="家长来电核实")
    assert json.loads(run(database, command))["findings"][0]["person"] == "张伟"
    assert audited(database) == [("report_names", "2026-11-23 家长来电核实")]


def test_names_above_the_school_stay_masked_and_nothing_is_revealed(database: Path) -> None:
    command = ReportCommand("云岭区", format="json", names=True, reason="x")
    assert json.loads(run(database, command))["findings"][0]["person"] is None
    assert audited(database) == []


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_names_without_a_reason_are_refused(database: Path, reason: str | None) -> None:
    with pytest.raises(ReportTrouble, match="--reason"):
        run(database, ReportCommand("hc", names=True, reason=reason))


def test_a_csv_has_a_row_for_each_class(database: Path) -> None:
    text = run(database, ReportCommand("hc", format="csv")).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["状态"] for row in rows] == ["准时", "未报", "未报"]
    assert {row["上报人"] for row in rows} == {""}


@pytest.mark.parametrize("unit", ["hc", "云岭区", "hc-g1", "hc-c1"])
def test_a_picture_is_given_of_any_unit(database: Path, unit: str) -> None:
    command = ReportCommand(unit, format="png")
    content = run_report(database, command, now_ms=instant("09:05"), zone=ZONE, language="zh")
    assert content.startswith(b"\x89PNG")


def test_the_text_is_that_of_the_chat(database: Path) -> None:
    words = run(database, ReportCommand("hc", day="11-23"))
    assert words.startswith("和川镇中心小学 11月23日(周一) 晨检报表 · 截至 09:05")
    assert "张伟" not in words


@pytest.mark.parametrize("day", ["上周", "2026-11-16..2026-11-22", "16-22 Nov"])
def test_a_week_is_given_as_its_sums_and_its_days(database: Path, day: str) -> None:
    with connected(database) as tx:
        school = tx.roster.unit_by_code("hc")
        assert school is not None
        open_rounds(tx, school.id, date(2026, 11, 20))
    body = json.loads(run(database, ReportCommand("hc", day=day, format="json")))
    assert (body["first"], body["last"], body["expected"]) == ("2026-11-16", "2026-11-22", 3)
    assert [(one["day"], one["outstanding"]) for one in body["days"]] == [("2026-11-20", 3)]
    words = run(database, ReportCommand("hc", day=day))
    assert words.startswith("和川镇中心小学 11月16日–11月22日 晨检报表")


def test_names_over_a_period_are_written_down_with_its_days(database: Path) -> None:
    run(database, ReportCommand("hc", day="16-23 Nov", format="csv", names=True, reason="复核"))
    assert audited(database) == [("report_names", "2026-11-16..2026-11-23 复核")]


def test_a_day_without_school_expects_nothing(database: Path) -> None:
    body = json.loads(run(database, ReportCommand("hc", day="2026-11-22", format="json")))
    assert (body["expected"], body["outstanding"]) == (0, [])


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (ReportCommand("nobody"), "nobody"),
        (ReportCommand("hc", day="2026-13-45"), "2026-13-45"),
        (ReportCommand("hc", day="放假了吧"), "放假了吧"),
        (ReportCommand("hc", day="2020-01-01..2026-01-01", format="csv"), "days"),
        (ReportCommand("hc", day="上周", format="png"), "picture"),
        (ReportCommand("hc", format="odt"), "odt"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    database: Path, command: ReportCommand, told: str
) -> None:
    with pytest.raises(ReportTrouble, match=told) as trouble:
        run(database, command)
    assert "\n" not in str(trouble.value)


def test_a_missing_database_is_named_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(ReportTrouble, match=r"none\.db"):
        run(path, ReportCommand("hc"))
    assert not path.exists()


def table(folder: Path, **cells: str) -> str:
    """A form on disk."""
    made: Any = openpyxl.Workbook()
    for place, words in cells.items():
        made.active[place] = words
    made.save(folder / "form.xlsx")
    return str(folder / "form.xlsx")


def first_row(content: bytes) -> list[object]:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(content)).active
    return [cell.value for cell in sheet[1]]


def filled(database: Path, command: ReportCommand) -> list[object]:
    content = run_report(database, command, now_ms=instant("09:05"), zone=ZONE, language="zh")
    return first_row(content)


def test_a_form_at_hand_is_filled(database: Path, tmp_path: Path) -> None:
    form = table(tmp_path, A1="{{应报班级}}", B1="{{发热}}", C1="{{异常.姓名}}", D1="x")
    assert filled(database, ReportCommand("hc", template=form)) == [3, 1, None, "x"]
    named = ReportCommand("hc", template=form, names=True, reason="核对")
    assert filled(database, named) == [3, 1, "张伟", "x"]
    above = ReportCommand("云岭区", template=form, names=True, reason="核对")
    assert filled(database, above) == [3, 1, None, "x"]
    assert filled(database, ReportCommand("hc", day="2026-11-22", template=form)) == [
        0,
        0,
        None,
        "x",
    ]


def test_a_form_that_is_kept_is_filled_by_its_name(database: Path, tmp_path: Path) -> None:
    content = Path(table(tmp_path, A1="{{实到}}")).read_bytes()
    judged = judge_template("日报表.xlsx", content)
    assert judged is not None
    with connected(database) as tx:
        unit = tx.roster.unit_by_code("hc")
        assert unit is not None
        kept = tx.templates.propose(unit.id, "日报表", judged, content, by=1, at_ms=0)
        template = tx.templates.get(kept)
        assert template is not None
        with pytest.raises(ReportTrouble, match="日报表"):
            filled(database, ReportCommand("hc", template="日报表"))
        assert tx.templates.put_in_force(template, unit.id)
    assert filled(database, ReportCommand("hc-c1", template="日报表")) == [3]
    with pytest.raises(ReportTrouble, match="日报表"):
        filled(database, ReportCommand("云岭区", template="日报表"))


def test_what_is_wrong_with_a_form_is_said_in_one_line(database: Path, tmp_path: Path) -> None:
    form = table(tmp_path, A1="{{应倒}}", B2="=[1]x!A1")
    with pytest.raises(ReportTrouble, match=r"Sheet!A1 unknown '应倒' \(near '应到'\); Sheet!B2"):
        filled(database, ReportCommand("hc", template=form))
    with pytest.raises(ReportTrouble, match="no template"):
        filled(database, ReportCommand("hc", template=table(tmp_path, A1="应到")))
    (tmp_path / "x.docx").write_bytes(b"no zip")
    with pytest.raises(ReportTrouble, match=r"x\.docx"):
        filled(database, ReportCommand("hc", template=str(tmp_path / "x.docx")))
