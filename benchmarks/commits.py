"""How long an answer takes from the stored update to the commit, while others come steadily."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from benchmarks.answers import ReadOnlyChannel, all_answered
from benchmarks.morning import asked, at, offered, presses
from benchmarks.past_day import ZONE
from benchmarks.presses import FIRST_QUERY
from benchmarks.sizes import Sizes
from benchmarks.spread import ms, quantile
from bot.assembly import the_door
from bot.clock import RehearsalClock
from domain.ports import RawUpdate
from handlers.inbox_worker import InboxWorker, StoredInbox
from scheduler.ticking import Ticking
from storage.database import Database, opened


def commits(sizes: Sizes, folder: Path) -> dict[str, float]:
    """Presses offered at an even pace, each alone; inbox worker and tick run, the pump does not.

    ``commit_p99_ms`` counts from the commit that stored the update, ``arrived_p99_ms`` from the
    instant at which it was to arrive, so that a queue before the inbox would show.
    """
    count = round(sizes.offered_per_s * sizes.offered_s)
    with asked(sizes.classes(count, days=1), folder) as path:
        arrived, stored, committed = asyncio.run(_offer(path, count, sizes.offered_per_s))
    waits = [committed[n] - stored[n] for n in range(count)]
    since_arrival = [committed[n] - arrived[n] for n in range(count)]
    return {
        "commit_p50_ms": ms(quantile(waits, 0.5)),
        "commit_p99_ms": ms(quantile(waits, 0.99)),
        "arrived_p99_ms": ms(quantile(since_arrival, 0.99)),
        "commit_worst_ms": ms(max(waits)),
    }


Instants = dict[int, float]


async def _offer(path: Path, count: int, per_second: float) -> tuple[Instants, Instants, Instants]:
    async with opened(path) as database:
        updates = await database.read(lambda tx: presses(tx, count))
        return await _serve(database, updates, per_second)


async def _serve(
    database: Database, updates: list[RawUpdate], per_second: float
) -> tuple[Instants, Instants, Instants]:
    clock = RehearsalClock(at("07:32"), 1.0)
    stored: Instants = {}
    committed: Instants = {}
    done = asyncio.Event()

    def acknowledged(query: str) -> None:
        committed[int(query) - FIRST_QUERY] = time.monotonic()
        if len(committed) == len(updates):
            done.set()

    inbox = StoredInbox(database, clock)
    channel = ReadOnlyChannel(acknowledged)
    worker = InboxWorker(database, channel, clock, the_door(ZONE, "zh"))  # type: ignore[arg-type]

    async def arrive(n: int) -> None:
        await inbox.store("telegram", [updates[n]])
        stored[n] = time.monotonic()

    async with asyncio.TaskGroup() as group:
        services = [
            group.create_task(worker.serve()),
            group.create_task(Ticking(database, clock, ZONE).run()),
        ]
        due = await offered(len(updates), per_second, arrive)
        await done.wait()
        for service in services:
            service.cancel()
    await all_answered(database, len(updates))
    return dict(enumerate(due)), stored, committed
