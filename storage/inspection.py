"""An inspection: a database looked at from outside, without changing anything in it."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.migrations import FOLDER
from storage.runner import connect


@dataclass(frozen=True, slots=True)
class Inspection:
    """``version`` is the newest migration applied, 0 for none; ``fits`` says how it stands to this
    program: same | older (brought up to date at the next start) | newer | changed. ``whole`` is
    what the integrity check said where it was not ok, else None. Sizes are in bytes.
    """

    version: int
    fits: str
    whole: str | None
    size: int
    free: int


def inspect(path: Path, folder: Path = FOLDER) -> Inspection:
    """Look at a database that exists. Raises sqlite3.Error where it is none."""
    with closing(connect(path, read_only=True)) as connection:
        done = _applied(connection)
        told = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    brought = {
        int(file.name[:4]): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.glob("[0-9]*.sql")
    }
    size = sum(
        beside.stat().st_size
        for beside in (path, Path(f"{path}-wal"), Path(f"{path}-shm"))
        if beside.exists()
    )
    return Inspection(
        version=max(done, default=0),
        fits=_fits(done, brought),
        whole=None if told == "ok" else str(told),
        size=size,
        free=shutil.disk_usage(path.absolute().parent).free,
    )


def _applied(connection: sqlite3.Connection) -> dict[int, str]:
    known = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migration'").fetchone()
    if known is None:
        return {}
    return dict(connection.execute("SELECT number, checksum FROM migration").fetchall())


def _fits(done: dict[int, str], brought: dict[int, str]) -> str:
    if set(done) - set(brought):
        return "newer"
    if any(brought[number] != checksum for number, checksum in done.items()):
        return "changed"
    return "same" if set(done) == set(brought) else "older"
