"""What papers that leave the school have to be kept clear of."""

from __future__ import annotations

import sqlite3

from storage.named import queries


class Papers:
    """Reads over the roster for papers; writes nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("papers")

    def names(self, school_id: int) -> frozenset[str]:
        """The names of everybody who is or was at a school, pupils and staff."""
        return frozenset(row[0] for row in self._q.names(self._c, school_id=school_id))
