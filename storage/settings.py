"""Settings of units, inherited down the tree."""

from __future__ import annotations

import sqlite3

from storage.named import queries


class UnitSettingRows:
    """The table ``setting``; domain.unit_settings gives the values their meaning."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("settings")

    def chain(self, unit_id: int) -> list[dict[str, str]]:
        """What is set on the unit, its parent and so on up: one dictionary each."""
        height = self._q.height(self._c, unit_id=unit_id) or 0
        chain: list[dict[str, str]] = [{} for _ in range(height + 1)]
        for depth, key, value in self._q.chain(self._c, unit_id=unit_id):
            chain[depth][key] = value
        return chain

    def put(self, unit_id: int, key: str, value: str, *, by: int | None, at_ms: int) -> None:
        """Set a value (canonical text) on a unit."""
        self._q.put(self._c, unit_id=unit_id, key=key, value=value, by_person=by, at_ms=at_ms)

    def clear(self, unit_id: int, key: str) -> bool:
        """Take a unit's own value away, so that it inherits again."""
        return bool(self._q.clear(self._c, unit_id=unit_id, key=key))
