"""Contacts of a confirmed case: who shares a class, a room, a bus or a club, and how near."""

from __future__ import annotations

import sqlite3
from datetime import date

from domain.case import CaseFile
from domain.contact import Candidate, Link, Mark, clubs_of
from storage.named import queries


class Contacts:
    """The table ``contact``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("contacts")

    def candidates(self, case: CaseFile, day: date) -> list[Candidate]:
        """Pupils of the school who were near, those of the own class first. Near to a teacher are
        the pupils of the classes that teacher has a duty in.
        """
        about = {"case_id": case.id, "school_id": case.school_id, "day": day.isoformat()}
        if case.pupil_id is not None:
            rows = self._q.mates(self._c, **about, pupil_id=case.pupil_id)
        else:
            rows = self._q.taught(self._c, **about, person_id=case.person_id)
        found = (_candidate(row, case.id) for row in rows)
        return [one for one in found if one.links]

    def opened(self, case_id: int) -> int:
        """How many cases were opened for the contacts of a case."""
        count: int = self._q.opened(self._c, case_id=case_id)
        return count

    def mark(self, case_id: int, pupil_id: int, mark: Mark, by: int, at_ms: int) -> None:
        """An officer says how somebody counts."""
        self._q.mark(
            self._c, case_id=case_id, pupil_id=pupil_id, mark=mark.value, by_person=by, at_ms=at_ms
        )


def _candidate(row: sqlite3.Row, case_id: int) -> Candidate:
    shared = {
        Link.CLASS: row["same_class"],
        Link.DORMITORY: row["same_room"],
        Link.BUS: row["same_bus"],
        Link.CLUB: clubs_of(row["club"]) & clubs_of(row["my_club"]),
    }
    return Candidate(
        row["id"],
        row["name"],
        row["class_id"],
        row["class_name"],
        tuple(link for link in Link if shared[link]),
        Mark(row["mark"]) if row["mark"] else None,
        row["number"],
        row["source_case"] == case_id,
    )
