"""Reopenings (重开): who asked for a locked round, and what an admin made of it."""

from __future__ import annotations

import sqlite3

from domain.reopening import Reopening, ReopeningState
from storage.named import queries


class Reopenings:
    """The table ``reopening``, and until when a round is open again."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("reopenings")

    def ask(self, round_id: int, asked_by: int | None, at_ms: int) -> tuple[Reopening, bool]:
        """The open request for a round, and whether it is new."""
        new = bool(self._q.ask(self._c, round_id=round_id, asked_by=asked_by, asked_ms=at_ms))
        found = self.open_for(round_id)
        assert found is not None, "a request that stands cannot be missing"  # noqa: S101
        return found, new

    def get(self, reopening_id: int) -> Reopening | None:
        """The request with this id."""
        return _reopening(self._q.by_id(self._c, id=reopening_id))

    def open_for(self, round_id: int) -> Reopening | None:
        """The request nobody has decided yet."""
        return _reopening(self._q.open_for(self._c, round_id=round_id))

    def named_by(self, person_id: int, since_ms: int) -> Reopening | None:
        """The request whose card somebody has open, or is typing a reason for."""
        return _reopening(self._q.named_by(self._c, person_id=person_id, since_ms=since_ms))

    def waiting(self, school_id: int) -> list[Reopening]:
        """What a school's admins are asked for, oldest first."""
        rows = self._q.waiting(self._c, school_id=school_id)
        return [one for row in rows if (one := _reopening(row)) is not None]

    def look_at(self, reopening_id: int, by: int, at_ms: int) -> None:
        """The card that asks an admin for the reason is open."""
        self._q.look_at(self._c, id=reopening_id, by_person=by, at_ms=at_ms)

    def name_reason(self, reopening_id: int, by: int, at_ms: int) -> None:
        """An admin is about to type the reason."""
        self._q.name_reason(self._c, id=reopening_id, by_person=by, at_ms=at_ms)

    def settle(
        self,
        reopening_id: int,
        state: ReopeningState,
        *,
        by: int,
        at_ms: int,
        reason: str = "",
        until_ms: int | None = None,
    ) -> bool:
        """Decide an open request; False where somebody else has decided."""
        return bool(
            self._q.settle(
                self._c,
                id=reopening_id,
                state=state.value,
                by_person=by,
                at_ms=at_ms,
                reason=reason,
                until_ms=until_ms,
            )
        )

    def reopen(self, round_id: int, until_ms: int) -> None:
        """A locked round takes answers until an instant."""
        self._q.reopen(self._c, round_id=round_id, until_ms=until_ms)


def _reopening(row: sqlite3.Row | None) -> Reopening | None:
    if row is None:
        return None
    number, round_id, asked_by, asked_ms, state, by_person, at_ms, reason, until_ms = row
    return Reopening(
        number,
        round_id,
        asked_by,
        asked_ms,
        ReopeningState(state),
        by_person,
        at_ms,
        reason,
        until_ms,
    )
