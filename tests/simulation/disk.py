"""The database's disk: every hop to it may be the last, and now and then it is full or busy."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from storage.runner import InlineRunner, connect
from tests.simulation.life import Life

T = TypeVar("T")

_NO_LIMIT = 1_073_741_823


class Disk:
    """One database file, and what is the matter with it: nothing, ``full`` or ``busy``.

    Both are real: SQLite's own page limit, and another connection that holds the lock.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble: str | None = None
        self._other: sqlite3.Connection | None = None

    def fail(self, how: str) -> None:
        """From now on no commit succeeds (busy), or none that needs room (full)."""
        self.heal()
        self.trouble = how
        if how == "busy":
            self._other = connect(self.path)
            self._other.execute("PRAGMA busy_timeout = 0")
            self._other.execute("BEGIN IMMEDIATE")

    def heal(self) -> None:
        """The disk is well again."""
        self.trouble = None
        if self._other is not None:
            self._other.execute("ROLLBACK")
            self._other.close()
            self._other = None

    def left_to_do(self, now_ms: int) -> list[str]:
        """What the program still has to do by now (civil time), by table."""
        rows = self.look(
            "SELECT 'inbox', COUNT(*) FROM inbox WHERE state = 'open'"
            " UNION ALL SELECT 'outbox', COUNT(*) FROM outbox"
            " WHERE state IN ('claimed', 'sending') OR state = 'pending' AND not_before_ms <= ?1"
            " UNION ALL SELECT 'steps', COUNT(*) FROM day_step"
            " WHERE state = 'owed' AND due_ms <= ?1"
            " UNION ALL SELECT 'touched', COUNT(*) FROM touched"
            " UNION ALL SELECT 'cases', COUNT(*) FROM case_file WHERE next_ms <= ?1"
            " UNION ALL SELECT 'alerts', COUNT(*) FROM alert WHERE next_ms <= ?1 OR warn_ms <= ?1",
            now_ms,
        )
        return [f"{name}: {count}" for name, count in rows if count]

    def look(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """What the file says, read by somebody else than the program."""
        with closing(connect(self.path, read_only=True)) as connection:
            return connection.execute(sql, values).fetchall()


class Runner(InlineRunner):
    """Runs SQL inline, a hop before and a hop after, as a thread's connection would.

    A life may end at either hop: the work was not begun, or it is done and nobody hears of it.
    ``committed`` is called after what the writer did.
    """

    def __init__(
        self,
        disk: Disk,
        life: Life,
        *,
        read_only: bool,
        committed: Callable[[sqlite3.Connection], None] | None = None,
    ) -> None:
        super().__init__(disk.path, read_only=read_only)
        # Nobody waits for a lock in real time.
        self._connection.execute("PRAGMA busy_timeout = 0")
        self._disk = disk
        self._life = life
        self._limited = False
        self._committed = committed

    async def call(self, work: Callable[[sqlite3.Connection], T]) -> T:
        await self._life.hop()
        if self._committed is not None:
            self._limit()
        try:
            result = work(self._connection)
        except Exception:
            await self._life.hop()
            raise
        if self._committed is not None:
            self._committed(self._connection)
        await self._life.hop()
        return result

    def _limit(self) -> None:
        """Let the file grow, or not."""
        full = self._disk.trouble == "full"
        if full is self._limited:
            return
        pages = _NO_LIMIT
        if full:
            pages = self._connection.execute("PRAGMA page_count").fetchone()[0]
        self._connection.execute(f"PRAGMA max_page_count = {pages}")
        self._limited = full
