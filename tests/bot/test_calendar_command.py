"""``chenjian calendar import``: all of it or nothing, and a known year only after a yes."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import openpyxl
import pytest

from bot.__main__ import command_line

GOOD = "日期,类别,名称\n2027-01-01,放假,元旦\n2027-10-09,上班,国庆节调休\n"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'chenjian.db'}")
    monkeypatch.setenv("LANGUAGE", "zh")


def stored(folder: Path) -> list[tuple[str, str, str]]:
    connection = sqlite3.connect(folder / "chenjian.db")
    try:
        return connection.execute(
            "SELECT day, kind, name FROM calendar_day ORDER BY day"
        ).fetchall()
    finally:
        connection.close()


def test_a_new_year_is_loaded_without_a_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "2027.csv").write_text(GOOD, encoding="gb18030")
    assert command_line(["calendar", "import", "2027.csv"]) == 0
    assert "2027 年：放假 1 天，调休上班 1 天" in capsys.readouterr().out
    assert stored(tmp_path) == [
        ("2027-01-01", "off", "元旦"),
        ("2027-10-09", "school", "国庆节调休"),
    ]
    assert command_line(["calendar", "import", "2027.csv"]) == 0
    assert capsys.readouterr().out == "无变化\n"


def test_a_spreadsheet_is_read_as_well(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("date", "kind", "name"), ("2027-01-01", "off", "New Year")):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    (tmp_path / "2027.xlsx").write_bytes(content.getvalue())
    assert command_line(["calendar", "import", "2027.xlsx"]) == 0
    assert stored(tmp_path) == [("2027-01-01", "off", "New Year")]


def test_one_bad_row_and_nothing_is_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.csv").write_text(GOOD + "2027-99-01,放假,x\n", encoding="utf-8")
    assert command_line(["calendar", "import", "bad.csv"]) == 2
    told = capsys.readouterr()
    assert told.out.startswith("第 4 行：日期“2027-99-01”不对")
    assert told.err == "bad.csv：有 1 处需要改正，没有导入\n"
    assert not (tmp_path / "chenjian.db").exists()


def test_a_year_that_is_known_is_changed_after_a_yes_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    (tmp_path / "a.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.csv").write_text("date,kind,name\n2027-01-02,off,x\n", encoding="utf-8")
    assert command_line(["calendar", "import", "a.csv"]) == 0
    assert command_line(["calendar", "import", "b.csv"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert len(stored(tmp_path)) == 2
    assert command_line(["calendar", "import", "b.csv", "--yes"]) == 0
    assert stored(tmp_path) == [("2027-01-02", "off", "x")]


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.txt", b"a"), ("x.xlsx", b"no zip"), ("x.csv", b"\xff\xff\x00"), ("x.csv", b"")],
)
def test_what_is_no_list_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    assert command_line(["calendar", "import", name]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.csv").write_bytes(b"a" * 1_000_001)
    assert command_line(["calendar", "import", "x.csv"]) == 2
    assert "太大" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line(["calendar", "import", "none.csv"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
