"""The tests that follow from a confirmed case, and how many were taken."""

from __future__ import annotations

import sqlite3
from datetime import date

from domain.case import CaseFile
from domain.case_task import Tally, Task, TaskKind
from storage.named import queries


class CaseTasks:
    """The table ``case_task``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("case_tasks")

    def follow_from(self, case: CaseFile, day: date) -> None:
        """Everybody of the class or office, and every dormitory room where a pupil is concerned;
        what stands already stays as it is.
        """
        at = {"case_id": case.id, "day": day.isoformat()}
        if case.pupil_id is not None:
            self._q.add_classmates(self._c, class_id=case.unit_id, without=case.pupil_id, **at)
            self._q.add_rooms(self._c, school_id=case.school_id, **at)
        else:
            self._q.add_colleagues(self._c, unit_id=case.unit_id, without=case.person_id, **at)

    def of_case(self, case_id: int, kind: TaskKind) -> list[Task]:
        """The tests of a kind, in the order of the roster."""
        rows = self._q.tasks(self._c, case_id=case_id, kind=kind.value)
        return [Task(row["id"], row["name"], row["done_ms"] is not None) for row in rows]

    def tallies(self, case_id: int) -> tuple[Tally, ...]:
        """How many there are of each kind, and how many were taken."""
        rows = self._q.tally(self._c, case_id=case_id)
        return tuple(Tally(TaskKind(kind), count, done) for kind, count, done in rows)

    def mark(self, case_id: int, task_id: int, at_ms: int, by: int) -> None:
        """Taken; one that was taken already is not, after all."""
        known = {"id": task_id, "case_id": case_id}
        if not self._q.mark_done(self._c, at_ms=at_ms, by_person=by, **known):
            self._q.mark_undone(self._c, **known)

    def mark_all(self, case_id: int, kind: TaskKind, at_ms: int, by: int) -> int:
        """All that are left were taken; gives how many."""
        return int(
            self._q.mark_all_done(
                self._c, case_id=case_id, kind=kind.value, at_ms=at_ms, by_person=by
            )
        )
