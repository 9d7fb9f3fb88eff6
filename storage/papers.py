"""The names that what leaves a school has to be kept clear of."""

from __future__ import annotations

import json
import sqlite3

from domain.roster import Unit
from storage.named import queries

LONGEST_NAME = 40
"""Characters of a name that is looked for in a place."""


class Papers:
    """Reads over the roster; writes nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("papers")

    def names(self, school_id: int) -> frozenset[str]:
        """The names of everybody who is or was at a school, pupils and staff, and what they are
        called without their surnames (小甲子).
        """
        full = {row[0] for row in self._q.names(self._c, school_id=school_id)}
        return frozenset(full | {name[-2:] for name in full if _has_given_name(name)})

    def stands_in(self, place: str | None, unit: Unit) -> bool:
        """Whether a place that somebody typed holds the name of a pupil or of somebody of the staff
        of the class's school, with spaces or without.
        """
        words = "".join((place or "").split())
        parts = {
            words[first:end]
            for first in range(len(words))
            for end in range(first + 2, min(first + LONGEST_NAME, len(words)) + 1)
        }
        school_id = unit.id if unit.school_id is None else unit.school_id
        return bool(parts) and bool(
            self._q.stands_in(self._c, school_id=school_id, parts=json.dumps(sorted(parts)))
        )


def _has_given_name(name: str) -> bool:
    """Whether it is a Chinese name whose given name has two characters."""
    return len(name) in (3, 4) and all("\u4e00" <= sign <= "\u9fff" for sign in name)
