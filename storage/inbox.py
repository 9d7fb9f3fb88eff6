"""The inbox: every update as it came, and whether it has taken effect."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from domain.ports import RawUpdate
from storage.named import queries


@dataclass(frozen=True, slots=True)
class OpenUpdate:
    """An update that is kept and has not taken effect. ``stored_ms`` is civil time."""

    update_id: int
    raw: str
    stored_ms: int


class InboxRows:
    """The table ``inbox``."""

    def __init__(self, connection: sqlite3.Connection, stir: Callable[[str], None]) -> None:
        self._c = connection
        self._stir = stir
        self._q = queries("inbox")

    def store(self, channel: str, updates: list[RawUpdate], at_ms: int) -> int:
        """Keep the updates; gives how many are new."""
        new = 0
        for update in updates:
            new += self._q.store_update(
                self._c,
                channel=channel,
                update_id=update.update_id,
                raw=update.raw,
                stored_ms=at_ms,
            )
        self._stir("inbox")
        return new

    def open_after(self, channel: str, after: int, most: int) -> list[OpenUpdate]:
        """The oldest updates that are still open, by id."""
        rows = self._q.open_updates(self._c, channel=channel, after=after, most=most)
        return [OpenUpdate(*row) for row in rows]

    def has_older_open(self, channel: str, update_id: int) -> bool:
        """Whether an update is still open that came before this one."""
        return bool(self._q.older_open(self._c, channel=channel, update_id=update_id))

    def finish(
        self, channel: str, update_id: int, state: str = "done", error: str | None = None
    ) -> bool:
        """Mark an update done, unreadable or failed; False where it was no longer open."""
        changed: int = self._q.finish_update(
            self._c, channel=channel, update_id=update_id, state=state, error=error
        )
        return changed == 1

    def counts(self) -> dict[str, int]:
        """How many updates stand in each state."""
        counted: dict[str, int] = dict(list(self._q.count_by_state(self._c)))
        return counted
