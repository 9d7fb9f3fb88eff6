"""Moves: what becomes of waiting notes when a person takes another chat."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from storage.named import queries


class Moves:
    """Writes the table ``outbox``; only notes that nobody has begun to send."""

    def __init__(self, connection: sqlite3.Connection, stir: Callable[[str], None]) -> None:
        self._c = connection
        self._stir = stir
        self._q = queries("moves")

    def follow(self, old_chat: int, new_chat: int) -> None:
        """What waits for a person's old chat goes to the new one."""
        self._q.follow(self._c, old_chat=old_chat, new_chat=new_chat)
        self._stir("outbox")

    def silence(self, chat_id: int) -> None:
        """Do not send what waits for a chat: it was meant for somebody else."""
        self._q.silence(self._c, chat_id=chat_id)
