"""The numbered files: each number once, and what was stored before stays."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from storage.migrations import FOLDER, migrate
from storage.runner import connect


def test_every_number_stands_once_and_none_is_left_out() -> None:
    numbers = sorted(int(path.name[:4]) for path in FOLDER.glob("[0-9]*.sql"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_absences_known_before_leaves_had_an_end_are_kept(tmp_path: Path) -> None:
    former = tmp_path / "former"
    former.mkdir()
    leaves = next(FOLDER.glob("*_leaves.sql"))
    for path in FOLDER.glob("[0-9]*.sql"):
        if path.name < leaves.name:
            shutil.copy(path, former)
    with closing(connect(tmp_path / "school.db")) as connection:
        migrate(connection, former)
        connection.execute("INSERT INTO pupil (id, number, name) VALUES (1, 'N1', '张伟')")
        connection.execute(
            "INSERT INTO absence (pupil_id, kind, from_day) VALUES (1, 'isolation', '2026-11-15')"
        )
        migrate(connection)
        rows = connection.execute(
            "SELECT pupil_id, kind, from_day, until_day, round_id FROM absence"
        )
        assert [tuple(row) for row in rows] == [(1, "isolation", "2026-11-15", "9999-12-31", None)]
