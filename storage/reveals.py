"""Reveals (查看姓名): who asked for names, and why."""

from __future__ import annotations

import sqlite3
from datetime import date

from domain.calendar import Period
from domain.reveal import Reveal
from storage.named import queries


class Reveals:
    """The table ``reveal``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("reveals")

    def show(
        self, person_id: int, unit_id: int, period: Period, reason: str, message: str, at_ms: int
    ) -> Reveal:
        """Names are shown in the place of a message; whatever was being typed is done with."""
        self.forget_typing(person_id)
        return self._put("shown", person_id, unit_id, period, reason, message, at_ms)

    def type_reason(
        self, person_id: int, unit_id: int, period: Period, message: str, at_ms: int
    ) -> None:
        """The next words of this person are the reason."""
        self.forget_typing(person_id)
        self._put("typing", person_id, unit_id, period, "", message, at_ms)

    def get(self, reveal_id: int) -> Reveal | None:
        """The reveal with this id, once it is shown."""
        row = self._q.by_id(self._c, id=reveal_id)
        return None if row is None else _reveal(row)

    def typing(self, person_id: int, since_ms: int) -> Reveal | None:
        """What this person is typing a reason for."""
        row = self._q.typing(self._c, person_id=person_id, since_ms=since_ms)
        return None if row is None else _reveal(row)

    def forget_typing(self, person_id: int) -> None:
        """The next words are no reason any more."""
        self._q.forget_typing(self._c, person_id=person_id)

    def _put(
        self,
        state: str,
        person_id: int,
        unit_id: int,
        period: Period,
        reason: str,
        message: str,
        at_ms: int,
    ) -> Reveal:
        row = self._q.put(
            self._c,
            person_id=person_id,
            unit_id=unit_id,
            first_day=period.first.isoformat(),
            last_day=period.last.isoformat(),
            state=state,
            reason=reason,
            message=message,
            at_ms=at_ms,
        )
        return _reveal(row)


def _reveal(row: sqlite3.Row) -> Reveal:
    number, person_id, unit_id, first, last, reason, message, at_ms = row
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    return Reveal(number, person_id, unit_id, period, reason, message, at_ms)
