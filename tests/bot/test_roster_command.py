"""``chenjian roster`` as it is typed: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import os
import pty
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import command_line
from storage.runner import connect

ROOT = Path(__file__).parents[2]
TOWNSHIP = ROOT / "examples" / "township"


@pytest.fixture
def folder(home: Path) -> Path:
    """A copy of the sample township's csv files, to be changed at will."""
    return Path(shutil.copytree(TOWNSHIP / "csv", home / "csv"))


def rows_of(file: Path) -> list[list[str]]:
    """The lines of a csv file."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def write(file: Path, rows: list[list[str]]) -> None:
    """Write a csv file again."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(rows)


def count(home: Path, table: str) -> int:
    """How many rows a table of the default database has."""
    with closing(connect(home / "data" / "chenjian.db")) as connection:
        found: int = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608
        return found


@pytest.mark.parametrize("file", ["roster.xlsx", "csv"])
def test_a_good_roster_is_counted_and_no_database_is_made(
    home: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    assert command_line(["roster", "check", str(TOWNSHIP / file)]) == 0
    said = capsys.readouterr()
    assert said.out == "花名册无误：单位 85，班级 58，人员 192，学生 2169\n"
    assert list(home.iterdir()) == []


def test_every_bad_row_is_named_with_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pupils = rows_of(folder / "pupils.csv")
    number = pupils[0].index("number")
    pupils[2][pupils[0].index("class_code")] = "NOWHERE"
    pupils[4][number] = pupils[3][number]
    write(folder / "pupils.csv", pupils)
    for command in (["roster", "check"], ["roster", "import", "--yes"]):
        assert command_line([*command, str(folder)]) == 2
        said = capsys.readouterr()
        lines = said.out.splitlines()
        assert [line.split(": ")[0] for line in lines] == ["pupils:3", "pupils:5"]
        assert "NOWHERE" in lines[0]
        assert "csv：有 2 处需要改正" in said.err.splitlines()[-1]
    assert not (folder.parent / "data").exists()


def test_a_roster_is_imported_once_and_then_changes_nothing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["roster", "import", str(TOWNSHIP / "roster.xlsx")]
    assert command_line(command) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("已导入")
    assert (count(home, "pupil"), count(home, "person")) == (2169, 192)
    assert command_line(command) == 0
    assert capsys.readouterr().out == "无变化\n"


def test_a_change_is_shown_and_applied_only_after_a_yes(
    home: Path, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command_line(["roster", "import", str(folder)]) == 0
    pupils = rows_of(folder / "pupils.csv")
    gone = pupils.pop()
    write(folder / "pupils.csv", pupils)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    capsys.readouterr()
    assert command_line(["roster", "import", str(folder)]) == 2
    said = capsys.readouterr()
    assert "离校学生 1" in said.out
    assert gone[pupils[0].index("number")] in said.out
    assert gone[pupils[0].index("name")] not in said.out
    assert "--yes" in said.err.splitlines()[-1]
    assert command_line(["roster", "import", "--yes", str(folder)]) == 0
    assert "已导入" in capsys.readouterr().out
    assert command_line(["roster", "import", str(folder)]) == 0
    assert capsys.readouterr().out == "无变化\n"
    assert count(home, "pupil") == 2169  # never deleted


@pytest.mark.parametrize(("typed", "applied"), [("y\n", True), ("n\n", False)])
def test_on_a_terminal_it_asks(home: Path, folder: Path, typed: str, applied: bool) -> None:
    assert command_line(["roster", "import", str(folder)]) == 0
    aliases = rows_of(folder / "aliases.csv")
    write(folder / "aliases.csv", aliases[:-1])
    terminal, its_end = pty.openpty()
    try:
        os.write(terminal, typed.encode())
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "bot", "roster", "import", str(folder)],
            cwd=home,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
            stdin=its_end,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        os.close(terminal)
        os.close(its_end)
    assert done.returncode == 0, done.stderr
    assert "取消别名 1" in done.stdout
    assert ("已导入" in done.stdout) is applied
    assert ("花名册未改动" in done.stderr) is not applied
    assert count(home, "unit_alias") == len(aliases) - 1 - applied


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["roster", "check", "nowhere.xlsx"], "nowhere.xlsx"),
        (["roster", "check", "notes.txt"], "notes.txt"),
        (["roster", "check"], "FILE"),
        (["roster"], "chenjian --help"),
        (["roster", "eat", "x"], "eat"),
        (["roster", "check", "--loud", "x"], "--loud"),
        (["dance"], "dance"),
        (["invites", "--format", "yaml"], "yaml"),
        (["report"], "--unit"),
        (["report", "--unit", "X"], ""),
        (["invites"], "roster import"),
        (["run"], "TELEGRAM_BOT_TOKEN"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    (home / "notes.txt").write_text("nothing of a roster", encoding="utf-8")
    assert command_line(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert says in said.err


def test_a_bad_setting_is_said_in_the_language_of_the_environment(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    (home / ".env").write_text("TIME_ZONE=Mars/Olympus\n", encoding="utf-8")
    assert command_line(["roster", "check", "x.xlsx"]) == 2
    assert capsys.readouterr().err == (
        "TIME_ZONE has a bad value; give the name of a time zone, like Asia/Shanghai\n"
    )


def test_a_file_that_is_no_database_is_said_in_one_line(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///notes.db")
    (home / "notes.db").write_text("these are my notes, and no database" * 50, encoding="utf-8")
    assert command_line(["roster", "import", str(TOWNSHIP / "csv")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2  # a note on the roster, and the error


@pytest.mark.usefixtures("home")
def test_without_a_command_it_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line([]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    for command in ("run", "demo", "roster", "invites", "report"):
        assert f"\n  {command} " in said.out


def test_a_day_of_the_clock_decides_from_when_a_change_counts(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_API_BASE", "http://127.0.0.1:8080")
    monkeypatch.setenv("CLOCK_START", "2026-11-22T23:30:00Z")  # Monday already in Shanghai
    assert command_line(["roster", "import", str(folder)]) == 0
    pupils = rows_of(folder / "pupils.csv")
    write(folder / "pupils.csv", pupils[:-1])
    assert command_line(["roster", "import", "--yes", str(folder)]) == 0
    with closing(connect(home / "data" / "chenjian.db")) as connection:
        closed = connection.execute(
            "SELECT until_day FROM enrolment WHERE until_day <> '9999-12-31'"
        ).fetchall()
    assert [row[0] for row in closed] == ["2026-11-22"]


def test_a_database_of_another_version_is_told_apart(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["roster", "import", str(TOWNSHIP / "roster.xlsx")]
    assert command_line(command) == 0
    file = home / "data" / "chenjian.db"
    with closing(connect(file)) as connection:
        connection.execute("UPDATE migration SET checksum = 'other' WHERE number = 1")
    capsys.readouterr()
    assert command_line(command) == 2
    assert "0001_first_morning.sql" in capsys.readouterr().err
    with closing(connect(file)) as connection:
        connection.execute("INSERT INTO migration VALUES (9999, '9999_later.sql', '')")
    assert command_line(command) == 2
    assert "更新的版本" in capsys.readouterr().err.splitlines()[-1]
