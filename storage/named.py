"""The named queries of storage/sql: one text for each need."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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
_PARAMETER = re.compile(r"'[^']*'|--.*|:(\w+)")


@cache
def queries(name: str) -> Any:
    """The queries of ``sql/NAME.sql`` as functions of a connection and named parameters.

    A query takes exactly the parameters it names (several rows: one mapping each) and goes straight
    to the connection, which keeps its statements prepared: an answer takes more than a dozen, and
    what stands around a statement can cost as much as the statement (`make bench`). ``sql`` of a
    function is its text. What several statements of a file share is written once, as a
    ``-- part: NAME``, and stands wherever they say ``{NAME}``.
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
    sql, names = _by_place(query.sql)
    taken = "".join(f"{name}, " for name in names)
    keys = "".join(f"row[{name!r}], " for name in names)
    source = _WAYS[query.operation].format(
        parameters=f", *, {taken}" if names else "", values=f"({taken})", row=f"({keys})"
    )
    # The names are words of our own files; a value never becomes a part of the source.
    function: Any = eval(source, {"sql": sql})  # noqa: S307
    function.__name__, function.__doc__ = query.__name__, query.__doc__
    function.sql = query.sql
    return function  # type: ignore[no-any-return]


def _by_place(sql: str) -> tuple[str, list[str]]:
    """The statement with numbered parameters, which cost SQLite's driver half, and their names."""
    names: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0]
        if name not in names:
            names.append(name)
        return f"?{names.index(name) + 1}"

    return _PARAMETER.sub(numbered, sql), names


_ONE = "lambda connection{parameters}: connection.execute(sql, {values})"
_WAYS: Mapping[SQLOperationType, str] = {
    SQLOperationType.SELECT: _ONE,
    SQLOperationType.SELECT_ONE: f"{_ONE}.fetchone()",
    SQLOperationType.SELECT_VALUE: (
        "lambda connection{parameters}: next(connection.execute(sql, {values}), (None,))[0]"
    ),
    SQLOperationType.INSERT_UPDATE_DELETE: f"{_ONE}.rowcount",
    SQLOperationType.INSERT_UPDATE_DELETE_MANY: (
        "lambda connection, rows: connection.executemany(sql, [{row} for row in rows]).rowcount"
    ),
}
"""A function's source by what aiosql says the query is."""
