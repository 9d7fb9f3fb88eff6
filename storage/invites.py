"""Invitation codes: kept as hashes, each good once and for a while."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from datetime import date

from storage.named import queries

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12
"""12 of 32 characters: 60 bits."""
VALID_MS = 14 * 24 * 3600 * 1000


def new_code() -> str:
    """A code nobody can guess, of characters nobody confuses."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def hashed(code: str) -> str:
    """What is kept of a code; capitals, spaces and dashes make no difference."""
    plain = code.upper().replace("-", "").replace(" ", "")
    return hashlib.sha256(f"chenjian-invite:{plain}".encode()).hexdigest()


class Invites:
    """The table ``invite``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("invites")

    def issue(self, person_id: int, at_ms: int) -> tuple[str, int]:
        """A new code for a person, in place of an unused one; gives it and when it expires."""
        code, expires_ms = new_code(), at_ms + VALID_MS
        self._q.drop_unused(self._c, person_id=person_id)
        self._q.add(
            self._c,
            person_id=person_id,
            code_hash=hashed(code),
            created_ms=at_ms,
            expires_ms=expires_ms,
        )
        return code, expires_ms

    def use(self, code: str, at_ms: int) -> int | None:
        """Use a code up; gives whose it was, None where it is unknown, used or expired."""
        person_id: int | None = self._q.use(self._c, code_hash=hashed(code), at_ms=at_ms)
        return person_id

    def fate(self, code: str) -> sqlite3.Row | None:
        """``(person_id, expires_ms, used_ms)`` of a code that exists."""
        row: sqlite3.Row | None = self._q.fate(self._c, code_hash=hashed(code))
        return row

    def everybody(self, day: date) -> list[sqlite3.Row]:
        """``(id, code, name, role, unit, unit_code, enrolled)`` of all who have a duty."""
        return list(self._q.everybody(self._c, day=day.isoformat()))
