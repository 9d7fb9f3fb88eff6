"""New databases for tests, copied from one that was made by the migrations."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.database import prepare


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
