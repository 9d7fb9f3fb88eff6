"""The audit: who saw or changed what."""

from __future__ import annotations

import sqlite3

from storage.named import queries


class Audit:
    """The table ``audit``; rows are only ever added."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("audit")

    def add(
        self, at_ms: int, person_id: int | None, act: str, unit_id: int | None, detail: str = ""
    ) -> None:
        """Write down an act; ``detail`` holds ids and keys, never names or readings."""
        self._q.add(
            self._c, at_ms=at_ms, person_id=person_id, act=act, unit_id=unit_id, detail=detail
        )
