"""A morning without any channel: a real database, a clock to turn, and the tick."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.check_in import CheckIn, Entry, findings_of
from domain.class_figures import figures_of
from domain.day_plan import is_late
from scheduler.tick import Tick
from storage.database import Database, opened
from storage.transaction import Transaction
from tests.clock import MONDAY, ZONE, FakeClock
from tests.school import School, a_school
from tests.tables import new_tables

DAY = date.fromisoformat(MONDAY)


@dataclass(frozen=True, slots=True)
class Said:
    """A note in the outbox, by whose it is."""

    id: int
    kind: str
    subject: str
    to: str
    version: int
    state: str
    edits: bool


class Morning:
    """A school, and ticks at the times a test names."""

    def __init__(self, path: Path, database: Database, clock: FakeClock, school: School) -> None:
        self.path = path
        self.database = database
        self.clock = clock
        self.school = school
        self.tick = Tick(database, clock, ZONE)

    async def at(self, when: str) -> None:
        """It is this time now, and the tick comes."""
        self.clock.set(when)
        await self.tick.tick()

    def stops(self) -> None:
        """The process ends; the next tick is another one's first."""
        self.tick = Tick(self.database, self.clock, ZONE)

    async def write(self, *pieces: Callable[[Transaction], object]) -> None:
        """Change something, all in one transaction."""

        def together(tx: Transaction) -> None:
            for piece in pieces:
                piece(tx)

        await self.database.write(together)

    async def answer(self, class_name: str, entry: Entry | None = None, *, day: date = DAY) -> None:
        """A class says all is well, or something of its first pupil; the tick follows."""
        school, now_ms = self.school, self.clock.now_ms()
        pupils = {} if entry is None else {school.pupils[class_name][0]: entry}

        def piece(tx: Transaction) -> None:
            round_ = tx.rounds.of_class(school.classes[class_name], day)
            assert round_ is not None, "no round is open"
            check_in, threshold = CheckIn(pupils=pupils), round_.fever_threshold
            roll = tx.roster.pupils_of(round_.unit.id, day)
            tx.answers.record(
                round_,
                check_in,
                figures_of(check_in, roll, threshold),
                findings_of(check_in, threshold),
                by=school.people[class_name],
                for_=None,
                at_ms=now_ms,
                recorded_ms=now_ms,
                late=is_late(now_ms, round_.cut_off_ms),
            )

        await self.database.write(piece)
        await self.tick.tick()

    async def said(self, *kinds: str) -> list[Said]:
        """What the outbox holds of these kinds, in the order it was put."""

        def look(tx: Transaction) -> list[sqlite3.Row]:
            marks = ",".join("?" * len(kinds))
            return tx.connection.execute(
                "SELECT id, kind, subject, chat_id, version, state,"  # noqa: S608
                " target_id IS NOT NULL OR target IS NOT NULL AS edits"
                f" FROM outbox WHERE kind IN ({marks}) ORDER BY id",
                kinds,
            ).fetchall()

        names = {chat_id: key for key, chat_id in self.school.chats.items()}
        return [
            Said(
                row["id"],
                row["kind"],
                row["subject"],
                names.get(row["chat_id"], "?"),
                row["version"],
                row["state"],
                bool(row["edits"]),
            )
            for row in await self.database.read(look)
        ]

    async def who(self, kind: str) -> list[str]:
        """Who gets notes of a kind, as often as they get one."""
        return [note.to for note in await self.said(kind)]

    async def steps(self, unit_id: int | None = None, day: date = DAY) -> dict[str, str]:
        """The steps of a unit's day (the school's) and what became of them."""
        unit = self.school.id if unit_id is None else unit_id
        rows = await self.database.read(lambda tx: tx.days.steps_of(unit, day))
        return {row["step"]: row["state"] for row in rows}

    async def all_sent(self) -> None:
        """Whatever waits is said, each as a message of its own number."""
        await self.database.write(
            lambda tx: tx.connection.execute(
                "UPDATE outbox SET state = 'sent', reference = 'm' || id"
                " WHERE state = 'pending' AND target_id IS NULL AND target IS NULL"
            )
        )

    async def all_sent_but(self, kind: str) -> None:
        """The same, but for notes of one kind."""
        await self.database.write(
            lambda tx: tx.connection.execute(
                "UPDATE outbox SET state = 'sent', reference = COALESCE(reference, 'm' || id)"
                " WHERE state = 'pending' AND kind <> ?",
                (kind,),
            )
        )


def _known_year(tx: Transaction) -> None:
    tx.calendar.put_year(DAY.year, "test")


@asynccontextmanager
async def a_morning(
    folder: Path,
    when: str = "04:00",
    school: Callable[[Transaction], School] = a_school,
) -> AsyncIterator[Morning]:
    """A school on a plain Monday before anything has happened; nothing has ticked yet."""
    path = folder / "chenjian.db"
    async with opened(new_tables(path)) as database:
        await database.write(_known_year)
        made = await database.write(school)
        yield Morning(path, database, FakeClock(when), made)
