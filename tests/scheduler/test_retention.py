"""What is let go of, and what is not."""

from __future__ import annotations

from pathlib import Path

from domain.ports import RawUpdate
from scheduler.retention import AT_ONCE, UPDATES_KEPT_MS, let_go
from storage.transaction import Transaction
from tests.clock import instant
from tests.morning import transaction
from tests.scheduler.morning import Morning
from tests.school import a_school

NOW_MS = instant("09:00")
LONG_AGO_MS = NOW_MS - UPDATES_KEPT_MS - 1


def _came(tx: Transaction, first: int, count: int, at_ms: int) -> None:
    updates = [RawUpdate(number, "{}") for number in range(first, first + count)]
    tx.inbox.store("telegram", updates, at_ms)


def _left(tx: Transaction) -> list[int]:
    return [row[0] for row in tx.connection.execute("SELECT update_id FROM inbox ORDER BY id")]


def test_updates_go_after_a_month_but_never_one_that_is_open(tmp_path: Path) -> None:
    with transaction(tmp_path / "kept.db") as tx:
        _came(tx, 1, 3, LONG_AGO_MS)
        tx.inbox.set_aside("telegram", 1, "unreadable", "x")
        tx.inbox.finish_up_to("telegram", 2)
        _came(tx, 4, 1, LONG_AGO_MS + 1)
        tx.connection.execute("UPDATE inbox SET state = 'done' WHERE update_id = 4")
        let_go(tx, NOW_MS)
        assert _left(tx) == [3, 4]
        let_go(tx, NOW_MS + 1)
        assert _left(tx) == [3]


def test_many_go_a_few_at_a_time_the_oldest_first(tmp_path: Path) -> None:
    with transaction(tmp_path / "many.db") as tx:
        _came(tx, 1, AT_ONCE + 5, LONG_AGO_MS)
        tx.inbox.finish_up_to("telegram", AT_ONCE + 5)
        let_go(tx, NOW_MS)
        assert _left(tx) == list(range(AT_ONCE + 1, AT_ONCE + 6))


def test_what_files_were_called_goes_too_but_never_of_one_that_is_still_to_be_read(
    tmp_path: Path,
) -> None:
    with transaction(tmp_path / "files.db") as tx:
        a_school(tx)
        for number, at_ms in enumerate((LONG_AGO_MS, LONG_AGO_MS, LONG_AGO_MS + 1)):
            tx.sent_files.keep(1, 1, f"F{number}", f"王小明{number}.xlsx", at_ms)
        for file_id in (1, 3):
            tx.sent_files.finish(file_id)
        let_go(tx, NOW_MS)
        left = [row[0] for row in tx.connection.execute("SELECT file FROM sent_file ORDER BY id")]
        assert left == ["F1", "F2"]


async def test_the_tick_sees_to_it(morning: Morning) -> None:
    def long_ago(tx: Transaction) -> None:
        _came(tx, 1, 2, morning.clock.now_ms() - UPDATES_KEPT_MS - 1)
        tx.inbox.finish_up_to("telegram", 1)

    await morning.write(long_ago)
    await morning.at("06:00")
    assert await morning.database.read(_left) == [2]
