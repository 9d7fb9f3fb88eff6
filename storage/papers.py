"""What papers that leave the school have to be kept clear of."""

from __future__ import annotations

import sqlite3

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
