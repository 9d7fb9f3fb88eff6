"""New databases for tests, copied from one that was made by the migrations."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from storage.database import prepare
from storage.runner import connect
from storage.transaction import Transaction

T = TypeVar("T")


def tables_with(path: Path, piece: Callable[[Transaction], T]) -> T:
    """A new database at ``path`` with what ``piece`` puts into it, all in one transaction."""
    with closing(connect(new_tables(path))) as connection:
        connection.execute("BEGIN")
        made = piece(Transaction(connection))
        connection.execute("COMMIT")
    return made


def new_tables(path: Path) -> Path:
    """An empty database at ``path``, with the tables of today; gives the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_made())
    return path


@cache
def _made() -> bytes:
    """Made once a process: a disk takes longer over twenty migrations than over most tests."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        prepare(path)
        return path.read_bytes()
