"""The cut-off of a city: every school's digest published, queued and rendered."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from pathlib import Path

from benchmarks.city import City, copied
from benchmarks.morning import at, mostly_answered, standing
from benchmarks.past_day import ZONE
from benchmarks.sizes import Sizes
from scheduler.delivery import Ready, Wording, prepare
from scheduler.renderers import RENDERERS
from scheduler.tick import Tick
from storage.database import Database, opened

WORDING = Wording(RENDERERS, ZONE, "zh")


def digests(sizes: Sizes, folder: Path) -> dict[str, float]:
    """From the tick of 09:00 to the last digest in words, each for every person who hears it."""
    with copied(sizes.city, folder) as path:
        return asyncio.run(_cut_off(path, sizes.city))


async def _cut_off(path: Path, city: City) -> dict[str, float]:
    async with opened(path) as database:
        clock = standing("00:01")
        tick = Tick(database, clock, ZONE)
        await mostly_answered(database, tick, clock, city)
        clock.set(at("09:00"), 0.0)
        start = time.perf_counter()
        await tick.tick()
        queued = time.perf_counter()
        count = await _render(database, clock.now_ms())
        rendered = time.perf_counter()
    return {
        "digests_s": round(rendered - start, 2),
        "digests_queued_s": round(queued - start, 2),
        "digests_rendered_s": round(rendered - queued, 2),
        "digests_rendered": count,
    }


async def _render(database: Database, now_ms: int) -> int:
    """Every digest that waits, each in a read of its own as the pump does; gives how many."""
    notes = await database.read(lambda tx: tx.outbox.due(now_ms, 1_000_000))
    said = [
        await database.read(partial(prepare, note=note, now_ms=now_ms, wording=WORDING))
        for note in notes
        if note.kind == "digest"
    ]
    if not all(isinstance(one, Ready) for one in said):
        raise RuntimeError("a digest has nothing to say")
    return len(said)
