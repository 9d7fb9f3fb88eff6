"""``/report`` of a whole city's day, on a long history."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.city import CITY, TODAY, City, copied
from benchmarks.digests import WORDING
from benchmarks.morning import at, mostly_answered, standing
from benchmarks.past_day import ZONE
from benchmarks.sizes import Sizes
from benchmarks.spread import ms, quantile
from domain.message import Message
from domain.note import Note, Wanted
from scheduler.delivery import Ready, prepare
from scheduler.tick import Tick
from storage.database import Database, opened, snapshot
from storage.outbox import DueNote
from storage.runner import connect
from storage.transaction import Transaction


def city_report(sizes: Sizes, folder: Path) -> dict[str, float]:
    """From the note to the words, as the pump has them rendered; 97 of 100 classes are in.

    ``report_ratio`` is what storage takes for the figures, over the same SQL on bare sqlite3.
    """
    with copied(sizes.city, folder) as path:
        times = asyncio.run(_rendered(path, sizes.city, sizes.reports))
        ours, bare = _against_bare(path, sizes.reports)
    return {
        "report_city_ms": ms(quantile(times, 0.5)),
        "report_storage_ms": ms(quantile(ours, 0.5)),
        "report_bare_ms": ms(quantile(bare, 0.5)),
        "report_ratio": round(quantile(ours, 0.5) / quantile(bare, 0.5), 2),
    }


async def _rendered(path: Path, city: City, times: int) -> list[float]:
    async with opened(path) as database:
        clock = standing("00:01")
        await mostly_answered(database, Tick(database, clock, ZONE), clock, city)
        await database.write(_ask_for_it)
        now_ms = at("09:30")
        waiting = await database.read(lambda tx: tx.outbox.due(now_ms, 1_000_000))
        note = next(note for note in waiting if note.subject == "bench")
        return [await _render(database, note, now_ms) for _ in range(times)]


def _ask_for_it(tx: Transaction) -> None:
    """The city's admin asks for the day."""
    person_id = tx.connection.execute(
        "SELECT person_id FROM membership WHERE unit_id = ?", (CITY,)
    ).fetchone()[0]
    chat = tx.chats.of_person(person_id)
    assert chat is not None
    day = TODAY.isoformat()
    wanted = Wanted("report", {"unit": CITY, "first": day, "last": day, "format": "text"})
    tx.outbox.put(Note("reply", "bench", chat.id, wanted), at("09:30"))


async def _render(database: Database, note: DueNote, now_ms: int) -> float:
    start = time.perf_counter()
    ready = await database.read(lambda tx: prepare(tx, note, now_ms, WORDING))
    seconds = time.perf_counter() - start
    if not (isinstance(ready, Ready) and isinstance(ready.say, Message)):
        raise RuntimeError("the report has nothing to say")
    return seconds


def _against_bare(path: Path, times: int) -> tuple[list[float], list[float]]:
    """Seconds that storage takes to read the report's figures, and bare sqlite3 for the same."""
    connection = connect(path, read_only=True)
    try:
        said: list[str] = []
        connection.set_trace_callback(said.append)
        snapshot(connection, _reads)
        connection.set_trace_callback(None)
        ours = [_timed(lambda: snapshot(connection, _reads)) for _ in range(times)]
    finally:
        connection.close()
    bare = sqlite3.connect(path)
    try:
        return ours, [_timed(lambda: _run(bare, said)) for _ in range(times)]
    finally:
        bare.close()


def _reads(tx: Transaction) -> object:
    """What a report of a unit's day asks of storage."""
    figures = tx.reports.day(CITY, TODAY)
    return figures, tx.reports.children(CITY, TODAY), tx.roster.upward(CITY)


def _run(bare: sqlite3.Connection, statements: list[str]) -> None:
    for statement in statements:
        bare.execute(statement).fetchall()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
