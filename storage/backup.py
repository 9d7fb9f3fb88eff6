"""A backup: a whole copy of the database while others go on writing, and proof that it is one."""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from domain.errors import ChenjianError
from storage.runner import connect

PAGES_AT_ONCE = -1
"""All in one step. It reads the snapshot of one transaction: in WAL mode the writer goes on beside
it, and a copy in many steps would begin anew after each commit of another process.
"""


class BackupExists(ChenjianError):
    """There is a file of that name already; a backup never takes the place of another."""


class NoDatabase(ChenjianError):
    """There is nothing to back up."""


class BackupBroken(ChenjianError):
    """The copy is not what was copied: ``reason`` says where it differs."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a backup holds: rows by table, the migrations applied, its size in bytes."""

    rows: Mapping[str, int]
    migrations: tuple[int, ...]
    size: int


def back_up(source: Path, target: Path) -> Copy:
    """Copy the database to a new file, and open that to see that it is whole.

    The file appears under its name only once it is proven. Only its owner may read it. Raises
    NoDatabase, BackupExists, BackupBroken, OSError, sqlite3.Error.
    """
    if not source.is_file():
        raise NoDatabase(file=source)
    if target.exists():
        raise BackupExists(file=target)
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        with closing(connect(source, read_only=True)) as connection:
            held = _copied(connection, part)
        found = _look(part)
        if found != held:
            raise BackupBroken(file=target, reason="rows or migrations differ")
        size = part.stat().st_size
        _put_in_place(part, target)
    finally:
        part.unlink(missing_ok=True)
    return Copy(*held, size=size)


def _copied(source: sqlite3.Connection, part: Path) -> tuple[dict[str, int], tuple[int, ...]]:
    """Copy one moment of the source; gives what stood in it at that moment."""
    source.execute("BEGIN")
    held = _held(source)
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        source.backup(copy, pages=PAGES_AT_ONCE)
        # One plain file, without the two that WAL keeps beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
    source.execute("ROLLBACK")
    return held


def _look(part: Path) -> tuple[dict[str, int], tuple[int, ...]]:
    """Open the copy and read all of it. Raises BackupBroken."""
    with closing(connect(part, read_only=True)) as copy:
        told = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if told != "ok":
            raise BackupBroken(file=part, reason=told)
        if copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise BackupBroken(file=part, reason="foreign keys")
        return _held(copy)


def _held(connection: sqlite3.Connection) -> tuple[dict[str, int], tuple[int, ...]]:
    tables = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
    ]
    rows = {
        table: connection.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]  # noqa: S608
        for table in tables
    }
    if "migration" not in rows:
        return rows, ()
    numbers = connection.execute("SELECT number FROM migration ORDER BY number")
    return rows, tuple(row[0] for row in numbers)


def _put_in_place(part: Path, target: Path) -> None:
    """Give the proven copy its name, on disk for good; whoever took the name meanwhile keeps it."""
    with part.open("rb") as copy:
        os.fsync(copy.fileno())
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise BackupExists(file=target) from None
    except OSError:
        # A file system without links, such as a USB stick's.
        if target.exists():
            raise BackupExists(file=target) from None
        part.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(folder)
    finally:
        os.close(folder)
