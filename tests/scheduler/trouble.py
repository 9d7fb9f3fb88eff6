"""Real trouble with the database: somebody else holds it and does not let go."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.transaction import Transaction


def impatient(tx: Transaction) -> None:
    """A piece: from now on the writer does not wait for a lock, so that a test need not."""
    tx.connection.execute("PRAGMA busy_timeout = 0")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """No commit succeeds meanwhile; reads do."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
