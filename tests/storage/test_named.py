"""Every named query is one that SQLite can run with just the parameters it names."""

from __future__ import annotations

import inspect
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from storage.named import FOLDER, queries
from tests.morning import transaction

NAMED = [
    pytest.param(file.stem, name, id=f"{file.stem}.{name}")
    for file in sorted(FOLDER.glob("*.sql"))
    for name in vars(queries(file.stem))
]


class Explained:
    """A connection on which each statement is prepared and bound, and not run."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection

    def execute(self, sql: str, values: Sequence[Any]) -> sqlite3.Cursor:
        return self._c.execute(f"EXPLAIN {sql}", values)

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> sqlite3.Cursor:
        return self.execute(sql, rows[0])


class AnyRow(Mapping[str, Any]):
    """A row that has every column, and remembers which were asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __getitem__(self, name: str) -> Any:
        self.asked.append(name)

    def __iter__(self) -> Any:
        return iter(self.asked)

    def __len__(self) -> int:
        return len(self.asked)


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_query_prepares_with_the_parameters_it_names(
    file: str, name: str, tmp_path: Path
) -> None:
    query = getattr(queries(file), name)
    _, *parameters = inspect.signature(query).parameters
    with transaction(tmp_path / "empty.db") as tx:
        connection = Explained(tx.connection)
        if parameters == ["rows"]:
            row = AnyRow()
            query(connection, [row])
            assert row.asked
        else:
            query(connection, **dict.fromkeys(parameters))


def test_a_name_that_stands_twice_is_given_once(tmp_path: Path) -> None:
    with transaction(tmp_path / "empty.db") as tx:
        tx.connection.execute("INSERT INTO chat (id, channel, address) VALUES (1, 'telegram', 'a')")
        set_reachable = queries("chats").set_reachable
        assert set_reachable(tx.connection, id=1, reachable=0) == 1
        assert set_reachable(tx.connection, id=1, reachable=0) == 0


def test_a_parameter_too_many_or_too_few_is_refused(tmp_path: Path) -> None:
    with transaction(tmp_path / "empty.db") as tx:
        by_id = queries("chats").by_id
        with pytest.raises(TypeError):
            by_id(tx.connection)
        with pytest.raises(TypeError):
            by_id(tx.connection, id=1, at_ms=7)
