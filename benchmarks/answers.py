"""Answers fully handled: raw update in, then answer, receipt note and inbox mark committed."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.city import a_city_of_classes
from benchmarks.presses import FIRST_CHAT
from bot.assembly import the_door
from bot.clock import SystemClock
from channels.telegram.reading import read
from domain.day_plan import school_day_of
from domain.ports import RawUpdate
from handlers.inbox_worker import InboxWorker, StoredInbox
from storage.database import Database, opened

ZONE = ZoneInfo("Asia/Shanghai")
FETCH = 100
"""Updates that one getUpdates brings."""


class ReadOnlyChannel:
    """Reads updates; whatever would leave the process goes nowhere. Only for measuring."""

    name = "telegram"
    read = staticmethod(read)

    async def acknowledge(self, query: str, text: str | None, alert: bool) -> None:
        """Nothing."""


async def answers_per_second(raw: list[str]) -> float:
    """Presses a second from the raw update to the commit, on a real SQLite file with FULL."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder) / "bench.db") as database:
            clock = SystemClock()
            today = school_day_of(clock.now_ms(), ZONE)
            await database.write(
                lambda tx: a_city_of_classes(tx, len(raw), FIRST_CHAT, today, clock.now_ms())
            )
            return await _measure(database, clock, raw)


async def _measure(database: Database, clock: SystemClock, raw: list[str]) -> float:
    worker = InboxWorker(database, ReadOnlyChannel(), clock, the_door(ZONE, "zh"))  # type: ignore[arg-type]
    inbox = StoredInbox(database, clock)
    updates = [RawUpdate(10_000 + number, text) for number, text in enumerate(raw)]
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(worker.serve())
        start = time.perf_counter()
        for begin in range(0, len(updates), FETCH):
            await inbox.store("telegram", updates[begin : begin + FETCH])
        # The database is asked, not a flag.
        while await database.read(lambda tx: tx.inbox.counts().get("open", 0)):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        seconds = time.perf_counter() - start
        serving.cancel()
    answered = await database.read(
        lambda tx: tx.connection.execute("SELECT COUNT(*) FROM answer").fetchone()[0]
    )
    if answered != len(raw):
        raise RuntimeError(f"only {answered} of {len(raw)} presses were answered")
    return len(raw) / seconds
