"""Vitals: how much waits and since when; counts and instants, nothing of anybody."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from storage.named import queries


@dataclass(frozen=True, slots=True)
class Depth:
    """How many rows stand in a state; ``oldest_ms`` is civil time, None where there is none."""

    state: str
    count: int
    oldest_ms: int | None


@dataclass(frozen=True, slots=True)
class ChatCount:
    """Chats of people of the roster, and how many of them words no longer reach."""

    enrolled: int
    unreachable: int


@dataclass(frozen=True, slots=True)
class RosterCount:
    """How much the roster holds on a day."""

    schools: int
    classes: int
    people: int
    pupils: int


class Vitals:
    """Counts over rounds, inbox, outbox, chats and roster; each is a look into an index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("vitals")

    def outstanding(self, day: date) -> int:
        """Rounds of a day that are owed and have no answer."""
        count: int = self._q.outstanding(self._c, day=day.isoformat())
        return count

    def inbox(self) -> list[Depth]:
        """Updates that wait, cannot be read, or failed. Those that are done are history."""
        waiting = Depth("open", *self._q.inbox_open(self._c))
        return [waiting, *_filled(("unreadable", "failed"), self._q.inbox_odd(self._c))]

    def outbox(self, now_ms: int) -> list[Depth]:
        """Notes that may go now, are on their way, or did not arrive for sure."""
        return [
            Depth("pending", *self._q.outbox_pending(self._c, now_ms=now_ms)),
            *_filled(("claimed", "sending"), self._q.outbox_in_flight(self._c)),
            *_filled(("failed", "unreachable", "unknown"), self._q.outbox_odd(self._c)),
        ]

    def chats(self) -> ChatCount:
        """Who is enrolled."""
        return ChatCount(*self._q.chats(self._c))

    def roster(self, day: date) -> RosterCount:
        """What the roster holds."""
        return RosterCount(*self._q.roster(self._c, day=day.isoformat()))


def _filled(states: tuple[str, ...], rows: Iterable[sqlite3.Row]) -> list[Depth]:
    """A depth for each state, also where nothing stands in it."""
    found = {row[0]: Depth(*row) for row in rows}
    return [found.get(state, Depth(state, 0, None)) for state in states]
