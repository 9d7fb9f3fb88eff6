"""The database of a running program: one writer, a few readers, and who is woken by a commit."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TypeVar

from domain.errors import StorageTrouble
from storage.migrations import migrate
from storage.runner import InlineRunner, Runner, begun, connect
from storage.transaction import Transaction
from storage.writer import Piece, Writer

T = TypeVar("T")

READERS = 2


class Database:
    """Writes go through one writer, reads over connections of their own."""

    def __init__(self, writer_runner: Runner, readers: list[Runner]) -> None:
        self.writer = Writer(writer_runner, self._wake)
        self._readers = readers
        self._free = asyncio.Queue[Runner]()
        for reader in readers:
            self._free.put_nowait(reader)
        self._listeners: dict[str, list[asyncio.Event]] = {}

    async def write(self, piece: Piece[T]) -> T:
        """Run a piece and give its result once it is on disk."""
        return await self.writer.submit(piece)

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Read one consistent picture; nothing is written and no answer waits.

        Raises what ``work`` raised, or StorageTrouble where the database could not be read.
        """
        reader = await self._free.get()
        try:
            return await reader.call(lambda connection: snapshot(connection, work))
        except sqlite3.OperationalError as error:
            raise StorageTrouble(str(error)) from error
        finally:
            self._free.put_nowait(reader)

    def wakes(self, topic: str) -> asyncio.Event:
        """An event that is set after each commit that stirred the topic (inbox, outbox, day)."""
        event = asyncio.Event()
        self._listeners.setdefault(topic, []).append(event)
        return event

    def _wake(self, topics: set[str]) -> None:
        for topic in topics:
            for event in self._listeners.get(topic, ()):
                event.set()


def snapshot(connection: sqlite3.Connection, work: Callable[[Transaction], T]) -> T:
    """Run ``work`` in a read transaction of its own on a sqlite3 connection."""
    tx = Transaction(connection)
    connection.execute("BEGIN")
    try:
        return work(tx)
    finally:
        connection.execute("ROLLBACK")


@asynccontextmanager
async def opened(path: Path, *, inline: bool = False) -> AsyncIterator[Database]:
    """The database at ``path``, made and migrated if need be, closed at the end come what may.

    ``inline`` runs everything on the caller's stack (simulation). Raises NewerDatabase,
    ChangedMigration, sqlite3.Error.
    """
    prepare(path)
    runners: list[Runner] = []
    try:
        for number in range(READERS + 1):
            read_only = number > 0
            runner: Runner
            if inline:
                runner = InlineRunner(path, read_only=read_only)
            else:
                runner = await begun(path, read_only=read_only)
            runners.append(runner)
        database = Database(runners[0], runners[1:])
        async with asyncio.TaskGroup() as group:
            serving = group.create_task(database.writer.serve())
            try:
                yield database
            finally:
                serving.cancel()
                with suppress(asyncio.CancelledError):
                    await serving
    finally:
        for runner in reversed(runners):
            await runner.close()


def prepare(path: Path) -> None:
    """Make the file and its folder where missing, and bring the tables up to date."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = connect(path)
    try:
        migrate(connection)
    finally:
        connection.close()
