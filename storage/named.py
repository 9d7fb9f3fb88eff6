"""The named queries of storage/sql: one text for each need."""

from __future__ import annotations

from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Any

import aiosql
from aiosql.adapters.sqlite3 import SQLite3Adapter

FOLDER = Path(__file__).parent / "sql"


class _Adapter(SQLite3Adapter):
    """aiosql's own, leaner: the connection makes the cursor, and ``$`` takes a sqlite3.Row too.

    A statement costs half as much this way, and an answer takes some twenty (`make bench`).
    """

    def select(
        self,
        conn: Any,
        query_name: str,
        sql: str,
        parameters: Any,
        record_class: object = None,
    ) -> Generator[Any, None, None]:
        yield from conn.execute(sql, parameters)

    def select_one(
        self,
        conn: Any,
        query_name: str,
        sql: str,
        parameters: Any,
        record_class: object = None,
    ) -> Any:
        return conn.execute(sql, parameters).fetchone()

    def select_value(self, conn: Any, query_name: str, sql: str, parameters: Any) -> Any:
        row = conn.execute(sql, parameters).fetchone()
        return None if row is None else row[0]

    def insert_update_delete(self, conn: Any, query_name: str, sql: str, parameters: Any) -> int:
        changed: int = conn.execute(sql, parameters).rowcount
        return changed


@cache
def queries(name: str) -> Any:
    """The queries of ``sql/NAME.sql``, loaded once."""
    return aiosql.from_path(FOLDER / f"{name}.sql", _Adapter)
