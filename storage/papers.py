"""What papers that leave the school have to be kept clear of."""

from __future__ import annotations

import sqlite3

from domain.roster import Unit
from storage.named import queries


class Papers:
    """Reads over the roster for papers; writes nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("papers")

    def names(self, school_id: int) -> frozenset[str]:
        """The names of everybody who is or was at a school, pupils and staff, and what they are
        called without their surnames (小甲子).
        """
        full = {row[0] for row in self._q.names(self._c, school_id=school_id)}
        return frozenset(full | {name[-2:] for name in full if _has_given_name(name)})


def _has_given_name(name: str) -> bool:
    """Whether it is a Chinese name whose given name has two characters."""
    return len(name) in (3, 4) and all("\u4e00" <= sign <= "\u9fff" for sign in name)


class Names:
    """Looks whether a place that somebody typed holds a name. A school's names are read once, and
    only where a place was typed.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("papers")
        self._of: dict[int, frozenset[str]] = {}

    def stand_in(self, place: str | None, unit: Unit) -> bool:
        """Whether it holds the name of a pupil or of somebody of the staff of the class's school,
        with spaces or without.
        """
        if not place:
            return False
        words = "".join(place.split())
        names = self._names(unit.id if unit.school_id is None else unit.school_id)
        return any(
            words[first:end] in names
            for first in range(len(words))
            for end in range(first + 2, len(words) + 1)
        )

    def _names(self, school_id: int) -> frozenset[str]:
        if school_id not in self._of:
            rows = self._q.names(self._c, school_id=school_id)
            self._of[school_id] = frozenset("".join(row[0].split()) for row in rows)
        return self._of[school_id]
