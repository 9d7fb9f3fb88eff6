"""The named queries of storage/sql: one text for each need."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiosql
from aiosql.types import SQLOperationType

FOLDER = Path(__file__).parent / "sql"
_SECTIONS = re.compile(r"^(?=-- (?:part|name): )", re.MULTILINE)
_PART = re.compile(r"-- part: (\w+)\n")
_COMMENT = re.compile(r"^--.*\n", re.MULTILINE)


@cache
def queries(name: str) -> Any:
    """The queries of ``sql/NAME.sql`` as functions of a connection and named parameters.

    Each goes straight to the connection, which keeps its statements prepared: an answer takes more
    than a dozen, and what stands around a statement can cost as much as the statement
    (`make bench`). ``sql`` of a function is its text. What several statements of a file share is
    written once, as a ``-- part: NAME``, and stands wherever they say ``{NAME}``.
    """
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    read = aiosql.from_str(_with_parts(text), "sqlite3")
    plain = (query for query in read.available_queries if not query.endswith("_cursor"))
    return SimpleNamespace(**{query: _function(getattr(read, query)) for query in plain})


def _with_parts(text: str) -> str:
    """The statements of a file, each part in its places."""
    parts: dict[str, str] = {}
    statements = []
    for section in _SECTIONS.split(text):
        if found := _PART.match(section):
            parts[found[1]] = _COMMENT.sub("", section).strip()
        else:
            statements.append(section)
    whole = "".join(statements)
    while parts and (filled := re.sub(r"\{(\w+)\}", lambda place: parts[place[1]], whole)) != whole:
        whole = filled
    return whole


def _function(query: Any) -> Callable[..., Any]:
    function = _WAYS[query.operation](query.sql)
    function.__name__, function.__doc__ = query.__name__, query.__doc__
    function.sql = query.sql  # type: ignore[attr-defined]
    return function


def _rows(sql: str) -> Callable[..., Any]:
    def run(connection: sqlite3.Connection, **given: Any) -> Iterable[sqlite3.Row]:
        return connection.execute(sql, given)

    return run


def _one_row(sql: str) -> Callable[..., Any]:
    def run(connection: sqlite3.Connection, **given: Any) -> sqlite3.Row | None:
        row: sqlite3.Row | None = connection.execute(sql, given).fetchone()
        return row

    return run


def _value(sql: str) -> Callable[..., Any]:
    def run(connection: sqlite3.Connection, **given: Any) -> Any:
        row = connection.execute(sql, given).fetchone()
        return None if row is None else row[0]

    return run


def _changed(sql: str) -> Callable[..., Any]:
    def run(connection: sqlite3.Connection, **given: Any) -> int:
        return connection.execute(sql, given).rowcount

    return run


def _all_changed(sql: str) -> Callable[..., Any]:
    def run(connection: sqlite3.Connection, rows: Iterable[Mapping[str, Any]]) -> int:
        return connection.executemany(sql, rows).rowcount

    return run


_WAYS: Mapping[SQLOperationType, Callable[[str], Callable[..., Any]]] = {
    SQLOperationType.SELECT: _rows,
    SQLOperationType.SELECT_ONE: _one_row,
    SQLOperationType.SELECT_VALUE: _value,
    SQLOperationType.INSERT_UPDATE_DELETE: _changed,
    SQLOperationType.INSERT_UPDATE_DELETE_MANY: _all_changed,
}
