"""The inbox: every update as it came, and whether it has taken effect."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from msgspec import Struct

from domain.ports import RawUpdate
from storage.named import queries


class OpenUpdate(Struct, frozen=True):
    """An update that is kept and has not taken effect. ``stored_ms`` is civil time."""

    update_id: int
    raw: str
    stored_ms: int


class SetAside(Struct, frozen=True):
    """An update that could not be read (unreadable) or handled (failed), without its words.

    ``error`` names the fields that are wrong, or the kind of failure. ``stored_ms`` is civil time.
    """

    channel: str
    update_id: int
    stored_ms: int
    state: str
    error: str
    characters: int


class InboxRows:
    """The table ``inbox``."""

    def __init__(self, connection: sqlite3.Connection, stir: Callable[[str], None]) -> None:
        self._c = connection
        self._stir = stir
        self._q = queries("inbox")

    def store(self, channel: str, updates: list[RawUpdate], at_ms: int) -> int:
        """Keep the updates; gives how many are new."""
        rows = [
            {"channel": channel, "update_id": one.update_id, "raw": one.raw, "stored_ms": at_ms}
            for one in updates
        ]
        new: int = self._q.store_updates(self._c, rows)
        self._stir("inbox")
        return new

    def open_updates(self, channel: str, most: int) -> list[OpenUpdate]:
        """The oldest updates that are still open, by id."""
        rows = self._q.open_updates(self._c, channel=channel, most=most)
        return [OpenUpdate(*row) for row in rows]

    def finish_up_to(self, channel: str, update_id: int) -> None:
        """Everything that is open up to this update, itself included, has taken effect."""
        self._q.finish_up_to(self._c, channel=channel, update_id=update_id)

    def set_aside(self, channel: str, update_id: int, state: str, error: str) -> None:
        """An open update is unreadable or has failed; it is kept, and does not come again."""
        self._q.set_aside(self._c, channel=channel, update_id=update_id, state=state, error=error)

    def set_aside_ones(self) -> list[SetAside]:
        """Everything that was set aside, in the order in which it came."""
        return [SetAside(*row) for row in self._q.set_aside_ones(self._c)]

    def raw(self, update_id: int) -> str | None:
        """An update as it came, whatever its channel and state."""
        raw: str | None = self._q.raw_update(self._c, update_id=update_id)
        return raw

    def let_go(self, before_ms: int, most: int) -> None:
        """Forget what came before an instant, of the oldest so many; never what is open."""
        self._q.let_go(self._c, before_ms=before_ms, most=most)

    def counts(self) -> dict[str, int]:
        """How many updates stand in each state."""
        counted: dict[str, int] = dict(list(self._q.count_by_state(self._c)))
        return counted
