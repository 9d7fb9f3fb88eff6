"""Figures by mode: what the classes at school say, and those at home."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from datetime import date

from domain.check_in import CheckIn
from domain.figures import ClosurePupil, Counts, ModeCounts
from domain.mode import Mode
from domain.roster import Unit, UnitKind
from storage.named import queries
from storage.roster import Roster

_COUNTS = tuple(field.name for field in fields(Counts))
_ORDER = {mode: place for place, mode in enumerate(Mode)}


class ModeReports:
    """Reads over ``round`` and ``answer``; writes nothing."""

    def __init__(self, connection: sqlite3.Connection, roster: Roster) -> None:
        self._c = connection
        self._q = queries("mode_reports")
        self._roster = roster

    def modes(self, unit_id: int, day: date) -> tuple[ModeCounts, ...]:
        """The counts of a unit by mode; nothing where every class has a plain school day."""
        if self._q.any_mode(self._c, day=day.isoformat()) is None:
            return ()
        found = [
            ModeCounts(
                Mode(row["mode"]),
                Counts(**{name: row[name] for name in _COUNTS}),
                row["not_learning"],
                row["lives_in"],
            )
            for row in self._q.counts(self._c, unit_id=unit_id, day=day.isoformat())
        ]
        if [one.mode for one in found] == [Mode.TERM]:
            return ()
        return tuple(sorted(found, key=lambda one: _ORDER[one.mode]))

    def closure_pupils(self, unit_id: int, day: date) -> list[ClosurePupil]:
        """Who takes no part in lessons and who lives in, by class in the roster's order."""
        found = []
        for row in self._q.closure(self._c, unit_id=unit_id, day=day.isoformat()):
            unit = Unit(
                row["id"], row["code"], row["name"], UnitKind(row["kind"]), row["school_id"]
            )
            for pupil_id, entry in CheckIn.model_validate_json(row["body"]).pupils.items():
                pupil = self._roster.pupil(pupil_id)
                if pupil is not None and (entry.not_learning or entry.lives_in):
                    found.append(
                        ClosurePupil(
                            unit, row["school"], pupil.name, entry.not_learning, entry.lives_in
                        )
                    )
        return found
