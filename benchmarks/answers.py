"""Answers fully handled: raw update in, then answer, receipt note and inbox mark committed."""

from __future__ import annotations

import asyncio
import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.framework import framework_per_second
from benchmarks.morning import asked, presses, standing
from benchmarks.past_day import ZONE
from benchmarks.sizes import Sizes
from bot.assembly import the_door
from channels.telegram.reading import read
from domain.ports import Clock, RawUpdate
from handlers.inbox_worker import InboxWorker, StoredInbox
from storage.database import Database, opened

FETCH = 100
"""Updates that one getUpdates brings."""


class ReadOnlyChannel:
    """Reads updates; whatever would leave the process goes nowhere. Only for measuring.

    ``acknowledged`` is called with the query of each press, right after its commit.
    """

    name = "telegram"
    read = staticmethod(read)

    def __init__(self, acknowledged: Callable[[str], None] = lambda query: None) -> None:
        self._acknowledged = acknowledged

    async def acknowledge(self, query: str, text: str | None, alert: bool) -> None:
        """The press has taken effect."""
        self._acknowledged(query)


def answers(sizes: Sizes, folder: Path) -> dict[str, float]:
    """Answers a second on a real SQLite file with FULL, against the framework parsing and
    dispatching the same updates to an empty handler.
    """
    ours, theirs = [], []
    with asked(sizes.classes(sizes.presses), folder) as path:
        for number in range(sizes.repeats):
            copy = folder / f"answers-{number}.db"
            shutil.copyfile(path, copy)
            updates, per_second = asyncio.run(_per_second(copy, sizes.presses))
            ours.append(per_second)
            raw = [update.raw for update in updates]
            theirs.append(asyncio.run(framework_per_second(raw)))
            copy.unlink()
    return {
        "answers_per_s": round(statistics.median(ours)),
        "framework_per_s": round(statistics.median(theirs)),
        "answers_ratio": round(statistics.median(ours) / statistics.median(theirs), 2),
    }


async def _per_second(path: Path, most: int) -> tuple[list[RawUpdate], float]:
    async with opened(path) as database:
        updates = await database.read(lambda tx: presses(tx, most))
        return updates, await _measure(database, standing("07:41"), updates)


async def _measure(database: Database, clock: Clock, updates: list[RawUpdate]) -> float:
    done = asyncio.Event()
    acknowledged: list[str] = []

    def one_more(query: str) -> None:
        acknowledged.append(query)
        if len(acknowledged) == len(updates):
            done.set()

    channel = ReadOnlyChannel(one_more)
    worker = InboxWorker(database, channel, clock, the_door(ZONE, "zh"))  # type: ignore[arg-type]
    inbox = StoredInbox(database, clock)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(worker.serve())
        start = time.perf_counter()
        for begin in range(0, len(updates), FETCH):
            await inbox.store("telegram", updates[begin : begin + FETCH])
        await done.wait()
        seconds = time.perf_counter() - start
        serving.cancel()
    await all_answered(database, len(updates))
    return len(updates) / seconds


async def all_answered(database: Database, expected: int) -> None:
    """Raises RuntimeError where a press left its class outstanding: nothing was measured then."""
    answered = await database.read(
        lambda tx: tx.connection.execute(
            "SELECT COUNT(*) FROM round WHERE state = 'open' AND revision > 0"
        ).fetchone()[0]
    )
    if answered != expected:
        raise RuntimeError(f"only {answered} of {expected} presses were answered")
