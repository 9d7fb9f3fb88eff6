"""What the pump must know and record of notes on their way, beside the outbox itself."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from storage.named import queries
from storage.outbox import DueNote
from storage.outbox import _due as due_note


@dataclass(frozen=True, slots=True)
class Target:
    """The note that an edit changes; ``reference`` is its message, None while there is none.

    ``in_doubt``: there may be a message all the same.
    """

    id: int
    reference: str | None
    in_doubt: bool


class Deliveries:
    """The table ``outbox`` as the pump sees it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("deliveries")

    def target(self, note_id: int) -> Target | None:
        """The note that an edit changes."""
        row = self._q.target(self._c, id=note_id)
        return None if row is None else Target(row["id"], row["reference"], bool(row["in_doubt"]))

    def outdate(self, note_id: int) -> None:
        """Do not say a note that still waits."""
        self._q.outdate_note(self._c, id=note_id)

    def adopt(self, note_id: int, reference: str) -> None:
        """From now on this message is the one that edits of the note change."""
        self._q.adopt(self._c, id=note_id, reference=reference)

    def adopt_message(self, chat_id: int, gone: str, reference: str) -> None:
        """The same, for the note that had become the message that is gone."""
        self._q.adopt_message(self._c, chat_id=chat_id, gone=gone, reference=reference)

    def uncount(self, note_id: int) -> None:
        """A request that was surely not sent is no try."""
        self._q.uncount(self._c, id=note_id)

    def unclaim(self, lease: str) -> None:
        """What a process with another lease had only claimed waits again."""
        self._q.unclaim(self._c, lease=lease)

    def stranded(self, lease: str) -> list[DueNote]:
        """What a process with another lease was sending."""
        return [due_note(row) for row in self._q.stranded(self._c, lease=lease)]

    def move_chat(self, chat_id: int, address: str) -> bool:
        """A chat has a new address; False where that is another chat already."""
        return bool(self._q.move_chat(self._c, id=chat_id, address=address))

    def waiting(self, chat_id: int, now_ms: int, most: int) -> list[DueNote]:
        """What may be said to one chat now, the most urgent first."""
        rows = self._q.waiting(self._c, chat_id=chat_id, now_ms=now_ms, most=most)
        return [due_note(row) for row in rows]
