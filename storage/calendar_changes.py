"""Changes of the calendar: what somebody wants, what holds, and what was taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.calendar import Period
from domain.marking import Marking
from domain.school_calendar import ReturnDay
from storage.named import queries


@dataclass(frozen=True, slots=True)
class Change:
    """One act on the calendar of a unit. ``state`` is proposed | in_force | undone.

    ``act`` is mark | return | approve | national; ``period`` are the days it touches, ``body`` what
    was wanted, as JSON.
    """

    id: int
    unit_id: int
    act: str
    by_person: int | None
    at_ms: int
    state: str
    period: Period
    body: str


class CalendarChanges:
    """The table ``calendar_change``, and what changes write into ``calendar_span`` and
    ``return_day``.
    """

    def __init__(self, connection: sqlite3.Connection, stir: Callable[[str], None]) -> None:
        self._c = connection
        self._stir = stir
        self._q = queries("calendar_changes")

    def propose(
        self,
        unit_id: int,
        act: str,
        period: Period,
        *,
        by: int | None,
        at_ms: int,
        body: str = "",
    ) -> int:
        """Write down what somebody wants; nothing holds before it is in force. Gives its id."""
        change_id: int = self._q.add_change(
            self._c,
            unit_id=unit_id,
            act=act,
            by_person=by,
            at_ms=at_ms,
            first_day=period.first.isoformat(),
            last_day=period.last.isoformat(),
            body=body,
        )
        return change_id

    def get(self, change_id: int) -> Change | None:
        """The change with this id."""
        row = self._q.change(self._c, id=change_id)
        return None if row is None else _change(row)

    def found(self, change_id: int) -> Change:
        """The change with this id, which is there. Raises KeyError."""
        change = self.get(change_id)
        if change is None:
            raise KeyError(change_id)
        return change

    def told(self, change_id: int) -> None:
        """Those affected know of the change's present state."""
        self._q.told(self._c, id=change_id)

    def untold(self) -> list[Change]:
        """Changes in force or undone that those affected have not heard of."""
        return [_change(row) for row in self._q.untold(self._c)]

    def heard_of(self, change_id: int) -> list[tuple[int, str]]:
        """``(chat, what of it)`` of everybody a change was said to."""
        prefix = f"calendar/{change_id}/"
        rows = self._q.heard_of(self._c, first=prefix, after=f"calendar/{change_id}0")
        return [(row[0], row[1].removeprefix(prefix)) for row in rows]

    def set_state(self, change_id: int, before: str, state: str, at_ms: int) -> bool:
        """Move a change from one state to another; False where it was not in the first any more.

        Those affected are to hear of it, and the tick is woken.
        """
        self._stir("day")
        return bool(
            self._q.set_state(self._c, id=change_id, before=before, state=state, at_ms=at_ms)
        )

    def write(self, change_id: int, unit_id: int, marking: Marking) -> None:
        """Write what a change does to a unit."""
        for span_id in marking.ends:
            self._q.end_span(self._c, id=span_id, change_id=change_id)
        # The newest mark counts, so what was kept of an older one is written first.
        for span in reversed(marking.adds):
            self._q.add_span(
                self._c,
                unit_id=unit_id,
                first_day=span.period.first.isoformat(),
                last_day=span.period.last.isoformat(),
                kind=span.kind.value,
                name=span.note,
                change_id=change_id,
            )
        for return_id in marking.ends_returns:
            self._q.end_return(self._c, id=return_id, change_id=change_id)
        if marking.returns is not None:
            self._q.add_return(
                self._c,
                unit_id=unit_id,
                day=marking.returns.day.isoformat(),
                change_id=change_id,
                approved_by=change_id if marking.returns.approved else None,
            )

    def approve(self, change_id: int, return_id: int) -> None:
        """A change approves a return day; undone, it is a draft again."""
        self._q.approve_return(self._c, id=return_id, change_id=change_id)

    def return_set_by(self, change_id: int) -> ReturnDay | None:
        """The return day that a change has set, None once another has taken its place."""
        row = self._q.return_of(self._c, change_id=change_id)
        return None if row is None else ReturnDay(row[0], date.fromisoformat(row[2]), bool(row[3]))

    def setter_of(self, return_id: int) -> int | None:
        """The change that has set a return day."""
        change_id: int | None = self._q.setter_of(self._c, id=return_id)
        return change_id

    def on(self, unit_id: int, day: date) -> list[Change]:
        """Changes in force of a unit that touch a day, the newest first."""
        rows = self._q.changes_on(self._c, unit_id=unit_id, day=day.isoformat())
        return [_change(row) for row in rows]


def _change(row: sqlite3.Row) -> Change:
    period = Period(date.fromisoformat(row[6]), date.fromisoformat(row[7]))
    return Change(row[0], row[1], row[2], row[3], row[4], row[5], period, row[8])
