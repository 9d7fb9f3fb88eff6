"""Files that were sent and are still to be fetched and read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from storage.named import queries


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file somebody sent; ``file`` is the channel's reference."""

    id: int
    chat_id: int
    person_id: int
    file: str
    name: str


class SentFiles:
    """The table ``sent_file``."""

    def __init__(self, connection: sqlite3.Connection, stir: Callable[[str], None]) -> None:
        self._c = connection
        self._stir = stir
        self._q = queries("sent_files")

    def keep(self, chat_id: int, person_id: int, file: str, name: str, at_ms: int) -> None:
        """Remember a file that is to be read."""
        self._q.keep(
            self._c, chat_id=chat_id, person_id=person_id, file=file, name=name, at_ms=at_ms
        )
        self._stir("files")

    def open(self) -> list[SentFile]:
        """What is still to be read, oldest first."""
        return [SentFile(*row) for row in self._q.open_files(self._c)]

    def waiting(self, person_id: int) -> int:
        """How many of a person's are still to be read."""
        count: int = self._q.waiting(self._c, person_id=person_id)
        return count

    def finish(self, file_id: int) -> bool:
        """It has been read; False where it was already."""
        return bool(self._q.finish(self._c, id=file_id))

    def let_go(self, before_ms: int, most: int) -> None:
        """Forget the oldest of what was read and came before an instant; its name may name people,
        and the channel's reference still leads to it.
        """
        self._q.let_go(self._c, before_ms=before_ms, most=most)
