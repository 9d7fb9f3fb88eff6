"""The tables, made and changed by numbered files, forward only."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from domain.errors import ChangedMigration, NewerDatabase

FOLDER = Path(__file__).parent / "sqlite"


def statements(script: str) -> list[str]:
    """The statements of a file, one by one (executescript would commit)."""
    found, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            found.append(current)
            current = ""
    return [*found, current] if current.strip() else found


def migrate(connection: sqlite3.Connection, folder: Path = FOLDER) -> int:
    """Bring the tables up to date; gives how many files were applied.

    Each file and its record commit together. Raises NewerDatabase, ChangedMigration.
    """
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migration"
        " (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT"
    )
    done: dict[int, str] = dict(
        connection.execute("SELECT number, checksum FROM migration").fetchall()
    )
    files = {int(path.name[:4]): path for path in sorted(folder.glob("[0-9]*.sql"))}
    if set(done) - set(files):
        raise NewerDatabase
    applied = 0
    for number, path in files.items():
        script = path.read_text(encoding="utf-8")
        checksum = hashlib.sha256(script.encode()).hexdigest()
        if number in done:
            if done[number] != checksum:
                raise ChangedMigration(path.name)
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements(script):
                connection.execute(statement)
            connection.execute(
                "INSERT INTO migration (number, name, checksum) VALUES (?, ?, ?)",
                (number, path.name, checksum),
            )
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        applied += 1
    return applied
