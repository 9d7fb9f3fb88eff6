"""Liaisons (包校联系人): which schools somebody is linked to, and what was told of them."""

from __future__ import annotations

import sqlite3
from datetime import date

from domain.roster import Role, Unit, UnitKind
from storage.days import Published
from storage.named import queries
from storage.roster import Roster


class Liaisons:
    """The table ``liaison_digest``, and the schools of a liaison's duties."""

    def __init__(self, connection: sqlite3.Connection, roster: Roster) -> None:
        self._c = connection
        self._q = queries("liaisons")
        self._roster = roster

    def schools(self, person_id: int, day: date) -> list[Unit]:
        """The schools that somebody is linked to on a day, in the roster's order."""
        duties = self._roster.duties_of(person_id, day)
        linked = {
            duty.unit.id: duty.unit
            for duty in duties
            if duty.role is Role.LIAISON and duty.unit.kind is UnitKind.SCHOOL
        }
        return list(linked.values())

    def last(self, person_id: int, day: date) -> Published | None:
        """The newest version of the digest; its ``figures`` are the schools' versions it told."""
        row = self._q.last(self._c, person_id=person_id, day=day.isoformat())
        return None if row is None else Published(*row)

    def publish(self, person_id: int, day: date, version: int, told: str, at_ms: int) -> None:
        """Keep which versions of the schools' digests this one tells."""
        self._q.publish(
            self._c,
            person_id=person_id,
            day=day.isoformat(),
            version=version,
            told=told,
            at_ms=at_ms,
        )
