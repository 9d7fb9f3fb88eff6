"""Ticking: who calls the tick, and when."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from domain.ports import Clock
from scheduler.tick import Tick
from storage.database import Database

EVERY_S = 1
REST_S = 0.05
"""Between two ticks: wakes after many commits come together as one."""


class Ticking:
    """Ticks each second, and soon after something was said, until cancelled. ``begun`` is set once
    the day has been looked at for the first time.

    APScheduler does nothing but ring: what is owed stands in the database, so that nothing depends
    on its memory. A tick that takes long swallows the rings meanwhile. ``moved`` is called after
    each tick.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        zone: ZoneInfo,
        *,
        moved: Callable[[], None] = lambda: None,
    ) -> None:
        self._clock = clock
        self._moved = moved
        self._zone = zone
        self._tick = Tick(database, clock, zone)
        self._rung = database.wakes("day")
        self.begun = asyncio.Event()

    async def run(self) -> None:
        """Tick until cancelled, the first time at once."""
        scheduler = AsyncIOScheduler(timezone=self._zone)
        scheduler.add_job(
            self._ring,
            "interval",
            seconds=EVERY_S,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        scheduler.start()
        try:
            while True:
                self._rung.clear()
                await self._tick.tick()
                self.begun.set()
                self._moved()
                await self._clock.sleep(REST_S)
                await self._rung.wait()
        finally:
            scheduler.shutdown(wait=False)

    async def _ring(self) -> None:
        # A coroutine runs on the loop itself; a plain function would ring from a thread.
        self._rung.set()
