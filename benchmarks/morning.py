"""The morning that is measured: its clock, its rounds and questions, and who presses what."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import time as time_of_day
from pathlib import Path

from benchmarks.city import FIRST_CLASS, TODAY, City, copied
from benchmarks.past_day import ZONE, write_answers
from benchmarks.presses import press_update
from bot.clock import RehearsalClock
from domain.day_plan import instant_ms
from domain.ports import RawUpdate
from scheduler.tick import Tick
from storage.database import Database, opened
from storage.transaction import Transaction


def at(when: str) -> int:
    """The instant (ms) of ``07:30`` on the day that is measured."""
    return instant_ms(TODAY, time_of_day.fromisoformat(when), ZONE)


def standing(when: str) -> RehearsalClock:
    """A clock whose civil time stands until it is set."""
    return RehearsalClock(at(when), 0.0)


@contextmanager
def asked(city: City, folder: Path) -> Iterator[Path]:
    """A copy of the city in which every class was asked, and the question came."""
    with copied(city, folder) as path:
        asyncio.run(_ask_all(path))
        yield path


async def _ask_all(path: Path) -> None:
    async with opened(path) as database:
        await Tick(database, standing("07:31"), ZONE).tick()
        await database.write(all_were_asked)


def all_were_asked(tx: Transaction) -> None:
    """Every question that waits counts as sent, as message 1000 + its note's id."""
    tx.connection.execute(
        "UPDATE outbox SET state = 'sent', sent_ms = created_ms,"
        " reference = CAST(1000 + id AS TEXT) WHERE state = 'pending'"
    )


def presses(tx: Transaction, most: int) -> list[RawUpdate]:
    """A press on 全班正常 from each class that was asked, as Telegram sends it."""
    rows = tx.connection.execute(
        "SELECT o.round_id, c.address, o.reference FROM outbox o JOIN chat c ON c.id = o.chat_id"
        " WHERE o.kind = 'ask' AND o.state = 'sent' ORDER BY o.id LIMIT ?",
        (most,),
    )
    return [
        RawUpdate(10_000 + n, press_update(n, int(address), round_id, int(message)))
        for n, (round_id, address, message) in enumerate(rows)
    ]


async def mostly_answered(
    database: Database, tick: Tick, clock: RehearsalClock, city: City
) -> None:
    """The morning up to 08:59; 97 of 100 classes have answered, straight into the tables."""
    for when in ("00:01", "05:00", "08:59"):
        clock.set(at(when), 0.0)
        await tick.tick()
        if when == "05:00":
            await database.write(lambda tx: _answer_most(tx.connection, city))


def _answer_most(connection: sqlite3.Connection, city: City) -> None:
    rows = connection.execute(
        "SELECT id, unit_id FROM round WHERE day = ? ORDER BY id", (TODAY.isoformat(),)
    ).fetchall()
    answered = [(id_, unit_id - FIRST_CLASS) for n, (id_, unit_id) in enumerate(rows) if n % 33]
    write_answers(connection, city, TODAY, answered)


async def all_said(database: Database) -> None:
    """Wait until nothing is left to be sent: the database is asked, not a flag."""

    def waiting(tx: Transaction) -> bool:
        found = tx.connection.execute(
            "SELECT 1 FROM outbox WHERE state IN ('pending', 'claimed', 'sending') LIMIT 1"
        )
        return found.fetchone() is not None

    while await database.read(waiting):  # noqa: ASYNC110
        await asyncio.sleep(0.1)


async def offered(
    count: int, per_second: float, arrive: Callable[[int], Awaitable[None]]
) -> Sequence[float]:
    """Let ``arrive(n)`` happen at even instants, however long each of them takes.

    Gives the instants (monotonic seconds) at which they were to happen.
    """
    start = time.monotonic()
    due = [start + n / per_second for n in range(count)]
    async with asyncio.TaskGroup() as group:
        for n, instant in enumerate(due):
            await asyncio.sleep(max(0.0, instant - time.monotonic()))
            group.create_task(_run(arrive(n)))
    return due


async def _run(arriving: Awaitable[None]) -> None:
    await arriving
