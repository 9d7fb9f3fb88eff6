"""``chenjian pack``: days as people name them, staff named only with a reason, one line."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from bot.__main__ import command_line
from domain.check_in import Entry
from storage.runner import connect
from storage.transaction import Transaction
from tests.morning import answer, open_rounds
from tests.school import a_school
from tests.tables import tables_with

A = "一年级1班"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school on its Monday; the environment of the command line."""
    path = tmp_path / "chenjian.db"

    def piece(tx: Transaction) -> None:
        school = a_school(tx)
        open_rounds(tx, school.id)
        answer(tx, school.classes[A], school.people[A])
        fever = {school.pupils["一年级2班"][0]: Entry(temperature=3900)}
        answer(tx, school.classes["一年级2班"], school.people["一年级2班"], fever)

    tables_with(path, piece)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("TELEGRAM_API_BASE", "http://127.0.0.1:1")
    monkeypatch.setenv("CLOCK_START", "2026-11-23T09:05:00+08:00")
    monkeypatch.setenv("CLOCK_SPEED", "0")
    return path


def rows(database: Path, statement: str) -> list[tuple[object, ...]]:
    connection = connect(database, read_only=True)
    try:
        return [tuple(row) for row in connection.execute(statement)]
    finally:
        connection.close()


def manifest(path: Path) -> dict[str, object]:
    body: dict[str, object] = json.loads(zipfile.ZipFile(path).read("manifest.json"))
    return body


def cells(path: Path) -> str:
    book = zipfile.ZipFile(io.BytesIO(zipfile.ZipFile(path).read("台账.xlsx")))
    return "".join(book.read(name).decode() for name in book.namelist())


def test_a_month_is_packed_without_names(database: Path) -> None:
    assert command_line(["pack", "--unit", "hc", "--days", "11月", "--out", "a.zip"]) == 0
    told = manifest(Path("a.zip"))
    assert (told["first"], told["last"]) == ("2026-11-01", "2026-11-23")
    assert (told["expected"], told["zero_reports"], told["staff_named"]) == (3, 1, False)
    assert "老师" not in cells(Path("a.zip"))
    assert rows(database, "SELECT COUNT(*) FROM audit") == [(0,)]


def test_staff_are_named_with_a_reason_that_is_written_down(database: Path) -> None:
    asked = ["pack", "--unit", "hc", "--days", "今天", "--out", "a.zip", "--names"]
    assert command_line([*asked, "--reason", "区教育局检查"]) == 0
    assert "老师 hc-一年级1班" in cells(Path("a.zip"))
    assert rows(database, "SELECT act, detail FROM audit") == [
        ("pack_names", "2026-11-23 2026-11-23 区教育局检查")
    ]


def test_above_the_school_nobody_is_named_and_nothing_is_revealed(database: Path) -> None:
    asked = ["pack", "--unit", "云岭区", "--days", "今天", "--out", "a.zip", "--names"]
    assert command_line([*asked, "--reason", "x"]) == 0
    assert "老师" not in cells(Path("a.zip"))
    assert rows(database, "SELECT COUNT(*) FROM audit") == [(0,)]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--unit", "hc", "--days", "2026-13"], "2026-13"),
        (["--unit", "nobody", "--days", "今天"], "nobody"),
        (["--unit", "hc", "--days", "今天", "--names"], "--reason"),
        (["--unit", "hc", "--days", "2024-01-01..2026-11-23"], "400"),
    ],
)
def test_what_cannot_be_made_is_said_in_one_line(
    database: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert command_line(["pack", *arguments, "--out", "a.zip"]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert not Path("a.zip").exists()


def test_a_missing_database_is_named(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///none.db")
    assert command_line(["pack", "--unit", "hc", "--days", "今天", "--out", "a.zip"]) == 2
    assert not Path("none.db").exists()
