"""The one writer: order, savepoints, group commit, and what survives trouble."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.errors import ChangedMigration, NewerDatabase, StorageTrouble
from domain.ports import RawUpdate
from storage.database import Database, opened, prepare
from storage.migrations import FOLDER as MIGRATIONS
from storage.migrations import migrate
from storage.runner import ThreadRunner, connect
from storage.transaction import SharedSavepoint, Transaction
from storage.writer import Piece


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with opened(tmp_path / "chenjian.db") as database:
        yield database


def keep(number: int) -> RawUpdate:
    return RawUpdate(number, f'{{"update_id": {number}}}')


async def kept(database: Database) -> list[int]:
    rows = await database.read(lambda tx: tx.inbox.open_updates("telegram", 1000))
    return [row.update_id for row in rows]


async def test_pieces_run_in_the_order_they_were_given(database: Database) -> None:
    order: list[int] = []

    def note(number: int) -> Piece[None]:
        return lambda tx: order.append(number)

    await asyncio.gather(*(database.writer.submit(note(number)) for number in range(200)))
    assert order == list(range(200))


async def test_a_failed_piece_is_rolled_back_alone(database: Database) -> None:
    def fails(tx: Transaction) -> None:
        tx.inbox.store("telegram", [keep(2)], 1)
        raise LookupError("no")

    outcomes = await asyncio.gather(
        database.write(lambda tx: tx.inbox.store("telegram", [keep(1)], 1)),
        database.write(fails),
        database.write(lambda tx: tx.inbox.store("telegram", [keep(3)], 1)),
        return_exceptions=True,
    )
    assert isinstance(outcomes[1], LookupError)
    assert await kept(database) == [1, 3]


async def test_a_piece_may_undo_what_it_wrote_and_write_something_else(database: Database) -> None:
    def changes_its_mind(tx: Transaction) -> None:
        tx.inbox.store("telegram", [keep(1)], 1)
        tx.undo()
        tx.inbox.store("telegram", [keep(2)], 1)

    await database.write(changes_its_mind)
    assert await kept(database) == [2]


async def test_a_part_of_a_piece_that_fails_is_undone_alone(database: Database) -> None:
    def fails(tx: Transaction) -> None:
        tx.inbox.store("telegram", [keep(2)], 1)
        raise LookupError("no")

    def goes_on(tx: Transaction) -> None:
        tx.inbox.store("telegram", [keep(1)], 1)
        with pytest.raises(LookupError):
            tx.alone(fails)
        tx.alone(lambda tx: tx.inbox.store("telegram", [keep(3)], 1))

    await database.write(goes_on)
    assert await kept(database) == [1, 3]


async def test_a_part_that_changes_its_mind_undoes_nothing_of_the_piece_around_it(
    database: Database,
) -> None:
    def changes_its_mind(tx: Transaction) -> None:
        tx.inbox.store("telegram", [keep(2)], 1)
        tx.undo()

    def goes_on(tx: Transaction) -> None:
        tx.inbox.store("telegram", [keep(1)], 1)
        tx.alone(changes_its_mind)

    await database.write(goes_on)
    assert await kept(database) == [1]


async def test_work_that_shares_a_savepoint_cannot_be_undone_alone(database: Database) -> None:
    def shares(tx: Transaction) -> None:
        with tx.shared():
            tx.inbox.store("telegram", [keep(1)], 1)
            with pytest.raises(SharedSavepoint):
                tx.undo()

    await database.write(shares)
    assert await kept(database) == [1]


async def test_a_part_alone_within_shared_work_is_undone_alone(database: Database) -> None:
    def changes_its_mind(tx: Transaction) -> None:
        tx.inbox.store("telegram", [keep(2)], 1)
        tx.undo()

    def shares(tx: Transaction) -> None:
        with tx.shared():
            tx.inbox.store("telegram", [keep(1)], 1)
            tx.alone(changes_its_mind)
            with pytest.raises(SharedSavepoint):
                tx.undo()

    await database.write(shares)
    assert await kept(database) == [1]


async def test_trouble_in_a_part_of_a_piece_is_trouble_of_the_whole(database: Database) -> None:
    def full(tx: Transaction) -> None:
        pages = tx.connection.execute("PRAGMA page_count").fetchone()[0]
        tx.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        tx.inbox.store("telegram", [RawUpdate(2, "x" * 200_000)], 1)

    def goes_on(tx: Transaction) -> None:
        tx.inbox.store("telegram", [keep(1)], 1)
        tx.alone(full)

    with pytest.raises(StorageTrouble):
        await database.write(goes_on)
    assert await kept(database) == []


async def test_an_error_that_ends_the_transaction_reports_nothing_and_runs_the_rest_again(
    database: Database,
) -> None:
    def ends_everything(tx: Transaction) -> None:
        tx.connection.execute("ROLLBACK")
        raise sqlite3.OperationalError("database or disk is full")

    outcomes = await asyncio.gather(
        database.write(lambda tx: tx.inbox.store("telegram", [keep(1)], 1)),
        database.write(ends_everything),
        database.write(lambda tx: tx.inbox.store("telegram", [keep(3)], 1)),
        return_exceptions=True,
    )
    assert outcomes[0] == 1
    assert isinstance(outcomes[1], StorageTrouble)
    assert outcomes[2] == 1
    assert await kept(database) == [1, 3]


async def test_a_full_disk_keeps_nothing_of_the_piece_and_says_so(database: Database) -> None:
    def fill(tx: Transaction) -> None:
        pages = tx.connection.execute("PRAGMA page_count").fetchone()[0]
        tx.connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    await database.write(fill)
    huge = RawUpdate(1, "x" * 200_000)
    with pytest.raises(StorageTrouble):
        await database.write(lambda tx: tx.inbox.store("telegram", [huge], 1))
    await database.write(lambda tx: tx.connection.execute("PRAGMA max_page_count = 1000000"))
    assert await database.write(lambda tx: tx.inbox.store("telegram", [keep(2)], 1)) == 1
    assert await kept(database) == [2]


async def test_who_waits_for_a_topic_is_woken_after_the_commit(database: Database) -> None:
    news = database.wakes("inbox")
    assert not news.is_set()
    await database.write(lambda tx: tx.inbox.store("telegram", [keep(1)], 1))
    assert news.is_set()


async def test_a_reader_sees_one_consistent_picture_while_others_write(database: Database) -> None:
    def twice(tx: Transaction) -> tuple[int, int]:
        first = len(tx.inbox.open_updates("telegram", 10))
        other = connect(Path(tx.connection.execute("PRAGMA database_list").fetchone()[2]))
        other.execute(
            "INSERT INTO inbox (channel, update_id, raw, stored_ms) VALUES ('x', 1, '', 1)"
        )
        other.close()
        return first, len(tx.inbox.open_updates("x", 10))

    assert await database.read(twice) == (0, 0)


async def test_a_read_that_the_database_refuses_is_trouble_and_the_reader_serves_on(
    database: Database,
) -> None:
    for _ in range(5):
        with pytest.raises(StorageTrouble):
            await database.read(lambda tx: tx.connection.execute("SELECT * FROM no_such_table"))
    assert await kept(database) == []


async def test_an_update_is_kept_once_however_often_it_comes(database: Database) -> None:
    news = [keep(5), keep(6)]
    assert await database.write(lambda tx: tx.inbox.store("telegram", news, 1)) == 2
    assert await database.write(lambda tx: tx.inbox.store("telegram", news, 2)) == 0
    await database.write(lambda tx: tx.inbox.finish_up_to("telegram", 5))
    await database.write(lambda tx: tx.inbox.store("telegram", news, 3))
    assert await kept(database) == [6]


async def test_closing_ends_the_threads(tmp_path: Path) -> None:
    async with opened(tmp_path / "a.db") as database:
        await database.write(lambda tx: tx.stir("day"))
        runner = database.writer._runner
        assert isinstance(runner, ThreadRunner)
        thread = runner._thread
    thread.join(5)
    assert not thread.is_alive()


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    prepare(path)
    connection = connect(path)
    connection.execute("INSERT INTO migration VALUES (9999, '9999_later.sql', 'x')")
    with pytest.raises(NewerDatabase):
        migrate(connection)
    connection.close()


def test_a_migration_that_was_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    prepare(path)
    connection = connect(path)
    connection.execute("UPDATE migration SET checksum = 'other'")
    with pytest.raises(ChangedMigration):
        migrate(connection)
    connection.close()


def test_the_inbox_of_an_older_database_is_kept_as_it_was(tmp_path: Path) -> None:
    older = tmp_path / "older"
    older.mkdir()
    for name in ("0001_first_morning.sql", "0002_watching.sql"):
        shutil.copy(MIGRATIONS / name, older)
    connection = connect(tmp_path / "a.db")
    assert migrate(connection, older) == 2
    rows = [
        ("telegram", 8, '{"update_id": 8}', 1, "open", None),
        ("telegram", 9, "{", 2, "unreadable", "json"),
        ("wecom", 3, "{}", 3, "done", None),
    ]
    connection.executemany("INSERT INTO inbox VALUES (?, ?, ?, ?, ?, ?)", rows)
    migrate(connection)
    kept = connection.execute(
        "SELECT channel, update_id, raw, stored_ms, state, error FROM inbox ORDER BY update_id DESC"
    )
    assert [tuple(row) for row in kept] == [rows[1], rows[0], rows[2]]
    connection.close()


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "sql"
    folder.mkdir()
    (folder / "0001_half.sql").write_text("CREATE TABLE a (x);\nCREATE TABLE a (x);\n")
    connection = connect(tmp_path / "a.db")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, folder)
    assert connection.execute("SELECT COUNT(*) FROM migration").fetchone()[0] == 0
    assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'a'").fetchall()
    connection.close()
