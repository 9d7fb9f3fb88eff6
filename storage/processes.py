"""Processes: who runs on this database, by a sign of life that each writes now and then."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from storage.named import queries


@dataclass(frozen=True, slots=True)
class Beat:
    """The last sign of life of a process; ``at_ms`` is the machine's own time."""

    process: str
    at_ms: int


class Processes:
    """Rows ``process/…`` of the table ``memo``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("processes")

    def beat(self, process: str, at_ms: int) -> None:
        """This process is alive."""
        self._q.beat(self._c, key=f"process/{process}", value=str(at_ms))

    def leave(self, process: str) -> None:
        """This process ends, or has long ended."""
        self._q.leave(self._c, key=f"process/{process}")

    def beats(self) -> list[Beat]:
        """All of them, those that were cut off too."""
        return [Beat(process, at_ms) for process, at_ms in self._q.beats(self._c)]
