"""Where SQL runs: in aiosqlite's thread, or inline in a simulation.

The one file that uses aiosqlite's protected ``_execute``: a test holds it against the pinned
version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

import aiosqlite

T = TypeVar("T")
Connection = sqlite3.Connection
"""A connection of the driver, for those who hand one on and may not know the driver."""

BUSY_TIMEOUT_MS = 10_000


class Runner(Protocol):
    """A connection, and the one way to do work on it."""

    async def call(self, work: Callable[[sqlite3.Connection], T]) -> T: ...

    async def close(self) -> None: ...


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection as every one of ours is: WAL, FULL, foreign keys, no hidden transactions."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}{'?mode=ro' if read_only else ''}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
    )
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # A page that many answers change is brought back to the file once for all of them.
        connection.execute("PRAGMA wal_autocheckpoint = 8000")
        # What a savepoint may have to bring back is kept in memory, not in a file of its own.
        connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


class ThreadRunner(aiosqlite.Connection):
    """Runs whole functions in aiosqlite's thread: one hop for a batch, not one a statement."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        super().__init__(lambda: connect(path, read_only=read_only), iter_chunk_size=64)

    async def call(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``work`` in the connection's thread and give its result."""
        result: T = await self._execute(lambda: work(self._conn))  # type: ignore[no-untyped-call]
        return result


async def begun(path: Path, *, read_only: bool = False) -> ThreadRunner:
    """A thread runner whose connection stands."""
    runner = ThreadRunner(path, read_only=read_only)
    await runner
    return runner


class InlineRunner:
    """Runs on the caller's own stack: a virtual clock cannot see a thread."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._connection = connect(path, read_only=read_only)
        # Virtual time knows no power cut: what is committed need not wait for the disk.
        self._connection.execute("PRAGMA synchronous = OFF")

    async def call(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``work`` now."""
        return work(self._connection)

    async def close(self) -> None:
        """Close the connection."""
        self._connection.close()
