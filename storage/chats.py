"""Chats: which address is which person's, and whether words still reach it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from domain.page_link import Enrolment
from storage.named import queries


class Chat(Struct, frozen=True):
    """A chat of a channel. ``person_id`` None is a stranger.

    ``wrong_codes`` and ``quiet_until_ms`` slow down who guesses codes or talks too much. ``asked``
    is what was asked last outside the check-in (see handlers.alert_words). ``spent_ms`` slows down
    who sends without end (see domain.haste).
    """

    id: int
    channel: str
    address: str
    person_id: int | None
    language: str | None
    reachable: bool
    wrong_codes: int
    quiet_until_ms: int
    asked: str | None = None
    spent_ms: int = 0


class Chats:
    """The table ``chat``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("chats")

    def at(self, channel: str, address: str) -> Chat:
        """The chat of this address; a new address becomes a stranger's chat."""
        row = self._q.by_address(self._c, channel=channel, address=address)
        if row is None:
            self._q.meet(self._c, channel=channel, address=address)
            row = self._q.by_address(self._c, channel=channel, address=address)
        return _chat(row)

    def caller(self, channel: str, address: str, day: date) -> tuple[Chat, bool]:
        """The chat of this address, and whether its person holds a duty on a day."""
        row = self._q.caller(self._c, channel=channel, address=address, day=day.isoformat())
        return (self.at(channel, address), False) if row is None else (_chat(row[1:]), bool(row[0]))

    def get(self, chat_id: int) -> Chat | None:
        """The chat with this id."""
        row = self._q.by_id(self._c, id=chat_id)
        return None if row is None else _chat(row)

    def of_person(self, person_id: int) -> Chat | None:
        """The person's chat, None while not enrolled."""
        row = self._q.of_person(self._c, person_id=person_id)
        return None if row is None else _chat(row)

    def enrolment(self, person_id: int) -> Enrolment | None:
        """The chat the person is enrolled with and since when, None while not enrolled."""
        row = self._q.enrolment(self._c, person_id=person_id)
        return None if row is None else Enrolment(row[0], row[1])

    def of_top_admins(self, day: date) -> list[Chat]:
        """Chats of the admins of the highest units that have an enrolled admin."""
        rows = list(self._q.of_admins(self._c, day=day.isoformat()))
        return [_chat(row) for row in rows if row["low"] == rows[0]["low"]]

    def of_changed_duties(self, since: date, day: date, most: int) -> list[int]:
        """Chats of those whose duties have begun or ended from a day to another, both included."""
        rows = self._q.of_changed_duties(
            self._c,
            since=since.isoformat(),
            day=day.isoformat(),
            before_since=(since - timedelta(days=1)).isoformat(),
            before_day=(day - timedelta(days=1)).isoformat(),
            most=most,
        )
        return [row[0] for row in rows]

    def enrol(self, chat_id: int, person_id: int, at_ms: int) -> Chat | None:
        """Bind a person to a chat; gives the chat the person had before, if another."""
        before = self.of_person(person_id)
        self._q.release(self._c, person_id=person_id)
        self._q.enrol(self._c, id=chat_id, person_id=person_id, at_ms=at_ms)
        return before if before is not None and before.id != chat_id else None

    def set_reachable(self, chat_id: int, reachable: bool) -> bool:
        """Whether words reach the chat; gives True where that changed."""
        return bool(self._q.set_reachable(self._c, id=chat_id, reachable=int(reachable)))

    def heard(self, chat_id: int, at_ms: int, spent_ms: int) -> None:
        """Something came from the chat now: a press, a word, a file. ``spent_ms`` goes with it."""
        self._q.heard(self._c, id=chat_id, at_ms=at_ms, spent_ms=spent_ms)

    def set_language(self, chat_id: int, language: str) -> None:
        """The language of a chat: zh | en."""
        self._q.set_language(self._c, id=chat_id, language=language)

    def set_asked(self, chat_id: int, asked: str | None) -> None:
        """What is asked next, None for nothing."""
        self._q.set_asked(self._c, id=chat_id, asked=asked)

    def set_guard(self, chat_id: int, wrong_codes: int, quiet_until_ms: int) -> None:
        """Remember how often somebody guessed, and until when we stay silent."""
        self._q.set_guard(
            self._c, id=chat_id, wrong_codes=wrong_codes, quiet_until_ms=quiet_until_ms
        )


def _chat(row: Sequence[Any]) -> Chat:
    reachable = bool(row[5])
    return Chat(row[0], row[1], row[2], row[3], row[4], reachable, row[6], row[7], row[8], row[9])
