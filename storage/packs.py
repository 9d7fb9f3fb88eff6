"""Inspection packs (台账) and long reports that were asked for, and how far they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.calendar import Period
from domain.note import Edit, Note, Wanted
from storage.named import queries
from storage.outbox import Outbox


@dataclass(frozen=True, slots=True)
class AskedPack:
    """A pack that somebody asked for. ``state``: open | made | cancelled | failed.

    ``done`` counts the days behind it; ``days``, ``lines`` and ``zero`` what it came to. ``format``
    is that of a report, or zip for a pack.
    """

    id: int
    chat_id: int
    person_id: int
    unit_id: int
    period: Period
    names: bool
    at_ms: int
    state: str
    done: int
    version: int
    days: int
    lines: int
    zero: int
    format: str = "zip"


class Packs:
    """The table ``pack``."""

    def __init__(
        self, connection: sqlite3.Connection, outbox: Outbox, stir: Callable[[str], None]
    ) -> None:
        self._c = connection
        self._outbox = outbox
        self._stir = stir
        self._q = queries("packs")

    def ask(
        self,
        chat_id: int,
        person_id: int,
        unit_id: int,
        period: Period,
        *,
        names: bool,
        at_ms: int,
        format: str = "zip",
    ) -> int:
        """Somebody wants one; gives its id."""
        self._stir("packs")
        asked: int = self._q.ask(
            self._c,
            chat_id=chat_id,
            person_id=person_id,
            unit_id=unit_id,
            first=period.first.isoformat(),
            last=period.last.isoformat(),
            names=int(names),
            at_ms=at_ms,
            format=str(format),
        )
        return asked

    def get(self, pack_id: int) -> AskedPack | None:
        """The pack with this id."""
        row = self._q.get(self._c, id=pack_id)
        if row is None:
            return None
        ident, chat_id, person_id, unit_id, first, last, names, *more = row
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
        return AskedPack(ident, chat_id, person_id, unit_id, period, bool(names), *more)

    def next(self) -> AskedPack | None:
        """The one to be made now."""
        pack_id = self._q.next_open(self._c)
        return None if pack_id is None else self.get(pack_id)

    def under_way(self, person_id: int) -> bool:
        """Whether one of this person's is being made, or waits to be."""
        return bool(self._q.under_way(self._c, person_id=person_id))

    def step(self, pack_id: int, done: int) -> bool:
        """So many days are done; False where nobody wants it any more."""
        return self._q.step(self._c, id=pack_id, done=done) is not None

    def made(self, pack_id: int, content: bytes, *, days: int, lines: int, zero: int) -> bool:
        """Here it is; False where nobody wants it any more."""
        version = self._q.made(
            self._c, id=pack_id, content=content, days=days, lines=lines, zero=zero
        )
        return version is not None

    def close(self, pack_id: int, state: str) -> bool:
        """It is not made: cancelled | failed; False where it was ended before."""
        return self._q.close(self._c, id=pack_id, state=state) is not None

    def tell(self, pack_id: int, at_ms: int) -> None:
        """Say how far it is: once as a message, and from then on in its place."""
        asked = self.get(pack_id)
        if asked is None:
            return
        subject, wanted = f"pack/{pack_id}", Wanted("pack", {"pack": pack_id})
        shown = self._outbox.copies("card", subject)
        if not shown:
            self._outbox.put(Note("card", subject, asked.chat_id, wanted), at_ms)
        for note_id, chat_id in shown:
            edit, version = Edit(note_id=note_id), asked.version
            note = Note("card", f"{subject}/edit", chat_id, wanted, version=version, edit=edit)
            self._outbox.put(note, at_ms)

    def content(self, pack_id: int) -> bytes | None:
        """The zip; None where there is none (any more)."""
        content: bytes | None = self._q.content(self._c, id=pack_id)
        return content

    def let_go(self, before_ms: int) -> None:
        """Keep no zip that was asked for before an instant."""
        self._q.let_go(self._c, before_ms=before_ms)
