"""The named queries of storage/sql: one text for each need."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import aiosql
from aiosql.adapters.sqlite3 import SQLite3Adapter

FOLDER = Path(__file__).parent / "sql"


class _Adapter(SQLite3Adapter):
    """aiosql's own, but ``$`` takes the first column of a sqlite3.Row too."""

    def select_value(self, conn: Any, query_name: str, sql: str, parameters: Any) -> Any:
        row = self.select_one(conn, query_name, sql, parameters)  # type: ignore[no-untyped-call]
        return None if row is None else row[0]


@cache
def queries(name: str) -> Any:
    """The queries of ``sql/NAME.sql``, loaded once."""
    return aiosql.from_path(FOLDER / f"{name}.sql", _Adapter)
