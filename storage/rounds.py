"""Rounds (轮次): what is owed, by which class, for which day."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from domain.mode import Mode
from domain.roster import Role, Unit, UnitKind
from storage.named import queries


class Round(Struct, frozen=True):
    """One form, one day, one class. ``revision`` 0 is outstanding; ``late`` as first answered.

    ``state`` is open | locked | not_required. ``fever_threshold`` in hundredths. ``mode`` is what
    the calendar says of the class's day now. ``reopened_until_ms`` is 0 unless an admin has
    reopened it after the lock.
    """

    id: int
    day: date
    school_id: int
    cut_off_ms: int
    lock_ms: int
    fever_threshold: int
    state: str
    revision: int
    first_at_ms: int | None
    late: bool
    unit: Unit
    mode: Mode = Mode.TERM
    reopened_until_ms: int = 0

    def is_reopened_at(self, at_ms: int) -> bool:
        """Whether it takes answers because an admin has reopened it."""
        return self.state != "not_required" and at_ms < self.reopened_until_ms

    def takes_answers_at(self, at_ms: int) -> bool:
        """Whether an answer given at this instant counts."""
        before_the_lock = self.state == "open" and at_ms < self.lock_ms
        return before_the_lock or self.is_reopened_at(at_ms)


class Rounds:
    """The table ``round``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("rounds")

    def open(
        self,
        day: date,
        unit_id: int,
        school_id: int,
        *,
        cut_off_ms: int,
        lock_ms: int,
        fever_threshold: int,
        mode: Mode = Mode.TERM,
    ) -> bool:
        """Open the round of a class for a day; False where it stands already."""
        return bool(
            self._q.open_round(
                self._c,
                day=day.isoformat(),
                unit_id=unit_id,
                school_id=school_id,
                cut_off_ms=cut_off_ms,
                lock_ms=lock_ms,
                fever_threshold=fever_threshold,
                mode=mode.value,
            )
        )

    def retime(
        self,
        school_id: int,
        day: date,
        *,
        cut_off_ms: int,
        lock_ms: int,
        log_lock_ms: int,
        fever_threshold: int,
    ) -> None:
        """Give rounds that nobody has answered the school's new times; ``log_lock_ms`` is for the
        log before a return.
        """
        self._q.retime(
            self._c,
            school_id=school_id,
            day=day.isoformat(),
            cut_off_ms=cut_off_ms,
            lock_ms=lock_ms,
            log_lock_ms=log_lock_ms,
            fever_threshold=fever_threshold,
        )

    def get(self, round_id: int) -> Round | None:
        """The round with this id."""
        row = self._q.by_id(self._c, id=round_id)
        return None if row is None else _round(row)

    def with_roles(
        self, round_id: int, person_id: int, day: date
    ) -> tuple[Round, list[tuple[Role, UnitKind]]] | None:
        """The round with this id, and the roles that a person holds over its class on a day.

        Nearest first; None where there is no such round or no role.
        """
        query = self._q.with_roles(self._c, id=round_id, person_id=person_id, day=day.isoformat())
        rows = list(query)
        if not rows:
            return None
        return _round(rows[0][2:]), [(_ROLES[row[0]], _UNIT_KINDS[row[1]]) for row in rows]

    def of_class(self, unit_id: int, day: date) -> Round | None:
        """The round of a class on a day."""
        row = self._q.of_class(self._c, unit_id=unit_id, day=day.isoformat())
        return None if row is None else _round(row)

    def latest_of_class(self, unit_id: int, day: date) -> Round | None:
        """The last round of a class up to a day, answered or not."""
        row = self._q.latest_of_class(self._c, unit_id=unit_id, day=day.isoformat())
        return None if row is None else _round(row)

    def of_school(self, school_id: int, day: date) -> list[Round]:
        """All rounds a school owes on a day, in the roster's order."""
        rows = self._q.of_school(self._c, school_id=school_id, day=day.isoformat())
        return [_round(row) for row in rows]

    def opened(self, school_id: int, day: date) -> list[Round]:
        """All rounds that were ever opened for a school's day, also those no longer owed."""
        rows = self._q.opened(self._c, school_id=school_id, day=day.isoformat())
        return [_round(row) for row in rows]

    def set_mode(self, round_id: int, mode: Mode, state: str) -> None:
        """The calendar says something else of the day: its mode, and the round's state."""
        self._q.set_mode(self._c, id=round_id, mode=mode.value, state=state)

    def settled(self, school_id: int, day: date) -> int:
        """How many rounds of a school's day are not outstanding any more."""
        count: int = self._q.settled(self._c, school_id=school_id, day=day.isoformat())
        return count

    def set_state(self, round_id: int, state: str) -> None:
        """open | locked | not_required."""
        self._q.set_state(self._c, id=round_id, state=state)

    def lock_school(self, school_id: int, day: date) -> None:
        """Lock a school's rounds: from now on only an admin reopens one."""
        self._q.lock_school(
            self._c,
            school_id=school_id,
            since=(day - timedelta(days=1)).isoformat(),
            day=day.isoformat(),
        )

    def last_before(self, unit_id: int, day: date) -> tuple[int, int, date] | None:
        """``(id, revision, day)`` of the last round before a day that was answered."""
        row = self._q.last_before(self._c, unit_id=unit_id, day=day.isoformat())
        return None if row is None else (row[0], row[1], date.fromisoformat(row[2]))


# Looked up here, an enum takes a tenth of the time; each answer reads four of them.
_ROLES = {role.value: role for role in Role}
_UNIT_KINDS = {kind.value: kind for kind in UnitKind}
_MODES = {mode.value: mode for mode in Mode}


def _round(row: Sequence[Any]) -> Round:
    return Round(
        row[0],
        date.fromisoformat(row[1]),
        row[2],
        row[3],
        row[4],
        row[5],
        row[6],
        row[7],
        row[8],
        bool(row[9]),
        Unit(row[10], row[11], row[12], _UNIT_KINDS[row[13]], row[14]),
        _MODES[row[15]],
        row[16],
    )
