"""The tick on a city's morning: opening and asking every class, and having nothing to do."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from benchmarks.answers import ReadOnlyChannel
from benchmarks.city import FIRST_CHAT, FIRST_CLASS, TODAY, City, copied
from benchmarks.morning import at, offered, standing
from benchmarks.past_day import ZONE
from benchmarks.presses import FIRST_QUERY, press_update
from benchmarks.sizes import Sizes
from benchmarks.spread import ms, quantile
from bot.assembly import the_door
from bot.clock import RehearsalClock
from domain.ports import RawUpdate
from handlers.inbox_worker import InboxWorker, StoredInbox
from scheduler.tick import Tick
from storage.database import Database, opened
from storage.transaction import Transaction

EARLY = 400
"""Classes whose round stood open before, so that answers can come while the others are opened."""
EARLY_PER_S = 50
IDLE_TICKS = 30


def plan(sizes: Sizes, folder: Path) -> dict[str, float]:
    """Planning (00:00), opening (05:00) and asking (07:30) the whole city on its history, all
    pieces together, while answers come; then ticks with nothing due.
    """
    with copied(sizes.city, folder) as path:
        return asyncio.run(_day(path, sizes.city))


async def _day(path: Path, city: City) -> dict[str, float]:
    async with opened(path) as database:
        early = min(EARLY, city.classes // 2)
        rounds = await database.write(lambda tx: open_early(tx, city, early))
        clock = standing("00:01")
        tick = Tick(database, clock, ZONE)
        waits: list[float] = []
        async with asyncio.TaskGroup() as group:
            answering = group.create_task(answer(database, clock, rounds, waits))
            seconds = [await _tick_at(tick, clock, when) for when in ("00:01", "05:00", "07:30")]
            answering.cancel()
        clock.set(at("07:31"), 0.0)
        idle = [await _tick(tick) for _ in range(IDLE_TICKS)]
        asked = await database.read(lambda tx: tx.outbox.counts().get("pending", 0))
    if asked < city.classes - early:
        raise RuntimeError(f"only {asked} of {city.classes} classes were asked")
    return {
        "plan_s": round(sum(seconds), 2),
        "plan_day_s": round(seconds[0], 2),
        "plan_open_s": round(seconds[1], 2),
        "plan_ask_s": round(seconds[2], 2),
        "plan_answer_p99_ms": ms(quantile(waits, 0.99)) if waits else 0.0,
        "idle_tick_ms": ms(quantile(idle, 0.5)),
        "idle_tick_worst_ms": ms(max(idle)),
    }


async def _tick_at(tick: Tick, clock: RehearsalClock, when: str) -> float:
    clock.set(at(when), 0.0)
    return await _tick(tick)


async def _tick(tick: Tick) -> float:
    start = time.perf_counter()
    await tick.tick()
    return time.perf_counter() - start


def open_early(tx: Transaction, city: City, count: int) -> list[int]:
    """The rounds of so many classes, open before the others."""
    for number in range(count):
        unit_id, school_id = city.place(number)
        tx.rounds.open(
            TODAY,
            unit_id,
            school_id,
            cut_off_ms=at("09:00"),
            lock_ms=at("18:00"),
            fever_threshold=3730,
        )
    rows = tx.connection.execute(
        "SELECT id FROM round WHERE day = ? AND unit_id >= ? ORDER BY unit_id LIMIT ?",
        (TODAY.isoformat(), FIRST_CLASS, count),
    )
    return [row[0] for row in rows]


async def answer(
    database: Database, clock: RehearsalClock, rounds: list[int], waits: list[float]
) -> None:
    """Presses at an even pace; ``waits`` grows by what each took from stored to committed."""
    stored: dict[int, float] = {}

    def acknowledged(query: str) -> None:
        waits.append(time.monotonic() - stored[int(query) - FIRST_QUERY])

    inbox = StoredInbox(database, clock)
    channel = ReadOnlyChannel(acknowledged)
    worker = InboxWorker(database, channel, clock, the_door(ZONE, "zh"))  # type: ignore[arg-type]

    async def arrive(n: int) -> None:
        update = RawUpdate(10_000 + n, press_update(n, FIRST_CHAT + n, rounds[n], 7))
        stored[n] = time.monotonic()
        await inbox.store("telegram", [update])
        stored[n] = time.monotonic()

    async with asyncio.TaskGroup() as group:
        group.create_task(worker.serve())
        await offered(len(rounds), EARLY_PER_S, arrive)
