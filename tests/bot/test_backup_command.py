"""``chenjian backup``: a whole copy while others write, proven, and never over another file."""

from __future__ import annotations

import asyncio
import stat
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.__main__ import command_line
from storage.backup import BackupExists, back_up
from storage.database import opened, snapshot
from storage.runner import connect
from storage.transaction import Transaction
from tests.morning import DAY, answer, open_rounds
from tests.school import a_school
from tests.tables import tables_with


def _one_line(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


@pytest.fixture
def database(home: Path) -> Path:
    """A school that has answered once, as a bot leaves it."""
    path = home / "data" / "chenjian.db"

    def piece(tx: Transaction) -> None:
        school = a_school(tx)
        open_rounds(tx, school.id)
        answer(tx, school.classes["一年级1班"], school.people["一年级1班"])

    tables_with(path, piece)
    return path


@contextmanager
def _writing(path: Path) -> Iterator[list[int]]:
    """Somebody commits again and again meanwhile; gives the commits."""
    done: list[int] = []
    stop = threading.Event()

    def write() -> None:
        with closing(connect(path)) as connection:
            while not stop.is_set():
                connection.execute("BEGIN IMMEDIATE")
                for n in range(20):
                    number = len(done) * 20 + n
                    connection.execute(
                        "INSERT INTO audit (at_ms, act, detail) VALUES (?, 'test', ?)",
                        (number, "x" * 2000),
                    )
                connection.execute("COMMIT")
                done.append(len(done))

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield done
    finally:
        stop.set()
        thread.join()


def test_a_backup_holds_everything_and_says_so(
    database: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line(["backup", "copy.db"]) == 0
    said = capsys.readouterr().out
    assert "回复 1" in said
    assert "学生 9" in said
    with closing(connect(home / "copy.db", read_only=True)) as copy:
        held = snapshot(copy, lambda tx: tx.rounds.of_school(_school(tx), DAY))
    assert sum(round_.revision for round_ in held) == 1
    assert [file.name for file in home.iterdir() if "copy" in file.name] == ["copy.db"]


def test_only_its_owner_may_read_a_backup(database: Path, home: Path) -> None:
    assert command_line(["backup", "copy.db"]) == 0
    assert stat.S_IMODE((home / "copy.db").stat().st_mode) == 0o600


def test_a_bot_starts_on_a_backup(database: Path, home: Path) -> None:
    assert command_line(["backup", "copy.db"]) == 0

    async def begin() -> int:
        async with opened(home / "copy.db") as copy:
            await copy.write(lambda tx: tx.days.remember("test", "1"))
            return await copy.read(lambda tx: tx.vitals.chats().enrolled)

    assert asyncio.run(begin()) > 0


def test_a_backup_is_one_moment_while_others_write(database: Path, home: Path) -> None:
    with _writing(database) as commits:
        for number in range(5):
            before = len(commits)
            copy = back_up(database, home / f"{number}.db")
            # Twenty rows to a commit: a copy torn in the middle of one would show.
            assert copy.rows["audit"] % 20 == 0
            assert copy.rows["audit"] >= before * 20
        during = len(commits)
    assert during > 5, "the writer went on"


def test_a_backup_never_takes_a_files_place(
    database: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "copy.db").write_bytes(b"the only one we have")
    assert command_line(["backup", "copy.db"]) == 2
    assert "已经存在" in _one_line(capsys)
    assert (home / "copy.db").read_bytes() == b"the only one we have"


def test_two_backups_to_one_name_leave_one_whole_file(database: Path, home: Path) -> None:
    outcomes: list[object] = []

    def copy() -> None:
        try:
            outcomes.append(back_up(database, home / "copy.db"))
        except BackupExists as exists:
            outcomes.append(exists)

    threads = [threading.Thread(target=copy) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(not isinstance(outcome, BackupExists) for outcome in outcomes) == 1
    assert sorted(file.name for file in home.iterdir()) == ["copy.db", "data"]


@pytest.mark.parametrize("target", ["nowhere/copy.db", "data/chenjian.db", "."])
def test_what_cannot_be_written_is_one_clear_line(
    database: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = database.read_bytes()
    assert command_line(["backup", target]) == 2
    _one_line(capsys)
    assert database.read_bytes() == before


@pytest.mark.usefixtures("home")
def test_without_a_database_there_is_nothing_to_back_up(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line(["backup", "copy.db"]) == 2
    assert "没有数据库" in _one_line(capsys)
    assert list(home.iterdir()) == []


def test_a_damaged_database_gives_no_backup(
    database: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'answer'"
        ).fetchone()[0]
    content = bytearray(database.read_bytes())
    content[(root - 1) * page : (root - 1) * page + 100] = b"\xff" * 100
    database.write_bytes(content)
    assert command_line(["backup", "copy.db"]) == 2
    _one_line(capsys)
    assert not (home / "copy.db").exists()
    assert not list(home.glob(".copy*"))


def _school(tx: Transaction) -> int:
    unit = tx.roster.unit_by_code("hc")
    assert unit is not None
    return unit.id
