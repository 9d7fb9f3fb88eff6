"""Setters: units that have set something of their own, and may be at odds with those above."""

from __future__ import annotations

import sqlite3

from storage.named import queries


class Setters:
    """Reads the table ``setting`` along the tree."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("setters")

    def below(self, unit_id: int) -> list[tuple[int, str]]:
        """``(id, name)`` of units under a unit that have set something of their own."""
        return [(row[0], row[1]) for row in self._q.below(self._c, unit_id=unit_id)]
